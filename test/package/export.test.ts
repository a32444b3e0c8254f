/** Submitting and waiting for a render when things go wrong, on the built package. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FaultRule } from '../../src/studio/faults.ts';
import { clearSamples, makeSamples, setStage, type Samples, type Stage } from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

const SUBMIT = '/api/render/proxy/lambda';

/** A stage with one second of video on the timeline. */
async function setTimeline(...options: Parameters<typeof setStage>): Promise<Stage> {
  const stage = await setStage(...options);
  await stage.json('run', '--file', samples.clip, '--edit', 'trim to 1 second');
  return stage;
}

const submissions = ({ studio }: Stage): number =>
  studio.requests.filter(({ method, path }) => method === 'POST' && path === SUBMIT).length;

/** Begins an export and leaves it; a busy machine may need more than one call until it is submitted. */
async function submitAndLeave(stage: Stage): Promise<Awaited<ReturnType<Stage['json']>>> {
  for (;;) {
    const document = await stage.json('export', '--out', `${stage.home}/`, '--wait', '2');
    expect(document).toMatchObject({ exitCode: 0, status: 'running' });
    if (submissions(stage) > 0) return document;
  }
}

test.each<[string, FaultRule, number]>([
  [
    'refused (a duplicate id) is tried again under a new one',
    { path: SUBMIT, status: 409, body: { success: false, error: 'Render id already exists' } },
    2,
  ],
  [
    'taken, with its answer lost on the way, is found by its id',
    { path: SUBMIT, action: 'reset-after-bytes', afterBytes: 5 },
    1,
  ],
])('an export that is %s', async (_name, fault, posts) => {
  const stage = await setTimeline();
  stage.studio.faults.add({ method: 'POST', ...fault });
  const document = await stage.json('export', '--out', `${stage.home}/`);

  expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 1 } });
  expect(submissions(stage)).toBe(posts);
});

test('an export answered with an unreadable page is looked for, not submitted again', async () => {
  const stage = await setTimeline();
  stage.studio.faults.add({ method: 'POST', path: SUBMIT, status: 502, body: '<html>502</html>' });
  const document = await submitAndLeave(stage);

  expect(await stage.json('export', '--out', `${stage.home}/`, '--wait', '1')).toMatchObject({
    status: 'running',
    render_id: document['render_id'],
    next: expect.stringContaining(`--resume ${document['job']} `),
  });
  expect(submissions(stage)).toBe(1);
});

test('an export that is refused twice is an error with the status; the same command asks once more', async () => {
  const stage = await setTimeline();
  stage.studio.faults.add({ path: SUBMIT, status: 400, body: { detail: 'no' }, times: 2 });
  const wish = ['export', '--out', `${stage.home}/`];
  const document = await stage.json(...wish);

  expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend', status: 400 } });
  expect(document['error']).not.toHaveProperty('code');
  expect(document).not.toHaveProperty('file');
  expect(submissions(stage)).toBe(2);
  expect(await stage.json(...wish)).toMatchObject({ exitCode: 0, job: document['job'] });
  expect(submissions(stage)).toBe(3);
});

test('a plan without export is not asked twice, and the edit before it is not paid for again', async () => {
  const stage = await setStage({ exportPlanBlocked: true });
  const words = ['run', '--file', samples.clip, '--edit', 'trim to 1 second', '--export'];
  const document = await stage.json(...words, '--out', `${stage.home}/`);

  expect(document).toMatchObject({
    exitCode: 5,
    next: expect.stringContaining(`--resume ${document['job']} --json`),
    steps: [{ status: 'done' }, { status: 'done' }, { action: 'export', status: 'failed' }],
    error: {
      kind: 'plan',
      message: expect.stringMatching(/^export \(done before: upload, chat\): /),
      advice: 'Register or upgrade your plan to unlock export.',
    },
  });
  expect([document['error'].code, document['error'].status]).toContain(402);
  expect(submissions(stage)).toBe(1);
  const again = await stage.json(...words, '--out', `${stage.home}/`);
  expect(again).toMatchObject({ exitCode: 5, job: document['job'] });
  expect([stage.studio.messages.length, stage.studio.ledger.length]).toEqual([1, 1]);
});

test('an export that was left is gone on with by the same command', async () => {
  const stage = await setTimeline({ renderDelayMs: 5_000 });
  const wish = ['export', '--out', `${stage.home}/`];
  const started = await submitAndLeave(stage);
  const done = await stage.json(...wish);

  expect(started['render_id']).toMatch(/^render_/);
  expect(done).toMatchObject({
    status: 'done',
    job: started['job'],
    render_id: started['render_id'],
  });
  expect(submissions(stage)).toBe(1);
});

test('who wants a GIF is told that the video is an MP4, by whichever command ends the job', async () => {
  const stage = await setTimeline();
  const wish = ['run', 'make it a gif', '--out', `${stage.home}/`];
  const document = await stage.json(...wish, '--wait', '0');
  const done = await stage.json('run', '--resume', document['job'] as string);

  expect(document).toMatchObject({ status: 'running' });
  expect(done).toMatchObject({ status: 'done', video: { codec: 'h264' } });
  expect(done['notices']).toEqual([
    "GIF is not available: the video comes as MP4, in 1080p, 720p or the project's own size.",
  ]);
});

test('a name in the message is the video’s, in the folder of --out; --out with a name decides', async () => {
  const stage = await setTimeline();
  const wish = ['run', 'save it as final.mp4', '--out'];
  expect(await stage.json(...wish, `${stage.home}/`)).toMatchObject({
    status: 'done',
    file: join(stage.home, 'final.mp4'),
  });
  const own = join(stage.home, 'own.mp4');
  expect(await stage.json(...wish, own)).toMatchObject({ status: 'done', file: own });
});
