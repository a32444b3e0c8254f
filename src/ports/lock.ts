import { link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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
/** The longest turn with its recovery takes 20 minutes: a lock that is older was left behind. */
const STALE_MS = 25 * 60_000;

/**
 * Takes a lock between processes, waiting while another one holds it; undefined when the time is up. A lock whose owner is
 * gone is taken over. Where the folder cannot be written, nobody else can be there either: the lock is granted.
 */
export async function acquireLock(options: LockOptions): Promise<Release | undefined> {
  const { file, clock, signal, deadlineMs, onWait } = options;
  const claim = `${process.pid} ${createUuid()}`;
  for (let waited = false; ;) {
    const owner = await claimLock(file, claim);
    if (owner === claim) return () => releaseLock(file, claim);
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
  const pid = Number.parseInt(owner, 10);
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  const takenMs = await stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => nowMs,
  );
  if (nowMs - takenMs > STALE_MS) return false;
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
