import { chmod, mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRecordFiles, type RecordFiles } from '../../src/ports/record-files.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

interface Opened {
  folder: string;
  files: RecordFiles;
  problems: string[];
}

async function open(given?: string): Promise<Opened> {
  const folder = given ?? join(await makeFolder(), 'state');
  const problems: string[] = [];
  const files = createRecordFiles({ folder, onProblem: ({ en }) => problems.push(en) });
  return { folder, files, problems };
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('finds nothing before anything was written', async () => {
  const { files, problems } = await open();
  expect(await files.read('client_id')).toBeUndefined();
  expect(await files.list('projects')).toEqual([]);
  expect(problems).toEqual([]);
});

test('keeps a text for the next command', async () => {
  const { folder, files } = await open();
  await files.write('projects/promo.json', '{"a":"城市"}\n');
  const next = await open(folder);
  expect(await next.files.read('projects/promo.json')).toBe('{"a":"城市"}\n');
});

test('makes files that only their owner may read', async () => {
  const { folder, files } = await open();
  await files.write('credentials.json', '{}');
  await files.write('renders/a.json', '{}');
  expect(await modeOf(join(folder, 'credentials.json'))).toBe(0o600);
  expect(await modeOf(join(folder, 'renders/a.json'))).toBe(0o600);
});

test('makes folders that only their owner may enter', async () => {
  const { folder, files } = await open();
  await files.write('renders/a.json', '{}');
  expect(await modeOf(folder)).toBe(0o700);
  expect(await modeOf(join(folder, 'renders'))).toBe(0o700);
});

test('corrects the modes of what is there already', async () => {
  const { folder, files } = await open();
  await mkdir(folder);
  await chmod(folder, 0o755);
  await writeFile(join(folder, 'credentials.json'), 'old');
  await chmod(join(folder, 'credentials.json'), 0o644);
  await files.write('credentials.json', 'new');
  expect(await modeOf(folder)).toBe(0o700);
  expect(await modeOf(join(folder, 'credentials.json'))).toBe(0o600);
});

test('leaves nothing but the file behind', async () => {
  const { folder, files } = await open();
  await files.write('client_id', 'a');
  await files.write('client_id', 'b');
  expect(await readdir(folder)).toEqual(['client_id']);
});

test('replaces a file instead of writing into it, so that no reader sees half of it', async () => {
  const { folder, files } = await open();
  await files.write('client_id', 'a');
  const before = await stat(join(folder, 'client_id'));
  await files.write('client_id', 'b');
  expect((await stat(join(folder, 'client_id'))).ino).not.toBe(before.ino);
});

test('leaves the old file and no rest when a write fails', async () => {
  const { folder, files, problems } = await open();
  await files.write('client_id', 'a');
  // A folder in the place of the file: the last step cannot be done.
  await mkdir(join(folder, 'taken'));
  await files.write('taken', 'b');
  expect((await readdir(folder)).toSorted()).toEqual(['client_id', 'taken']);
  expect(problems).toHaveLength(1);
});

test('works from memory where nothing can be written', async () => {
  const { files } = await open(await makeBlockedPath());
  await files.write('projects/promo.json', '{}');
  expect(await files.read('projects/promo.json')).toBe('{}');
  expect(await files.list('projects')).toEqual(['promo.json']);
});

test('says once what cannot be kept, and why', async () => {
  const { folder, files, problems } = await open(await makeBlockedPath());
  await files.write('client_id', 'a');
  await files.write('projects/promo.json', '{}');
  expect(problems).toEqual([
    `${folder} cannot be written (ENOTDIR): token, projects, messages and renders are forgotten when this command ends.`,
  ]);
});

test('sets a file aside under another name, with what is in it', async () => {
  const { folder, files, problems } = await open();
  await files.write('credentials.json', 'broken');
  await files.setAside('credentials.json');
  expect(await files.read('credentials.json')).toBeUndefined();
  expect(await readFile(join(folder, 'credentials.json.broken'), 'utf8')).toBe('broken');
  expect(problems).toEqual([
    `${join(folder, 'credentials.json')} was not readable and has been set aside as credentials.json.broken.`,
  ]);
});

test('lists records and nothing else, in order', async () => {
  const { folder, files } = await open();
  await files.write('projects/b.json', '{}');
  await files.write('projects/a.json', '{}');
  await files.setAside('projects/b.json');
  await writeFile(join(folder, 'projects', 'a.json.123.tmp'), '');
  await writeFile(join(folder, 'projects', 'c.json'), '{}');
  expect(await (await open(folder)).files.list('projects')).toEqual(['a.json', 'c.json']);
});
