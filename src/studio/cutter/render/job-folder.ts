import { constants } from 'node:fs';
import { copyFile, link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildFont } from './fonts.ts';
import type { JobFile } from './plan.ts';

/**
 * Runs `use` in a new folder that holds the given files under their generated names, and removes
 * the folder afterwards. It is made inside `parent`, so that a result can be renamed out of it.
 */
export async function withJobFolder<Result>(
  { parent, files }: { parent: string; files: JobFile[] },
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(parent, '.render-'));
  try {
    for (const file of files) await placeFile(file, join(folder, file.name));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function placeFile(file: JobFile, path: string): Promise<void> {
  if (file.kind === 'text') return writeFile(path, file.text);
  if (file.kind === 'font') return writeFile(path, buildFont(file.characters));
  try {
    await link(file.source, path);
  } catch {
    // Another file system, or one without hard links.
    await copyFile(file.source, path, constants.COPYFILE_FICLONE);
  }
}
