/** The main job on the built package: said in steps or in words, gone on with by its job, judged by the file it leaves. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { measureDifference } from '../../scripts/dev/title-check.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  packageFolder,
  parseDocument,
  runLine,
  setStage,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
beforeAll(async () => {
  samples = await makeSamples();
});
afterAll(() => clearSamples(samples));

const posted = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);

const submissions = ({ studio }: Stage): number =>
  studio.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/lambda'))
    .length;

const actionsOf = (document: Record<string, unknown>): string[] =>
  (document['steps'] as { action: string }[]).map(({ action }) => action);

/** What goes on with a job (interface.md, "Jobs"). */
const nextOf = (job: string, rest = ''): string =>
  `node "${join(packageFolder, 'scripts/run.mjs')}" --resume ${job} --json${rest}`;

test('steps are taken as they are and leave a proven MP4; every request carries attribution and token', async () => {
  const stage = await setStage();
  const out = join(stage.home, 'videos');
  const edits = ['add the title "Hello 世界" and export it', 'trim to 1 second'];
  const words = ['run', '--export', ...edits.flatMap((edit) => ['--edit', edit])];
  const document = await stage.json(...words, '--file', samples.clip, '--out', `${out}/`);

  expect(document).toMatchObject({
    exitCode: 0,
    ok: true,
    status: 'done',
    job: expect.stringMatching(/^[a-z0-9]{1,12}$/),
    notices: [],
    steps: [
      { action: 'upload', status: 'done', files: [{ name: 'clip.mp4' }] },
      { action: 'chat', status: 'done', silent: false },
      { action: 'chat', status: 'done', timeline: expect.stringContaining('(0-1s)') },
      { action: 'export', status: 'done', render_id: expect.stringMatching(/^render_/) },
    ],
    file: join(out, 'clip-export.mp4'),
    video: { container: 'mp4', codec: 'h264', width: 640, height: 360, duration_s: 1 },
    link: expect.stringContaining('https://'),
  });
  expect(document).not.toHaveProperty('next');
  expect(document).not.toHaveProperty('plan');
  expect(document['message']).toContain('✅ Video ready: clip-export.mp4 (640×360 H.264, 1.0 s');
  // Nothing is routed: "export it" stands in an edit, and goes to the editor with it.
  expect(posted(stage)).toEqual(edits);

  const { file, steps } = document as unknown as { file: string; steps: { bytes?: number }[] };
  expect(await samples.engine.probe(file, 'mov')).toMatchObject({
    videoCodec: 'h264',
    width: 640,
    height: 360,
    hasAudio: true,
  });
  expect((await stat(file)).size).toBe(steps.at(-1)?.bytes);
  expect(await measureDifference(samples.engine, [samples.clip, file], 500)).toBeGreaterThan(0.005);

  const { requests } = stage.studio;
  expect(requests.some(({ path }) => path.startsWith('/render-result/'))).toBe(true);
  for (const { method, path, headers } of requests) {
    expect(headers, `${method} ${path}`).toMatchObject({
      'x-skill-source': 'ai-video-download',
      'x-skill-version': '1.0.0',
      'x-skill-platform': 'unknown',
    });
    if (path.endsWith('/anonymous-token'))
      expect(headers['x-client-id']).toMatch(/^[0-9a-f-]{36}$/);
    else expect(headers['authorization'], path).toBe('Bearer …');
  }
});

test('an edit that the editor answers with silence is told from the timeline', async () => {
  const stage = await setStage({ silentEdits: 'always' });
  await stage.json('upload', samples.clip);
  const document = await stage.json(
    'chat',
    'add the title "Paradise Found" for the first 2 seconds',
  );

  expect(document).toMatchObject({ ok: true, silent: true, text: '' });
  expect(document['changes']).toContain('Title added: "Paradise Found" (0-2s)');
  expect(document['message']).toContain('✅ Title added: "Paradise Found" (0-2s)');
});

test.each(['simple', 'mixed'] as const)('the %s dialect is understood as well', async (dialect) => {
  const stage = await setStage({ dialect });
  await stage.json('upload', samples.clip);
  const document = await stage.json('chat', 'add the title "Hello"');

  expect(document).toMatchObject({
    ok: true,
    silent: false,
    suggests: 'export',
    tools: ['edit_multitrack'],
  });
  expect(document['text']).toContain('Hello');
  expect(document['text']).not.toMatch(/click|button|panel/i);
});

test.each([
  {
    replyEnvelope: 'bare',
    sparse: true,
    renderReply: 'code',
    ownRenderIds: true,
    claimTokens: false,
    dialect: 'snake',
    frames: 'ornate',
    stateBeforeWork: 'missing',
  },
  {
    replyEnvelope: 'success',
    errorEnvelope: 'error',
    renderReply: 'reference',
    resultUrl: 'late',
    dialect: 'loose',
    frames: 'cr',
    heartbeatForm: 'ping',
    heartbeatMs: 5,
    draftNoise: true,
  },
] as const)(
  'a backend that says everything in other words leaves the same file: %j',
  async (options) => {
    const stage = await setStage(options);
    const words = ['run', '--edit', 'add the title "Hello"', '--file', samples.clip];
    const edited = await stage.json(...words);
    const document = await stage.json('export', '--out', `${stage.home}/`);

    expect(edited['steps'][1]).toMatchObject({
      text: expect.stringContaining('Hello'),
      timeline: expect.stringContaining('Video: clip.mp4 (0-2s)'),
    });
    expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 2 } });
    expect(document['link'] === null).toBe('claimTokens' in options);
    expect(posted(stage)).toHaveLength(1);
  },
);

test('a job that outlasts --wait is gone on with by its next, verbatim, from any folder; what is over is told again', async () => {
  const stage = await setStage({ renderDelayMs: 5_000 });
  const words = ['run', '--edit', 'trim to 1 second', '--export', '--file', samples.clip];
  const started = await stage.json(...words, '--out', `${stage.home}/`, '--wait', '3');
  const { job } = started as unknown as { job: string };

  expect(started).toMatchObject({ exitCode: 0, ok: true, status: 'running', notices: [] });
  expect(started['next']).toBe(nextOf(job, ' --wait 3'));
  expect(actionsOf(started)).toEqual(['upload', 'chat', 'export']);
  let document: Record<string, unknown> = started;
  await expect
    .poll(async () => {
      const { stdout } = await runLine(stage, String(document['next']), await makeFolder());
      document = parseDocument(stdout);
      return document['status'];
    })
    .toBe('done');

  expect(document).toMatchObject({ job, file: join(stage.home, 'clip-export.mp4') });
  expect(document).not.toHaveProperty('next');
  expect([posted(stage).length, submissions(stage)]).toEqual([1, 1]);

  const asked = stage.studio.requests.length;
  const told = await stage.json('run', '--resume', job);
  expect(told).toEqual({ ...document, exitCode: 0 });
  expect(stage.studio.requests).toHaveLength(asked);
});

test('each script’s job is told by --resume as the script itself would have told it', async () => {
  const stage = await setStage();
  for (const words of [
    ['upload', samples.clip],
    ['chat', 'trim to 1 second'],
    ['export', '--out', `${stage.home}/`],
    ['run', 'how many credits are left? and show the timeline'],
  ]) {
    const { exitCode, ...document } = await stage.json(...words);
    expect(exitCode, words[0]).toBe(0);
    expect(await stage.json('run', '--resume', document['job'] as string), words[0]).toEqual({
      ...document,
      exitCode: 0,
    });
    if (words[0] !== 'chat') continue;
    const text = await stage.run('run', `--resume=${document['job']}`);
    expect(text.stdout).toBe(`${document['message']}\n`);
  }
  expect(posted(stage)).toHaveLength(1);
});

test('--resume without an id takes the latest job that is not over, and says when there is none', async () => {
  const stage = await setStage({ renderDelayMs: 2_000 });
  await stage.json('run', '--file', samples.clip, '--edit', 'trim to 1 second');
  const open = await stage.json('export', '--out', `${stage.home}/`, '--wait', '0');
  await stage.json('credits');
  expect(open).toMatchObject({ status: 'running', job: expect.any(String) });

  const elsewhere = await stage.json('run', '--resume', '--project', 'another');
  const finished = await stage.json('run', '--resume');
  const none = await stage.json('run', '--resume');

  expect(finished).toMatchObject({ status: 'done', job: open['job'], video: { duration_s: 1 } });
  for (const document of [elsewhere, none]) {
    expect(document).toMatchObject({ exitCode: 0, ok: true, status: 'done', notices: [] });
    expect(document['message']).toMatch(/^Nothing is unfinished in project ".+"\.$/);
    expect(document).not.toHaveProperty('job');
  }
  expect(submissions(stage)).toBe(1);
});

test('a failed render is submitted once more; one that fails twice leaves its job open', async () => {
  const stage = await setStage({ renderFailures: 3 });
  await stage.json('run', '--file', samples.clip, '--edit', 'trim to 1 second');
  const wish = ['export', '--out', `${stage.home}/`];
  const failed = await stage.json(...wish);
  const again = await stage.json(...wish);

  expect(failed).toMatchObject({
    exitCode: 10,
    next: nextOf(failed['job'] as string),
    error: { kind: 'backend', advice: 'Export failed, please try again later.' },
  });
  expect(again).toMatchObject({ exitCode: 0, status: 'done', job: failed['job'] });
  expect(submissions(stage)).toBe(4);
});

test('a command that is stopped says how to go on, and exits with the signal’s code', async () => {
  const { runScriptUntil } = await import('../../scripts/dev/run-script.ts');
  const stage = await setStage({ renderDelayMs: 60_000 });
  await stage.json('run', '--file', samples.clip, '--edit', 'trim to 1 second');
  const started = runScriptUntil(stage, ['export', '--json', '--wait', '500']);
  await expect.poll(() => submissions(stage)).toBe(1);
  started.kill('SIGTERM');
  const { exitCode, stdout } = await started.ended;

  expect(exitCode).toBe(143);
  const document = parseDocument(stdout);
  expect(document).toMatchObject({ ok: false, status: 'failed', error: { kind: 'interrupted' } });
  expect(document['next']).toBe(nextOf(document['job'] as string, ' --wait 500'));
});

const REFUSED: [string, string[], RegExp][] = [
  ['words and steps', ['trim it', '--edit', 'trim it'], /the user's words, or steps/],
  ['words and an export', ['trim it', '--export'], /the user's words, or steps/],
  ['neither words nor steps', [], /the user's words, or steps/],
  ['an edit without words', ['--edit', ''], /--edit is empty/],
  ['an edit of blanks among others', ['--edit', 'trim it', '--edit', ' \n'], /--edit is empty/],
  ['a job that is not known', ['--resume', 'k7f3qd'], /There is no job k7f3qd on this machine/],
  ['a job that is a path', ['--resume', '../../account'], /There is no job/],
  ['two jobs', ['--resume', 'k7f3qd', 'k7f3qe'], /given: "k7f3qd" "k7f3qe"/],
  ['a job and an edit', ['--resume', '--edit', 'trim it'], /takes no --edit/],
  ['a job and another place', ['--resume', '--out', 'a.mp4'], /takes no --out/],
];

test('what run cannot take is refused in one line, and nothing is sent', async () => {
  const stage = await setStage();
  for (const [name, words, says] of REFUSED) {
    const [text, document] = await Promise.all([
      stage.run('run', ...words),
      stage.json('run', ...words),
    ]);
    expect(text.exitCode, name).toBe(2);
    expect(text.stdout, name).toMatch(/^❌ [^\n]+\n$/);
    expect(text.stdout, name).toMatch(says);
    expect(document, name).toMatchObject({
      exitCode: 2,
      ok: false,
      status: 'failed',
      notices: [],
      error: { kind: 'usage' },
    });
    expect(document, name).not.toHaveProperty('job');
  }
  expect(stage.studio.requests).toEqual([]);
});
