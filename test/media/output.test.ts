import { readdir, stat } from 'node:fs/promises';
import { join, posix, resolve, sep, win32 } from 'node:path';
import { expect, test } from 'vitest';
import {
  absoluteOutput,
  checkNames,
  checkOutput,
  nameOutput,
  prepareOutput,
} from '../../src/media/output.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

test.each(['new', 'new/', 'deep/er', 'v1.5/'])('makes the folder "%s"', async (out) => {
  const folder = join(await makeFolder(), out.replace(/\/$/, ''));
  const given = out.endsWith('/') ? `${folder}/` : folder;
  expect(await prepareOutput(given, 'promo')).toEqual({ folder, stem: 'promo' });
  expect((await stat(folder)).isDirectory()).toBe(true);
  // There now, and a folder whatever its name ends in.
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

test('a path is read from the folder it was meant in, and still names a folder if it did', async () => {
  const folder = await makeFolder();
  expect(absoluteOutput('out/', folder)).toBe(join(folder, 'out', sep));
  expect(await nameOutput(absoluteOutput('v1.5/', folder), 'promo')).toBe(
    join(folder, 'v1.5', 'promo.mp4'),
  );
  expect(await nameOutput(absoluteOutput('b.MP4', folder), 'promo')).toBe(join(folder, 'b.mp4'));
  expect(absoluteOutput('a.mp4')).toBe(resolve('a.mp4'));
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

test.each(['', '/final.mp4'])(
  'finds out beforehand that a path below a file cannot be written%s',
  async (rest) => {
    const out = `${await makeBlockedPath()}${rest}`;
    await expect(checkOutput(out)).rejects.toMatchObject({ kind: 'file' });
  },
);

test.each(['', 'deep/er/', 'new/final.mp4'])(
  'accepts "%s" beforehand and makes nothing',
  async (rest) => {
    const folder = await makeFolder();
    await checkOutput(join(folder, rest));
    expect(await readdir(folder)).toEqual([]);
  },
);

test.each([
  'C:\\out\\clip.mp4',
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
  ['C:\\out\\10:30.mp4', '10:30.mp4'],
  ['C:\\out\\what?.mp4', 'what?.mp4'],
])('Windows cannot write %s', (path, name) => {
  expect(() => checkNames(path, win32)).toThrow(
    expect.objectContaining({ kind: 'usage', message: `No file can be named ${name} on Windows` }),
  );
});

test('elsewhere these are names like any other', () => {
  expect(() => checkNames('/out/aux/10:30 what?.mp4', posix)).not.toThrow();
});
