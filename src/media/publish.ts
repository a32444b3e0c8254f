import { link, lstat, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { renameFile, whileBusy } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileWords } from '../words/files.ts';
import { numberedName } from './file-name.ts';
import { exists, type OutputPlace } from './output.ts';

/** The file operations by which a name is given, with patience for files that another program has open; a test puts others in their place. */
const SYSTEM_FILES = {
  link: (from: string, to: string) => link(from, to),
  rename: renameFile,
  unlink: (path: string) => whileBusy(() => unlink(path)),
};

export type NamingFiles = typeof SYSTEM_FILES;

export interface PublishOptions {
  /** Overwrites a file that has the name. */
  force: boolean;
  /** Called with each name before it is tried, so that a command which is killed right after knows where its video is. */
  onName: (target: string) => Promise<void>;
  files?: NamingFiles;
}

/**
 * Gives a complete file its name in one step and returns the path. Without `force` an existing file is never touched: the
 * next free `name (2).mp4` is used. Throws a `file` error, with the video left in its part, when no name can be given.
 */
export async function publishFile(
  part: string,
  { folder, stem, extension }: OutputPlace,
  { force, onName, files = SYSTEM_FILES }: PublishOptions,
): Promise<string> {
  for (let count = 1; ; count += 1) {
    const target = join(folder, numberedName(stem, count, extension));
    await onName(target);
    try {
      if (force) await files.rename(part, target);
      if (force || (await claimName(part, target, files))) return target;
    } catch (error) {
      throw new SkillError('file', fileWords.notNamed(part, findErrorCode(error)), {
        advice: fileWords.renameByHand(),
        cause: error,
      });
    }
  }
}

/**
 * Gives the part a name that nobody has; false when somebody has it. A hard link fails when the name is taken, so that two
 * commands cannot overwrite each other. File systems without hard links (FAT, exFAT) get a rename.
 */
async function claimName(part: string, target: string, files: NamingFiles): Promise<boolean> {
  try {
    await files.link(part, target);
  } catch {
    if (await exists(target)) {
      if (!(await isSameFile(part, target))) return false;
    } else {
      await files.rename(part, target);
      return true;
    }
  }
  // The video has its name. Windows may refuse to remove the other one while a virus scanner reads the file.
  await files.unlink(part).catch(() => {});
  return true;
}

/** True when both are names of one file: an earlier command was ended between the link and the removal of the part. */
async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all(
    [one, other].map((path) => lstat(path, { bigint: true })),
  );
  return first?.ino === second?.ino && first?.dev === second?.dev && first?.ino !== 0n;
}

/**
 * True when an earlier command gave a video this name and was ended right after: the part is gone, and the file has the size
 * of the video. While the part is there, `publishFile` tells by itself which name it has.
 */
export async function wasPublished(
  part: string | undefined,
  { file, bytes }: { file: string; bytes: number },
): Promise<boolean> {
  if (part !== undefined && (await exists(part))) return false;
  const stats = await stat(file).catch(() => undefined);
  return stats?.isFile() === true && stats.size === bytes;
}
