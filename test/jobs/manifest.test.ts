import { expect, test } from 'vitest';
import { nameApart } from '../../src/core/batch-outputs.ts';
import { createGate } from '../../src/core/gate.ts';
import { parseManifest } from '../../src/jobs/manifest.ts';

const plain = { message: '', out: undefined, resolution: undefined };

test.each([
  ['an array', '[{"file":"a.mp4"},{"file":"b.mp4"}]'],
  ['an array over several lines', '[\n  {"file": "a.mp4"},\n  {"file": "b.mp4"}\n]\n'],
  ['lines', '{"file":"a.mp4"}\n{"file":"b.mp4"}'],
  [
    'lines with blanks, CRLF and a byte order mark',
    '\ufeff{"file":"a.mp4"}\r\n\r\n{"file":"b.mp4"}\r\n',
  ],
])('reads %s', (_what, text) => {
  expect(parseManifest(text)).toEqual([
    { ...plain, sources: ['a.mp4'] },
    { ...plain, sources: ['b.mp4'] },
  ]);
});

test('reads every field of an item', () => {
  const text =
    '{"file":["a.mp4","https://x.example/b.mp3"],"text":"mute it","out":"c.mp4","resolution":"720p"}';
  expect(parseManifest(text)).toEqual([
    {
      sources: ['a.mp4', 'https://x.example/b.mp3'],
      message: 'mute it',
      out: 'c.mp4',
      resolution: '720p',
    },
  ]);
});

test('takes an item without a file for something to be made', () => {
  expect(parseManifest('[{"text":"make a video of the sea"}]')).toEqual([
    { ...plain, sources: [], message: 'make a video of the sea' },
  ]);
});

test.each([
  ['an empty file', '', /holds no items/],
  ['a list without end', '{"file":"a.mp4"}\n'.repeat(1001), /1001 items/],
  ['a cut-off array', '[{"file":"a.mp4"},', /line 1/],
  ['an unknown field', '[{"file":"a.mp4","outs":"b.mp4"}]', /Item 1 .*"outs"/],
  ['a number for a file', '[{"file":1}]', /"file"/],
  ['null for words', '[{"file":"a.mp4","text":null}]', /"text"/],
  ['an empty name', '[{"file":" "}]', /Item 1 .*empty/],
  ['a list without files and no words', '[{"file":[]}]', /neither/],
])('refuses %s', (_what, text, reason) => {
  expect(() => parseManifest(text)).toThrow(reason);
});

test('keeps names apart, in the order given, whatever the case of their letters', () => {
  expect(nameApart(['/o/a.mp4', '/o/A.mp4', '/o/b.mp4', '/o/a.mp4'], ['/o/b.mp4'])).toEqual([
    '/o/a.mp4',
    '/o/A (2).mp4',
    '/o/b (2).mp4',
    '/o/a (3).mp4',
  ]);
});

test('a gate lets so many through, the others in the order they came', async () => {
  const gate = createGate(2);
  const entered: number[] = [];
  const leave: (() => void)[] = [];
  const visits = [0, 1, 2, 3].map(async (visitor) => {
    leave[visitor] = await gate.enter();
    entered.push(visitor);
  });
  await Promise.all(visits.slice(0, 2));
  expect(entered).toEqual([0, 1]);
  // Leaving twice makes room once.
  leave[1]?.();
  leave[1]?.();
  await visits[2];
  await Promise.resolve();
  expect(entered).toEqual([0, 1, 2]);
  leave[0]?.();
  await visits[3];
  expect(entered).toEqual([0, 1, 2, 3]);
});
