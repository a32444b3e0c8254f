/** From the timeline to a video on disk: one render, one file, wherever a command ends on the way. */
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { VIDEO, draftOf, json, type Nemo } from '../support/nemo.ts';
import { doing, goingOn, openStage, saying, type Stage } from '../support/stage.ts';

const SUBMIT = 'POST /api/render/proxy/lambda';
const submissions = ({ calls }: Nemo): string[] =>
  calls
    .filter(({ method, path }) => SUBMIT === `${method} ${path}`)
    .map(({ body }) => JSON.parse(body).id);

/** A project with something on its timeline. */
async function openProject(): Promise<Stage> {
  const stage = await openStage();
  await stage.run(saying('add a title'));
  return stage;
}

const exporting = ({ out }: Stage, more: object = {}) => doing({ exports: true, out, ...more });

test('the draft goes out as it is, and a proven video comes home', async () => {
  const stage = await openProject();
  const { run, nemo, out } = stage;
  const doc = await run(exporting(stage, { resolution: '720p' }));
  const file = join(out, 'clip-export.mp4');
  expect(doc).toMatchObject({
    status: 'done',
    file,
    video: { container: 'mp4', codec: 'h264', width: 320, height: 180, duration_s: 10 },
    link: 'https://nemovideo.com/workspace/claim?ct=clm_1',
    notices: [expect.stringContaining('720p')],
  });
  expect(doc.next).toBeUndefined();
  expect(nemo.renders).toMatchObject([{ draft: draftOf('add a title'), resolution: '720p' }]);
  expect(await readdir(out)).toEqual(['clip-export.mp4']);
  expect(VIDEO.equals(await readFile(file))).toBe(true);
});

test('nothing is submitted where there is nothing on the timeline', async () => {
  const stage = await openStage();
  expect(await stage.run(exporting(stage))).toMatchObject({ error: { kind: 'empty' } });
  expect(submissions(stage.nemo)).toEqual([]);
});

test('a render of an hour is waited for over several calls and submitted once', async () => {
  const stage = await openProject();
  const { run, nemo } = stage;
  nemo.render = ({ id, ageMs }) =>
    ageMs < 3_600_000
      ? { status: 'processing', progress: ageMs / 36_000 }
      : { status: 'completed', outputUrl: `/files/${id}.mp4` };
  let doc = await run(exporting(stage));
  let calls = 1;
  for (; doc.status === 'running'; calls += 1) doc = await run(goingOn());
  expect(doc).toMatchObject({ status: 'done', file: join(stage.out, 'clip-export.mp4') });
  expect(calls).toBe(4);
  expect(submissions(nemo)).toHaveLength(1);
});

const BUSY = json({ error: 'GPU pool exhausted' }, 503);

test('a submission that was not confirmed is looked for by its id', async () => {
  const stage = await openProject();
  stage.nemo.next(SUBMIT, (call) => {
    stage.nemo.routes(call);
    return BUSY;
  });
  expect(await stage.run(exporting(stage))).toMatchObject({ status: 'done' });
  expect(submissions(stage.nemo)).toHaveLength(1);
});

test('one that did not arrive is made once more, and then its own cause is told', async () => {
  const stage = await openProject();
  stage.nemo.next(SUBMIT, BUSY, BUSY);
  const doc = await stage.run(exporting(stage));
  expect(doc).toMatchObject({ error: { kind: 'backend', status: 503 }, next: expect.any(String) });
  expect(doc.message).toContain('GPU pool exhausted');
  expect(doc.message).not.toContain('does not know');
  expect(new Set(submissions(stage.nemo)).size).toBe(2);
  expect(await stage.run(goingOn())).toMatchObject({ status: 'done', job: doc.job });
  expect(submissions(stage.nemo)).toHaveLength(3);
});

test('a render that vanishes is submitted once more, and then said to be unknown', async () => {
  const stage = await openProject();
  const { nemo } = stage;
  nemo.always('GET /api/render/proxy/lambda/', json({ detail: 'Not found' }, 404));
  const doc = await stage.run(exporting(stage));
  expect(doc).toMatchObject({ error: { kind: 'backend' } });
  expect(doc.message).toContain('does not know this render');
  expect(submissions(nemo)).toHaveLength(2);
});

test('a render that failed gets a second id; failed twice, its reason is told', async () => {
  const stage = await openProject();
  const { nemo, run } = stage;
  const { render } = nemo;
  nemo.render = () => ({ status: 'failed', error: 'out of memory' });
  const doc = await run(exporting(stage));
  expect(doc).toMatchObject({
    error: { kind: 'backend', message: expect.stringContaining('out of memory') },
  });
  expect(new Set(submissions(nemo)).size).toBe(2);
  nemo.render = (each) => (nemo.renders.length === 3 ? { status: 'failed' } : render(each));
  expect(await run(goingOn())).toMatchObject({ status: 'done', job: doc.job });
  expect(submissions(nemo)).toHaveLength(4);
});

test('a submission that was refused for its rate does not count as a try', async () => {
  const stage = await openProject();
  const { render } = stage.nemo;
  stage.nemo.next(SUBMIT, json({ code: 429 }, 429));
  stage.nemo.render = (each) =>
    stage.nemo.renders.length === 1 ? { status: 'failed' } : render(each);
  expect(await stage.run(exporting(stage))).toMatchObject({ status: 'done' });
});

test.each([
  ['a duplicate id is made again', [json({ code: 409 }, 409)], 'done', 2],
  ['its rate is made again', [json({ code: 429 }, 429)], 'done', 2],
  ['the plan is not made again', [json({ message: 'upgrade' }, 402)], 'failed', 1],
  ['the same twice is not made a third time', [json({}, 409), json({}, 409)], 'failed', 2],
])('a submission that was refused for %s', async (...[, replies, status, times]) => {
  const stage = await openProject();
  stage.nemo.next(SUBMIT, ...replies);
  expect(await stage.run(exporting(stage))).toMatchObject({ status });
  expect(submissions(stage.nemo)).toHaveLength(times);
  expect(await stage.run(goingOn())).toMatchObject({ status: 'done' });
});

test('completed without an address, it is fetched from the download endpoint', async () => {
  const stage = await openProject();
  stage.nemo.render = () => ({ status: 'completed' });
  expect(await stage.run(exporting(stage))).toMatchObject({ status: 'done' });
  const [id = ''] = submissions(stage.nemo);
  expect(stage.nemo.calls.map(({ path }) => path)).toContain(`/api/render/proxy/${id}/download`);
});

test('a render that the backend names otherwise is asked for by that name', async () => {
  const stage = await openProject();
  const { nemo } = stage;
  nemo.next(SUBMIT, (call) => {
    nemo.routes(call);
    for (const render of nemo.renders) render.id = 'job_7';
    return json({ success: true, data: { id: 'job_7', status: 'pending' } });
  });
  expect(await stage.run(exporting(stage))).toMatchObject({
    status: 'done',
    steps: [{ render_id: 'job_7' }],
  });
});

test('going without the link fails nothing', async () => {
  const stage = await openProject();
  stage.nemo.next('POST /api/auth/claim-token', json({}, 500));
  expect(await stage.run(exporting(stage))).toMatchObject({ status: 'done', link: null });
});

/** The first half comes at once, the other after a minute. */
const slowly =
  ({ clock }: Stage, headers: Record<string, string>) =>
  () => {
    const half = VIDEO.length / 2;
    const body = new Readable({ read() {} });
    body.push(VIDEO.subarray(0, half));
    clock.after(60_000, () => body.destroyed || (body.push(VIDEO.subarray(half)), body.push(null)));
    return { headers: { 'content-type': 'video/mp4', ...headers }, body };
  };

test('a download that can be gone on with is left when --wait is used up', async () => {
  const stage = await openProject();
  const { nemo, run, out } = stage;
  nemo.next('GET /files/', slowly(stage, { 'content-length': `${VIDEO.length}`, etag: '"v1"' }));
  const left = await run(exporting(stage), { wait: 20 });
  expect(left).toMatchObject({ status: 'running' });
  expect(await readdir(out)).toEqual(['clip-export.mp4.part']);
  expect(await run(goingOn(), { wait: 20 })).toMatchObject({ status: 'done', job: left.job });
  expect(nemo.calls.at(-2)?.headers).toMatchObject({
    Range: `bytes=${VIDEO.length / 2}-`,
    'If-Range': '"v1"',
  });
  expect(VIDEO.equals(await readFile(join(out, 'clip-export.mp4')))).toBe(true);
  expect(await readdir(out)).toHaveLength(1);
});

test('one that would begin anew is brought to its end', async () => {
  const stage = await openProject();
  stage.nemo.next('GET /files/', slowly(stage, {}));
  expect(await stage.run(exporting(stage), { wait: 20 })).toMatchObject({ status: 'done' });
});
