import { renameSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { findErrorCode } from '../core/errors.ts';

/** Small text files with private modes, written whole or not at all. */
export interface RecordFiles {
  /** The file's text; undefined when there is none. */
  read(name: string): Promise<string | undefined>;
  /** Keeps the text for this process even where the disk refuses it. */
  write(name: string, text: string): Promise<void>;
  /** As `write`, before it returns: for what must be on disk before the next thing happens. False when it is not. */
  writeNow(name: string, text: string): boolean;
  remove(name: string): Promise<void>;
  /** Moves an unreadable file out of the way and says so. */
  setAside(name: string): Promise<void>;
  list(folder: string): Promise<string[]>;
  /** Where a file is on disk. */
  pathOf(name: string): string;
}

export interface RecordFilesOptions {
  folder: string;
  /** Hears, once each, of what could not be kept. */
  onProblem: (message: string) => void;
}

const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

export function createRecordFiles({ folder, onProblem }: RecordFilesOptions): RecordFiles {
  /** What the disk refused, so that this process works on without a writable home. */
  const memory = new Map<string, string>();
  const told = new Set<string>();
  const tellOnce = (message: string): void => {
    if (told.has(message)) return;
    told.add(message);
    onProblem(message);
  };
  const tellUnwritable = (error: unknown): void =>
    tellOnce(
      `${folder} cannot be written (${findErrorCode(error) ?? 'unknown reason'}): token, projects, messages and renders are forgotten when this command ends.`,
    );
  return {
    async read(name) {
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
        writeFileSync(`${file}.${process.pid}.tmp`, text, { mode: FILE_MODE });
        renameSync(`${file}.${process.pid}.tmp`, file);
        return true;
      } catch (error) {
        memory.set(name, text);
        tellUnwritable(error);
        return false;
      }
    },
    async remove(name) {
      memory.delete(name);
      await rm(join(folder, name), { force: true }).catch(tellUnwritable);
    },
    async setAside(name) {
      memory.delete(name);
      const file = join(folder, name);
      await rename(file, `${file}.broken`).catch(() => {});
      tellOnce(`${file} was not readable and has been set aside as ${basename(name)}.broken.`);
    },
    pathOf: (name) => join(folder, name),
    async list(subfolder) {
      const onDisk = await readdir(join(folder, subfolder)).catch(() => []);
      const inMemory = [...memory.keys()]
        .filter((name) => dirname(name) === subfolder)
        .map((name) => basename(name));
      return [...new Set([...onDisk, ...inMemory])].filter((name) => name.endsWith('.json')).sort();
    },
  };
}

/** A missing or unreadable file is as good as none: it is written anew. */
async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function writeAtomically(file: string, text: string): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  await chmod(folder, FOLDER_MODE);
  const draft = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(draft, text, { mode: FILE_MODE });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
