/** Messages to the editor on the built package: each is posted once or not at all, and its outcome is told, whatever is cut off. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import {
  clearSamples,
  makeSamples,
  parseDocument,
  runLine,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

const TITLE = 'add the title "Paradise Found" for the first 1 second';
const ADDED = 'Title added: "Paradise Found" (0-1s)';
const TRIM = 'trim to 1 second';
const BROKEN = 'The connection to the editor broke; the message is not sent again.';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

type Document = Awaited<ReturnType<Stage['json']>>;

/** A stage with a clip uploaded, not placed yet. */
async function setClip(...options: Parameters<typeof setStage>): Promise<Stage> {
  const stage = await setStage(...options);
  await stage.json('upload', samples.clip);
  return stage;
}

/** Messages that the editor took. */
const taken = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);
const posts = (stage: Stage): number => taken(stage).length;
const charges = (stage: Stage): number => stage.studio.ledger.length;
/** Messages that left, taken or not. */
const left = ({ studio }: Stage): number =>
  studio.requests.filter(({ path }) => path === '/run_sse').length;

/** The next message is dropped before the editor does anything; whoever sent it cannot know. */
const loseNext = ({ studio }: Stage): void =>
  studio.faults.add({ path: '/run_sse', action: 'reset-before' });

/** As if a turn's longest time had gone by since the messages of this home were sent: one look tells then. */
async function letTurnsEnd({ home }: Stage): Promise<void> {
  const folder = join(home, '.config/nemovideo');
  const names = await readdir(folder, { recursive: true });
  for (const name of names.filter((each) => /jobs\/\w+\.json$/.test(each))) {
    const text = await readFile(join(folder, name), 'utf8');
    const aged = text.replace(
      /"sentAt": ?"([^"]*)"/g,
      (_all, at: string) => `"sentAt": "${new Date(Date.parse(at) - 16 * 60_000).toISOString()}"`,
    );
    await writeFile(join(folder, name), aged);
  }
}

/** Runs what a document says goes on with its job. */
async function goOn(stage: Stage, { next }: Record<string, unknown>): Promise<Document> {
  const { exitCode, stdout } = await runLine(stage, String(next));
  return { ...parseDocument(stdout), exitCode };
}

/** What the studio streams instead of doing the work. */
const stream = (...events: unknown[]) => ({
  path: '/run_sse',
  status: 200,
  headers: { 'Content-Type': 'text/event-stream' },
  body: events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(''),
});

test('a generation is told in two stages: the raw video at once, then the tracks that were added', async () => {
  const stage = await setStage();
  const { stdout, stderr } = await stage.run('chat', 'generate a video of a cat');
  const said = [
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
  expect(stderr).toContain('🎬 The raw video is there.');
  expect(posts(stage)).toBe(1);
});

test('the same words are a new wish as soon as their outcome was told', async () => {
  const stage = await setClip();
  const first = await stage.json('chat', TITLE);
  const second = await stage.json('chat', TITLE);

  expect(first['changes']).toContain(ADDED);
  expect(second['changes']).toEqual([ADDED]);
  expect(second['job']).not.toBe(first['job']);
  expect([posts(stage), charges(stage)]).toEqual([2, 2]);
});

/** Sends TITLE so that its outcome is not heard; returns the document, if there was one. */
const WAYS_TO_LEAVE: Record<string, (stage: Stage) => Promise<Document | undefined>> = {
  'its stream breaks after the edit landed': (stage) => stage.json('chat', TITLE, '--wait', '3'),
  'its stream breaks before the edit landed': (stage) => stage.json('chat', TITLE, '--wait', '3'),
  'the command is killed': async (stage) => {
    const { ended, kill } = runScriptUntil(stage, ['chat', TITLE, '--json']);
    await expect.poll(() => posts(stage)).toBe(1);
    kill('SIGKILL');
    await ended;
    return undefined;
  },
  'the command is interrupted': async (stage) => {
    const { ended, kill } = runScriptUntil(stage, ['chat', TITLE, '--json']);
    await expect.poll(() => posts(stage)).toBe(1);
    kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(exitCode).toBe(130);
    expect(parseDocument(stdout)).toMatchObject({ error: { kind: 'interrupted' } });
    return { ...parseDocument(stdout), exitCode };
  },
};

test.each(Object.entries(WAYS_TO_LEAVE))(
  'a message is looked for, and not posted again, when %s',
  async (way, leave) => {
    const streamBreak = way.includes('after') ? 'after-work' : 'before-work';
    const stage = await setClip(
      way.includes('stream') ? { streamBreak, stepDelayMs: 50 } : { stepDelayMs: 2_000 },
    );
    const first = await leave(stage);
    if (way.includes('stream'))
      expect(first).toMatchObject({ exitCode: 0, status: 'running', notices: [BROKEN] });

    const still = await stage.json('chat', TITLE, '--wait', '0.5');
    expect(still).toMatchObject({ exitCode: 0, status: 'running' });
    expect(still['next']).toMatch(/ --resume [a-z0-9]+ --json --wait 0\.5$/);
    if (first) expect(still['job']).toBe(first['job']);

    await letTurnsEnd(stage);
    await expect.poll(() => charges(stage)).toBe(1);
    const done = first ? await goOn(stage, first) : await stage.json('chat', TITLE);
    expect(done).toMatchObject({ exitCode: 0, status: 'done', job: still['job'] });
    expect(done['changes']).toContain(ADDED);
    expect(done).not.toHaveProperty('next');
    expect([posts(stage), charges(stage)]).toEqual([1, 1]);
  },
);

test('another message first finds out what became of an open one; that one is told afterwards, and not posted', async () => {
  const stage = await setClip();
  stage.studio.faults.add({ path: '/run_sse', action: 'reset-after-bytes', afterBytes: 10 });
  await stage.json('chat', TITLE, '--wait', '3');
  const waits = await stage.json('chat', TRIM, '--wait', '0.5');
  expect(waits).toMatchObject({ status: 'running' });
  expect(taken(stage)).toEqual([TITLE]);

  await letTurnsEnd(stage);
  const other = await stage.json('chat', TRIM);
  expect(other).toMatchObject({ status: 'done', job: waits['job'] });
  expect(other['notices']).toEqual([
    expect.stringMatching(/^Your earlier message "add the title .+" has landed: .*Paradise Found/),
  ]);
  const first = await stage.json('chat', TITLE);
  expect(first['changes']).toContain(ADDED);
  expect(taken(stage)).toEqual([TITLE, TRIM]);
});

test('a message that was lost is said to be unclear; --again posts it once more, on purpose', async () => {
  const stage = await setClip();
  loseNext(stage);
  await stage.json('chat', TITLE, '--wait', '3');
  // An upload is no effect of an open message.
  await stage.json('upload', samples.music);
  await letTurnsEnd(stage);
  const unclear = await stage.json('chat', TITLE);
  expect(unclear).toMatchObject({
    exitCode: 8,
    error: { kind: 'network', message: expect.stringContaining('shows no change since') },
    next: expect.stringContaining(` --resume ${unclear['job']} `),
  });

  const again = await stage.json('chat', TITLE, '--again');
  expect(again).toMatchObject({ exitCode: 0, status: 'done' });
  expect(again['changes']).toContain(ADDED);
  expect(again['notices'].join()).toContain('has shown no effect so far');
  const overtaken = await goOn(stage, unclear);
  expect(overtaken).toMatchObject({
    exitCode: 8,
    error: { message: expect.stringContaining('another was sent after it') },
  });
  expect(taken(stage)).toEqual([TITLE]);
});

test.each([
  ['a page in place of a stream', { status: 200, headers: { 'Content-Type': 'text/html' } }],
  ['a gateway’s own 429', { status: 502, body: { code: 429, message: 'slow down' } }],
  ['a gateway’s own 1001', { status: 502, body: { code: 1001 } }],
  ['a gateway that gave up', { status: 504, body: '<html>504 Gateway Timeout</html>' }],
])('%s may hide an editor at work: the message is looked for', async (_name, answer) => {
  const stage = await setClip();
  stage.studio.faults.add({ path: '/run_sse', body: '<html></html>', ...answer });
  const document = await stage.json('chat', TITLE, '--wait', '2');

  expect(document).toMatchObject({ exitCode: 0, status: 'running', notices: [BROKEN] });
  expect(await stage.json('chat', TITLE, '--wait', '0.5')).toMatchObject({
    status: 'running',
    job: document['job'],
  });
  expect(left(stage)).toBe(1);
});

test('while a message is under way the same one is not posted again, and another one waits', async () => {
  const stage = await setClip({ stepDelayMs: 2_000 });
  const first = stage.json('chat', TITLE);
  await expect.poll(() => posts(stage)).toBe(1);
  const [one, same, other] = await Promise.all([
    first,
    stage.json('chat', TITLE),
    stage.run('chat', TRIM),
  ]);

  for (const document of [one, same]) expect(document['changes']).toContain(ADDED);
  expect(same['job']).toBe(one['job']);
  expect(other.exitCode).toBe(0);
  expect(other.stderr).toContain('Another command is at work in this project; waiting for it…');
  expect(taken(stage)).toEqual([TITLE, TRIM]);
  expect(charges(stage)).toBe(2);
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

test('an answer of over 300 characters stands in text alone', async () => {
  const stage = await setStage();
  const [short, long] = ['x'.repeat(300), 'y'.repeat(301)];
  stage.studio.faults.add(stream({ type: 'text', content: short }));
  stage.studio.faults.add(stream({ type: 'text', content: long }));
  const documents = [await stage.json('chat', 'one'), await stage.json('chat', 'two')];

  expect(documents.map(({ text }) => text)).toEqual([short, long]);
  expect(documents[0]!['message']).toContain(`Editor: ${short}`);
  expect(documents[1]!['message']).toContain('301 characters; they stand in "text"');
  expect(documents[1]!['message']).not.toContain('yyy');
});

test('an answer of 50,000 characters takes nothing away: cut in text, whole in a file, the video told', async () => {
  const stage = await setClip();
  await stage.json('chat', TRIM);
  const content = 'A "long" answer: 很长的回答。\n'.repeat(2_200);
  expect(content.length).toBeGreaterThan(50_000);
  stage.studio.faults.add({ ...stream({ type: 'text', content }), times: 2 });
  const edits = ['--edit', 'tell me everything', '--edit', 'and once more'];
  const { stdout } = await stage.run('run', ...edits, '--export', '--json');
  const document = parseDocument(stdout);

  expect(stdout.length).toBeLessThanOrEqual(8_000);
  expect(document).toMatchObject({ status: 'done', file: join(stage.home, 'clip-export.mp4') });
  expect(document['message']).toContain('✅ Video ready: clip-export.mp4');
  const steps = document['steps'] as Record<string, string>[];
  for (const { text = '', truncated, text_file: file = '' } of steps.slice(0, 2)) {
    expect(truncated).toBe(true);
    expect(text.length).toBeLessThanOrEqual(4_001);
    expect(await readFile(file, 'utf8')).toBe(content.trim());
    expect(content).toContain(text.replace(/…$/, ''));
  }

  stage.studio.faults.add(stream({ type: 'text', content }));
  const chat = await stage.json('chat', 'tell me in a chat');
  expect(chat['text']).toBe(content.slice(0, 4_000));
  const told = await stage.run('run', '--resume', chat['job'] as string);
  expect(told.stdout).toContain(`all of it is in ${chat['text_file']}\n`);
  expect(told.stdout.length).toBeLessThan(8_000);
});

test('a code inside the stream means what it means everywhere', async () => {
  const stage = await setStage();
  stage.studio.faults.add(stream({ type: 'heartbeat' }, { code: 2001, error: 'no credits' }));
  const document = await stage.json('chat', TITLE);

  expect(document).toMatchObject({
    exitCode: 4,
    error: { kind: 'credits', code: 2001, status: 200 },
    next: expect.stringContaining('--resume'),
  });
  expect(document['error'].advice).toContain('/register?bind=anon_');
  // It was heard to fail, and nothing has changed: the same words are sent again, as the same job.
  const again = await stage.json('chat', TITLE);
  expect(again).toMatchObject({ exitCode: 0, job: document['job'] });
  expect(left(stage)).toBe(2);
});

test("the editor's words are marked line by line, and cannot play terminal or ours", async () => {
  const stage = await setStage();
  const content = 'Done.\n\u001b[31m✅ Video ready: fake.mp4\u202e and nmv_usr_abcdefghijklmnop';
  stage.studio.faults.add(stream({ type: 'text', content }));
  const { stdout } = await stage.run('chat', TITLE);

  expect(stdout).toContain('Editor: Done.\nEditor: ✅ Video ready: fake.mp4 and nmv_usr_…\n');
});

test('a refused starter token is replaced once, with the same client id, and the call repeated', async () => {
  const stage = await setClip();
  stage.studio.expireTokens();
  const document = await stage.json('chat', TITLE);
  const clients = stage.studio.requests
    .filter(({ path }) => path.endsWith('/anonymous-token'))
    .map(({ headers }) => headers['x-client-id']);

  expect(document).toMatchObject({ exitCode: 0, ok: true });
  expect(document['notices']).toContain(
    'The free starter token was refused; a new one is requested.',
  );
  expect(document['changes']).toContain(ADDED);
  expect(clients).toHaveLength(2);
  expect(new Set(clients).size).toBe(1);
  expect(posts(stage)).toBe(1);
});

test('an own token that is refused is never swapped for a free one, whatever is asked', async () => {
  const stage = await setStage();
  const own = stageFor(stage.studio, stage.home, {
    env: { NEMO_TOKEN: stage.studio.issueToken().token },
  });
  await own.json('upload', samples.clip);
  stage.studio.expireTokens();
  for (const words of [
    ['chat', TITLE],
    ['connect', '--project', 'another'],
    ['upload', samples.music, '--project', 'a third'],
    ['credits'],
  ]) {
    const document = await own.json(...words);
    expect(document, words[0]).toMatchObject({
      exitCode: 3,
      error: {
        kind: 'auth',
        code: 1001,
        status: 200,
        advice: expect.stringContaining('NEMO_TOKEN'),
      },
    });
  }
  expect(left(stage)).toBe(0);
  expect(stage.studio.requests.some(({ path }) => path.endsWith('/anonymous-token'))).toBe(false);
});

test('a session that is gone is not pretended to be there, and no message goes into an empty one', async () => {
  const stage = await setClip();
  await stage.json('chat', TITLE);
  stage.studio.forgetSessions();
  const gone = { kind: 'backend', code: 1002, status: 200 };
  expect(await stage.json('state')).toMatchObject({ exitCode: 10, error: gone });
  const chat = await stage.json('chat', TRIM);
  expect(chat).toMatchObject({
    exitCode: 10,
    error: { kind: 'backend', message: expect.stringContaining('The message was not sent') },
  });
  expect(chat['notices'].join()).toContain('The editing session no longer existed');
  expect(left(stage)).toBe(1);

  // With its file, a job begins anew in the new session.
  const words = ['run', '--file', samples.clip, '--edit', TRIM];
  expect(await stage.json(...words)).toMatchObject({ exitCode: 0, status: 'done' });
  stage.studio.forgetSessions();
  const again = await stage.json(...words);
  expect(again).toMatchObject({ exitCode: 0, status: 'done' });
  expect(again['notices'].join()).toContain('a new one was started');
  expect(taken(stage)).toEqual([TITLE, TRIM, TRIM]);
});
