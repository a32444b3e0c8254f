import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createWhileBusy } from '../../src/system/busy-file.ts';
import { makeFolder } from '../support/files.ts';

/** A rename that finds the file busy a number of times, as a virus scanner makes it, and how long was waited for it. */
async function busyRename(times: number, code: string, system: NodeJS.Platform) {
  const folder = await makeFolder();
  const [from, to] = [join(folder, 'new'), join(folder, 'old')];
  await writeFile(from, 'new');
  await writeFile(to, 'old');
  const waits: number[] = [];
  let tries = 0;
  const whileBusy = createWhileBusy({ sleep: async (ms) => void waits.push(ms) }, system);
  const done = whileBusy(async () => {
    tries += 1;
    if (tries <= times) throw Object.assign(new Error(code), { code });
    await rename(from, to);
  });
  const error: unknown = await done.catch((caught: unknown) => caught);
  return { error, tries, waits, text: await readFile(to, 'utf8') };
}

test.each(['EPERM', 'EACCES', 'EBUSY'])(
  'on Windows a file that is busy (%s) is waited for',
  async (code) => {
    expect(await busyRename(3, code, 'win32')).toEqual({
      error: undefined,
      tries: 4,
      waits: [10, 20, 40],
      text: 'new',
    });
  },
);

test('gives up after 1.3 seconds, with the reason', async () => {
  const { error, waits, text } = await busyRename(Infinity, 'EPERM', 'win32');
  expect(error).toMatchObject({ code: 'EPERM' });
  expect(waits.reduce((sum, ms) => sum + ms)).toBe(1270);
  expect(text).toBe('old');
});

test.each(['ENOENT', 'EEXIST', 'ENOSPC'])(
  'waits for nothing that time cannot help (%s)',
  async (code) => {
    expect(await busyRename(1, code, 'win32')).toMatchObject({
      error: { code },
      tries: 1,
      waits: [],
    });
  },
);

test.each(['linux', 'darwin'] as const)('on %s the first refusal is final', async (system) => {
  expect(await busyRename(1, 'EPERM', system)).toMatchObject({ tries: 1, waits: [] });
});
