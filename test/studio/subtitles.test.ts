/** Pasted subtitles, in the forms in which people have them. */
import { expect, test } from 'vitest';

import { parseSubtitles } from '../../src/studio/cutter/subtitles.ts';
import { edit } from './editor-support.ts';

const HELLO = { startMs: 1000, endMs: 2500, text: 'Hello' };

test.each([
  ['a plain file', '1\n00:00:01,000 --> 00:00:02,500\nHello\n'],
  ['dots, short fractions, no numbers and no hours', '00:01.0 --> 0:02.5\nHello'],
  ['WebVTT with settings', '00:01.000 --> 00:02.500 align:start line:90%\nHello'],
  ['markup', '00:00:01,000 --> 00:00:02,500\n<b>{\\an8}Hel</b><font color="red">lo</font>\n'],
  ['MicroDVD codes', '00:00:01,000 --> 00:00:02,500\n{y:i}Hello{c:$0000ff}\n'],
  [
    'CRLF and a drawing',
    '1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\p1\\clip(m 0 0 l 9 0)}Hello\r\n',
  ],
  ['blank lines within', '00:00:01,000 --> 00:00:02,500\n\n  Hello  \n\n'],
  ['a subtitle that ends before it begins', '00:05 --> 00:01\nNo\n\n2\n00:01 --> 00:02.5\nHello'],
  ['a subtitle without text', '1\n00:03 --> 00:04\n\n2\n00:00:01,000 --> 00:00:02,500\nHello'],
])('reads subtitles: %s', (_what, file) => {
  expect(parseSubtitles(file)).toEqual([HELLO]);
});

test('puts subtitles in order and keeps their lines and numbers', () => {
  const file = '2\n00:05 --> 00:06\n100\nof them\n1\n00:01 --> 00:02.5\nHello';
  expect(parseSubtitles(file)).toEqual([
    HELLO,
    { startMs: 5000, endMs: 6000, text: '100\nof them' },
  ]);
});

test('shows at most 200 subtitles, and says how many begin after the end', () => {
  expect(edit('00:01 --> 00:02\nx\n'.repeat(201)).notes).toMatchObject([
    { en: expect.stringMatching(/more than 200/) },
  ]);
  const film = '00:01 --> 00:02\nin\n' + '00:59 --> 01:00\nout\n'.repeat(500);
  expect(edit(film).changes).toMatchObject([
    { en: expect.stringMatching(/^Added 1 subtitle .*; 500 more/) },
  ]);
});
