import { chmod, lstat, open, readdir, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileWords } from '../words/files.ts';
import { createUuid } from '../vendor/uuid.ts';
import { renameFile } from './busy-file.ts';
import { SkillError, findErrorCode } from './errors.ts';
import { makeFolder } from './make-folder.ts';

/**
 * The records that are kept between commands: small text files in one folder, private to their owner, each written whole or
 * not at all. Names are relative to the folder, with `/` between parts. Every method throws a `file` error that names the
 * file when the system refuses.
 */
export interface StateFiles {
  readonly folder: string;
  /** The file's text; undefined when there is none. */
  read(name: string): Promise<string | undefined>;
  /** On the disk itself, not only in its cache, before it returns: a request may be sent right after. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Names of the entries of a subfolder, sorted; empty when there is none. */
  list(subfolder: string): Promise<string[]>;
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

/** Opens the records in a folder, which `openStateFolder` has made ready. */
export function createStateFiles(folder: string): StateFiles {
  const pathOf = (name: string): string => join(folder, ...name.split('/'));
  return {
    folder,
    read: (name) => readRecord(pathOf(name)),
    write: (name, text) => writeRecord(pathOf(name), text),
    async remove(name) {
      await explain(pathOf(name), () => rm(pathOf(name), { force: true }));
    },
    async list(subfolder) {
      const path = pathOf(subfolder);
      const names = await explain(path, () => unlessMissing(readdir(path)));
      return (names ?? []).sort();
    },
  };
}

async function readRecord(path: string): Promise<string | undefined> {
  return explain(path, async () => {
    const file = await unlessMissing(open(path, 'r'));
    if (!file) return undefined;
    try {
      await keepPrivate(path, file);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  });
}

/** A record that others may read is closed to them; one that is somebody else's is not used (interface.md, "Environment"). */
async function keepPrivate(path: string, file: FileHandle): Promise<void> {
  const { mode, uid } = await file.stat();
  assertOwn(path, uid);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await file.chmod(FILE_MODE);
}

/** Throws a `file` error for a path that another user owns. Windows keeps no such numbers. */
export function assertOwn(path: string, uid: number): void {
  const own = process.getuid?.();
  if (own === undefined || own === uid) return;
  throw new SkillError('file', fileWords.foreignState(path), { advice: fileWords.ownState() });
}

/** Makes a folder that only its owner may enter, or makes one so that is there already. */
export async function makePrivateFolder(path: string): Promise<void> {
  await makeFolder(path, FOLDER_MODE);
  const { mode, uid } = await lstat(path);
  assertOwn(path, uid);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(path, FOLDER_MODE);
}

/** Temporary file, fsync, rename, fsync of the folder: after a power cut there is the old text or the new one. */
async function writeRecord(path: string, text: string): Promise<void> {
  await explain(path, async () => {
    const folder = dirname(path);
    await makePrivateFolder(folder);
    const draft = `${path}.${createUuid().slice(0, 8)}.tmp`;
    try {
      const file = await open(draft, 'wx', FILE_MODE);
      try {
        await file.writeFile(text);
        await file.sync();
      } finally {
        await file.close();
      }
      await renameFile(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    await syncFolder(folder);
  });
}

/** Makes a rename last. Windows opens no folders, and some network disks refuse. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r').catch(() => undefined);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

async function unlessMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    // A stray file where a folder was looked for holds no records.
    if (['ENOENT', 'ENOTDIR'].includes(findErrorCode(error) ?? '')) return undefined;
    throw error;
  }
}

async function explain<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof SkillError) throw error;
    throw new SkillError('file', fileWords.stateRefused(path, findErrorCode(error)), {
      advice: fileWords.mendState(),
      cause: error,
    });
  }
}
