import { readFile, readdir, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ProjectRecord, RenderRecord } from '../../src/core/records.ts';
import { createRecordFiles } from '../../src/ports/record-files.ts';
import { createStore, type Store } from '../../src/ports/store.ts';
import { makeBlockedPath, makeFolder } from '../support/files.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Each call is another command on the same machine. */
function openStore(folder: string, apiFolder = ''): { store: Store; problems: string[] } {
  const problems: string[] = [];
  const files = createRecordFiles({ folder, onProblem: ({ en }) => problems.push(en) });
  return { store: createStore(files, apiFolder), problems };
}

const ACCOUNT = 'starter:1234';

const project = (name: string, lastUsed = '2026-01-01T00:00:00.000Z'): ProjectRecord => ({
  project: name,
  session_id: '5529798706024415232',
  task_id: 'task_1',
  user_id: null,
  account: ACCOUNT,
  created: '2026-01-01T00:00:00.000Z',
  last_used: lastUsed,
});

const render = (id: string, submittedAt: string): RenderRecord => ({
  render_id: id,
  project: 'default',
  session_id: '5529798706024415232',
  submitted_at: submittedAt,
  timeline_ms: 10_000,
  name: 'promo-export',
});

const credentials = {
  token: 'nmv_usr_1',
  client_id: 'c',
  user_id: 'anon_1',
  expires_at: '2026-01-08T00:00:00.000Z',
};

test('makes a client id once and keeps it', async () => {
  const folder = await makeFolder();
  const first = await openStore(folder).store.clientId();
  expect(first).toMatch(UUID);
  expect(await openStore(folder).store.clientId()).toBe(first);
  expect(await readFile(join(folder, 'client_id'), 'utf8')).toBe(`${first}\n`);
});

test('takes a client id that another skill has left', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'client_id'), 'client-1773423613-abc\n');
  expect(await openStore(folder).store.clientId()).toBe('client-1773423613-abc');
});

test.each([[''], ['two words'], ['x'.repeat(65)], ['a\u0000b']])(
  'replaces a client id that is none: %j',
  async (text) => {
    const folder = await makeFolder();
    await writeFile(join(folder, 'client_id'), text);
    expect(await openStore(folder).store.clientId()).toMatch(UUID);
    expect(await readFile(join(folder, 'client_id.broken'), 'utf8')).toBe(text);
  },
);

test('shares one client id between all APIs', async () => {
  const folder = await makeFolder();
  const usual = await openStore(folder).store.clientId();
  expect(await openStore(folder, 'hosts/127.0.0.1_80/').store.clientId()).toBe(usual);
});

test('keeps each API its own token, projects and renders', async () => {
  const folder = await makeFolder();
  const other = openStore(folder, 'hosts/127.0.0.1_80/').store;
  await other.saveCredentials(credentials);
  await other.saveProject(project('promo'));
  await other.saveRender(render('render_1', '2026-01-01T00:00:00.000Z'));
  const { store } = openStore(folder);
  expect(await store.credentials()).toBeUndefined();
  expect(await store.projects()).toEqual([]);
  expect(await store.renders()).toEqual([]);
});

test('gives back what was saved', async () => {
  const folder = await makeFolder();
  const { store } = openStore(folder);
  await store.saveCredentials(credentials);
  await store.saveProject(project('promo'));
  await store.saveRender(render('render_1', '2026-01-01T00:00:00.000Z'));
  const next = openStore(folder).store;
  expect(await next.credentials()).toEqual(credentials);
  expect(await next.project('promo', ACCOUNT)).toEqual(project('promo'));
  expect(await next.render('render_1')).toEqual(render('render_1', '2026-01-01T00:00:00.000Z'));
});

test('knows nothing of what was never saved', async () => {
  const { store } = openStore(await makeFolder());
  expect(await store.credentials()).toBeUndefined();
  expect(await store.project('promo', ACCOUNT)).toBeUndefined();
  expect(await store.render('render_1')).toBeUndefined();
});

test('lists projects, the last used first', async () => {
  const { store } = openStore(await makeFolder());
  await store.saveProject(project('old', '2026-01-01T00:00:00.000Z'));
  await store.saveProject(project('new', '2026-02-01T00:00:00.000Z'));
  expect((await store.projects()).map((record) => record.project)).toEqual(['new', 'old']);
});

test('lists renders, the oldest first', async () => {
  const { store } = openStore(await makeFolder());
  await store.saveRender(render('render_a', '2026-02-01T00:00:00.000Z'));
  await store.saveRender(render('render_b', '2026-01-01T00:00:00.000Z'));
  expect((await store.renders()).map(({ render_id }) => render_id)).toEqual([
    'render_b',
    'render_a',
  ]);
});

test('keeps names apart that no file system would', async () => {
  const { store } = openStore(await makeFolder());
  const names = ['a b', 'a_b', 'a/b', '../a', '城市', '世界', '.', 'x'.repeat(90), 'x'.repeat(91)];
  for (const name of names) await store.saveProject(project(name));
  for (const name of names) expect((await store.project(name, ACCOUNT))?.project).toBe(name);
});

test('never leaves its folder, whatever a project is called', async () => {
  const folder = await makeFolder();
  const inner = join(folder, 'state');
  await openStore(inner).store.saveProject(project('../../escape'));
  expect(await readdir(folder)).toEqual(['state']);
  expect(await readdir(inner)).toEqual(['projects']);
});

test.each([
  ['is cut off', '{"token":"nmv_'],
  ['misses a field', '{"token":"nmv_usr_1"}'],
  ['is no object', '[]'],
  ['is empty', ''],
])('sets a file aside that %s, and goes on without it', async (_what, text) => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'account.json'), text);
  const { store, problems } = openStore(folder);
  expect(await store.credentials()).toBeUndefined();
  expect(await readFile(join(folder, 'account.json.broken'), 'utf8')).toBe(text);
  expect(problems).toHaveLength(1);
});

test('lists what is readable beside what is not', async () => {
  const folder = await makeFolder();
  await openStore(folder).store.saveProject(project('promo'));
  await writeFile(join(folder, 'projects', 'bad.json'), 'no');
  const { store } = openStore(folder);
  expect((await store.projects()).map((record) => record.project)).toEqual(['promo']);
});

test('is not disturbed by fields and folders it does not know', async () => {
  const folder = await makeFolder();
  await openStore(folder).store.saveProject(project('promo'));
  const [name = ''] = await readdir(join(folder, 'projects'));
  await writeFile(
    join(folder, 'projects', name),
    JSON.stringify({ ...project('promo'), later: 1 }),
  );
  await mkdir(join(folder, 'projects', 'folder.json'));
  expect(await openStore(folder).store.project('promo', ACCOUNT)).toEqual(project('promo'));
  expect(await openStore(folder).store.projects()).toHaveLength(1);
});

test('gives each account projects of its own', async () => {
  const { store } = openStore(await makeFolder());
  await store.saveProject({ ...project('promo'), session_id: '1' });
  await store.saveProject({ ...project('promo'), session_id: '2', account: 'own:5678' });
  expect(await store.project('promo', ACCOUNT)).toMatchObject({ session_id: '1' });
  expect(await store.project('promo', 'own:5678')).toMatchObject({ session_id: '2' });
  expect(await store.project('promo', 'own:9999')).toBeUndefined();
});

test('replaces the client id for good when told to', async () => {
  const folder = await makeFolder();
  const first = await openStore(folder).store.clientId();
  const second = await openStore(folder).store.renewClientId();
  expect(second).toMatch(UUID);
  expect(second).not.toBe(first);
  expect(await openStore(folder).store.clientId()).toBe(second);
});

test('remembers for one command where nothing can be written', async () => {
  const { store, problems } = openStore(await makeBlockedPath());
  await store.saveProject(project('promo'));
  await store.saveRender(render('render_1', '2026-01-01T00:00:00.000Z'));
  expect(await store.clientId()).toBe(await store.clientId());
  expect(await store.project('promo', ACCOUNT)).toEqual(project('promo'));
  expect(await store.renders()).toHaveLength(1);
  expect(problems).toHaveLength(1);
});

test.each(['con', 'nul', 'com1'])(
  'keeps a project named %s in a file that is none of the devices of Windows',
  async (name) => {
    const folder = await makeFolder();
    await openStore(folder).store.saveProject(project(name));
    const [file = ''] = await readdir(join(folder, 'projects'));
    expect(file).toMatch(new RegExp(`^${name}-[0-9a-f]{8}\\.`));
    expect((await openStore(folder).store.project(name, ACCOUNT))?.project).toBe(name);
  },
);
