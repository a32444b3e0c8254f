/** What the package holds, and the documents and lines of those scripts that answer and remember nothing. */
import { chmod, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { setStage, type Stage } from './studio-stage.ts';
import { CLIP, MUSIC } from './support.ts';

const tokenRequests = ({ studio }: Stage): number =>
  studio.requests.filter(({ path }) => path.endsWith('/anonymous-token')).length;

test('connect tells people little and agents everything; a project keeps its session until --new', async () => {
  const stage = await setStage();
  const text = await stage.run('connect');
  const first = await stage.json('connect');
  const other = await stage.json('connect', '--project', 'promo 2026');
  const fresh = await stage.json('connect', '--new');
  const same = await stage.json('connect');
  const before = stage.studio.requests.length;
  const list = await stage.json('connect', '--list');

  expect(text).toMatchObject({ exitCode: 0 });
  expect(text.stdout).toMatch(
    /^Connected: a new project is ready\.\nUsing a free starter account, valid until \d{4}-\d\d-\d\d\.\n$/,
  );
  expect(text.stdout + text.stderr).not.toMatch(/nmv_|session|token/i);
  expect(first).toMatchObject({ ok: true, status: 'done', project: 'default', anonymous: true });
  expect(first['session_id']).toMatch(/^\d{19}$/);
  expect(first['link']).toMatch(/^https:\/\/nemovideo\.com\/workspace\/claim\?ct=clm_/);
  expect(Date.parse(first['token_expires_at'])).toBeGreaterThan(Date.now());
  expect(same['session_id']).toBe(fresh['session_id']);
  expect(new Set([first, other, fresh].map((document) => document['session_id'])).size).toBe(3);
  expect(list['projects']).toHaveLength(2);
  expect(list['projects']).toContainEqual({
    project: 'default',
    session_id: fresh['session_id'],
    created: expect.stringMatching(/^\d{4}-.*Z$/),
    last_used: expect.stringMatching(/^\d{4}-.*Z$/),
    anonymous: true,
    current: true,
  });
  expect(stage.studio.requests).toHaveLength(before);
  expect(tokenRequests(stage)).toBe(1);
});

/** Every file and folder of the state folder, the folder itself first. */
async function listState({ home }: Stage): Promise<{ path: string; isFolder: boolean }[]> {
  const folder = join(home, '.config/nemovideo');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return [
    { path: folder, isFolder: true },
    ...entries.map((entry) => ({
      path: join(entry.parentPath, entry.name),
      isFolder: entry.isDirectory(),
    })),
  ];
}

const modeOf = async (path: string): Promise<string> =>
  ((await stat(path)).mode & 0o777).toString(8);

test('defect 9: what is kept is private, the token is in one file of it and is never printed', async () => {
  const stage = await setStage();
  const outputs: string[] = [];
  for (const words of [
    ['run', '--file', CLIP, '--edit', 'trim to 1 second'],
    ['state', '--json'],
    ['doctor'],
  ]) {
    const { stdout, stderr } = await stage.run(...words, '--verbose');
    outputs.push(stdout, stderr);
  }
  const state = await listState(stage);
  for (const { path, isFolder } of state) expect(await modeOf(path)).toBe(isFolder ? '700' : '600');
  const files = state.filter(({ isFolder }) => !isFolder).map(({ path }) => path);
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
  const token = /nmv_usr_[\w-]+/.exec(texts.join('\n'))?.[0] ?? 'no token found';
  const holders = files.filter((_path, index) => texts[index]?.includes(token));

  expect(holders).toEqual([expect.stringMatching(/\/account\.json$/)]);
  expect(outputs.join('\n')).not.toContain(token);
  const client = files.find((path) => path.endsWith('/client_id')) ?? '';
  expect(await readFile(client, 'utf8')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}\n$/i);

  // Whoever opened them to others: they are closed where they are used.
  for (const { path, isFolder } of state) await chmod(path, isFolder ? 0o755 : 0o644);
  await stage.json('chat', 'mute the clip');
  expect(await modeOf(state[0]?.path ?? '')).toBe('700');
  const used = files.filter((path) => /account\.json$|\/projects\//.test(path));
  expect(used.length).toBeGreaterThan(2);
  for (const path of used) expect(await modeOf(path), path).toBe('600');
  expect(tokenRequests(stage)).toBe(1);
});

test('upload, chat, state and credits, in text and as documents', async () => {
  const stage = await setStage();
  expect((await stage.run('upload', CLIP, MUSIC)).stdout).toMatch(
    /^✅ Uploaded clip\.mp4 \(video, 2\.0 s, 320×180, [\d.]+ [KM]B\)\n✅ Uploaded lo-fi\.m4a \(audio, 2\.0 s, \d+ KB\)\n$/,
  );
  await stage.run('chat', 'add background music at 35%');
  const chat = await stage.run('chat', 'add the title "Urban Dreams" for the first 1 second');
  const line =
    'Timeline (3 tracks): 1. Video: clip.mp4 (0-2s) 2. BGM: lo-fi.m4a (0-2s, 35%) 3. Title: "Urban Dreams" (0-1s)';
  expect(chat.stdout).toContain(`✅ Title added: "Urban Dreams" (0-1s)\n${line}\n`);
  expect((await stage.run('state')).stdout).toBe(`${line}\nMedia: clip.mp4, lo-fi.m4a.\n`);
  expect((await stage.run('credits')).stdout).toMatch(
    /^You have \d+ credits left \(\d+ in total\)\.\n$/,
  );
  const [state, credits] = [await stage.json('state'), await stage.json('credits')];
  const upload = await stage.json('upload', CLIP);

  const { size: bytes } = await stat(CLIP);
  expect(upload).toMatchObject({
    job: expect.stringMatching(/^[a-z0-9]{1,12}$/),
    files: [{ name: 'clip.mp4', type: 'video', bytes, duration_s: 2, width: 320, height: 180 }],
  });
  expect(state).toMatchObject({
    timeline: line,
    exportable: true,
    tracks: [
      { kind: 'video', label: 'clip.mp4', start_ms: 0, end_ms: 2000 },
      { label: 'lo-fi.m4a', volume: 0.35 },
      { kind: 'title', label: 'Urban Dreams', start_ms: 0, end_ms: 1000 },
    ],
    notices: [],
  });
  expect(state['media']).toContainEqual(
    expect.objectContaining({
      name: 'clip.mp4',
      type: 'video',
      generated: false,
      downloadable: true,
    }),
  );
  expect(credits['available'] + credits['frozen']).toBe(credits['total']);
  expect(credits['available']).toBeLessThan(100);
  for (const document of [state, credits]) expect(document).not.toHaveProperty('job');
});

test('an own token is used as it is, and never written down', async () => {
  const stage = await setStage();
  const { token } = stage.studio.issueToken(25_000);
  const own = stage.with({ env: { NEMO_TOKEN: token } });
  const [document, credits] = [await own.json('connect'), await own.json('credits')];

  expect(document).toMatchObject({ anonymous: false, token_expires_at: null });
  expect(credits).toMatchObject({ available: 25_000 });
  expect(tokenRequests(stage)).toBe(0);
  for (const { path, isFolder } of await listState(stage)) {
    expect(path).not.toContain(token);
    if (!isFolder) expect(await readFile(path, 'utf8'), path).not.toContain(token);
  }
});
