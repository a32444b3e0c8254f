/** What the journal of messages promises when commands are cut off, mixed, repeated: posted once, and never a false outcome. */
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

const TITLE = 'add the title "Paradise Found" for the first 1 second';
const TRIM = 'trim to 1 second';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

async function setClip(...options: Parameters<typeof setStage>): Promise<Stage> {
  const stage = await setStage(...options);
  await stage.json('upload', samples.clip);
  return stage;
}

/** The next message is dropped before the editor does anything; whoever sent it cannot know. */
const loseNext = ({ studio }: Stage): void =>
  studio.faults.add({ path: '/run_sse', action: 'reset-before' });

/** Messages that the editor took. */
const taken = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);
/** Messages that left, taken or not. */
const left = ({ studio }: Stage): number =>
  studio.requests.filter(({ path }) => path === '/run_sse').length;

test('a lost message is not said to have landed when another one changes the timeline', async () => {
  const stage = await setClip();
  loseNext(stage);
  await stage.json('chat', TITLE, '--wait', '20');
  await stage.json('chat', TRIM);
  const state = await stage.json('state');
  const asked = await stage.json('chat', TITLE);

  expect(state['notices'].join()).not.toContain('landed');
  expect(asked).toMatchObject({
    exitCode: 8,
    error: { message: expect.stringContaining('another was sent after it') },
  });
  expect(taken(stage)).toEqual([TRIM]);
});

test('a lost message is not compared with a session that was started after it', async () => {
  const stage = await setClip();
  await stage.json('chat', TRIM);
  loseNext(stage);
  await stage.json('chat', TITLE, '--wait', '20');
  await stage.json('connect', '--new');
  const state = await stage.json('state');

  expect(state['notices']).toEqual([]);
});

test('--again takes the place of the message it repeats', async () => {
  const stage = await setClip();
  loseNext(stage);
  await stage.json('chat', TITLE, '--wait', '20');
  const again = await stage.json('chat', TITLE, '--again');
  const state = await stage.json('state');

  expect(again['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(state['notices']).toEqual([]);
  expect(taken(stage)).toEqual([TITLE]);
});

test('an answer in words is repeated in words, and is no lost message', async () => {
  const stage = await setClip();
  const first = await stage.json('chat', 'sing me a song');
  const second = await stage.json('chat', 'sing me a song');
  const state = await stage.json('state');

  expect(first['text']).not.toBe('');
  expect(second).toMatchObject({ exitCode: 0, status: 'done', text: first['text'], changes: [] });
  expect(state['notices']).toEqual([]);
  expect(taken(stage)).toHaveLength(1);
});

test('an answer whose timeline could not be read afterwards is not lost', async () => {
  const stage = await setClip();
  stage.studio.faults.add({ path: /\/latest$/, status: 503, after: 1, times: 3 });
  const first = await stage.json('chat', TITLE);
  const second = await stage.json('chat', TITLE);

  expect(first).toMatchObject({ ok: false, text: expect.stringContaining('Paradise Found') });
  expect(second).toMatchObject({
    ok: true,
    text: first['text'],
    changes: expect.arrayContaining(['Title added: "Paradise Found" (0-1s)']),
  });
  expect(taken(stage)).toHaveLength(1);
});

test('a gateway that gives up with a code of its own may hide an editor at work', async () => {
  const stage = await setClip();
  const body = JSON.stringify({ code: 50_400, message: 'upstream timed out' });
  stage.studio.faults.add({ path: '/run_sse', status: 504, body });
  const first = await stage.json('chat', TITLE);
  await stage.json('chat', TITLE, '--wait', '20');

  expect(first['error'].advice).toContain('It is not certain whether the message arrived');
  expect(left(stage)).toBe(1);
});

test('a message that was turned away has not been sent, even when the wait after it is cut off', async () => {
  const stage = await setClip();
  const headers = { 'Retry-After': '60' };
  stage.studio.faults.add({ path: '/run_sse', status: 429, body: '{"code":429}', headers });
  const chat = runScriptUntil(stage, ['chat', TITLE, '--json']);
  await expect.poll(() => left(stage)).toBe(1);
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000);
  });
  chat.kill('SIGTERM');
  await chat.ended;
  const second = await stage.json('chat', TITLE);

  expect(second['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(taken(stage)).toEqual([TITLE]);
});

test('a journal that cannot be read stops a message before it is sent', async () => {
  const stage = await setClip();
  await stage.json('chat', TRIM);
  const folder = join(stage.home, '.config/nemovideo');
  const names = await readdir(folder, { recursive: true });
  const journal = names.find((name) => name.endsWith('journal')) ?? '';
  await mkdir(join(folder, journal, 'a-folder.json'));
  const document = await stage.json('chat', TITLE);

  expect(document).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  expect(taken(stage)).toEqual([TRIM]);
});

test('a job that is stopped in its edit goes on as the job', async () => {
  const stage = await setClip({ stepDelayMs: 20_000 });
  const job = runScriptUntil(stage, ['run', `${TRIM} and export it`, '--json']);
  await expect.poll(() => left(stage)).toBe(1);
  job.kill('SIGTERM');
  const { stdout } = await job.ended;

  expect(JSON.parse(stdout)['next']).toBe(`node scripts/run.mjs --json '${TRIM} and export it'`);
});

const uploads = ({ studio }: Stage): number =>
  studio.requests.filter(({ method, path }) => method === 'POST' && /upload-video/.test(path))
    .length;

test('a job that is run again repeats no step that is done', async () => {
  const stage = await setStage({ exportPlanBlocked: true });
  const words = ['run', `${TRIM} and export it`, '--file', samples.clip, '--out', `${stage.home}/`];
  await stage.json(...words);
  const second = await stage.json(...words);

  expect(second).toMatchObject({ exitCode: 5, error: { kind: 'plan' } });
  expect(second['notices']).toContain('Done before: upload, chat.');
  expect(second['steps'].map(({ action }: { action: string }) => action)).toEqual([
    'upload',
    'chat',
  ]);
  expect([uploads(stage), taken(stage)]).toEqual([1, [TRIM]]);
  const again = await stage.json(...words, '--again');
  expect(again['error']).toMatchObject({ kind: 'plan' });
  expect([uploads(stage), taken(stage)]).toEqual([1, [TRIM, TRIM]]);
});

test('a job that came to its end is a new job the next time', async () => {
  const stage = await setStage();
  const words = ['run', `${TRIM} and show the timeline`, '--file', samples.clip];
  await stage.json(...words);
  await stage.json(...words);

  expect(uploads(stage)).toBe(2);
});

test('a job that is killed in its edit goes on from there by the same command', async () => {
  const stage = await setStage({ stepDelayMs: 2_000 });
  const words = ['run', `${TRIM} and show the timeline`, '--file', samples.clip, '--json'];
  const job = runScriptUntil(stage, words);
  await expect.poll(() => left(stage)).toBe(1);
  job.kill('SIGKILL');
  await job.ended;
  const rest = await stage.json(...words, '--wait', '5');

  expect(rest).toMatchObject({ status: 'running' });
  expect(rest['next']).toContain(`--file ${samples.clip}`);
  expect([uploads(stage), left(stage)]).toEqual([1, 1]);
});

test('a job that is gone on with does not ask for its files again', async () => {
  const stage = await setClip();
  const words = 'upload this video, trim to 1 second and export it';
  const document = await stage.json('run', words, '--out', `${stage.home}/`);

  expect(document).toMatchObject({ exitCode: 0, video: { duration_s: 1 } });
});

test('without a home to write to, a job does not walk past an edit that is under way', async () => {
  const stage = await setClip({ stepDelayMs: 20_000 });
  const file = join(await makeFolder(), 'file');
  await writeFile(file, '');
  const homeless = stageFor(stage.studio, join(file, 'home'), { cwd: stage.home });
  const words = ['run', `${TRIM} and show the timeline`, '--file', samples.clip];
  const document = await homeless.json(...words, '--wait', '8');

  expect(document).toMatchObject({ exitCode: 0, status: 'running' });
  expect(document['steps'].at(-1)).toMatchObject({ action: 'chat', status: 'running' });
  expect(document['next']).toBeUndefined();
});
