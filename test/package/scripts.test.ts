import { readFile, readdir, stat } from 'node:fs/promises';
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

test('the package holds what the interface names and nothing else', async () => {
  const top = await readdir(packageFolder);
  const scripts = await readdir(join(packageFolder, 'scripts'));
  const files = await readdir(packageFolder, { recursive: true });

  expect(top.sort()).toEqual([
    'LICENSE',
    'SKILL.md',
    'THIRD_PARTY_NOTICES.md',
    'agents',
    'lib',
    'references',
    'scripts',
  ]);
  expect(scripts.sort()).toEqual(SCRIPTS.map((name) => `${name}.mjs`).sort());
  expect(
    files.filter((name) => /\.(?:ts|map|lock)$|node_modules|package(?:-lock)?\.json/.test(name)),
  ).toEqual([]);
});

test('SKILL.md fits into 8 KiB', async () => {
  expect((await stat(join(packageFolder, 'SKILL.md'))).size).toBeLessThanOrEqual(8192);
});

test.each(SCRIPTS)('%s --help names the script, its examples and the exit codes', async (name) => {
  const home = await makeFolder();
  const { exitCode, stdout, stderr } = await runScript({ skillFolder: packageFolder, home }, [
    name,
    '--help',
  ]);

  expect(exitCode).toBe(0);
  expect(stderr).toBe('');
  expect(stdout).toContain(`Usage: node scripts/${name}.mjs`);
  expect(stdout).toContain('Examples:\n  node scripts/');
  expect(stdout).toContain('Exit codes: 0');
  expect(await readdir(home)).toEqual([]);
});

test.each(SCRIPTS)('%s --version states what SKILL.md states', async (name) => {
  const home = await makeFolder();
  const { stdout } = await runScript({ skillFolder: packageFolder, home }, [name, '--version']);
  const skill = await readFile(join(packageFolder, 'SKILL.md'), 'utf8');

  expect(stdout).toBe(`ai-video-download ${/^version: "(.*)"$/m.exec(skill)?.[1]}\n`);
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
  expect(document['session_id']).toMatch(/^\d{19}$/);
  expect(document['link']).toMatch(/^https:\/\/nemovideo\.com\/workspace\/claim\?ct=clm_/);
  expect(Date.parse(document['token_expires_at'])).toBeGreaterThan(Date.now());
});

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
  expect(list['projects'].map(({ project }: { project: string }) => project).sort()).toEqual([
    'default',
    'promo 2026',
  ]);
  expect(stage.studio.requests).toHaveLength(before);
  expect(
    stage.studio.requests.filter(({ path }) => path.endsWith('/anonymous-token')),
  ).toHaveLength(1);
});

test('token, projects and renders are private files; the token is in one of them only', async () => {
  const stage = await setStage();
  await stage.json('connect');
  const folder = join(stage.home, '.config/nemovideo');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );

  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const entry of files)
    expect((await stat(join(entry.parentPath, entry.name))).mode & 0o777, entry.name).toBe(0o600);
  expect(
    files.filter((_, index) => texts[index]?.includes('nmv_usr_')).map(({ name }) => name),
  ).toEqual(['account.json']);
  expect(await readFile(join(folder, 'client_id'), 'utf8')).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f-]{21}\n$/i,
  );
});

test('credits, state, upload and chat in text', async () => {
  const stage = await setStage({ draftNoise: false });
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
  });
  expect(credits['available'] + credits['frozen']).toBe(credits['total']);
  expect(credits['available']).toBeLessThan(100);
});

test('doctor tells what works, in text and as a document', async () => {
  const stage = await setStage();
  const before = await stage.json('doctor');
  await stage.json('connect');
  const text = await stage.run('doctor');
  const unreachable = await stageFor(
    { ...stage.studio, url: 'http://127.0.0.1:9' },
    stage.home,
  ).json('doctor');

  const names = before['checks'].map(({ name }: { name: string }) => name);
  expect(names).toEqual([
    'node',
    'skill',
    'state folder',
    'current folder',
    'free space',
    'proxy',
    'dns',
    'tls',
    'api',
    'clock',
    'token',
    'renders',
    'messages',
    'downloads',
  ]);
  expect(before['checks'].every(({ ok }: { ok: boolean }) => ok)).toBe(true);
  expect(text.stdout).toContain('✅ token: yes, a free starter token for 7.0 more days');
  expect(text.stdout).not.toContain('nmv_');
  expect(unreachable['checks']).toContainEqual(expect.objectContaining({ name: 'api', ok: false }));
  expect(
    stage.studio.requests.filter(({ path }) => path.endsWith('/anonymous-token')),
  ).toHaveLength(1);
});

test('run routes credits and state without a message to the editor', async () => {
  const stage = await setStage();
  const credits = await stage.json('run', 'how many credits do I have left?');
  const state = await stage.json('run', '状态');
  const plan = await stage.json('run', 'add a title and export it', '--dry-run');

  expect(credits).toMatchObject({
    plan: [{ action: 'credits' }],
    steps: [{ action: 'credits', available: 100 }],
  });
  expect(state).toMatchObject({
    plan: [{ action: 'state' }],
    steps: [{ timeline: '时间线：空' }],
  });
  expect(plan['plan'].map(({ action }: { action: string }) => action)).toEqual(['chat', 'export']);
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
  expect(stage.studio.requests.some(({ path }) => path.endsWith('/anonymous-token'))).toBe(false);
  const folder = join(stage.home, '.config/nemovideo');
  for (const name of await readdir(folder, { recursive: true })) {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '');
    expect(text, name).not.toContain(token);
  }
});

test('a command that is stopped says how to go on and exits with 143', async () => {
  const stage = await setStage({ renderDelayMs: 60_000 });
  await stage.json('upload', samples.clip);
  await stage.json('chat', 'trim to 1 second');
  const { runScriptUntil } = await import('../../scripts/dev/run-script.ts');
  const started = runScriptUntil(stage, ['export', '--json']);
  await expect
    .poll(() => stage.studio.requests.some(({ path }) => path.endsWith('/lambda')))
    .toBe(true);
  started.kill('SIGTERM');
  const { exitCode, stdout } = await started.ended;

  expect(exitCode).toBe(143);
  const document = JSON.parse(stdout);
  expect(document).toMatchObject({ ok: false, error: { kind: 'interrupted' } });
  expect(document.next).toMatch(/^node scripts\/export\.mjs --resume render_\S+ --out \S+ --json$/);
});
