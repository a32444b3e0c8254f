import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { findErrorCode } from './errors.ts';

/**
 * Makes a folder and those above it. Node's own recursive `mkdir` never ends where a folder that exists lets nobody make another in
 * it and says so as if it were missing, as `/proc` does (seen with Node 20, 22 and 24).
 *
 * @throws what the file system says of the first folder that cannot be made
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  try {
    await makeOne(path, mode);
  } catch (error) {
    const parent = dirname(path);
    if (findErrorCode(error) !== 'ENOENT' || parent === path) throw error;
    await makeFolder(parent, mode);
    await makeOne(path, mode);
  }
}

/** One that is there already will do. */
async function makeOne(path: string, mode: number): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const isThere = await stat(path).then(
      (stats) => stats.isDirectory(),
      () => false,
    );
    if (!isThere) throw error;
  }
}
