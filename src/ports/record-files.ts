import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { SkillError, findErrorCode } from '../system/errors.ts';
import type { Text } from '../words/text.ts';
import { commonWords } from '../words/common.ts';
import { fileWords } from '../words/files.ts';
import { renameFile, whileBusy } from '../system/busy-file.ts';
import { makeFolder } from '../system/make-folder.ts';

/** Small text files with private modes, written whole or not at all. */
export interface RecordFiles {
  /** The file's text; undefined when there is none, or none that can be read, which is said. */
  read(name: string): Promise<string | undefined>;
  /** As `read`, for what must not be overlooked: throws a `file` error when there is something that cannot be read. */
  readStrictly(name: string): Promise<string | undefined>;
  /** Keeps the text for this process even where the disk refuses it. */
  write(name: string, text: string): Promise<void>;
  /** As `write`, before it returns: for what must be on disk before the next thing happens. False when it is not. */
  writeNow(name: string, text: string): boolean;
  remove(name: string): Promise<void>;
  /** Moves an unreadable file out of the way and says so. */
  setAside(name: string): Promise<void>;
  /** The names in a folder; throws a `file` error when there is one that cannot be read. */
  list(folder: string): Promise<string[]>;
  /** Where a file is on disk; undefined when the disk refused it. */
  pathOf(name: string): string | undefined;
}

export interface RecordFilesOptions {
  folder: string;
  /** Hears, once each, of what could not be kept. */
  onProblem: (text: Text) => void;
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export function createRecordFiles({ folder, onProblem }: RecordFilesOptions): RecordFiles {
  /** What the disk refused, so that this process works on without a writable home. */
  const memory = new Map<string, string>();
  const told = new Set<string>();
  const tellOnce = (text: Text): void => {
    if (told.has(text.en)) return;
    told.add(text.en);
    onProblem(text);
  };
  const tellUnwritable = (error: unknown): void =>
    tellOnce(fileWords.forgotten(folder, findErrorCode(error)));
  const tellUnreadable = (error: unknown): undefined => {
    if (!(error instanceof SkillError)) throw error;
    tellOnce(commonWords.failure(error));
    return undefined;
  };
  return {
    async read(name) {
      return memory.get(name) ?? readText(join(folder, name)).catch(tellUnreadable);
    },
    async readStrictly(name) {
      return memory.get(name) ?? readText(join(folder, name));
    },
    async write(name, text) {
      try {
        await writeAtomically(join(folder, name), text);
        memory.delete(name);
      } catch (error) {
        memory.set(name, text);
        tellUnwritable(error);
      }
    },
    writeNow(name, text) {
      const file = join(folder, name);
      try {
        writeAtOnce(file, text);
        memory.delete(name);
        return true;
      } catch (error) {
        memory.set(name, text);
        tellUnwritable(error);
        return false;
      }
    },
    async remove(name) {
      memory.delete(name);
      await whileBusy(() => rm(join(folder, name), { force: true })).catch(tellUnwritable);
    },
    async setAside(name) {
      memory.delete(name);
      const file = join(folder, name);
      await renameFile(file, `${file}.broken`).catch(() => {});
      tellOnce(fileWords.setAside(file, `${basename(name)}.broken`));
    },
    pathOf: (name) => (memory.has(name) ? undefined : join(folder, name)),
    async list(subfolder) {
      const onDisk = (await unlessMissing(join(folder, subfolder), (path) => readdir(path))) ?? [];
      const inMemory = [...memory.keys()]
        .filter((name) => dirname(name) === subfolder)
        .map((name) => basename(name));
      return [...new Set([...onDisk, ...inMemory])].filter((name) => name.endsWith('.json')).sort();
    },
  };
}

const readText = (file: string): Promise<string | undefined> =>
  unlessMissing(file, (path) => readFile(path, 'utf8'));

async function unlessMissing<T>(
  path: string,
  read: (path: string) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await read(path);
  } catch (error) {
    const code = findErrorCode(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new SkillError('file', fileWords.unreadable(path, code), {
      advice: fileWords.makeReadable(),
      cause: error,
    });
  }
}

/** Whole or not at all; where a file cannot be replaced (a virus scanner holds it), it is written over. */
function writeAtOnce(file: string, text: string): void {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, text, { mode: FILE_MODE });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
    writeFileSync(file, text, { mode: FILE_MODE });
  }
}

async function writeAtomically(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await makeFolder(folder, FOLDER_MODE);
  await chmod(folder, FOLDER_MODE);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: FILE_MODE });
    await renameFile(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
