/** Where records are kept: where the user says, at home, or, where neither can be written, in a temporary folder of their own. */
import { chmod, chown, mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openStateFolder, usualStateFolder } from '../../src/system/state-folder.ts';
import { createRecordingReporter } from '../support/backend.ts';
import { replaceFileCalls } from '../support/file-calls.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const isRoot = process.getuid?.() === 0;

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

/** `TMPDIR` is where the system's temporary folder is. */
async function moveTemporary(): Promise<string> {
  const folder = await makeFolder();
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  });
  return folder;
}

test('a home that cannot be written leads to a temporary folder of this user\u2019s, and that is said', async () => {
  await moveTemporary();
  const { folder, notices } = await openAt(await makeBlockedPath());
  expect(folder).toBe(join(tmpdir(), `nemovideo-${process.getuid?.() ?? 'skill'}`));
  expect(notices).toEqual([expect.stringContaining(folder)]);
});

test('a folder that was asked for by name is never replaced by another', async () => {
  await moveTemporary();
  const blocked = await makeBlockedPath();
  await expect(openAt(blocked, true)).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining(blocked),
  });
});

test.skipIf(!isRoot)(
  'a folder that belongs to another user is not used (only root can make it so)',
  async () => {
    const temporary = await moveTemporary();
    const foreign = join(await makeFolder(), 'state');
    await mkdir(foreign);
    await chown(foreign, 12_345, 12_345);
    await expect(openAt(foreign)).rejects.toMatchObject({
      kind: 'file',
      message: expect.stringContaining('another user'),
    });
    // One that was put into the way in the temporary folder neither.
    const trap = join(temporary, 'nemovideo-0');
    await mkdir(trap);
    await chown(trap, 12_345, 12_345);
    await expect(openAt(await makeBlockedPath())).rejects.toMatchObject({ kind: 'file' });
  },
);

test('a full disk is an error, not a reason to go elsewhere', async () => {
  const folder = join(await makeFolder(), 'state');
  const temporary = await moveTemporary();
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
