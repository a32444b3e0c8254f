import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test ends. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'ports-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A path that nobody can make a folder of, root included: its parent is a file. */
export async function makeBlockedPath(): Promise<string> {
  const file = join(await makeFolder(), 'file');
  await writeFile(file, '');
  return join(file, 'folder');
}
