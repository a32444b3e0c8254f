import { expect, test } from 'vitest';

import { editTimeline } from '../../src/studio/editor/editor.ts';
import { cutSubtitles, parseSubtitles } from '../../src/studio/editor/subtitles.ts';
import { edit, EDITED, SUBTITLES, UPLOADS } from './editor-support.ts';

const HELLO = { startMs: 1000, endMs: 2500, text: 'Hello' };

test.each([
  ['a plain file', '1\n00:00:01,000 --> 00:00:02,500\nHello\n'],
  ['no numbers', '00:00:01,000 --> 00:00:02,500\nHello'],
  ['dots, short fractions and no hours', '00:01.0 --> 0:02.5\nHello'],
  ['WebVTT with settings', '00:01.000 --> 00:02.500 align:start line:90%\nHello'],
  ['markup', '00:00:01,000 --> 00:00:02,500\n<b>{\\an8}Hel</b><font color="red">lo</font>\n'],
  ['MicroDVD codes', '00:00:01,000 --> 00:00:02,500\n{y:i}Hello{c:$0000ff}\n'],
  [
    'CRLF and a drawing',
    '1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\p1\\clip(m 0 0 l 100 0 100 100 0 100 0 0 l 50 50 m 10 10 l 20 20 30 30 40 40)}Hello\r\n',
  ],
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

const textsOf = (message: string) =>
  edit(message)
    .timeline?.titles.filter(({ subtitle }) => subtitle)
    .map(({ text }) => text);

test.each([
  'add subtitles',
  'add the uploaded subtitles',
  'add subtitles from subs.srt',
  'add the subtitles "subs.srt"',
  'add the subtitle file subs.srt',
  'add subtitles: subs.srt',
  'use subs.srt',
  'burn in the captions',
  '用 subs.srt 添加字幕',
  '用subs.srt加字幕',
  '添加字幕：subs.srt',
  '添加字幕文件 subs.srt',
  '加字幕',
  '用上传的字幕',
])('"%s" shows the file that was uploaded last', (message) => {
  expect(textsOf(message)).toEqual(['Hello']);
});

test.each(['add subtitles from old.srt', '用 old.srt 添加字幕', 'ADD SUBTITLES FROM OLD.SRT'])(
  '"%s" shows the file it names',
  (message) => expect(textsOf(message)).toEqual(['Earlier']),
);

test('a subtitle file is one step among others, with looks of its own', () => {
  const { timeline, changes } = edit(
    'mute it, add subtitles from subs.srt at the top in yellow and make it square; add the title "Bye"',
  );
  expect(changes).toHaveLength(4);
  expect(timeline?.titles).toMatchObject([
    { text: 'Old' },
    { text: 'Hello', position: 'top', color: 'yellow', subtitle: true },
    { text: 'Bye', color: 'white' },
  ]);
});

test('a title and a subtitle file in one breath are both', () => {
  const { timeline } = edit('add the title "Bye" with the subtitles from subs.srt');
  expect(timeline?.titles.map(({ text }) => text).toSorted()).toEqual(['Bye', 'Hello', 'Old']);
});

test.each([
  ['add subtitles from other.srt', /no subtitle file of that name/, SUBTITLES],
  ['加字幕', /no subtitles yet/, []],
  ['add subs.srt', /no subtitles yet/, []],
])('"%s" is refused where there is none', (message, reason, subtitles) => {
  const outcome = editTimeline({ message, timeline: EDITED, media: UPLOADS, subtitles });
  expect(outcome).toMatchObject({ changes: [], refusals: [{ en: reason }] });
});

test.each([
  'add the subtitle "Hi"',
  '添加字幕“你好”',
  '添加字幕：你好',
  'remove the subtitles',
  '把字幕改成红色',
])('"%s" is about no file', (message) => expect(textsOf(message)).toEqual([]));

test('many subtitles of which few fall into the video are no obstacle', () => {
  const film = '00:01 --> 00:02\nin\n' + '00:59 --> 01:00\nout\n'.repeat(500);
  const subtitles = [{ name: 'film.srt', readText: () => film }];
  const request = { message: 'add subtitles', timeline: EDITED, media: UPLOADS, subtitles };
  expect(editTimeline(request).changes).toMatchObject([{ en: /^Added 1 subtitle .*; 500 more/ }]);
});
