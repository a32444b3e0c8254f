/** The data folder: it is the studio's own, or it is refused; and one studio at a time uses it. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Its presence says that the folder was made by a studio. */
const MARKER = 'nemovideo-studio.txt';
const MARKER_TEXT =
  'This folder belongs to the NemoVideo studio, which adds and removes files here.\n';

/**
 * Makes the folder, or checks that it is ours. Any other folder that holds something is refused and left as it is:
 * there is no telling what the files in it are to somebody. That goes for one left by a studio that made no marker yet.
 */
export function claimFolder(root: string): void {
  mkdirSync(root, { recursive: true, mode: 0o700 });
  const names = readdirSync(root);
  if (names.includes(MARKER)) return;
  if (names.length > 0) {
    throw new Error(
      `${root} is not empty and was not made by this studio (it has no ${MARKER}). Nothing in it was touched: name an empty or a new folder with --data, or move it away if an older studio left it.`,
    );
  }
  writeFileSync(join(root, MARKER), MARKER_TEXT, { mode: 0o600, flush: true });
  syncPath(root);
}

const LOCK = /^studio-(\d+)\.lock$/;

/**
 * Takes the folder for this process and returns how to give it back; throws while another studio has it.
 *
 * Each holder makes the next of the numbered lock files, which only one process can do, and empties it in the end. The
 * newest one counts: it is held while the process named in it runs. A number is never used again, so that two
 * studios that find the same dead holder cannot both take its place.
 */
export function lockFolder(root: string): () => void {
  const newest = Math.max(0, ...listLocks(root));
  const fileOf = (number: number): string => join(root, `studio-${number}.lock`);
  const owner = newest === 0 ? '' : readText(fileOf(newest));
  if (owner !== '' && owner === identify(Number.parseInt(owner, 10))) throw describeUse(root);
  const own = fileOf(newest + 1);
  if (!createWhole(own, identify(process.pid))) throw describeUse(root);
  const locks = listLocks(root);
  if (locks.some((number) => number > newest + 1)) {
    rmSync(own);
    throw describeUse(root);
  }
  for (const number of locks) if (number <= newest) rmSync(fileOf(number), { force: true });
  return () => writeFileSync(own, '');
}

function listLocks(root: string): number[] {
  return readdirSync(root).flatMap((name) => Number(LOCK.exec(name)?.[1] ?? []) || []);
}

/** Under its name, the file is never seen without its content. False when there is one of that name. */
function createWhole(file: string, content: string): boolean {
  const part = `${file}.${randomUUID()}`;
  writeFileSync(part, content, { mode: 0o600 });
  try {
    linkSync(part, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(part);
  }
}

function describeUse(root: string): Error {
  return new Error(
    `${root} is used by another studio. Stop that one, or name another folder with --data.`,
  );
}

/**
 * A running process: its number and, where the system tells (Linux), its start, since numbers come again. Empty for one
 * that has ended, even if nobody has waited for it yet.
 */
function identify(pid: number): string {
  const stat = readText(`/proc/${pid}/stat`);
  if (stat !== '') {
    // After the name, which is in brackets and may hold anything: the state, and in the 20th place the start (proc_pid_stat(5)).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? '' : `${pid} ${fields[19]}`;
  }
  if (process.platform === 'linux') return '';
  try {
    process.kill(pid, 0);
    return String(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? String(pid) : '';
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Replaces a file whole: a reader finds the old content or the new, after a power cut too. Synchronous, so that what a
 * client is told is on disk, and no two writes of one file ever overlap.
 */
export function writeDurably(file: string, content: string | Buffer): void {
  const part = `${file}.tmp`;
  writeFileSync(part, content, { mode: 0o600, flush: true });
  renameSync(part, file);
  syncPath(dirname(file));
}

/** Puts a file's content, or a folder's names, on the disk itself. Windows syncs no folders. */
export function syncPath(path: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (process.platform === 'win32') return;
    throw error;
  }
  try {
    fsyncSync(descriptor);
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    closeSync(descriptor);
  }
}
