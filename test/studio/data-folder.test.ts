/** Whose the files are in the folder that a studio is pointed at: only its own are ever touched. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { openStorage } from '../../src/studio/stand-in/storage.ts';
import { startProgram } from './program.ts';
import {
  ATTRIBUTION,
  createFile,
  createMovableClock,
  openProject,
  openStudio,
  visit,
  makeDataFolder,
} from './support.ts';

const DAY_MS = 86_400_000;
const UUID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

async function writeAll(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

/** Every file below the folder, with its content. */
async function readAll(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const read = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(folder.length + 1), await readFile(path, 'utf8')];
  });
  return Object.fromEntries(await Promise.all(read)) as Record<string, string>;
}

const openFolder = (dataDir: string) => openStorage({ dataDir, notice: () => undefined });

test.each([
  [
    'media and results of somebody else, named as ours',
    {
      [`media/${UUID}`]: 'a film',
      [`media/media_${UUID}/file`]: 'a film',
      [`results/${UUID}.mp4`]: 'another',
      'results/.render-Xy12zz/out.tmp': 'a third',
    },
  ],
  ['one file', { 'notes.txt': 'mine' }],
  ['what a studio without a marker left', { 'accounts.json': '{}', secret: '…', 'media/a': 'b' }],
])('refuses a folder with %s, and every byte stays', async (_what, files) => {
  const folder = await makeDataFolder();
  await writeAll(folder, files);
  await expect(openStudio({ dataDir: folder })).rejects.toThrow(/is not empty .* Nothing in it/);
  const program = startProgram(['--data', folder]);
  await expect(program).rejects.toThrow(
    /^The studio cannot start: .*name an empty or a new folder/,
  );
  expect(await readAll(folder)).toEqual(files);
});

test('takes an empty folder or a new one, and files that a person put into it stay', async () => {
  const folder = join(await makeDataFolder(), 'a', 'b');
  await (await openFolder(folder)).close();
  const strange = {
    [`media/${UUID}`]: 'a film',
    [`media/media_${UUID}/file`]: 'a film',
    [`results/${UUID}.mp4`]: 'another',
    'sessions/notes.json.tmp': '{"half',
    'sessions/notes.txt': 'mine',
  };
  await writeAll(folder, strange);
  const clock = createMovableClock();
  const studio = await openStudio({ dataDir: folder, clock, keepDays: 1 });
  const { upload } = await visit(studio);
  await upload('clip.mp4', createFile());
  await studio.close();
  clock.advance(2 * DAY_MS);
  await openStudio({ dataDir: folder, clock, keepDays: 1 });
  // The studio's own is gone after its time; nothing else is.
  await expect.poll(() => readdir(join(folder, 'media'))).toHaveLength(2);
  expect(await readAll(folder)).toMatchObject(strange);
});

test('forgets sessions and renders after their time, and what they cost stays spent', async () => {
  const dataDir = await makeDataFolder();
  const clock = createMovableClock();
  const first = await openStudio({ dataDir, clock, tokenLifetimeMs: 90 * DAY_MS });
  const old = await openProject(first.url, 'client');
  await old.upload('clip.mp4', createFile());
  await old.hear('add the title "Hi"');
  await old.submit('render_1');
  await old.finish('render_1');
  const { available } = await old.credits();
  expect(available).toBeLessThan(100);
  clock.advance(29 * DAY_MS);
  const { hear } = await visit(first);
  await hear('hello');
  await first.close();

  clock.advance(2 * DAY_MS);
  const second = await openStudio({ dataDir, clock, tokenLifetimeMs: 90 * DAY_MS });
  for (const folder of ['media', 'results', 'renders']) {
    await expect.poll(() => readdir(join(dataDir, folder))).toEqual([]);
  }
  expect(await readdir(join(dataDir, 'sessions'))).toHaveLength(1);
  await second.close();
  const third = await openStudio({ dataDir, clock, tokenLifetimeMs: 90 * DAY_MS });
  const headers = { Authorization: `Bearer ${old.token}`, ...ATTRIBUTION };
  const answer = await fetch(`${third.url}/api/credits/balance/simple`, { headers });
  expect(await answer.json()).toMatchObject({ data: { available, frozen: 0 } });
});

test('of two studios that start at once in one folder, one wins and the other says so', async () => {
  const folder = await makeDataFolder();
  const starts = Array.from({ length: 6 }, () => startProgram(['--data', folder]));
  const outcomes = await Promise.allSettled(starts);
  const won = outcomes.filter(({ status }) => status === 'fulfilled');
  const lost = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [String(outcome.reason)] : [],
  );
  expect(won).toHaveLength(1);
  for (const reason of lost) expect(reason).toContain('is used by another studio');
  const [winner] = won;
  if (winner?.status === 'fulfilled') await winner.value.end('SIGKILL');
  // The dead one's place is free.
  await startProgram(['--data', folder]);
});

test('gives its folder back, and takes that of a dead one only once', async () => {
  const folder = await makeDataFolder();
  const first = await openFolder(folder);
  await expect(openFolder(folder)).rejects.toThrow(/is used by another studio/);
  await first.close();
  const second = await openFolder(folder);
  await second.close();
  // Process numbers come again: this one runs, but began at another time.
  await writeFile(join(folder, 'studio-9.lock'), `${process.pid} 1`);
  const third = await openFolder(folder);
  const locks = (await readdir(folder)).filter((name) => name.endsWith('.lock'));
  expect(locks).toEqual(['studio-10.lock']);
  await third.close();
});

test.each([
  ['sessions', 'cut', (text: string) => text.slice(0, text.length / 2)],
  ['sessions', 'empty', () => ''],
  ['sessions', 'of another shape', () => '{"id":"1","media":{}}'],
  [
    'sessions',
    'that names files elsewhere',
    (text: string) => text.replace(/media_[^"]+/g, '../..'),
  ],
  ['renders', 'cut', (text: string) => text.slice(0, text.length / 2)],
  ['accounts', 'null', () => 'null'],
  ['secrets', 'cut', () => '{"secret":'],
])('starts without a record of %s that is %s, sets it aside and names it', async (...given) => {
  const [kind, , spoil] = given;
  const dataDir = await makeDataFolder();
  const first = await openStudio({ dataDir });
  const spoiled = await visit(first);
  await spoiled.upload('clip.mp4', createFile());
  await spoiled.hear('add the title "Hi"');
  await spoiled.submit('render_1');
  await spoiled.finish('render_1');
  const whole = await visit(first);
  await whole.upload('other.mp4', createFile());
  await first.close();
  const name = (await readdir(join(dataDir, kind))).find(
    (each) => kind !== 'sessions' || each.includes(spoiled.sessionId),
  )!;
  const file = join(dataDir, kind, name);
  const text = spoil(await readFile(file, 'utf8'));
  await writeFile(file, text);

  const notices: string[] = [];
  const second = await openStudio({ dataDir, notice: (line) => void notices.push(line) });
  await expect.poll(() => notices).toHaveLength(1);
  expect(notices[0]).toContain(`Cannot read ${kind}/${name}: set aside as ${dataDir}/set-aside/`);
  const [kept = ''] = await readdir(join(dataDir, 'set-aside'));
  expect(await readFile(join(dataDir, 'set-aside', kept), 'utf8')).toBe(text);
  // The files it named are not the studio's to remove any more.
  expect(await readdir(join(dataDir, 'media'))).toHaveLength(2);
  await visit(second);
  if (kind === 'accounts') return;
  const answer = await fetch(`${second.url}/api/state/nemo_agent/me/${whole.sessionId}/latest`, {
    headers: { Authorization: `Bearer ${whole.token}`, ...ATTRIBUTION },
  });
  expect(await answer.json()).toMatchObject({
    data: { state: { video_infos: [{ filename: 'other.mp4' }] } },
  });
});
