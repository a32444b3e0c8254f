import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkOutput, prepareOutput, publishFile } from '../../src/media/output-file.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

/** A folder with a finished download in it, and perhaps files that are there already. */
async function download(...taken: string[]) {
  const folder = await makeFolder();
  const place = { folder, stem: 'promo' };
  const part = join(folder, 'promo.mp4.part');
  await writeFile(part, 'new');
  for (const name of taken) await writeFile(join(folder, name), 'old');
  return { folder, place, part };
}

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

test('names the finished file', async () => {
  const { folder, place, part } = await download();
  expect(await publishFile(part, place, { force: false })).toBe(join(folder, 'promo.mp4'));
  expect(await readdir(folder)).toEqual(['promo.mp4']);
  expect(await readFile(join(folder, 'promo.mp4'), 'utf8')).toBe('new');
});

test('takes the next free name and leaves the taken ones alone', async () => {
  const { folder, place, part } = await download('promo.mp4', 'promo (2).mp4');
  const tried: string[] = [];
  const onName = async (name: string): Promise<void> => void tried.push(basename(name));
  expect(await publishFile(part, place, { force: false, onName })).toBe(
    join(folder, 'promo (3).mp4'),
  );
  expect(tried).toEqual(['promo.mp4', 'promo (2).mp4', 'promo (3).mp4']);
  expect((await readdir(folder)).toSorted()).toEqual([
    'promo (2).mp4',
    'promo (3).mp4',
    'promo.mp4',
  ]);
  expect(await readFile(join(folder, 'promo.mp4'), 'utf8')).toBe('old');
});

test('overwrites a taken name by force', async () => {
  const { folder, place, part } = await download('promo.mp4');
  expect(await publishFile(part, place, { force: true })).toBe(join(folder, 'promo.mp4'));
  expect(await readdir(folder)).toEqual(['promo.mp4']);
  expect(await readFile(join(folder, 'promo.mp4'), 'utf8')).toBe('new');
});

test('gives two commands that finish at once two names', async () => {
  const { folder, place, part } = await download();
  const other = join(folder, 'other.part');
  await writeFile(other, 'other');
  const files = await Promise.all([
    publishFile(part, place, { force: false }),
    publishFile(other, place, { force: false }),
  ]);
  expect(files.toSorted()).toEqual([join(folder, 'promo (2).mp4'), join(folder, 'promo.mp4')]);
});

test('takes a folder of that name for taken', async () => {
  const { folder, place, part } = await download();
  await mkdir(join(folder, 'promo.mp4'));
  expect(await publishFile(part, place, { force: false })).toBe(join(folder, 'promo (2).mp4'));
});

test('says where the video is when it cannot be named', async () => {
  const { folder, place, part } = await download();
  await mkdir(join(folder, 'promo.mp4', 'full'), { recursive: true });
  await expect(publishFile(part, place, { force: true })).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining(part),
  });
  expect(await readFile(part, 'utf8')).toBe('new');
});
