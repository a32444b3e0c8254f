/** Uploads by the built script to a studio that looks into every file: formats and names. */
import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { SUPPORTED_FORMATS } from '../../src/backend/errors.ts';
import { FORMAT_SAMPLES, makeFormatSample } from './format-samples.ts';
import { setStage, type Stage } from './studio-stage.ts';
import { CLIP, makeFolder, readDocument } from './support.ts';

const listMedia = async (stage: Stage): Promise<{ name: string; type: string }[]> =>
  (await stage.json('state'))['media'];

test('real files of all the formats that users are told of go up in one request and are recognised', async () => {
  const made = FORMAT_SAMPLES.map(({ extension }) => extension);
  expect(made.toSorted()).toEqual([...SUPPORTED_FORMATS.split(', '), 'jpeg'].toSorted());
  const stage = await setStage();
  const folder = await makeFolder();
  const paths: string[] = [];
  for (const sample of FORMAT_SAMPLES) paths.push(await makeFormatSample(sample, folder));
  const document = await stage.json('upload', ...paths);
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));

  expect(document, JSON.stringify(document)).toMatchObject({ ok: true, exitCode: 0 });
  expect(document['files']).toEqual(
    FORMAT_SAMPLES.map(({ extension, type, picture }, index) => ({
      name: `sample.${extension}`,
      type,
      bytes: sizes[index],
      ...(type !== 'image' && { duration_s: expect.closeTo(1, 0) }),
      ...(picture && { width: 160, height: 90 }),
    })),
  );
  expect(await listMedia(stage)).toMatchObject(
    FORMAT_SAMPLES.map(({ extension, type }) => ({ name: `sample.${extension}`, type })),
  );
  expect(stage.studio.requests.filter(({ path }) => /upload-video/.test(path))).toHaveLength(1);
});

const NAMES = [
  ' my holiday  clip .mp4',
  'Über résumé.mp4'.normalize('NFC'),
  'Über résumé.mp4'.normalize('NFD'),
  '🎬👩‍👩‍👧‍👦🏳️‍🌈.mp4',
  '海边的日落（最终版）.mp4',
  'فيديو.mp4',
  `it's "final", 'really'.mp4`,
  '$(id);`id`&|<>*?=%41#.mp4',
  '.clip',
  // The longest that a file system takes.
  `${'城'.repeat(83)}ab.mp4`,
];

test('names with spaces, any script, emoji, quotes and other signs go up as they are', async () => {
  const stage = await setStage();
  const folder = await makeFolder();
  const paths = NAMES.map((name) => join(folder, name));
  for (const path of paths) await copyFile(CLIP, path);
  const document = await stage.json('upload', ...paths);

  expect(document['files'].map(({ name }: { name: string }) => name)).toEqual(NAMES);
  expect((await listMedia(stage)).map(({ name }) => name)).toEqual(NAMES);
});

test('a leading dash is part of a name; progress goes to stderr', async () => {
  const stage = await setStage();
  await copyFile(CLIP, join(stage.home, '-x.mp4'));
  for (const words of [['--', '-x.mp4'], ['--file=-x.mp4']]) {
    // Options end at `--`, so they come first.
    const upload = await stage.run('upload', '--json', ...words);
    expect(readDocument(upload)).toMatchObject({ ok: true, files: [{ name: '-x.mp4' }] });
    expect(upload.stderr).toMatch(/^Uploading -x\.mp4 \(.+\)…$/m);
    expect(upload.stderr).toMatch(/^Uploading: 100% of /m);
  }
});
