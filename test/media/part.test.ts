import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkSpace,
  findPart,
  readFreeBytes,
  removePart,
  writePart,
  type Part,
  type PartRecord,
} from '../../src/media/part.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const IDENTITY = { bytes: 500_000, etag: '"a"', last_modified: null };

const bytesOf = (length: number, fill: number): Buffer => Buffer.alloc(length, fill);

interface Kept extends Part {
  /** The records that were saved, the latest last. */
  saved: (PartRecord | undefined)[];
}

async function makePart(folder: string, record?: PartRecord): Promise<Kept> {
  const saved: (PartRecord | undefined)[] = [];
  const savePart = async (part: PartRecord | undefined): Promise<void> => void saved.push(part);
  const part = await findPart(record, { place: { folder, stem: 'a' }, savePart });
  return Object.assign(part, { saved });
}

const begin = { fromByte: 0, identity: IDENTITY };

test('pieces of any size end up one after the other, from the byte that was asked for', async () => {
  const folder = await makeFolder();
  const part = await makePart(folder);
  const first = await writePart(part, begin);
  for (const size of [1, 70_000, 0, 130_000, 5]) await first.write(bytesOf(size, 1));
  await first.close();
  const second = await writePart(part, { ...begin, fromByte: 100_000 });
  await second.write(bytesOf(400_000, 2));
  await second.close();

  expect(part.bytes).toBe(500_000);
  const expected = Buffer.concat([bytesOf(100_000, 1), bytesOf(400_000, 2)]);
  expect((await readFile(join(folder, 'a.mp4.part'))).equals(expected)).toBe(true);
  expect(part.saved).toEqual([{ path: join(folder, 'a.mp4.part'), ...IDENTITY }]);
});

test('the little that came before a stop is on disk at once', async () => {
  const folder = await makeFolder();
  const writer = await writePart(await makePart(folder), begin);
  await writer.write(bytesOf(70_000, 1));
  // Not closed: as a killed process leaves it.
  expect(await readFile(join(folder, 'a.mp4.part'))).toHaveLength(70_000);
  await writer.close();
});

test('the record is saved before the file exists, and anew when another command takes the name in between', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  const part = await makePart(folder);
  const seen: string[][] = [];
  part.savePart = async (record) => {
    part.saved.push(record);
    seen.push(await readdir(folder));
    if (record?.path === path) await writeFile(path, 'of another command');
  };
  await (await writePart(part, begin)).close();

  expect(part.saved.map((record) => record?.path)).toEqual([path, join(folder, 'a (2).mp4.part')]);
  expect(seen).toEqual([[], ['a.mp4.part']]);
  expect(await readFile(path, 'utf8')).toBe('of another command');
});

test('a part that is begun anew is empty before its record names the other file', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  await writeFile(path, 'old bytes');
  const part = await makePart(folder, { path, ...IDENTITY });
  expect(part.bytes).toBe(9);
  part.savePart = async () => expect(await readFile(path, 'utf8')).toBe('');
  await (await writePart(part, { fromByte: 0, identity: { ...IDENTITY, etag: '"b"' } })).close();

  expect(part.record).toEqual({ path, ...IDENTITY, etag: '"b"' });
});

test('three commands at once have three parts', async () => {
  const folder = await makeFolder();
  const parts = await Promise.all([1, 2, 3].map(() => makePart(folder)));
  const writers = await Promise.all(parts.map((part) => writePart(part, begin)));
  await Promise.all(writers.map((writer) => writer.close()));

  expect(new Set(parts.map(({ record }) => record?.path)).size).toBe(3);
});

test('a recorded part that is gone, or is a folder now, is forgotten', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  expect((await makePart(folder, { path, ...IDENTITY })).record).toBeUndefined();
  await mkdir(path);
  expect((await makePart(folder, { path, ...IDENTITY })).record).toBeUndefined();
});

test('a part and its record go together', async () => {
  const folder = await makeFolder();
  const part = await makePart(folder);
  await (await writePart(part, begin)).close();
  await removePart(part);
  await removePart(part);

  expect(await readdir(folder)).toEqual([]);
  expect(part.saved.slice(1)).toEqual([undefined]);
});

test('a part that cannot be removed stays on record as one that proves nothing', async () => {
  const folder = await makeFolder();
  const part = await makePart(folder);
  const writer = await writePart(part, begin);
  await writer.close();
  const path = join(folder, 'a.mp4.part');
  await rm(path);
  await mkdir(path);
  await removePart(part);

  expect(part.saved.at(-1)).toEqual({ path, bytes: null, etag: null, last_modified: null });
});

test('a disk without room is found out before anything is fetched', async () => {
  const folder = await makeFolder();
  await expect(checkSpace(folder, 1e15)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringMatching(/needs 1000000\.00 GB, and .* has .* left/),
  });
  await expect(checkSpace(folder, 1_000)).resolves.toBeUndefined();
  await expect(checkSpace(join(folder, 'gone'), 1e15)).resolves.toBeUndefined();
});

test.each([
  ['an ordinary disk', { blocks: 100, bavail: 10, bsize: 4096 }, 40_960],
  ['a full disk', { blocks: 100, bavail: 0, bsize: 4096 }, 0],
  ['a file system that counts nothing', { blocks: 0, bavail: 0, bsize: 4096 }, undefined],
  ['blocks of no size', { blocks: 100, bavail: 10, bsize: 0 }, undefined],
  ['more free than there is', { blocks: 10, bavail: 2 ** 53, bsize: 4096 }, undefined],
  ['less than nothing', { blocks: 10, bavail: -1, bsize: 4096 }, undefined],
])('of %s it is known what is free, or that it is not known', (_what, disk, free) => {
  expect(readFreeBytes(disk)).toBe(free);
});

test('a folder that cannot be written is named, and no record of a part stays', async () => {
  const part = await makePart(await makeBlockedPath());
  await expect(writePart(part, begin)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining('cannot be written to (ENOTDIR)'),
  });
  expect(part.saved.at(-1)).toBeUndefined();
});
