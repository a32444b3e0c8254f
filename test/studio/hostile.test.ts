/** Files made to hurt: each is refused or works, and the studio stays where and what it is. */
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { createEngine } from '../../src/studio/render/engine.ts';
import { createRandom, mutate } from './hostile/bytes.ts';
import { makeCorpus } from './hostile/corpus.ts';
import { expectUnharmed, type Fate, laySiege } from './hostile/siege.ts';
import { makeFolder, writeHalfWhitePng } from './render-support.ts';
import { ask, openStudio } from './support.ts';

/** Of the accepted files, one in so many is rendered; `npm run test:slow` renders them all. */
const RENDERED_SHARE = 8;

const nameOf = ({ name }: Fate): string => name;

test('refuses or survives everything, asks nobody, and writes nowhere else', async () => {
  const siege = await laySiege();
  const corpus = Object.entries(makeCorpus(siege));
  expect(corpus.length).toBeGreaterThanOrEqual(100);
  const random = createRandom(1);
  for (const [extension, bytes] of Object.entries(siege.real)) {
    corpus.push([`real.${extension}`, bytes], [`mutated.${extension}`, mutate(bytes, random)]);
  }
  const fates: Fate[] = [];
  let accepted = 0;
  for (const [name, bytes] of corpus) {
    const fate = await siege.attack(name, bytes, { render: accepted % RENDERED_SHARE === 0 });
    if (fate.upload === 'accepted') accepted += 1;
    fates.push(fate);
  }
  const taken = new Set(fates.filter(({ upload }) => upload === 'accepted').map(nameOf));
  for (const extension of Object.keys(siege.real)) expect(taken).toContain(`real.${extension}`);
  expect(taken.size).toBeLessThan(corpus.length / 2);
  await expectUnharmed(siege, fates);
});

test('kills a worker that hangs over a file, and reads the next one', async () => {
  const folder = await makeFolder();
  const engine = createEngine({ limits: { shortWorkMs: 10_000 } });
  onTestFinished(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  const file = join(folder, 'still.png');
  await writeHalfWhitePng(file, { width: 20, height: 20 });
  await engine.probe(file, 'png_pipe');
  const [pid = 0] = engine.listWorkers();
  process.kill(pid, 'SIGSTOP');
  const failure = expect.objectContaining({ reason: 'timed-out' });
  await expect(engine.probe(file, 'png_pipe')).rejects.toEqual(failure);
  expect(await engine.probe(file, 'png_pipe')).toMatchObject({ width: 20 });
  await expect.poll(() => isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('ends a render that needs more memory than it may have', async () => {
  const folder = await makeFolder();
  const engine = createEngine({ limits: { memoryBytes: 100 * 1024 ** 2 } });
  onTestFinished(async () => {
    await engine.close();
    await rm(folder, { recursive: true });
  });
  const size = { width: 3840, height: 2160, durationMs: 60_000, withSound: false };
  const making = engine.makeClip({ ...size, file: join(folder, 'big.mp4') });
  const failure = { reason: 'too-large', message: 'The render process needed too much memory.' };
  await expect(making).rejects.toEqual(expect.objectContaining(failure));
});

test('answers no web page', async () => {
  const studio = await openStudio();
  const path = `${studio.url}/api/auth/anonymous-token`;
  const init = {
    method: 'POST',
    headers: { 'X-Client-Id': 'page', Origin: 'http://evil.example' },
  };
  expect((await ask(path, init)).status).toBe(403);
  init.headers.Origin = studio.url;
  expect((await ask(path, init)).status).toBe(200);
});

test.each([
  '/media/..%2F..%2Faccounts.json',
  '/media/../../package.json',
  '/render-result/..%2F..%2Faccounts.json',
  '/render-result/%00.mp4',
  '/media/%E0%A4%A',
  '//etc/passwd',
])('serves nothing at %s', async (path) => {
  const { status } = await ask((await openStudio()).url + path);
  expect([400, 403, 404]).toContain(status);
});
