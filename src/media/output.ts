import type { Stats } from 'node:fs';
import { access, constants, lstat, readdir, stat } from 'node:fs/promises';
import system, { basename, dirname, extname, join, resolve } from 'node:path';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { absolutePath } from '../system/given-path.ts';
import { makeFolder } from '../system/make-folder.ts';
import { fileWords } from '../words/files.ts';
import { isWindowsName, leavesRoom, numberedName } from './file-name.ts';
import { findMediaFormat } from './media.ts';

/** Where a file goes: a folder, and a name without extension. */
export interface OutputPlace {
  folder: string;
  stem: string;
  /** `mp4` when left out. */
  extension?: string;
}

/** A trailing separator names a folder. */
const endsInSeparator = (out: string): boolean => /[\\/]$/.test(out);

/** `--out` as it is meant from any folder, read from `base` or from the current one; it still names a folder if it did. */
export const absoluteOutput = (out: string, base = ''): string =>
  absolutePath(out, base) + (endsInSeparator(out) ? system.sep : '');

/** True when `--out` is the name of one video. */
export const namesFile = (out: string): boolean => /\.mp4$/i.test(out);

/** Checks that `--out` can be written, before anything is sent; creates nothing. */
export async function checkOutput(out: string, isMedia = false): Promise<void> {
  const { folder } = await readPlace(out, '', isMedia);
  const ancestor = await nearestEntry(folder);
  await useFolder(folder, () => readdir(ancestor).then(() => access(ancestor, constants.W_OK)));
}

/**
 * Reads `--out`, which names a folder or a file, and makes the folder. A video's name ends in `.mp4`; a name for the session's
 * own media may end as any of the formats does, and is given back with that extension.
 */
export async function prepareOutput(
  out: string,
  defaultStem: string,
  isMedia = false,
): Promise<OutputPlace> {
  const place = await readPlace(out, defaultStem, isMedia);
  await useFolder(place.folder, () => makeFolder(place.folder));
  return place;
}

/** The absolute path of the video that `--out` asks for; where that names a folder, it gets the default name. */
export async function nameOutput(out: string, defaultStem: string): Promise<string> {
  const { folder, stem } = await readPlace(out, defaultStem);
  return join(folder, numberedName(stem, 1));
}

async function useFolder(folder: string, use: () => Promise<unknown>): Promise<void> {
  try {
    await use();
  } catch (error) {
    throw new SkillError('file', fileWords.noWriting(folder, findErrorCode(error)), {
      advice: fileWords.otherOut(),
      cause: error,
    });
  }
}

/** The path itself, or the closest folder above it that exists. */
async function nearestEntry(path: string): Promise<string> {
  const parent = dirname(path);
  return (await exists(path)) || parent === path ? path : nearestEntry(parent);
}

async function readPlace(out: string, defaultStem: string, isMedia = false): Promise<OutputPlace> {
  const path = resolve(out);
  checkNames(path);
  const extension = extname(path).toLowerCase();
  if (extension === '' || endsInSeparator(out) || (await isFolder(path)))
    return { folder: path, stem: defaultStem };
  if (isMedia ? !findMediaFormat(extension.slice(1)) : extension !== '.mp4') {
    throw isMedia
      ? new SkillError('usage', fileWords.notMedia(out), { advice: fileWords.giveMedia() })
      : new SkillError('usage', fileWords.notMp4(out), { advice: fileWords.giveMp4() });
  }
  const stem = basename(path).slice(0, -extension.length);
  if (leavesRoom(stem))
    return { folder: dirname(path), stem, ...(isMedia && { extension: extname(path).slice(1) }) };
  throw new SkillError('usage', fileWords.nameTooLong(), { advice: fileWords.shorterName() });
}

/** True for a file, also behind a symbolic link. */
export const isFile = (path: string): Promise<boolean> =>
  tells(stat(path), (stats) => stats.isFile());

const isFolder = (path: string): Promise<boolean> =>
  tells(stat(path), (stats) => stats.isDirectory());

/** True when the name is taken, also by a symbolic link that leads nowhere. */
export const exists = (path: string): Promise<boolean> => tells(lstat(path), () => true);

const tells = (reading: Promise<Stats>, about: (stats: Stats) => boolean): Promise<boolean> =>
  reading.then(about, () => false);

/** Throws a `usage` error for an absolute path that Windows takes for a device or a stream, or cannot create. */
export function checkNames(path: string, { parse, sep } = system): void {
  if (sep !== system.win32.sep) return;
  const names = path.slice(parse(path).root.length).split(sep);
  const unfit = names.find((name) => name !== '' && !isWindowsName(name));
  if (unfit === undefined) return;
  throw new SkillError('usage', fileWords.noWindowsName(unfit), {
    advice: fileWords.windowsNames(),
  });
}
