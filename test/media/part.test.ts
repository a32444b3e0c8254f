import { mkdir, open, readFile, readdir, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  checkSpace,
  fillPart,
  findPart,
  readFreeBytes,
  removePart,
  type Part,
  type PartRecord,
} from '../../src/media/part.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const identity = { bytes: 500_000, etag: '"a"', last_modified: null };
const whole = { fromByte: 0, identity };

const bytesOf = (length: number, fill: number): Buffer => Buffer.alloc(length, fill);

async function* pieces(...given: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* given;
}

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

/** As on a network drive: no write takes more than `mostBytes`. */
async function limitWrites(mostBytes: number): Promise<void> {
  const any = await open(process.execPath);
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  const short = vi.spyOn(prototype, 'writev').mockImplementation(function writeLess(
    this: FileHandle,
    ...[buffers, position]: [Uint8Array[], number]
  ) {
    const bytes = Buffer.concat(buffers).subarray(0, mostBytes);
    return this.write(bytes, 0, bytes.length, position) as never;
  } as FileHandle['writev']);
  onTestFinished(() => void short.mockRestore());
}

test.each([Infinity, 99_999])(
  'pieces end up one after the other, from the byte that was asked for, in writes of %d bytes',
  async (mostBytes) => {
    const folder = await makeFolder();
    const part = await makePart(folder);
    if (mostBytes < Infinity) await limitWrites(mostBytes);
    const sizes = [1, 70_000, 0, 330_000, 5];
    await fillPart(part, whole, pieces(...sizes.map((size) => bytesOf(size, 1))));
    await fillPart(part, { fromByte: 100_000, identity }, pieces(bytesOf(400_000, 2)));

    expect(part.bytes).toBe(500_000);
    const expected = Buffer.concat([bytesOf(100_000, 1), bytesOf(400_000, 2)]);
    expect((await readFile(join(folder, 'a.mp4.part'))).equals(expected)).toBe(true);
    expect(part.saved).toEqual([{ path: join(folder, 'a.mp4.part'), ...identity }]);
  },
);

test('what came is kept when the rest does not come', async () => {
  const folder = await makeFolder();
  const part = await makePart(folder);
  const broken = (async function* cut() {
    yield bytesOf(300_000, 1);
    // Written before more has come: a killed command would leave it.
    expect(await readFile(join(folder, 'a.mp4.part'))).toHaveLength(300_000);
    yield bytesOf(5, 1);
    throw new Error('broken');
  })();
  await expect(fillPart(part, whole, broken)).rejects.toThrow('broken');

  expect(part.bytes).toBe(300_005);
  expect(await readFile(join(folder, 'a.mp4.part'))).toHaveLength(300_005);
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
  await fillPart(part, whole, pieces());

  expect(part.saved.map((record) => record?.path)).toEqual([path, join(folder, 'a (2).mp4.part')]);
  expect(seen).toEqual([[], ['a.mp4.part']]);
  expect(await readFile(path, 'utf8')).toBe('of another command');
});

test('a part that is begun anew is empty before its record names the other file', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  await writeFile(path, 'old bytes');
  const part = await makePart(folder, { path, ...identity });
  expect(part.bytes).toBe(9);
  part.savePart = async () => expect(await readFile(path, 'utf8')).toBe('');
  await fillPart(part, { fromByte: 0, identity: { ...identity, etag: '"b"' } }, pieces());

  expect(part.record).toEqual({ path, ...identity, etag: '"b"' });
});

test('a recorded part that is gone, or is a folder now, is forgotten', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  expect((await makePart(folder, { path, ...identity })).record).toBeUndefined();
  await mkdir(path);
  expect((await makePart(folder, { path, ...identity })).record).toBeUndefined();
});

test('a part and its record go together; one that cannot be removed stays on record as one that proves nothing', async () => {
  const folder = await makeFolder();
  const path = join(folder, 'a.mp4.part');
  const part = await makePart(folder);
  await fillPart(part, whole, pieces());
  await removePart(part);
  expect(await readdir(folder)).toEqual([]);
  expect(part.saved.slice(1)).toEqual([undefined]);

  await fillPart(part, whole, pieces());
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
});

test.each([
  ['an ordinary disk', { blocks: 100, bavail: 10, bsize: 4096 }, 40_960],
  ['a full disk', { blocks: 100, bavail: 0, bsize: 4096 }, 0],
  ['a file system that counts nothing', { blocks: 0, bavail: 0, bsize: 4096 }, undefined],
  ['more free than there is', { blocks: 10, bavail: 2 ** 53, bsize: 4096 }, undefined],
  ['less than nothing', { blocks: 10, bavail: -1, bsize: 4096 }, undefined],
])('of %s it is known what is free, or that it is not known', (_what, disk, free) => {
  expect(readFreeBytes(disk)).toBe(free);
});

test('a folder that cannot be written is named, and no record of a part stays', async () => {
  const part = await makePart(await makeBlockedPath());
  await expect(fillPart(part, whole, pieces())).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining('cannot be written to (ENOTDIR)'),
  });
  expect(part.saved.at(-1)).toBeUndefined();
});
