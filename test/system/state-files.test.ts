/** Records between commands: whole or not at all, and nobody else's. */
import { chmod, chown, mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { createStateFiles } from '../../src/system/state-files.ts';
import { replaceFileCalls } from '../support/file-calls.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

/** Has the system write down what it is asked to do, in order; writing may fail. */
function watchDisk({ isFull = false } = {}): string[] {
  const done: string[] = [];
  replaceFileCalls(({ open, rename }) => ({
    async open(...given) {
      const file = await open(...given);
      const name = basename(String(given[0])).replace(/\.\w+\.tmp$/, '.tmp');
      const sync = file.sync.bind(file);
      file.sync = () => (done.push(`sync ${name}`), sync());
      if (isFull)
        file.writeFile = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      return file;
    },
    rename: (...given) => (done.push('rename'), rename(...given)),
  }));
  return done;
}

const isUnix = process.platform !== 'win32';
const isRoot = process.getuid?.() === 0;
const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('finds nothing before anything was written', async () => {
  const files = createStateFiles(join(await makeFolder(), 'state'));
  expect(await files.read('client_id')).toBeUndefined();
  expect(await files.list('projects')).toEqual([]);
  await files.remove('client_id');
});

test('keeps texts for the next command, and lists what a folder holds in order', async () => {
  const folder = await makeFolder();
  const files = createStateFiles(folder);
  await files.write('projects/b/jobs/1.json', '{"a":"城市"}\n');
  await files.write('projects/a.json', 'old');
  await files.write('projects/a.json', 'new');
  const next = createStateFiles(folder);
  expect(await next.read('projects/b/jobs/1.json')).toBe('{"a":"城市"}\n');
  expect(await next.read('projects/a.json')).toBe('new');
  expect(await next.list('projects')).toEqual(['a.json', 'b']);
  await next.remove('projects/a.json');
  expect(await next.list('projects')).toEqual(['b']);
});

test('a record is on the disk itself before it gets its name, and its name before the write ends', async () => {
  const folder = await makeFolder();
  const done = watchDisk();
  await createStateFiles(folder).write('jobs/1.json', '{}');
  const first = ['sync 1.json.tmp', 'rename'];
  expect(done).toEqual(isUnix ? [...first, 'sync jobs'] : first);
});

test('on a full disk the old record stays whole, nothing else does, and the error names the file', async () => {
  const folder = await makeFolder();
  const files = createStateFiles(folder);
  await files.write('1.json', 'old');
  watchDisk({ isFull: true });
  const name = expect.stringContaining(join(folder, '1.json'));
  await expect(files.write('1.json', 'new')).rejects.toMatchObject({ kind: 'file', message: name });
  expect(await files.read('1.json')).toBe('old');
  expect(await readdir(folder)).toEqual(['1.json']);
});

test('what the system refuses is an error that names the file; where no folder can be, there is nothing to read', async () => {
  const path = await makeBlockedPath();
  const files = createStateFiles(path);
  await expect(files.write('a', 'b')).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining('ENOTDIR'),
  });
  expect(await files.read('a')).toBeUndefined();
  expect(await files.list('a')).toEqual([]);
  const folder = await makeFolder();
  await mkdir(join(folder, 'taken'));
  await expect(createStateFiles(folder).write('taken', 'b')).rejects.toMatchObject({
    kind: 'file',
  });
  expect(await readdir(folder)).toEqual(['taken']);
});

test.skipIf(!isUnix)(
  'files and folders are their owner\u2019s alone, and made so when found looser (Windows has no modes)',
  async () => {
    const folder = await makeFolder();
    const files = createStateFiles(folder);
    await files.write('jobs/1.json', '{}');
    const paths = ['', 'jobs', 'jobs/1.json'].map((name) => join(folder, name));
    const modes = () => Promise.all(paths.slice(1).map(modeOf));
    expect(await modes()).toEqual([0o700, 0o600]);
    await chmod(join(folder, 'jobs'), 0o755);
    await chmod(join(folder, 'jobs/1.json'), 0o644);
    await files.read('jobs/1.json');
    expect(await modes()).toEqual([0o755, 0o600]);
    await chmod(join(folder, 'jobs/1.json'), 0o644);
    await files.write('jobs/1.json', '{}');
    expect(await modes()).toEqual([0o700, 0o600]);
  },
);

test.skipIf(!isRoot)(
  'what belongs to another user is neither read nor written (only root can make it so)',
  async () => {
    const folder = await makeFolder();
    const files = createStateFiles(folder);
    await files.write('jobs/1.json', '{}');
    await chown(join(folder, 'jobs/1.json'), 12_345, 12_345);
    await expect(files.read('jobs/1.json')).rejects.toMatchObject({
      kind: 'file',
      message: expect.stringContaining('another user'),
    });
    await rm(join(folder, 'jobs/1.json'));
    await chown(join(folder, 'jobs'), 12_345, 12_345);
    await expect(files.write('jobs/1.json', '{}')).rejects.toMatchObject({ kind: 'file' });
    await writeFile(join(folder, 'mine'), 'yes');
    expect(await files.read('mine')).toBe('yes');
  },
);
