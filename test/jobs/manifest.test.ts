import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseManifest, readManifest } from '../../src/jobs/manifest.ts';
import { makeFolder } from '../support/files.ts';

const plain = { text: undefined, edits: [], out: undefined, resolution: undefined };

test.each([
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

test.each([
  [
    '{"file":["a.mp4","https://x.example/b.mp3"],"text":"mute it","out":"c.mp4","resolution":"720P"}',
    {
      sources: ['a.mp4', 'https://x.example/b.mp3'],
      text: 'mute it',
      edits: [],
      out: 'c.mp4',
      resolution: '720p',
    },
  ],
  ['{"file":"a.mp4","edit":"mute it "}', { ...plain, sources: ['a.mp4'], edits: ['mute it '] }],
  [
    '{"file":"a.mp4","edit":["one","two"]}',
    { ...plain, sources: ['a.mp4'], edits: ['one', 'two'] },
  ],
  ['{"file":"a.mp4","text":" "}', { ...plain, sources: ['a.mp4'] }],
])('reads every field of %s', (text, item) => {
  expect(parseManifest(text)).toEqual([item]);
});

test.each([
  ['an empty file', '', /holds no items/],
  ['a list without end', '{"file":"a.mp4"}\n'.repeat(1001), /1001 items/],
  ['a cut-off array', '[{"file":"a.mp4"},', /line 1/],
  ['an item without a file', '[{"text":"make a video of the sea"}]', /Item 1 .*"file"/],
  ['an empty name', '[{"file":" "}]', /Item 1 .*empty/],
  ['a list without files', '[{"file":[]}]', /Item 1 .*no file/],
  ['an empty edit', '[{"file":"a.mp4","edit":["one",""]}]', /Item 1 .*empty/],
  ['an unknown size', '[{"file":"a.mp4","resolution":"4K"}]', /"resolution"/],
  ['both ways at once', '[{"file":"a.mp4","text":"a","edit":"b"}]', /both "text" and "edit"/],
])('refuses %s', (_what, text, reason) => {
  expect(() => parseManifest(text)).toThrow(
    expect.objectContaining({ kind: 'usage', message: expect.stringMatching(reason) }),
  );
});

test('a manifest that is missing, a folder or too large is an error of the file', async () => {
  const folder = await makeFolder();
  const large = join(folder, 'large.json');
  await writeFile(large, Buffer.alloc(4 * 1024 * 1024 + 1));
  for (const path of [join(folder, 'none.json'), folder, large])
    await expect(readManifest(path)).rejects.toMatchObject({
      kind: 'file',
      message: expect.stringContaining(path),
    });
});
