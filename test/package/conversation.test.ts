/** Messages to the editor on the built package: each is posted once or not at all, and its outcome is told, whatever is cut off. */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import type { StartOptions } from '../../src/studio/studio.ts';
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

/** Sends TITLE and leaves its turn; a busy machine may need more than one call until the message is out. */
async function sendAndLeave(stage: Stage): Promise<Document> {
  for (;;) {
    const document = await stage.json('chat', TITLE, '--wait', '2');
    expect(document).toMatchObject({ exitCode: 0, ok: true, status: 'running' });
    expect([[], [BROKEN]]).toContainEqual(document['notices']);
    if (left(stage) > 0) return document;
  }
}

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

/** What keeps the outcome of a message from being heard; each returns the document, if there was one. */
const WAYS_TO_LEAVE: [string, StartOptions, (stage: Stage) => Promise<Document | undefined>][] = [
  ['a stream that breaks after the edit', { streamBreak: 'after-work' }, sendAndLeave],
  ['a stream that breaks before it', { streamBreak: 'before-work' }, sendAndLeave],
  [
    'a kill',
    { stepDelayMs: 1_000 },
    async (stage) => {
      const { ended, kill } = runScriptUntil(stage, ['chat', TITLE, '--json']);
      await expect.poll(() => posts(stage)).toBe(1);
      kill('SIGKILL');
      await ended;
      return undefined;
    },
  ],
  [
    'an interrupt',
    { stepDelayMs: 1_000 },
    async (stage) => {
      const { ended, kill } = runScriptUntil(stage, ['chat', TITLE, '--json']);
      await expect.poll(() => posts(stage)).toBe(1);
      kill('SIGINT');
      const { exitCode, stdout } = await ended;
      expect(exitCode).toBe(130);
      expect(parseDocument(stdout)).toMatchObject({ error: { kind: 'interrupted' } });
      return { ...parseDocument(stdout), exitCode };
    },
  ],
];

test('a message whose outcome was not heard is looked for, and not posted again', async () => {
  await Promise.all(
    WAYS_TO_LEAVE.map(async ([way, options, leave]) => {
      const stage = await setClip({ stepDelayMs: 50, ...options });
      const first = await leave(stage);
      const still = await stage.json('chat', TITLE, '--wait', '0.5');
      expect(still, way).toMatchObject({ exitCode: 0, status: 'running' });
      expect(still['next'], way).toMatch(/ --resume [a-z0-9]+ --json --wait 0\.5$/);
      if (first) expect(still['job'], way).toBe(first['job']);

      await letTurnsEnd(stage);
      await expect.poll(() => charges(stage)).toBe(1);
      const done = first
        ? await goOn(stage, { next: String(first['next']).replace(/ --wait .*/, '') })
        : await stage.json('chat', TITLE);
      expect(done, way).toMatchObject({ exitCode: 0, status: 'done', job: still['job'] });
      expect(done['changes'], way).toContain(ADDED);
      expect(done, way).not.toHaveProperty('next');
      expect([posts(stage), charges(stage)], way).toEqual([1, 1]);
    }),
  );
});

test('another message first finds out what became of an open one; that one is told afterwards, and not posted', async () => {
  const stage = await setClip();
  stage.studio.faults.add({ path: '/run_sse', action: 'reset-after-bytes', afterBytes: 10 });
  await sendAndLeave(stage);
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
  await sendAndLeave(stage);
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

const GATEWAYS: [string, { status: number; body?: unknown; headers?: Record<string, string> }][] = [
  ['a page in place of a stream', { status: 200, headers: { 'Content-Type': 'text/html' } }],
  ['a gateway’s own 429', { status: 502, body: { code: 429, message: 'slow down' } }],
  ['a gateway’s own 1001', { status: 502, body: { code: 1001 } }],
  ['a gateway that gave up', { status: 504 }],
];

test('an answer that is not the editor’s may hide an editor at work: the message is looked for', async () => {
  await Promise.all(
    GATEWAYS.map(async ([name, answer]) => {
      const stage = await setClip();
      stage.studio.faults.add({ path: '/run_sse', body: '<html></html>', ...answer });
      const { job } = await sendAndLeave(stage);
      const still = await stage.json('chat', TITLE, '--wait', '0.5');
      expect(still, name).toMatchObject({ exitCode: 0, status: 'running', job });
      expect(left(stage), name).toBe(1);
    }),
  );
});

test('while a message is under way the same one is not posted again, and another one waits', async () => {
  const stage = await setClip({ stepDelayMs: 1_500 });
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

test('an answer of over 300 characters stands in text alone; of over 4,000, cut, and whole in a file', async () => {
  const answers = ['x'.repeat(300), 'y'.repeat(301), 'A long answer: 很长。 '.repeat(3_000)];
  const [short, long, huge] = await Promise.all(
    answers.map(async (content) => {
      const stage = await setStage();
      stage.studio.faults.add(stream({ type: 'text', content }));
      const document = await stage.json('chat', 'tell me everything');
      return { document, text: await stage.run('run', '--resume', document['job'] as string) };
    }),
  );

  expect(short!.document).toMatchObject({ text: answers[0], silent: false });
  expect(short!.document['message']).toContain(`Editor: ${answers[0]}`);
  expect(long!.document).toMatchObject({ text: answers[1] });
  expect(long!.document['message']).toContain('301 characters; they stand in "text"');
  expect(long!.document['message']).not.toContain('yyy');
  expect(long!.text.stdout).toContain(`Editor: ${answers[1]}\n`);
  for (const { document } of [short!, long!]) expect(document).not.toHaveProperty('truncated');

  const { text, truncated, text_file: file } = huge!.document as unknown as Record<string, string>;
  expect([text, truncated]).toEqual([answers[2]!.slice(0, 4_000), true]);
  expect(await readFile(file!, 'utf8')).toBe(answers[2]!.trim());
  expect(huge!.text.stdout).toContain(`all of it is in ${file}\n`);
  expect(huge!.text.stdout.length).toBeLessThan(8_000);
});

test('no answer takes the video out of a document: 50,000 characters that JSON writes twice as long', async () => {
  const stage = await setClip();
  await stage.json('chat', TRIM);
  const content = `${'"'.repeat(99)}\n`.repeat(500);
  stage.studio.faults.add(stream({ type: 'text', content }));
  const words = ['run', '--edit', 'tell me everything', '--export', '--json'];
  const { stdout } = await stage.run(...words);
  const document = parseDocument(stdout);

  expect(stdout.length).toBeLessThanOrEqual(8_000);
  expect(document).toMatchObject({
    status: 'done',
    file: join(stage.home, 'clip-export.mp4'),
    message: expect.stringContaining('✅ Video ready: clip-export.mp4'),
    steps: [{ action: 'chat', truncated: true }, { action: 'export' }],
  });
  const [{ text_file: file = '' } = {}] = document['steps'] as Record<string, string>[];
  expect(await readFile(file, 'utf8')).toBe(content.trim());
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

  expect(stdout).toContain('Editor: Done.\nEditor: ✅ Video ready: fake.mp4 and …\n');
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
