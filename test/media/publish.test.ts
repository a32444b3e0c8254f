import {
  link,
  mkdir,
  readFile,
  readdir,
  rename,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { publishFile, wasPublished, type NamingFiles } from '../../src/media/publish.ts';
import { makeFolder } from '../support/files.ts';

const onName = async (): Promise<void> => {};

/** What the system says, as an error with a code. */
const refuse = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(code), { code });
};

/** A folder with a finished download in it, and perhaps files that are there already. */
async function download(...taken: string[]) {
  const folder = await makeFolder();
  const place = { folder, stem: 'promo' };
  const part = join(folder, 'promo.mp4.part');
  await writeFile(part, 'new');
  for (const name of taken) await writeFile(join(folder, name), 'old');
  return { folder, place, part };
}

test('takes the next free name and leaves the taken ones alone', async () => {
  const { folder, place, part } = await download('promo.mp4', 'promo (2).mp4');
  const tried: string[] = [];
  const listen = async (name: string): Promise<void> => void tried.push(basename(name));
  expect(await publishFile(part, place, { force: false, onName: listen })).toBe(
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

test('gives two commands that finish at once two names', async () => {
  const { folder, place, part } = await download();
  const other = join(folder, 'other.part');
  await writeFile(other, 'other');
  const files = await Promise.all([
    publishFile(part, place, { force: false, onName }),
    publishFile(other, place, { force: false, onName }),
  ]);
  expect(files.toSorted()).toEqual([join(folder, 'promo (2).mp4'), join(folder, 'promo.mp4')]);
});

test('takes a folder of that name for taken', async () => {
  const { folder, place, part } = await download();
  await mkdir(join(folder, 'promo.mp4'));
  expect(await publishFile(part, place, { force: false, onName })).toBe(
    join(folder, 'promo (2).mp4'),
  );
});

test('says where the video is when it cannot be named', async () => {
  const { folder, place, part } = await download();
  await mkdir(join(folder, 'promo.mp4', 'full'), { recursive: true });
  await expect(publishFile(part, place, { force: true, onName })).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining(part),
  });
  expect(await readFile(part, 'utf8')).toBe('new');
});

const FILES: NamingFiles = { link, rename, unlink };

test('one video has one name where the link succeeds and the removal of the part is refused, as on Windows', async () => {
  const { folder, place, part } = await download('promo.mp4');
  const files = { ...FILES, unlink: refuse('EBUSY') };
  const file = await publishFile(part, place, { force: false, onName, files });

  expect(file).toBe(join(folder, 'promo (2).mp4'));
  expect((await readdir(folder)).filter((name) => name.endsWith('.mp4')).toSorted()).toEqual([
    'promo (2).mp4',
    'promo.mp4',
  ]);
});

test('a command that was ended between the link and the removal of the part has its name already', async () => {
  const { folder, place, part } = await download();
  await link(part, join(folder, 'promo.mp4'));

  expect(await publishFile(part, place, { force: false, onName })).toBe(join(folder, 'promo.mp4'));
  expect(await readdir(folder)).toEqual(['promo.mp4']);
});

test('a file system without hard links gets a rename, and taken names are left alone there too', async () => {
  const { folder, place, part } = await download('promo.mp4');
  const files = { ...FILES, link: refuse('EPERM') };

  expect(await publishFile(part, place, { force: false, onName, files })).toBe(
    join(folder, 'promo (2).mp4'),
  );
  expect(await readFile(join(folder, 'promo.mp4'), 'utf8')).toBe('old');
  expect((await readdir(folder)).toSorted()).toEqual(['promo (2).mp4', 'promo.mp4']);
});

test('a link that leads nowhere is a taken name', async () => {
  const { folder, place, part } = await download();
  await symlink('nowhere', join(folder, 'promo.mp4'));
  const files = { ...FILES, link: refuse('EPERM') };

  expect(await publishFile(part, place, { force: false, onName, files })).toBe(
    join(folder, 'promo (2).mp4'),
  );
});

test('a name that cannot be recorded is not given', async () => {
  const { folder, place, part } = await download();
  const failure = new Error('the record cannot be written');
  const given = publishFile(part, place, { force: false, onName: () => Promise.reject(failure) });

  await expect(given).rejects.toBe(failure);
  expect(await readdir(folder)).toEqual([basename(part)]);
});

test('a video was published when its part is gone and the file has its size', async () => {
  const { folder, place, part } = await download('promo.mp4');
  const taken = join(folder, 'promo.mp4');
  // The first name was tried, and is somebody else's video of the same size.
  expect(await wasPublished(part, { file: taken, bytes: 3 })).toBe(false);
  const file = await publishFile(part, place, { force: false, onName });

  expect(await wasPublished(part, { file, bytes: 3 })).toBe(true);
  expect(await wasPublished(undefined, { file, bytes: 3 })).toBe(true);
  expect(await wasPublished(part, { file, bytes: 4 })).toBe(false);
  expect(await wasPublished(part, { file: join(folder, 'gone.mp4'), bytes: 3 })).toBe(false);
});
