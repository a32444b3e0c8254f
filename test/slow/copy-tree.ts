import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a clone would hold if everything were committed. */
export async function copyTree(target: string): Promise<void> {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { stdout } = await promisify(execFile)('git', list, { cwd: root });
  const names = stdout.split('\0').filter((name) => name !== '' && existsSync(join(root, name)));
  for (const name of names) await cp(join(root, name), join(target, name));
}
