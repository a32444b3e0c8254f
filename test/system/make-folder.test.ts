import { existsSync } from 'node:fs';
import { stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../../src/system/make-folder.ts';
import { makeFolder as makeHome } from '../support/files.ts';

test('makes a folder and those above it, all of one mode, also when two do so at once', async () => {
  const home = await makeHome();
  await Promise.all([1, 2].map(() => makeFolder(join(home, 'a/b/c'), 0o700)));
  for (const path of ['a', 'a/b', 'a/b/c'])
    expect((await stat(join(home, path))).mode & 0o777, path).toBe(0o700);
  await makeFolder('/');
});

test('says what stands in the way: a file, or a link to nothing', async () => {
  const home = await makeHome();
  await writeFile(join(home, 'file'), '');
  await symlink(join(home, 'nothing'), join(home, 'link'));
  await expect(makeFolder(join(home, 'file'))).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(home, 'file/a/b'))).rejects.toMatchObject({ code: 'ENOTDIR' });
  await expect(makeFolder(join(home, 'link'))).rejects.toMatchObject({ code: 'EEXIST' });
});

test.runIf(existsSync('/proc/self'))(
  'ends where Node itself does not: in /proc (skipped where there is none)',
  async () => {
    await expect(makeFolder('/proc/nobody/here')).rejects.toMatchObject({ code: 'ENOENT' });
  },
);
