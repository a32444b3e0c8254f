import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { absolutePath } from '../system/given-path.ts';

/**
 * True for an address, false for a file. A scheme has at least two letters: the one letter in `C:\clip.mp4`, and in
 * `C://clip.mp4` too, is a drive of Windows.
 */
export const isLink = (source: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(source);

/** The source as it is meant from any folder: a file by its absolute path, a link as it is. */
export const absoluteSource = (source: string): string =>
  isLink(source) ? source : absolutePath(source);

/** Tells a file from another and from itself before it was changed, by path, size and time; a link stands for itself. */
export async function identifySource(source: string): Promise<string> {
  const path = resolve(source);
  const stats = await stat(path).catch(() => undefined);
  return stats ? `${path} ${stats.size} ${stats.mtimeMs}` : source;
}
