import { chmod, lstat, readFile, readdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { renameFile } from '../system/busy-file.ts';
import { COMPILE_CACHE } from '../system/compile-cache.ts';

/** A file or folder of the state folder, as it lies there. */
export interface StateFile {
  path: string;
  isFolder: boolean;
  /** Permission bits. */
  mode: number;
  /** Undefined for a folder, and for a file that cannot be read. */
  text: string | undefined;
}

/** The folder itself and everything in it; empty when there is none. Changes nothing. */
export async function listStateFiles(folder: string): Promise<StateFile[]> {
  const all = await readdir(folder, { recursive: true }).catch(() => undefined);
  if (all === undefined) return [];
  // Node's own, and nothing in it is private.
  const names = all.filter((name) => name.split(/[\\/]/)[0] !== COMPILE_CACHE);
  const files: StateFile[] = [];
  // One after another: there may be more than a process can open at once.
  for (const name of ['.', ...names]) {
    const file = await readEntry(join(folder, name));
    if (file) files.push(file);
  }
  return files;
}

async function readEntry(path: string): Promise<StateFile | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats || !(stats.isFile() || stats.isDirectory())) return undefined;
  const isFolder = stats.isDirectory();
  const text = isFolder ? undefined : await readFile(path, 'utf8').catch(() => undefined);
  return { path, isFolder, mode: stats.mode & 0o777, text };
}

/** What others may read. Windows has no such bits: a home is private by its access list. */
export const findOpenFiles = (files: StateFile[], system: NodeJS.Platform): StateFile[] =>
  system === 'win32' ? [] : files.filter(({ mode }) => (mode & 0o077) !== 0);

export const closeToOthers = ({ path, isFolder }: StateFile): Promise<void> =>
  chmod(path, isFolder ? 0o700 : 0o600);

export const setAside = ({ path }: StateFile): Promise<void> => renameFile(path, `${path}.broken`);

/** Undefined when it was deleted while something runs in it. */
export function findCurrentFolder(): string | undefined {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
}

/** Bytes this user may still write to the disk that holds a folder; undefined where it cannot be told. */
export async function measureFreeSpace(folder: string): Promise<number | undefined> {
  const disk = await statfs(folder).catch(() => undefined);
  return disk && disk.bavail * disk.bsize;
}

/** What downloads have left half done in a folder. */
export async function listParts(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.mp4.part'));
}
