/** What the package holds, what its scripts tell of themselves, and the documents of those that answer and remember nothing. */
import { chmod, readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript } from '../../scripts/dev/run-script.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  packageFolder,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

const SCRIPTS = [
  'connect',
  'route',
  'upload',
  'chat',
  'state',
  'credits',
  'export',
  'run',
  'batch',
  'doctor',
];

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

test('the package holds what the interface names and nothing else, within its limits', async () => {
  const top = await readdir(packageFolder);
  const scripts = await readdir(join(packageFolder, 'scripts'));
  const entries = await readdir(packageFolder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const texts = await Promise.all(
    files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')),
  );
  const sizes = texts.map((text) => Buffer.byteLength(text));

  expect(top.toSorted()).toEqual([
    'LICENSE',
    'SKILL.md',
    'THIRD_PARTY_NOTICES.md',
    'agents',
    'lib',
    'references',
    'scripts',
  ]);
  expect(scripts.toSorted()).toEqual(SCRIPTS.map((name) => `${name}.mjs`).toSorted());
  expect(
    entries
      .map(({ name }) => name)
      .filter((name) => /\.(?:ts|map|lock)$|^node_modules$|^package(?:-lock)?\.json$/.test(name)),
  ).toEqual([]);
  expect(files.length).toBeLessThanOrEqual(64);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_000_000);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(256_000);
  const longest = files.filter((_file, index) =>
    texts[index]?.split('\n').some((line) => line.length > 1_000),
  );
  expect(longest.map(({ name }) => name)).toEqual([]);
  expect((await stat(join(packageFolder, 'SKILL.md'))).size).toBeLessThanOrEqual(8_192);
});

test.each(SCRIPTS)('%s --help and --version write nothing and say what is true', async (name) => {
  const home = await makeFolder();
  const place = { skillFolder: packageFolder, home };
  const [help, version] = await Promise.all([
    runScript(place, [name, '--help']),
    runScript(place, [name, '--version']),
  ]);
  const skill = await readFile(join(packageFolder, 'SKILL.md'), 'utf8');

  expect(help).toMatchObject({ exitCode: 0, stderr: '' });
  expect(help.stdout).toContain(`Usage: node scripts/${name}.mjs`);
  expect(help.stdout).toContain('Examples:\n  node scripts/');
  expect(help.stdout).toContain('Exit codes: 0');
  expect(version.stdout).toBe(`ai-video-download ${/^version: "(.*)"$/m.exec(skill)?.[1]}\n`);
  expect(await readdir(home)).toEqual([]);
});

test('connect tells people little and agents everything', async () => {
  const stage = await setStage();
  const text = await stage.run('connect');
  const document = await stage.json('connect');

  expect(text).toMatchObject({ exitCode: 0 });
  expect(text.stdout).toMatch(
    /^Connected: a new project is ready\.\nUsing a free starter account, valid until \d{4}-\d\d-\d\d\.\n$/,
  );
  expect(text.stdout + text.stderr).not.toMatch(/nmv_|session|token/i);
  expect(document).toMatchObject({ ok: true, status: 'done', project: 'default', anonymous: true });
  expect(document).not.toHaveProperty('job');
  expect(document['session_id']).toMatch(/^\d{19}$/);
  expect(document['link']).toMatch(/^https:\/\/nemovideo\.com\/workspace\/claim\?ct=clm_/);
  expect(Date.parse(document['token_expires_at'])).toBeGreaterThan(Date.now());
});

const tokenRequests = ({ studio }: Stage): number =>
  studio.requests.filter(({ path }) => path.endsWith('/anonymous-token')).length;

test('a project keeps its session; --new starts another; --list shows them without network', async () => {
  const stage = await setStage();
  const first = await stage.json('connect');
  const same = await stage.json('connect');
  const other = await stage.json('connect', '--project', 'promo 2026');
  const fresh = await stage.json('connect', '--new');
  const before = stage.studio.requests.length;
  const list = await stage.json('connect', '--list');

  expect(same['session_id']).toBe(first['session_id']);
  expect(new Set([first, other, fresh].map((document) => document['session_id'])).size).toBe(3);
  expect(list['projects'].map(({ project }: { project: string }) => project).toSorted()).toEqual([
    'default',
    'promo 2026',
  ]);
  expect(list['projects'][0]).toEqual({
    project: 'default',
    session_id: fresh['session_id'],
    created: expect.stringMatching(/^\d{4}-.*Z$/),
    last_used: expect.stringMatching(/^\d{4}-.*Z$/),
  });
  expect(stage.studio.requests).toHaveLength(before);
  expect(tokenRequests(stage)).toBe(1);
});

/** Every file and folder of the state folder with its mode, the folder itself first. */
async function listState(folder: string): Promise<{ path: string; isFolder: boolean }[]> {
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

test('what is kept is private, the token is in one file of it and is never printed', async () => {
  const stage = await setStage({ renderFailures: 1 });
  const outputs: string[] = [];
  for (const words of [
    ['run', '--file', samples.clip, '--edit', 'trim to 1 second'],
    ['export', '--json', '--out', `${stage.home}/`],
    ['state', '--json'],
    ['credits'],
    ['doctor'],
    ['doctor', '--json'],
  ]) {
    const { stdout, stderr } = await stage.run(...words, '--verbose');
    outputs.push(stdout, stderr);
  }
  const folder = join(stage.home, '.config/nemovideo');
  const state = await listState(folder);
  for (const { path, isFolder } of state) expect(await modeOf(path)).toBe(isFolder ? '700' : '600');
  const files = state.filter(({ isFolder }) => !isFolder).map(({ path }) => path);
  const texts = await Promise.all(files.map((path) => readFile(path, 'utf8')));
  const token = /nmv_usr_[\w-]+/.exec(texts.join('\n'))?.[0] ?? 'no token found';
  const holders = files.filter((_path, index) => texts[index]?.includes(token));

  expect(holders).toEqual([expect.stringMatching(/\/account\.json$/)]);
  expect(outputs.join('\n')).not.toContain(token);
  expect(JSON.stringify(stage.studio.requests)).not.toContain(token);
  expect(await readFile(join(folder, 'client_id'), 'utf8')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}\n$/i,
  );

  // Whoever opened them to others: they are closed where they are used.
  for (const { path, isFolder } of state) await chmod(path, isFolder ? 0o755 : 0o644);
  await stage.json('chat', 'mute the clip');
  expect(await modeOf(folder)).toBe('700');
  const used = files.filter((path) => /account\.json$|\/projects\//.test(path));
  expect(used.length).toBeGreaterThan(3);
  for (const path of used) expect(await modeOf(path), path).toBe('600');
  expect(tokenRequests(stage)).toBe(1);
});

test('credits, state, upload and chat in text', async () => {
  const stage = await setStage();
  expect((await stage.run('upload', samples.clip, samples.music)).stdout).toMatch(
    /^✅ Uploaded clip\.mp4 \(video, 2\.0 s, 640×360, [\d.]+ [KM]B\)\n✅ Uploaded lo-fi\.m4a \(audio, 2\.0 s, \d+ KB\)\n$/,
  );
  await stage.run('chat', 'add background music at 35%');
  const chat = await stage.run('chat', 'add the title "Urban Dreams" for the first 1 second');
  const line =
    'Timeline (3 tracks): 1. Video: clip.mp4 (0-2s) 2. BGM: lo-fi.m4a (0-2s, 35%) 3. Title: "Urban Dreams" (0-1s)';
  expect(chat.stdout).toContain(`✅ Title added: "Urban Dreams" (0-1s)\n${line}\n`);
  expect((await stage.run('state')).stdout).toBe(`${line}\n`);
  expect((await stage.run('credits')).stdout).toMatch(
    /^You have \d+ credits left \(\d+ in total\)\.\n$/,
  );
});

test('credits, state and upload as documents', async () => {
  const stage = await setStage();
  const upload = await stage.json('upload', samples.clip);
  await stage.json('chat', 'add the title "Urban Dreams" for the first 1 second');
  const state = await stage.json('state');
  const credits = await stage.json('credits');

  expect(upload).toMatchObject({ job: expect.stringMatching(/^[a-z0-9]{1,12}$/), notices: [] });
  expect(upload['files']).toEqual([
    {
      name: 'clip.mp4',
      type: 'video',
      bytes: (await stat(samples.clip)).size,
      duration_s: 2,
      width: 640,
      height: 360,
    },
  ]);
  expect(state).toMatchObject({
    timeline: 'Timeline (2 tracks): 1. Video: clip.mp4 (0-2s) 2. Title: "Urban Dreams" (0-1s)',
    exportable: true,
    tracks: [
      { kind: 'video', label: 'clip.mp4', start_ms: 0, end_ms: 2000 },
      { kind: 'title', label: 'Urban Dreams', start_ms: 0, end_ms: 1000 },
    ],
    media: [{ name: 'clip.mp4', type: 'video' }],
    notices: [],
  });
  expect(credits['available'] + credits['frozen']).toBe(credits['total']);
  expect(credits['available']).toBeLessThan(100);
  for (const document of [state, credits]) expect(document).not.toHaveProperty('job');
});

test('run answers questions about credits and the timeline without a message to the editor', async () => {
  const stage = await setStage();
  const credits = await stage.json('run', 'how many credits do I have left?');
  const state = await stage.json('run', '状态');

  expect(credits).toMatchObject({ steps: [{ action: 'credits', status: 'done', available: 100 }] });
  expect(state).toMatchObject({ steps: [{ action: 'state', timeline: '时间线：空' }] });
  for (const document of [credits, state]) expect(document).not.toHaveProperty('plan');
  expect(stage.studio.messages).toEqual([]);
});

test('an own token is used as it is, and never written down', async () => {
  const stage = await setStage();
  const { token } = stage.studio.issueToken(25_000);
  const own = stageFor(stage.studio, stage.home, { env: { NEMO_TOKEN: token } });
  const document = await own.json('connect');
  const credits = await own.json('credits');

  expect(document).toMatchObject({ anonymous: false, token_expires_at: null });
  expect(credits).toMatchObject({ available: 25_000 });
  expect(tokenRequests(stage)).toBe(0);
  for (const { path, isFolder } of await listState(join(stage.home, '.config/nemovideo'))) {
    expect(path).not.toContain(token);
    if (!isFolder) expect(await readFile(path, 'utf8'), path).not.toContain(token);
  }
});
