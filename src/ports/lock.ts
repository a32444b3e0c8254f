import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileWords } from '../words/files.ts';
import { createUuid } from '../vendor/uuid.ts';
import { whileBusy } from '../system/busy-file.ts';
import { makeFolder } from '../system/make-folder.ts';
import type { Clock } from '../system/clock.ts';

export interface LockOptions {
  file: string;
  clock: Clock;
  signal: AbortSignal;
  /** Clock time at which to give up. */
  deadlineMs: number | undefined;
  /** Called once, when somebody else holds it. */
  onWait: () => void;
}

/** Lets go of a lock. */
export type Release = () => Promise<void>;

const RETRY_MS = 250;
/** A holder shows in this rhythm that it is still there. */
const HEARTBEAT_MS = 20_000;
/** Silent for so long, a holder is gone, should another process have its number now. A machine that slept is forgiven. */
const STALE_MS = 10 * 60_000;
/** A holder on another machine or in another container, whose processes cannot be asked for, must be heard. */
const FOREIGN_STALE_MS = 90_000;

/**
 * Takes a lock between processes, waiting while another one holds it; undefined when the time is up. A lock whose owner is
 * gone is taken over. Where the folder cannot be written, nobody else can be there either: the lock is granted.
 */
export async function acquireLock(options: LockOptions): Promise<Release | undefined> {
  const { file, clock, signal, deadlineMs, onWait } = options;
  const claim = `${process.pid} ${createUuid()} ${hostname()}`;
  for (let waited = false; ;) {
    const owner = await claimLock(file, claim);
    if (owner === claim) {
      held.add(claim);
      return holdLock(options, claim);
    }
    if (owner === 'nobody') continue;
    const isDead = !(await isHeld(file, owner, clock.now()));
    if (isDead && (await removeDeadLock(file, owner))) continue;
    if (deadlineMs !== undefined && clock.now() >= deadlineMs) return undefined;
    if (!waited) onWait();
    waited = true;
    await clock.sleep(RETRY_MS, signal);
  }
}

function holdLock({ file, clock }: LockOptions, claim: string): Release {
  const stopHeartbeat = clock.every(HEARTBEAT_MS, () => {
    const now = new Date(clock.now());
    // Where it cannot be touched any more, nobody can see it either.
    utimes(file, now, now).catch(() => {});
  });
  return async () => {
    stopHeartbeat();
    await releaseLock(file, claim);
  };
}

/** What this process has claimed and not let go. */
const held = new Set<string>();

/** Returns whose lock it is now: our claim, another's, `unreadable`, or `nobody` when it was let go in between. */
async function claimLock(file: string, claim: string): Promise<string> {
  const draft = `${file}.${createUuid()}`;
  try {
    await makeFolder(dirname(file), 0o700);
    await writeFile(draft, claim, { mode: 0o600 });
  } catch {
    // Where nobody can write, nobody can be waited for.
    return claim;
  }
  try {
    return (await placeLock(draft, file, claim)) ? claim : await readOwner(file);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** A link appears with its content or not at all, and never in place of another; some disks have none (exFAT). */
async function placeLock(draft: string, file: string, claim: string): Promise<boolean> {
  try {
    await whileBusy(() => link(draft, file)).catch((error: unknown) => {
      if (findErrorCode(error) === 'EEXIST') throw error;
      return writeFile(file, claim, { mode: 0o600, flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (findErrorCode(error) === 'EEXIST') return false;
    throw new SkillError('file', fileWords.lockRefused(file, findErrorCode(error)), {
      advice: fileWords.freeSpaceThere(),
      cause: error,
    });
  }
}

const readOwner = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((error: unknown) =>
    findErrorCode(error) === 'ENOENT' ? 'nobody' : 'unreadable',
  );

/** One whose owner cannot be read counts as somebody's elsewhere. Held by a process that lives (signal 0 asks; EPERM is another user's), and not by one that had our number before us. */
async function isHeld(file: string, owner: string, nowMs: number): Promise<boolean> {
  const [pid, host] = [Number.parseInt(owner, 10), owner.split(' ')[2]];
  const takenMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => nowMs,
  );
  const silentMs = nowMs - takenMs;
  if (host !== hostname()) return silentMs < FOREIGN_STALE_MS;
  // Another part of this very process may hold it; otherwise it is one that had our number before us.
  if (pid === process.pid) return held.has(owner);
  if (!Number.isInteger(pid) || pid <= 0 || silentMs > STALE_MS) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return findErrorCode(error) === 'EPERM';
  }
}

/** Moved away before it is deleted: should somebody have taken it over just before, they get it back. False when it stays. */
async function removeDeadLock(file: string, owner: string): Promise<boolean> {
  const aside = `${file}.${createUuid()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    // Another process was faster; or it is not ours to remove, and is waited for.
    return findErrorCode(error) === 'ENOENT';
  }
  if ((await readOwner(aside)) !== owner) await link(aside, file).catch(() => {});
  await rm(aside, { force: true }).catch(() => {});
  return true;
}

async function releaseLock(file: string, claim: string): Promise<void> {
  held.delete(claim);
  const owner = await readFile(file, 'utf8').catch(() => undefined);
  if (owner === claim) await whileBusy(() => rm(file, { force: true }));
}
