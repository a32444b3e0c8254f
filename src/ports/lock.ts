import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { findErrorCode } from '../core/errors.ts';
import { createUuid } from '../vendor/uuid.ts';
import type { Clock } from './clock.ts';

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
    if (owner === claim) return holdLock(options, claim);
    if (owner === undefined) continue;
    if (!(await isHeld(file, owner, clock.now()))) {
      await removeDeadLock(file, owner);
      continue;
    }
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

/** Returns whose lock it is now: our claim, another's, or undefined when it was let go in between. */
async function claimLock(file: string, claim: string): Promise<string | undefined> {
  const draft = `${file}.${createUuid()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(draft, claim, { mode: 0o600 });
    // A link appears with its content or not at all, and never in place of another.
    await link(draft, file);
    return claim;
  } catch (error) {
    if (findErrorCode(error) !== 'EEXIST') return claim;
    return await readFile(file, 'utf8').catch(() => undefined);
  } finally {
    await rm(draft, { force: true }).catch(() => {});
  }
}

/** Held by a process that lives (signal 0 asks; EPERM is another user's), and not by one that had our number before us. */
async function isHeld(file: string, owner: string, nowMs: number): Promise<boolean> {
  const [pid, host] = [Number.parseInt(owner, 10), owner.split(' ')[2]];
  const takenMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => nowMs,
  );
  const silentMs = nowMs - takenMs;
  if (host !== hostname()) return silentMs < FOREIGN_STALE_MS;
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid || silentMs > STALE_MS)
    return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return findErrorCode(error) === 'EPERM';
  }
}

/** Moved away before it is deleted: should somebody have taken it over just before, they get it back. */
async function removeDeadLock(file: string, owner: string): Promise<void> {
  const aside = `${file}.${createUuid()}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== owner) await link(aside, file);
  } catch {
    // Another process was faster; the next round sees what it left.
  } finally {
    await rm(aside, { force: true }).catch(() => {});
  }
}

async function releaseLock(file: string, claim: string): Promise<void> {
  const owner = await readFile(file, 'utf8').catch(() => undefined);
  if (owner === claim) await rm(file, { force: true });
}
