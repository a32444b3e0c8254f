import { mkdir, readFile, readdir, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock } from '../../src/ports/clock.ts';
import { acquireLock } from '../../src/ports/lock.ts';
import { createManualClock } from '../client/support.ts';
import { makeBlockedPath, makeFolder } from './support.ts';

const acquire = (file: string, waitMs: number, onWait = (): void => {}) =>
  acquireLock({
    file,
    clock: systemClock,
    signal: new AbortController().signal,
    deadlineMs: Date.now() + waitMs,
    onWait,
  });

/** A number that no process has: Linux gives none above 4,194,304. */
const NOBODY = 2 ** 30;

async function leaveLock(owner: string, ageMs = 0): Promise<string> {
  const file = join(await makeFolder(), 'a.lock');
  await writeFile(file, owner);
  const then = new Date(Date.now() - ageMs);
  await utimes(file, then, then);
  return file;
}

test('a lock is let go of without a trace', async () => {
  const folder = await makeFolder();
  const release = await acquire(join(folder, 'a.lock'), 1_000);
  expect(await readdir(folder)).toEqual(['a.lock']);
  await release?.();
  expect(await readdir(folder)).toEqual([]);
});

test('of two at once, one waits and is told so once', async () => {
  // The test runner's parent stands for the other process.
  const file = await leaveLock(`${process.ppid} other ${hostname()}`);
  let waits = 0;
  expect(await acquire(file, 600, () => (waits += 1))).toBeUndefined();
  expect(waits).toBe(1);
});

test.each([
  ['a process that is gone', `${NOBODY} x ${hostname()}`, 0],
  ['this process\u2019s number, from before', `${process.pid} x ${hostname()}`, 0],
  ['a process that has been silent for long', `${process.ppid} x ${hostname()}`, 11 * 60_000],
  ['another machine that has been silent', '1 x elsewhere', 91_000],
  ['nobody who could be read', '', 91_000],
])('the lock of %s is taken over', async (_whose, owner, ageMs) => {
  const file = await leaveLock(owner, ageMs);
  const release = await acquire(file, 2_000);
  expect(release).toBeDefined();
  expect(await readFile(file, 'utf8')).toContain(`${process.pid} `);
});

test('two parts of one process wait for each other as well', async () => {
  const file = join(await makeFolder(), 'a.lock');
  const release = await acquire(file, 1_000);
  expect(await acquire(file, 300)).toBeUndefined();
  await release?.();
  expect(await acquire(file, 1_000)).toBeDefined();
});

test('the lock of another machine that was heard just now is respected', async () => {
  expect(await acquire(await leaveLock('1 x elsewhere', 10_000), 300)).toBeUndefined();
});

test('a lock that cannot be read is waited for, without spinning', async () => {
  const file = join(await makeFolder(), 'a.lock');
  // A folder stands for a file that belongs to another user.
  await mkdir(file);
  const clock = createManualClock();
  const { signal } = new AbortController();
  const lock = { file, clock, signal, deadlineMs: 1_000, onWait: () => {} };
  expect(await acquireLock(lock)).toBeUndefined();
  expect(clock.slept).toEqual([250, 250, 250, 250]);
});

test('where nothing can be written, nobody is waited for', async () => {
  const release = await acquire(join(await makeBlockedPath(), 'a.lock'), 1_000);
  await expect(release?.()).resolves.toBeUndefined();
});
