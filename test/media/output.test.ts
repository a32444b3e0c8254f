import { mkdir, readdir, stat } from 'node:fs/promises';
import { join, posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { checkNames, checkOutput, prepareOutput } from '../../src/media/output.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

test('takes a folder for a folder', async () => {
  const folder = await makeFolder();
  expect(await prepareOutput(folder, 'promo')).toEqual({ folder, stem: 'promo' });
});

test.each(['new', 'new/', 'deep/er', 'v1.5/'])('makes the folder "%s"', async (out) => {
  const folder = join(await makeFolder(), out.replace(/\/$/, ''));
  const given = out.endsWith('/') ? `${folder}/` : folder;
  expect(await prepareOutput(given, 'promo')).toEqual({ folder, stem: 'promo' });
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('takes a folder for one whatever its name ends in', async () => {
  const folder = join(await makeFolder(), 'v1.5');
  await mkdir(folder);
  expect(await prepareOutput(folder, 'promo')).toEqual({ folder, stem: 'promo' });
});

test.each([
  ['final.mp4', 'final'],
  ['Final.MP4', 'Final'],
  ['a.b.mp4', 'a.b'],
  ['城市.mp4', '城市'],
])('takes %s for a file name', async (name, stem) => {
  const folder = await makeFolder();
  expect(await prepareOutput(join(folder, name), 'promo')).toEqual({ folder, stem });
});

test('makes the folder that a file name lies in', async () => {
  const folder = join(await makeFolder(), 'new');
  await prepareOutput(join(folder, 'final.mp4'), 'promo');
  expect((await stat(folder)).isDirectory()).toBe(true);
});

test('uses the current folder when none is given', async () => {
  expect(await prepareOutput(undefined, 'promo')).toEqual({ folder: process.cwd(), stem: 'promo' });
});

test.each(['final.mov', 'final.mp4.txt', 'final.gif'])('refuses to write %s', async (name) => {
  const out = join(await makeFolder(), name);
  await expect(prepareOutput(out, 'promo')).rejects.toMatchObject({
    kind: 'usage',
    message: `--out ${out} does not end in .mp4`,
  });
  await expect(checkOutput(out)).rejects.toMatchObject({ kind: 'usage' });
});

test('reports a folder that cannot be made', async () => {
  const folder = await makeBlockedPath();
  await expect(prepareOutput(folder, 'promo')).rejects.toMatchObject({
    kind: 'file',
    message: `${folder} cannot be written to (ENOTDIR)`,
  });
});

test.each(['', '/', '/final.mp4', '/deep/er'])(
  'finds out beforehand that a path below a file cannot be written%s',
  async (rest) => {
    const out = `${await makeBlockedPath()}${rest}`;
    await expect(checkOutput(out)).rejects.toMatchObject({ kind: 'file' });
  },
);

test.each(['', 'new', 'deep/er/', 'new/final.mp4'])(
  'accepts "%s" beforehand and makes nothing',
  async (rest) => {
    const folder = await makeFolder();
    await checkOutput(join(folder, rest));
    expect(await readdir(folder)).toEqual([]);
  },
);

test.each([
  'C:\\out\\clip.mp4',
  'C:\\',
  'D:\\My Videos\\v1.5\\城市 (2).mp4',
  '\\\\nas\\share\\out\\clip.mp4',
  '\\\\?\\C:\\out\\clip.mp4',
  'C:\\console\\common.mp4',
  'C:\\com10\\lpt.mp4',
])('Windows can write %s', (path) => {
  expect(() => checkNames(path, win32)).not.toThrow();
});

test.each([
  ['C:\\out\\con.mp4', 'con.mp4'],
  ['C:\\out\\NUL', 'NUL'],
  ['C:\\aux\\clip.mp4', 'aux'],
  ['C:\\out\\Com1 .tar.mp4', 'Com1 .tar.mp4'],
  ['C:\\out\\lpt².mp4', 'lpt².mp4'],
  ['C:\\out.\\clip.mp4', 'out.'],
  ['C:\\out \\clip.mp4', 'out '],
  ['C:\\out\\10:30.mp4', '10:30.mp4'],
  ['C:\\out\\what?.mp4', 'what?.mp4'],
  ['\\\\nas\\share\\a|b.mp4', 'a|b.mp4'],
])('Windows cannot write %s', (path, name) => {
  expect(() => checkNames(path, win32)).toThrow(
    expect.objectContaining({ kind: 'usage', message: `No file can be named ${name} on Windows` }),
  );
});

test('elsewhere these are names like any other', () => {
  expect(() => checkNames('/out/aux/10:30 what?.mp4', posix)).not.toThrow();
});
