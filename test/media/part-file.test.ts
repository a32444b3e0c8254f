import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  checkSpace,
  claimPart,
  identifyPart,
  removePart,
  writePart,
} from '../../src/media/part-file.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const KNOWN = { bytes: 500_000, etag: '"a"', last_modified: null };

const bytesOf = (length: number, fill: number): Buffer => Buffer.alloc(length, fill);

test('pieces of any size end up one after the other, from the byte that was asked for', async () => {
  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'a' }, 'r1');
  const first = await writePart(part, 0);
  for (const size of [1, 70_000, 0, 130_000, 5]) await first.write(bytesOf(size, 1));
  await first.close();
  const second = await writePart(part, 100_000);
  await second.write(bytesOf(400_000, 2));
  await second.close();

  expect(part.bytes).toBe(500_000);
  expect(await readFile(part.path)).toEqual(
    Buffer.concat([bytesOf(100_000, 1), bytesOf(400_000, 2)]),
  );
});

test('the little that came before a stop is on disk at once', async () => {
  const part = await claimPart({ folder: await makeFolder(), stem: 'a' }, 'r1');
  const writer = await writePart(part, 0);
  await writer.write(bytesOf(70_000, 1));
  // Not closed: as a killed process leaves it.
  expect(await readFile(part.path)).toHaveLength(70_000);
  await writer.close();
});

test('what an earlier command left is recognised with what is known of it', async () => {
  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'a' }, 'r1');
  await writeFile(part.path, bytesOf(1_000, 1));
  await identifyPart(part, KNOWN);

  expect(await claimPart({ folder, stem: 'a' }, 'r1')).toMatchObject({
    path: part.path,
    bytes: 1_000,
    known: KNOWN,
  });
});

test('a part of which nothing is known is worth nothing', async () => {
  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'a' }, 'r1');
  await writeFile(part.path, bytesOf(1_000, 1));

  expect(await claimPart({ folder, stem: 'a' }, 'r1')).toMatchObject({ bytes: 0 });
});

test('a broken record is left alone, and another name taken', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'a.mp4.part.json'), '{');

  expect((await claimPart({ folder, stem: 'a' }, 'r1')).path).toBe(join(folder, 'a (2).mp4.part'));
});

test('of two renders of one name at once, each has its own part', async () => {
  const folder = await makeFolder();
  const parts = await Promise.all(
    ['r1', 'r2', 'r3'].map((id) => claimPart({ folder, stem: 'a' }, id)),
  );

  expect(new Set(parts.map(({ path }) => path)).size).toBe(3);
});

test('a part and its record go together', async () => {
  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'a' }, 'r1');
  await writeFile(part.path, 'x');
  await removePart(part);
  await removePart(part);

  expect(await readdir(folder)).toEqual([]);
});

test('a disk without room is found out before anything is fetched', async () => {
  const part = await claimPart({ folder: await makeFolder(), stem: 'a' }, 'r1');

  await expect(checkSpace(part, 1e15)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringMatching(/needs 1000000\.00 GB, and .* has .* left/),
  });
  await expect(checkSpace(part, 1_000)).resolves.toBeUndefined();
});

test('a place that cannot be written is named', async () => {
  await expect(
    claimPart({ folder: await makeBlockedPath(), stem: 'a' }, 'r1'),
  ).rejects.toMatchObject({ kind: 'file', message: expect.stringContaining('cannot be written') });

  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'a' }, 'r1');
  await mkdir(part.path);
  await expect(writePart(part, 0)).rejects.toMatchObject({
    kind: 'file',
    message: `${part.path} could not be written (EISDIR)`,
  });
});
