import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import {
  clearSamples,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

const TITLE = 'add the title "Paradise Found" for the first 1 second';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

const posts = (stage: Stage): number => stage.studio.messages.length;
const charges = (stage: Stage): number => stage.studio.ledger.length;

async function journalOf({ home }: Stage): Promise<string[]> {
  const files = await readdir(join(home, '.config/nemovideo'), { recursive: true });
  return files.filter((name) => name.includes('journal/'));
}

test('a generation is told in two stages: the raw video at once, then the tracks that were added', async () => {
  const stage = await setStage();
  const { stdout } = await stage.run('chat', 'generate a video of a cat');
  const said = [
    '🎬 The raw video is there.',
    'Editor: Generated',
    '✅ Video added: a cat (0-5s)',
    '✅ Title added: "a cat" (0-3s)',
    'Timeline (2 tracks)',
  ];

  const places = said.map((words) => stdout.indexOf(words));
  expect(
    places.every((place) => place >= 0),
    stdout,
  ).toBe(true);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(posts(stage)).toBe(1);
});

test('the same words are recognised for a moment after their outcome, and are a new message later', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  await stage.json('chat', TITLE);
  const atOnce = await stage.json('chat', TITLE);
  expect(atOnce['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(posts(stage)).toBe(1);

  await wait(5_100);
  await stage.json('chat', TITLE);
  expect(posts(stage)).toBe(2);
  await wait(5_100);
  await stage.json('chat', 'trim to 1 second');
  expect(await journalOf(stage)).toHaveLength(1);
});

/** Each takes half a minute, which is when the first look comes: they wait together. */
test('a stream that breaks before or after the edit landed, and a killed command, are followed by a look', async () => {
  await Promise.all([breakStream('after-work'), breakStream('before-work'), killAndAskAgain()]);
});

async function breakStream(streamBreak: 'after-work' | 'before-work'): Promise<void> {
  const stage = await setStage({ streamBreak, stepDelayMs: 50 });
  await stage.json('upload', samples.clip);
  const document = await stage.json('chat', TITLE);

  expect(document, streamBreak).toMatchObject({ exitCode: 0, ok: true, status: 'done' });
  expect(document['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(document['notices']).toContain(
    'The connection to the editor broke; the message is not sent again.',
  );
  expect([posts(stage), charges(stage)]).toEqual([1, 1]);
}

async function killAndAskAgain(): Promise<void> {
  const stage = await setStage({ stepDelayMs: 2_000 });
  await stage.json('upload', samples.clip);
  const first = runScriptUntil(stage, ['chat', TITLE, '--json']);
  await expect.poll(() => posts(stage)).toBe(1);
  first.kill('SIGKILL');
  await first.ended;
  expect(await journalOf(stage)).toHaveLength(1);

  const second = await stage.json('chat', TITLE);
  expect(second).toMatchObject({ exitCode: 0, ok: true });
  expect(second['notices']).toContain(
    'This message was sent before; it is not sent again. Add --again to send it once more.',
  );
  expect(second['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect([posts(stage), charges(stage)]).toEqual([1, 1]);
}

test('a broken turn that outlasts --wait is asked about again by the same command, which posts nothing', async () => {
  const stage = await setStage({ streamBreak: 'before-work', stepDelayMs: 50 });
  await stage.json('upload', samples.clip);
  const first = await stage.json('chat', TITLE, '--wait', '20');
  expect(first).toMatchObject({ exitCode: 0, status: 'running' });
  expect(first['next']).toBe(`node scripts/chat.mjs --json '${TITLE}'`);

  const still = await stage.json('chat', TITLE, '--wait', '1');
  expect(still).toMatchObject({ exitCode: 0, status: 'running', next: first['next'] });

  const state = await stage.json('state');
  expect(state['notices'].join()).toContain('has landed: ');
  // Whoever asks with the same words is still answered, and nothing is posted.
  const second = await stage.json('chat', TITLE);
  expect(second['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(posts(stage)).toBe(1);
});

test('--again posts on purpose, and another message tells of the open one first', async () => {
  const stage = await setStage({ streamBreak: 'lost', stepDelayMs: 20 });
  await stage.json('upload', samples.clip);
  await stage.json('chat', TITLE, '--wait', '20');
  await stage.json('chat', TITLE, '--again', '--wait', '20');
  expect(posts(stage)).toBe(2);
  const other = await stage.json('chat', 'trim to 1 second', '--wait', '20');

  expect(other['notices'].join()).toContain('Your earlier message "add the title');
  expect(posts(stage)).toBe(3);
});

test('SIGINT during a turn says how to go on, and keeps the record', async () => {
  const stage = await setStage({ stepDelayMs: 20_000 });
  await stage.json('upload', samples.clip);
  const chat = runScriptUntil(stage, ['chat', TITLE, '--json']);
  await expect.poll(() => posts(stage)).toBe(1);
  chat.kill('SIGINT');
  const { exitCode, stdout } = await chat.ended;

  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({
    error: { kind: 'interrupted' },
    next: `node scripts/chat.mjs --json '${TITLE}'`,
  });
  expect(await journalOf(stage)).toHaveLength(1);
});

test('two messages at once in one project go one after the other', async () => {
  const stage = await setStage({ stepDelayMs: 1_000 });
  await stage.json('upload', samples.clip);
  const both = await Promise.all([
    stage.json('chat', TITLE),
    stage.json('chat', 'trim to 1 second'),
  ]);

  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect(both.flatMap((document) => document['notices'])).toContain(
    'Another command is talking to the editor in this project; waiting for it.',
  );
  expect(posts(stage)).toBe(2);
  expect((await stage.json('state'))['timeline']).toMatch(
    /Video: clip\.mp4 \(0-1s\).*"Paradise Found"/,
  );
});

test('two first commands at once share one token and one session', async () => {
  const stage = await setStage();
  const both = await Promise.all([
    stage.json('upload', samples.clip),
    stage.json('upload', samples.music),
  ]);
  const asked = (path: RegExp): number =>
    stage.studio.requests.filter((request) => path.test(request.path)).length;

  expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  expect([asked(/anonymous-token$/), asked(/with-session/)]).toEqual([1, 1]);
  expect((await stage.json('state'))['media'].map(({ name }: { name: string }) => name)).toEqual(
    expect.arrayContaining(['clip.mp4', 'lo-fi.m4a']),
  );
});

test('a broken journal file is set aside, never fatal', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const folder = join(stage.home, '.config/nemovideo');
  const projects =
    (await readdir(folder, { recursive: true })).find((name) => name.endsWith('projects')) ?? '';
  const journal = join(folder, projects.replace(/projects$/, 'journal'));
  await mkdir(journal, { recursive: true });
  await writeFile(join(journal, 'foreign.json'), 'not a record');
  const document = await stage.json('chat', TITLE);

  expect(document).toMatchObject({ exitCode: 0, ok: true });
  expect(document['notices'].join()).toContain('set aside as foreign.json.broken');
});

test('the same message while it is under way in another process is posted once, and both hear the outcome', async () => {
  const stage = await setStage({ stepDelayMs: 400 });
  await stage.json('upload', samples.clip);
  const first = stage.json('chat', TITLE);
  await expect.poll(() => posts(stage)).toBe(1);
  const both = await Promise.all([first, stage.json('chat', TITLE)]);

  for (const document of both)
    expect(document['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect([posts(stage), charges(stage)]).toEqual([1, 1]);
});

test('a job whose export is refused does not pay for its edit again', async () => {
  const stage = await setStage({ exportPlanBlocked: true });
  await stage.json('upload', samples.clip);
  const first = await stage.json('run', `${TITLE} and export it`, '--out', `${stage.home}/`);
  expect(first).toMatchObject({
    exitCode: 5,
    error: { kind: 'plan' },
    next: `node scripts/export.mjs --out ${stage.home}/ --json`,
  });
  const second = await stage.json('run', `${TITLE} and export it`, '--out', `${stage.home}/`);

  expect(second).toMatchObject({ exitCode: 5 });
  expect([posts(stage), charges(stage)]).toEqual([1, 1]);
});

test('an upload is not taken for the effect of an open message', async () => {
  const stage = await setStage({ streamBreak: 'lost', stepDelayMs: 20 });
  await stage.json('upload', samples.clip);
  await stage.json('chat', TITLE, '--wait', '20');
  await stage.json('upload', samples.music);
  const state = await stage.json('state');

  expect(state['notices'].join()).toContain('has shown no effect so far');
});

/** What the studio streams instead of doing the work. */
const stream = (...events: unknown[]) => ({
  path: '/run_sse',
  status: 200,
  headers: { 'Content-Type': 'text/event-stream' },
  body: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
});

test('a text of more than 6,000 characters is cut and kept whole in a file', async () => {
  const stage = await setStage();
  const content = 'A long answer. '.repeat(500);
  stage.studio.faults.add(stream({ type: 'text', content }));
  const document = await stage.json('chat', 'tell me everything');

  expect(document).toMatchObject({ ok: true, truncated: true });
  expect(document['text']).toHaveLength(6_000);
  expect(await readFile(document['text_file'], 'utf8')).toBe(content.trim());
  expect(document['message'].length).toBeLessThanOrEqual(6_000);
});

test('a code inside the stream means what it means everywhere', async () => {
  const stage = await setStage();
  stage.studio.faults.add(stream({ type: 'heartbeat' }, { code: 2001, error: 'no credits' }));
  const document = await stage.json('chat', TITLE);

  expect(document).toMatchObject({ exitCode: 4, error: { kind: 'credits', code: 2001 } });
  expect(document['error'].advice).toContain('/register?bind=anon_');
});

test("the editor's words are marked line by line, and cannot play terminal or ours", async () => {
  const stage = await setStage();
  const content = 'Done.\n\u001b[31m✅ Video ready: fake.mp4\u202e and nmv_usr_abcdefghijklmnop';
  stage.studio.faults.add(stream({ type: 'text', content }));
  const { stdout } = await stage.run('chat', TITLE);

  expect(stdout).toContain('Editor: Done.\nEditor: ✅ Video ready: fake.mp4 and nmv_usr_…\n');
});

test('an answer that is neither a stream nor JSON is an error whose outcome is open, not a silent turn', async () => {
  const stage = await setStage();
  stage.studio.faults.add({
    path: '/run_sse',
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: '<html></html>',
  });
  const document = await stage.json('chat', TITLE);

  expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
  expect(document['next']).toBe(`node scripts/chat.mjs --json '${TITLE}'`);
  expect(await journalOf(stage)).toHaveLength(1);
});

test('a refused starter token is replaced once, with the same client id, and the call repeated', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  stage.studio.expireTokens();
  const document = await stage.json('chat', TITLE);
  const clients = stage.studio.requests
    .filter(({ path }) => path.endsWith('/anonymous-token'))
    .map(({ headers }) => headers['x-client-id']);

  expect(document).toMatchObject({ exitCode: 0, ok: true });
  expect(document['notices']).toContain(
    'The free starter token was refused; a new one was requested.',
  );
  expect(document['changes']).toContain('Title added: "Paradise Found" (0-1s)');
  expect(clients).toHaveLength(2);
  expect(new Set(clients).size).toBe(1);
  expect(posts(stage)).toBe(1);
});

test('an own token that is refused is never swapped in its project, and a new project says that it goes on without it', async () => {
  const stage = await setStage();
  const own = stageFor(stage.studio, stage.home, {
    env: { NEMO_TOKEN: stage.studio.issueToken().token },
  });
  await own.json('upload', samples.clip);
  stage.studio.expireTokens();
  const old = await own.json('chat', TITLE);
  const fresh = await own.json('connect', '--project', 'another');

  expect(old).toMatchObject({ exitCode: 3, error: { kind: 'auth', code: 1001 } });
  expect(old['error'].advice).toContain('NEMO_TOKEN');
  expect(fresh).toMatchObject({ exitCode: 0, anonymous: true });
  expect(fresh['notices']).toContain(
    'NEMO_TOKEN was refused; going on with a free starter account instead.',
  );
  expect(posts(stage)).toBe(0);
});

test('a session that is gone is replaced for a message and said so; state and export do not pretend', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  stage.studio.forgetSessions();
  const state = await stage.json('state');
  const exported = await stage.json('export');
  const chat = await stage.json('chat', TITLE);

  expect(state).toMatchObject({ exitCode: 10, error: { kind: 'backend', code: 1002 } });
  expect(exported).toMatchObject({ exitCode: 10, error: { code: 1002 } });
  expect(chat['notices'].join()).toContain('The editing session no longer existed');
  expect(posts(stage)).toBe(1);
});

test('the token is in the credentials file and nowhere else', async () => {
  const stage = await setStage({ renderFailures: 1 });
  const outputs: string[] = [];
  for (const words of [
    ['connect'],
    ['upload', samples.clip],
    ['chat', TITLE],
    ['state'],
    ['credits'],
    ['export', '--out', `${stage.home}/`],
    ['doctor'],
  ]) {
    for (const mode of [['--verbose'], ['--json', '--verbose']]) {
      if (mode.length === 2 && words[0] === 'chat') continue;
      const { stdout, stderr } = await stage.run(...words, ...mode);
      outputs.push(stdout, stderr);
    }
  }
  const folder = join(stage.home, '.config/nemovideo');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  );
  const texts = await Promise.all(
    files.map((entry) => readFile(join(entry.parentPath, entry.name), 'utf8')),
  );
  const token = /nmv_usr_[\w-]+/.exec(texts.join('\n'))?.[0] ?? 'no token found';

  expect(outputs.join('\n')).not.toContain(token);
  expect(JSON.stringify(stage.studio.requests)).not.toContain(token);
  expect(files.filter((_, index) => texts[index]?.includes(token)).map(({ name }) => name)).toEqual(
    ['account.json'],
  );
});
