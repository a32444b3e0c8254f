import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Records of one kind: each a small JSON file, replaced whole, in a folder of their own. */
export interface RecordFiles<Content> {
  /** The names that begin so. */
  list(start?: string): string[];
  /** Undefined when there is none, or none that can be read. */
  read(name: string): Content | undefined;
  write(name: string, content: Content): void;
  remove(name: string): void;
}

export interface RecordFilesOptions<Content> {
  folder: string;
  /** Checks what the studio relies on before it knows a record for one. */
  isWhole: (content: Content) => boolean;
  write: (file: string, text: string) => void;
  /** Puts a file out of the way that holds no such record. */
  setAside: (file: string) => void;
}

const SUFFIX = '.json';

export function openRecordFiles<Content>(given: RecordFilesOptions<Content>): RecordFiles<Content> {
  const { folder, isWhole, write, setAside } = given;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fileOf = (name: string): string => join(folder, name + SUFFIX);
  return {
    list: (start = '') =>
      readdirSync(folder)
        .filter((name) => name.startsWith(start) && name.endsWith(SUFFIX))
        .map((name) => name.slice(0, -SUFFIX.length)),
    read(name) {
      const file = fileOf(name);
      if (!existsSync(file)) return undefined;
      try {
        const content = JSON.parse(readFileSync(file, 'utf8')) as Content;
        if (isWhole(content)) return content;
      } catch {
        // Cut, foreign or unreadable: as little a record as one of another shape.
      }
      setAside(file);
      return undefined;
    },
    write: (name, content) => write(fileOf(name), JSON.stringify(content)),
    remove: (name) => rmSync(fileOf(name), { force: true }),
  };
}

/** Moves a broken record where nobody reads it and nothing is lost; returns its new place. */
export function moveAside(file: string, folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const place = join(folder, `${new Date().toISOString().replaceAll(':', '-')}-${basename(file)}`);
  renameSync(file, place);
  return place;
}
