import { open, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { lockWords } from '../words/locks.ts';
import type { Clock } from './clock.ts';
import { SkillError, findErrorCode } from './errors.ts';
import { makePrivateFolder } from './state-files.ts';

/**
 * A lock between processes that share a folder. Each claim is a numbered file, created exclusively; the highest number holds
 * the lock. Nobody ever removes the highest number, so two processes cannot both believe that they took over a dead claim:
 * only one of them can create the next number.
 *
 * A claim is alive while its holder touches it every second. A process id is not looked at: in another container it means
 * another process. Of the libraries there are, `proper-lockfile` (last released in 2021) removes a stale lock and creates it
 * anew, which lets two processes take over one after the other.
 */
export interface Lock {
  /** Throws a `file` error when another process has taken over meanwhile, as after the machine slept. */
  assertHeld(): Promise<void>;
  release(): Promise<void>;
}

export interface LockOptions {
  folder: string;
  clock: Clock;
  signal: AbortSignal;
  /** Clock time at which to stop waiting. */
  deadlineMs: number | undefined;
  /** Called once, when somebody else holds it. */
  onWait: () => void;
}

const HEARTBEAT_MS = 1_000;
/** A claim that was not touched for so long is dead, if it stays untouched while it is watched. */
const STALE_MS = 5_000;
const WATCH_MS = 1_500;
/** What is held for a moment is waited for a moment, and what is held for minutes is not looked at all the time. */
const POLL_MS = { first: 5, longest: 100 };

/** Takes the lock; undefined when the time is up first. Throws a `file` error where the disk refuses: then nothing is locked. */
export const takeLock = (options: LockOptions): Promise<Lock | undefined> =>
  explainLock(options.folder, () => waitForClaim(options));

async function waitForClaim(options: LockOptions): Promise<Lock | undefined> {
  const { folder, clock, signal, deadlineMs = Infinity, onWait } = options;
  await makePrivateFolder(folder);
  let isWaiting = false;
  for (let pollMs = POLL_MS.first; ; pollMs = Math.min(POLL_MS.longest, pollMs * 2)) {
    const newest = await findNewest(folder);
    if (newest === 0 || (await isFree(join(folder, claimName(newest)), options))) {
      const claim = await createClaim(folder, newest + 1);
      if (claim) return holdClaim(claim, options);
      continue;
    }
    if (clock.now() >= deadlineMs) return undefined;
    if (!isWaiting) onWait();
    isWaiting = true;
    await clock.sleep(pollMs, signal);
  }
}

const claimName = (number: number): string => `${number}.claim`;

/** The highest claim's number; 0 when there is none. */
async function findNewest(folder: string): Promise<number> {
  const names = await readdir(folder);
  return Math.max(0, ...names.map((name) => Number(/^(\d+)\.claim$/.exec(name)?.[1] ?? 0)));
}

/** True for a claim that was released, or whose holder is dead. */
async function isFree(path: string, { clock, signal }: LockOptions): Promise<boolean> {
  const touchedMs = await readTouch(path);
  if (touchedMs === RELEASED_MS) return true;
  if (touchedMs === undefined) return false;
  // A clock that was set back leaves a claim from the future.
  if (Math.abs(clock.now() - touchedMs) < STALE_MS) return false;
  await clock.sleep(WATCH_MS, signal);
  return (await readTouch(path)) === touchedMs;
}

/** A claim that was given up. */
const RELEASED_MS = 0;
/** Undefined for a claim that vanished: it is old, and the next look finds a newer one. */
const readTouch = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  );

/** Undefined when another process was faster. */
async function createClaim(
  folder: string,
  number: number,
): Promise<{ path: string; number: number } | undefined> {
  const path = join(folder, claimName(number));
  try {
    await (await open(path, 'wx', 0o600)).close();
  } catch (error) {
    if (findErrorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
  if ((await findNewest(folder)) === number) return { path, number };
  // The number was free only because its claim had been cleared away: a newer one holds the lock.
  await rm(path, { force: true });
  return undefined;
}

async function holdClaim(
  { path, number }: { path: string; number: number },
  { folder, clock }: LockOptions,
): Promise<Lock> {
  const touch = async (ms: number): Promise<void> => utimes(path, ms / 1000, ms / 1000);
  await touch(clock.now());
  for (const name of await readdir(folder))
    if (Number.parseInt(name, 10) < number) await rm(join(folder, name), { force: true });
  // One that cannot be touched any more was taken over, which `assertHeld` finds out.
  const stop = clock.every(HEARTBEAT_MS, () => void touch(clock.now()).catch(() => {}));
  return {
    async assertHeld() {
      if ((await explainLock(folder, () => findNewest(folder))) === number) return;
      throw new SkillError('file', lockWords.lost(), { advice: lockWords.goOn() });
    },
    async release() {
      stop();
      await touch(RELEASED_MS).catch(() => {});
    },
  };
}

/** Whatever the disk refuses is told as an error of its file. */
async function explainLock<T>(folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const code = findErrorCode(error);
    if (error instanceof SkillError || code === undefined) throw error;
    throw new SkillError('file', lockWords.refused(folder, code), {
      advice: lockWords.mend(),
      cause: error,
    });
  }
}
