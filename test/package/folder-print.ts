import { createHash } from 'node:crypto';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** A folder's print: every path in it with its kind, mode and content. Equal prints, equal folders, byte for byte. */
export async function printFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const lines = await Promise.all(
    entries.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const { mode } = await stat(path);
      const content = entry.isFile() ? await readFile(path) : '';
      const hash = createHash('sha256').update(content).digest('hex');
      return `${relative(folder, path)} ${mode.toString(8)} ${hash}`;
    }),
  );
  return createHash('sha256').update(lines.toSorted().join('\n')).digest('hex');
}
