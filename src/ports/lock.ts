import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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

/**
 * Takes a lock between processes, waiting while another one holds it; undefined when the time is up. A lock whose owner is
 * dead is taken over. Where the folder cannot be written, nobody else can be there either: the lock is granted.
 */
export async function acquireLock(options: LockOptions): Promise<Release | undefined> {
  const { file, clock, signal, deadlineMs, onWait } = options;
  const claim = `${process.pid} ${createUuid()}`;
  for (let waited = false; ; waited = true) {
    const owner = await claimLock(file, claim);
    if (owner === claim) return () => releaseLock(file, claim);
    if (owner === undefined) continue;
    if (!isAlive(owner)) {
      await removeDeadLock(file, owner);
      continue;
    }
    if (deadlineMs !== undefined && clock.now() >= deadlineMs) return undefined;
    if (!waited) onWait();
    await clock.sleep(RETRY_MS, signal);
  }
}

/** Returns whose lock it is now: our claim, another's, or undefined when it was let go in between. */
async function claimLock(file: string, claim: string): Promise<string | undefined> {
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await writeFile(file, claim, { flag: 'wx', mode: 0o600 });
    return claim;
  } catch (error) {
    if (findErrorCode(error) !== 'EEXIST') return claim;
    return readFile(file, 'utf8').catch(() => undefined);
  }
}

/** Signal 0 asks whether a process exists; one of another user (EPERM) does. */
function isAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10);
  // Written by a process that died in the middle of it.
  if (!Number.isInteger(pid) || pid <= 0) return false;
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
    await rm(aside, { force: true });
  } catch {
    // Another process was faster; the next round sees what it left.
  }
}

async function releaseLock(file: string, claim: string): Promise<void> {
  const owner = await readFile(file, 'utf8').catch(() => undefined);
  if (owner === claim) await rm(file, { force: true });
}
