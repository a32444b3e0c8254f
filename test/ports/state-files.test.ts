import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findOpenFiles, listStateFiles } from '../../src/ports/state-files.ts';
import { makeFolder } from '../support/files.ts';

/** A folder as every folder of Windows looks to Node: 0666 and 0777, whatever its access list says. */
async function makeOpenFolder() {
  const folder = await makeFolder();
  await mkdir(join(folder, 'projects'));
  await writeFile(join(folder, 'account.json'), '{}');
  await chmod(join(folder, 'projects'), 0o777);
  await chmod(join(folder, 'account.json'), 0o666);
  return listStateFiles(folder);
}

test('finds what others can read', async () => {
  const open = findOpenFiles(await makeOpenFolder(), 'linux');
  expect(open.map(({ path, mode }) => [path.split(/[\\/]/).at(-1), mode]).toSorted()).toEqual([
    ['account.json', 0o666],
    ['projects', 0o777],
  ]);
});

test('finds no wrong mode on Windows, which has none', async () => {
  expect(findOpenFiles(await makeOpenFolder(), 'win32')).toEqual([]);
});
