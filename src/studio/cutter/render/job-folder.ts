import { constants } from 'node:fs';
import { copyFile, link, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { JobFile } from './plan.ts';

/** One weight of Noto Sans SC (OFL-1.1): ASCII, kana and the 7 000 commonest Chinese characters. */
const FONT = '@fontsource/noto-sans-sc/files/noto-sans-sc-chinese-simplified-400-normal.woff';

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
  const source = file.kind === 'font' ? createRequire(import.meta.url).resolve(FONT) : file.source;
  try {
    await link(source, path);
  } catch {
    // Another file system, or one without hard links.
    await copyFile(source, path, constants.COPYFILE_FICLONE);
  }
}
