/** Uploads by the built script to a studio that looks into every file: formats, names, refusals, a slow link, a lost answer. */
import { execFileSync } from 'node:child_process';
import { copyFile, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SUPPORTED_FORMATS } from '../../src/backend/errors.ts';
import { FORMAT_SAMPLES, makeFormatSample } from './format-samples.ts';
import { runNext } from './next.ts';
import { openSlowLink } from './slow-link.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';
import { padVideo } from './video-server.ts';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

const UPLOAD = /^\/api\/upload-video\//;
const countUploads = ({ studio }: Stage): number =>
  studio.requests.filter(({ path }) => UPLOAD.test(path)).length;
const listMedia = async (stage: Stage): Promise<{ name: string; type: string }[]> =>
  (await stage.json('state'))['media'];

test.each(['video', 'image', 'audio'] as const)(
  'real files of each %s format go up in one request and are recognised',
  async (type) => {
    const stage = await setStage();
    const folder = await makeFolder();
    const formats = FORMAT_SAMPLES.filter((sample) => sample.type === type);
    const paths: string[] = [];
    for (const sample of formats) paths.push(await makeFormatSample(sample, folder));
    const document = await stage.json('upload', ...paths);

    expect(document, JSON.stringify(document)).toMatchObject({ ok: true, exitCode: 0 });
    expect(document['files']).toEqual(
      formats.map(({ extension, picture }) => ({
        name: `sample.${extension}`,
        type,
        bytes: expect.any(Number),
        ...(type !== 'image' && { duration_s: expect.closeTo(1, 0) }),
        ...(picture && { width: 160, height: 90 }),
      })),
    );
    const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size));
    expect(document['files'].map(({ bytes }: { bytes: number }) => bytes)).toEqual(sizes);
    expect(await listMedia(stage)).toMatchObject(
      formats.map(({ extension }) => ({ name: `sample.${extension}`, type })),
    );
    expect(countUploads(stage)).toBe(1);
  },
);

test('those are all the formats that users are told of, and .jpeg', () => {
  const made = FORMAT_SAMPLES.map(({ extension }) => extension);
  expect(made.toSorted()).toEqual([...SUPPORTED_FORMATS.split(', '), 'jpeg'].toSorted());
});

test('an MP4 that holds sound alone is called what the service found in it', async () => {
  const stage = await setStage();
  const tone = FORMAT_SAMPLES.find(({ extension }) => extension === 'm4a');
  const folder = await makeFolder();
  const path = await makeFormatSample({ ...tone!, muxer: 'mp4', extension: 'mp4' }, folder);
  expect((await stage.json('upload', path))['files']).toMatchObject([{ type: 'audio' }]);
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
];
/** The longest a file system takes. */
const LONGEST_NAME = `${'城'.repeat(83)}ab.mp4`;

test.each<[string, string[]]>([
  ['spaces, any script, emoji, quotes and other signs', NAMES],
  ['255 bytes', [LONGEST_NAME]],
])('names with %s go up as they are', async (_what, names) => {
  const stage = await setStage();
  const folder = await makeFolder();
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) await copyFile(samples.clip, path);
  const document = await stage.json('upload', ...paths);

  expect(document['files'].map(({ name }: { name: string }) => name)).toEqual(names);
  expect((await listMedia(stage)).map(({ name }) => name)).toEqual(names);
});

test.each([[['--', '-x.mp4']], [['--file=-x.mp4']]])(
  'a leading dash is part of a name when given as %j',
  async (words) => {
    const stage = await setStage();
    await copyFile(samples.clip, join(stage.home, '-x.mp4'));
    // Options end at `--`, so they come first.
    const { stdout } = await stage.run('upload', '--json', ...words);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true, files: [{ name: '-x.mp4' }] });
    expect((await listMedia(stage)).map((item) => item.name)).toEqual(['-x.mp4']);
  },
);

type Make = (path: string) => Promise<void> | void;
const holding =
  (content: string | Uint8Array): Make =>
  (path) =>
    writeFile(path, content);
const WINDOWS_PROGRAM = Buffer.concat([Buffer.from('MZ\x90\0\x03\0\0\0', 'latin1')], 512);

test.each<[string, Make, RegExp]>([
  ['a program', holding(WINDOWS_PROGRAM), /clip\.mp4 is exe/],
  ['a web page', holding('<!doctype html><title>404</title>'), /holds no known media/],
  ['nothing', holding(''), /clip\.mp4 is empty/],
  ['a pipe', (path) => void execFileSync('mkfifo', [path]), /is not a regular file/],
  [
    '501 MB',
    async (path) => {
      await copyFile(samples.clip, path);
      await truncate(path, 501 * 1024 * 1024);
    },
    /500 MB is the limit/,
  ],
  ['no file', () => {}, /does not exist/],
])('%s named clip.mp4 is refused before anything is sent', async (...[, make, cause]) => {
  const stage = await setStage();
  const path = join(await makeFolder(), 'clip.mp4');
  await make(path);
  const document = await stage.json('upload', path, samples.clip);

  expect(document).toMatchObject({ ok: false, exitCode: 6, error: { kind: 'file' } });
  expect(document['error'].message).toMatch(cause);
  expect(document['error'].message).toContain(path);
  expect(document).not.toHaveProperty('job');
  expect(stage.studio.requests).toHaveLength(0);
});

test('an upload that needs longer than --wait is not cut off, and the edit after it is posted once', async () => {
  const stage = await setStage();
  const big = join(stage.home, 'big.mp4');
  await writeFile(big, padVideo(await readFile(samples.clip), 30_000_000));
  const link = await openSlowLink(stage.studio.url, 3_000_000);
  const slow = stageFor({ ...stage.studio, url: link }, stage.home);
  const words = ['run', '--file', big, '--edit', 'trim to 1 second', '--wait', '5'];
  const first = await slow.json(...words);

  expect(first).toMatchObject({
    exitCode: 0,
    status: 'running',
    steps: [
      { action: 'upload', status: 'done', files: [{ name: 'big.mp4', bytes: 30_000_000 }] },
      { action: 'chat', status: 'waiting' },
    ],
  });
  expect(stage.studio.messages).toEqual([]);
  const { steps } = await runNext(slow, first);
  expect(steps[1]).toMatchObject({ status: 'done', changes: [expect.stringMatching(/./)] });
  expect(countUploads(stage)).toBe(1);
  expect(stage.studio.messages.map(({ text }) => text)).toEqual(['trim to 1 second']);
});

test('files that were uploaded although the answer got lost are there once', async () => {
  const stage = await setStage();
  stage.studio.faults.add({ method: 'POST', path: UPLOAD, action: 'reset-after-bytes' });
  const document = await stage.json('upload', samples.clip, samples.music);

  expect(document).toMatchObject({
    ok: true,
    status: 'done',
    job: expect.stringMatching(/^[a-z0-9]{1,12}$/i),
    notices: ['The answer got lost, but the files have arrived.'],
    files: [
      { name: 'clip.mp4', type: 'video', duration_s: expect.closeTo(2, 1), width: 640 },
      { name: 'lo-fi.m4a', type: 'audio' },
    ],
  });
  expect(document).not.toHaveProperty('next');
  expect(countUploads(stage)).toBe(1);
  expect(await listMedia(stage)).toHaveLength(2);
});

test('progress goes to stderr, and nothing but the document to stdout', async () => {
  const stage = await setStage();
  const { stdout, stderr } = await stage.run('upload', samples.clip, '--json');
  expect(stderr).toMatch(/^Uploading clip\.mp4 \(.+\)…$/m);
  expect(stderr).toMatch(/^Uploading: 100% of /m);
  expect(stdout.trimEnd().split('\n')).toHaveLength(1);
});
