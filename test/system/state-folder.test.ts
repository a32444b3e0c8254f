/** Where records are kept: where the user says, at home, or, where neither can be written, in a temporary folder of their own. */
import { chmod, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openStateFolder, usualStateFolder } from '../../src/system/state-folder.ts';
import { createRecordingReporter } from '../support/backend.ts';
import { replaceFileCalls } from '../support/file-calls.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

async function openAt(stateFolder: string, isAsked = false) {
  const reporter = createRecordingReporter();
  const stateDir = isAsked ? stateFolder : undefined;
  return {
    folder: await openStateFolder({ stateDir, stateFolder }, reporter),
    notices: reporter.notices,
  };
}

test('is made where it is wanted, private, and left as it was', async () => {
  const wanted = join(await makeFolder(), 'a', 'b');
  expect(await openAt(wanted)).toEqual({ folder: wanted, notices: [] });
  await writeFile(join(wanted, 'account.json'), '{}');
  if (process.platform !== 'win32') await chmod(wanted, 0o777);
  expect(await openAt(wanted, true)).toEqual({ folder: wanted, notices: [] });
  if (process.platform !== 'win32') expect((await stat(wanted)).mode & 0o777).toBe(0o700);
  expect(await readdir(wanted)).toEqual(['account.json']);
});

test('only a folder that nobody asked for is replaced by one in the temporary folder, and that is said', async () => {
  const blocked = await makeBlockedPath();
  await expect(openAt(blocked, true)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining(blocked),
  });
  vi.stubEnv('TMPDIR', await makeFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const { folder, notices } = await openAt(blocked);
  expect(folder).toBe(join(tmpdir(), `nemovideo-${process.getuid?.() ?? 'skill'}`));
  expect(notices).toEqual([expect.stringContaining(folder)]);
});

test('a full disk is an error, not a reason to go elsewhere', async () => {
  const folder = join(await makeFolder(), 'state');
  const temporary = await makeFolder();
  vi.stubEnv('TMPDIR', temporary);
  onTestFinished(() => void vi.unstubAllEnvs());
  const full = Object.assign(new Error('full'), { code: 'ENOSPC' });
  replaceFileCalls(() => ({ open: () => Promise.reject(full) }));
  await expect(openAt(folder)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining('ENOSPC'),
  });
  expect(await readdir(temporary)).toEqual([]);
});

const unknown = (): string => {
  throw new Error('no such user');
};

test.each([
  ['/home/ann', posix, '/home/ann/.config/nemovideo'],
  ['C:\\Users\\ann', win32, 'C:\\Users\\ann\\.config\\nemovideo'],
  ['\\\\nas\\homes\\安', win32, '\\\\nas\\homes\\安\\.config\\nemovideo'],
])('lies in the home %s', (home, path, folder) => {
  expect(usualStateFolder([() => home, unknown], path)).toBe(folder);
});

test.each([
  ['', posix, '/root/.config/nemovideo'],
  ['relative', posix, '/root/.config/nemovideo'],
  ['C:relative', win32, '\\root\\.config\\nemovideo'],
])('never lies in the current folder: %j is no home', (home, path, folder) => {
  expect(usualStateFolder([() => home, () => '/root'], path)).toBe(folder);
});

test('lies in the root where nobody is known', () => {
  expect(usualStateFolder([unknown, unknown], posix)).toBe('/.config/nemovideo');
  expect(usualStateFolder()).toBe(join(homedir(), '.config', 'nemovideo'));
});
