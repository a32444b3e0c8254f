import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBatchRecordFile } from '../../src/ports/manifest-file.ts';
import { makeFolder } from '../support/files.ts';

const video = { container: 'mp4', codec: 'h264', width: 2, height: 2, duration_s: 1 };
const made = (name: string) => ({
  [name]: { render_id: 'r', output: `/${name}.mp4`, video, bytes: 1, at: '2026-01-01' },
});

test('videos that are finished at the same moment are all written down, whole', async () => {
  const folder = await makeFolder();
  const file = createBatchRecordFile(join(folder, 'clips.json'));
  const record = await file.read();
  const names = Array.from({ length: 100 }, (_, index) => `v${index}`);
  await Promise.all(
    names.map((name) => {
      Object.assign(record.items, made(name));
      return file.write(record);
    }),
  );

  expect(await readdir(folder)).toEqual(['clips.json.record.json']);
  const again = await createBatchRecordFile(join(folder, 'clips.json')).read();
  expect(Object.keys(again.items)).toEqual(names);
  expect(again.batch_id).toBe(record.batch_id);
});

test('a record that cannot be read stops the batch instead of doing everything again', async () => {
  const folder = await makeFolder();
  const file = createBatchRecordFile(join(folder, 'clips.json'));
  await file.write({ batch_id: 'b', items: {} });
  const text = await readFile(file.path, 'utf8');
  await writeFile(file.path, text.slice(0, -5));

  await expect(file.read()).rejects.toMatchObject({ kind: 'file' });
});
