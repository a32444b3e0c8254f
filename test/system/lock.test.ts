import { execFile } from 'node:child_process';
import { readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { takeLock, type Lock } from '../../src/system/lock.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { replaceFileCalls } from '../support/file-calls.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const HOLDER = fileURLToPath(new URL('../support/lock-holder.ts', import.meta.url));

/** A lock's folder, and commands that want it, on one clock. */
async function openPlace(given?: string) {
  const folder = given ?? (await makeFolder());
  const clock = createFakeClock();
  let waits = 0;
  const stop = new AbortController();
  const begin = (waitMs?: number, own = clock): Promise<Lock | undefined> =>
    takeLock({
      folder,
      clock: own,
      signal: stop.signal,
      deadlineMs: waitMs === undefined ? undefined : clock.now() + waitMs,
      onWait: () => (waits += 1),
    });
  const take = (waitMs?: number): Promise<Lock | undefined> => clock.until(begin(waitMs));
  return { folder, clock, stop, begin, take, waits: () => waits };
}

test('a lock that was released is taken at once, and leaves one file', async () => {
  const { take, clock, folder, waits } = await openPlace();
  const startedMs = clock.now();
  for (let count = 0; count < 5; count += 1) await (await take())?.release();
  expect(clock.now()).toBe(startedMs);
  expect(waits()).toBe(0);
  expect(await readdir(folder)).toEqual(['5.claim']);
});

test('of two at once, one waits, is told so once, and gets it when the other is done', async () => {
  const { take, begin, clock, waits } = await openPlace();
  const first = await take();
  expect(await take(60_000)).toBeUndefined();
  expect(waits()).toBe(1);
  const waiting = begin();
  await clock.advance(60_000);
  await first?.assertHeld();
  await first?.release();
  await expect(clock.until(waiting)).resolves.toBeDefined();
});

test('what waits ends when the command is stopped', async () => {
  const { take, begin, clock, stop } = await openPlace();
  await take();
  const waiting = begin();
  await clock.advance(1_000);
  stop.abort(new Error('stopped'));
  await expect(waiting).rejects.toThrow('stopped');
});

test('a holder that is alive, however slow, keeps it', async () => {
  const { take, clock, begin } = await openPlace();
  let beat: (() => void) | undefined;
  // Its heart beats when the test says so.
  const slow = { ...clock, every: (_ms: number, act: () => void) => ((beat = act), () => {}) };
  const held = await clock.until(begin(undefined, slow));
  const waiting = begin(108_000);
  for (let count = 0; count < 18; count += 1) {
    await clock.advance(6_000);
    beat?.();
  }
  await held?.assertHeld();
  expect(await clock.until(waiting)).toBeUndefined();
  expect(await take(0)).toBeUndefined();
});

test('a holder that stays silent is taken over, and finds out', async () => {
  const { begin, clock } = await openPlace();
  const asleep = { ...clock, every: () => () => {} };
  const lost = await clock.until(begin(undefined, asleep));
  const startedMs = clock.now();
  const heir = await clock.until(begin());
  expect(clock.now() - startedMs).toBeGreaterThanOrEqual(6_500);
  await expect(lost?.assertHeld()).rejects.toMatchObject({ kind: 'file' });
  await heir?.assertHeld();
  // What the loser does at its end changes nothing.
  await lost?.release();
  await heir?.assertHeld();
  expect(await clock.until(begin(0))).toBeUndefined();
});

test('a claim from the future, by a clock that was wrong, is watched and taken over as well', async () => {
  const { folder, take, clock } = await openPlace();
  const claim = join(folder, '1.claim');
  await writeFile(claim, '');
  await utimes(claim, clock.now() / 1000 + 86_400, clock.now() / 1000 + 86_400);
  expect(await take(60_000)).toBeDefined();
});

test('a number that is free again, since a newer claim has cleared it away, is no claim', async () => {
  const { folder, begin, clock } = await openPlace();
  await writeFile(join(folder, '1.claim'), '');
  await utimes(join(folder, '1.claim'), 0, 0);
  replaceFileCalls(({ open }) => ({
    async open(...given) {
      if (String(given[0]).endsWith('2.claim')) {
        // Meanwhile another one has taken it twice.
        await rm(join(folder, '1.claim'));
        await writeFile(join(folder, '3.claim'), '');
        await utimes(join(folder, '3.claim'), clock.now() / 1000, clock.now() / 1000);
      }
      return open(...given);
    },
  }));
  expect(await clock.until(begin(1_000))).toBeUndefined();
  expect(await readdir(folder)).toEqual(['3.claim']);
});

test('of many who find it dead at the same moment, one gets it', async () => {
  const { folder, begin, clock } = await openPlace();
  await writeFile(join(folder, '7.claim'), '');
  await utimes(join(folder, '7.claim'), 1, 1);
  // Each waits with its own claim until all others are as far.
  let [waiting, release] = [8, () => {}];
  const all = new Promise<void>((resolve) => (release = resolve));
  replaceFileCalls(({ open }) => ({
    async open(...given) {
      if (String(given[0]).endsWith('8.claim') && (waiting -= 1) > 0) await all;
      release();
      return open(...given);
    },
  }));
  const locks = await clock.until(Promise.all(Array.from({ length: 8 }, () => begin(20_000))));
  expect(locks.filter((lock) => lock !== undefined)).toHaveLength(1);
});

test('where the disk refuses, nothing is locked', async () => {
  const { take } = await openPlace(await makeBlockedPath());
  await expect(take(1_000)).rejects.toMatchObject({ kind: 'file' });
  const gone = await openPlace();
  const lock = await gone.take();
  await rm(gone.folder, { recursive: true });
  await expect(lock?.assertHeld()).rejects.toMatchObject({ kind: 'file' });
});

test('processes never hold it at the same time', async () => {
  const [folder, file] = [await makeFolder(), join(await makeFolder(), 'number')];
  await writeFile(file, '0');
  const count = () =>
    promisify(execFile)(process.execPath, ['--import', 'tsx', HOLDER, folder, file, '8']);
  await Promise.all([count(), count(), count()]);
  expect(await readFile(file, 'utf8')).toBe('24');
});
