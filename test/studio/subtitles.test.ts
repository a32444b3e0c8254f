import { expect, test } from 'vitest';

import { cutSubtitles, parseSubtitles } from '../../src/studio/editor/subtitles.ts';
import { edit } from './editor-support.ts';

const HELLO = { startMs: 1000, endMs: 2500, text: 'Hello' };

test.each([
  ['a plain file', '1\n00:00:01,000 --> 00:00:02,500\nHello\n'],
  ['no numbers', '00:00:01,000 --> 00:00:02,500\nHello'],
  ['dots, short fractions and no hours', '00:01.0 --> 0:02.5\nHello'],
  ['WebVTT with settings', '00:01.000 --> 00:02.500 align:start line:90%\nHello'],
  ['markup', '00:00:01,000 --> 00:00:02,500\n<b>{\\an8}Hel</b><font color="red">lo</font>\n'],
  ['blank lines within', '00:00:01,000 --> 00:00:02,500\n\n  Hello  \n\n'],
  ['a subtitle that ends before it begins', '00:05 --> 00:01\nNo\n\n2\n00:01 --> 00:02.5\nHello'],
  ['a subtitle without text', '1\n00:03 --> 00:04\n\n2\n00:00:01,000 --> 00:00:02,500\nHello'],
])('reads %s', (_what, file) => {
  expect(parseSubtitles(file)).toEqual([HELLO]);
});

test('puts subtitles in order and keeps their lines and numbers', () => {
  const file = '2\n00:05 --> 00:06\n100\nof them\n1\n00:01 --> 00:02.5\nHello';
  expect(parseSubtitles(file)).toEqual([
    HELLO,
    { startMs: 5000, endMs: 6000, text: '100\nof them' },
  ]);
});

test('takes the file out of a message, and reads the rest as instructions', () => {
  const message =
    'Mute it, then add these subtitles in yellow:\r\n```srt\r\n1\r\n00:00:01,000 --> 00:00:02,500\r\ntrim to 2 seconds; "remove the music"\r\n```\r\n\r\nand make it square';
  expect(cutSubtitles(message)?.after.trim()).toBe('and make it square');
  const { timeline, changes } = edit(message);
  expect(changes).toHaveLength(3);
  expect(timeline).toMatchObject({
    canvas: { width: 1080, height: 1080 },
    clips: [{ volume: 0, durationMs: 12_000 }, { volume: 0 }],
    titles: [
      { text: 'Old' },
      { text: 'trim to 2 seconds; "remove the music"', color: 'yellow', subtitle: true },
    ],
  });
});

test('new subtitles take the place of the old, and are removed apart from titles', () => {
  const subtitled = edit('00:01 --> 00:02\nOne').timeline;
  const replaced = edit('00:03 --> 00:04\nTwo\n\n00:05 --> 00:06\nThree', subtitled).timeline;
  expect(replaced?.titles.map(({ text }) => text)).toEqual(['Old', 'Two', 'Three']);
  expect(edit('make the subtitles blue', replaced).timeline?.titles).toMatchObject([
    { color: 'white' },
    { color: 'blue' },
    { color: 'blue' },
  ]);
  const texts = (message: string) =>
    edit(message, replaced).timeline?.titles.map(({ text }) => text);
  expect(texts('去掉字幕')).toEqual(['Old']);
  expect(texts('remove the title')).toEqual(['Two', 'Three']);
});

test.each([
  ['two hundred and one subtitles', '00:01 --> 00:02\nx\n'.repeat(201), /more than 200/],
  ['subtitles after the end', '00:59 --> 01:00\nx', /after the end/],
  ['a file without text', '1\n00:01 --> 00:02\n', /no subtitle with a text/],
])('refuses %s', (_what, message, reason) => {
  const { changes, refusals } = edit(message);
  expect(changes).toEqual([]);
  expect(refusals).toMatchObject([{ en: reason }]);
});

test('says how many subtitles were left out', () => {
  const { changes } = edit('00:01 --> 00:02\nin\n\n00:30 --> 00:31\nout');
  expect(changes).toMatchObject([{ en: /^Added 1 subtitle .*; 1 more begin after the end/ }]);
});
