/** What is remembered between commands: which job a call is about, and that nothing of it is done twice. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { broken, json } from '../support/nemo.ts';
import { doing, goingOn, openStage, saying, type Act, type Stage } from '../support/stage.ts';

const DAY_MS = 24 * 60 * 60_000;
const RUN_SSE = 'POST /run_sse';
const isDone = { status: 'done', ok: true };

test('the same wish goes on with its job until its outcome was printed, and is a new one after that', async () => {
  const { run, nemo } = await openStage();
  const unread = await run(saying('add a title'), { isUnread: true });
  expect(await run(saying('add a title'))).toMatchObject({ ...isDone, job: unread.job });
  expect(nemo.posts()).toHaveLength(1);
  const next = await run(saying('add a title'));
  expect(next).toMatchObject(isDone);
  expect(next.job).not.toBe(unread.job);
  expect(nemo.posts()).toHaveLength(2);
});

test('whoever brings a job to its end has told it', async () => {
  const { run, nemo, out } = await openStage();
  await run(saying('hi'));
  const act = doing({ edits: ['add a title'], exports: true, out });
  const left = await run(act, { wait: 2 });
  expect(left).toMatchObject({ status: 'running' });
  expect(await run(goingOn(left.job))).toMatchObject({ ...isDone, job: left.job });
  expect(await run(act)).toMatchObject({ ...isDone, file: join(out, 'clip-export (2).mp4') });
  expect(nemo.posts()).toEqual(['hi', 'add a title', 'add a title']);
  expect(nemo.renders).toHaveLength(2);
});

test('options that the same wish is given later count from then on', async () => {
  const { run, out } = await openStage();
  await run(saying('hi'));
  await writeFile(join(out, 'a.mp4'), 'old');
  const wish = { exports: true, out: join(out, 'a.mp4') };
  const left = await run(doing(wish), { wait: 0 });
  const timeline = join(out, 'a.json');
  await run(doing({ ...wish, force: true, timeline }), { wait: 0 });
  expect(await run(goingOn(left.job))).toMatchObject({
    ...isDone,
    file: wish.out,
    saved: timeline,
  });
  expect(await readdir(out)).toEqual(['a.json', 'a.mp4']);
});

test('a timeline that could not be looked at for its file is written by the command that goes on', async () => {
  const { run, nemo, out } = await openStage();
  await run(saying('hi'));
  const timeline = join(out, 'a.json');
  nemo.next('GET /api/state/', nemo.routes, nemo.routes, ...[1, 2, 3].map(() => broken()));
  const act = doing({ edits: ['add a title'], timeline });
  const failed = await run(act);
  expect(failed).toMatchObject({ error: { kind: 'network' } });
  expect(await run(goingOn(failed.job))).toMatchObject({ ...isDone, saved: timeline });
  expect(nemo.posts()).toEqual(['hi', 'add a title']);
});

test('--again makes a new job although one with the same words is open', async () => {
  const { run, nemo } = await openStage();
  nemo.next(RUN_SSE, json({ code: 2001 }));
  const first = await run(saying('add a title'));
  const second = await run(saying('add a title', { again: true }));
  expect(second).toMatchObject(isDone);
  expect(second.job).not.toBe(first.job);
  expect(nemo.posts()).toHaveLength(2);
});

test('goes on with the latest job that is not over, by whatever id it is asked for', async () => {
  const { run, nemo, clock, files } = await openStage();
  // A write that was cut off leaves no record.
  await files.write('projects/default/jobs/left.json.1234.tmp', '{');
  expect(await run(goingOn())).toMatchObject({
    ...isDone,
    message: 'Nothing is unfinished in project "default".',
  });
  const jobs: (string | undefined)[] = [];
  for (const words of ['one', 'two']) {
    nemo.next(RUN_SSE, json({ code: 2001 }));
    jobs.push((await run(saying(words))).job);
    await clock.advance(1_000);
  }
  expect(await run(goingOn(), { project: 'other' })).toMatchObject({
    ...isDone,
    message: expect.stringContaining('"other"'),
  });
  expect(await run(goingOn())).toMatchObject({ ...isDone, job: jobs[1] });
  expect(await run(goingOn(jobs[0]?.toUpperCase()), { project: 'other' })).toMatchObject({
    ...isDone,
    job: jobs[0],
  });
  expect(nemo.posts()).toEqual(['one', 'two', 'two', 'one']);
});

/** As two commands with one wish on a slow disk: their writes take so many milliseconds. */
test.each([
  [0, 50],
  [50, 0],
])('two claims at the same moment are one job (%i and %i ms)', async (...slow) => {
  const { start, clock, nemo } = await openStage();
  const { turn } = nemo;
  nemo.turn = (each) => clock.after(10_000, () => void turn(each));
  // When the other one finds the job, nothing of it has been done yet.
  nemo.next('GET /api/state/', async (call) => {
    await clock.sleep(5_000);
    return nemo.routes(call);
  });
  const [one, two] = slow.map((ms) =>
    start(saying('add a title'), { onWrite: () => clock.sleep(ms) }),
  );
  const docs = await clock.until(Promise.all([one?.ending, two?.ending]));
  expect(docs[0]).toMatchObject({ ...isDone, job: docs[1]?.job });
  expect(docs[1]).toMatchObject(isDone);
  expect(nemo.posts()).toEqual(['add a title']);
});

test.each<[string, (stage: Stage) => Act]>([
  ['POST /run_sse', () => saying('mine')],
  ['POST /api/upload-video', ({ clip }) => doing({ files: [clip] })],
  ['POST /api/render', ({ out }) => doing({ exports: true, out })],
])('no %s leaves a command whose project was taken over meanwhile', async (request, act) => {
  const stage = await openStage();
  const { start, run, clock, nemo } = stage;
  await run(saying('hello'));
  nemo.next('GET /api/state/', async (call) => {
    // The machine sleeps: the lock is not kept alive, and another command takes over.
    await clock.sleep(20_000);
    return nemo.routes(call);
  });
  const asleep = start(act(stage), { isAsleep: true });
  await clock.advance(1_000);
  expect(await run(saying('theirs'))).toMatchObject(isDone);
  const doc = await clock.until(asleep.ending);
  expect(doc).toMatchObject({ error: { kind: 'file' }, next: expect.any(String) });
  expect(nemo.times(request)).toHaveLength(request === 'POST /run_sse' ? 1 : 0);
});

test('a video that was not told and is gone since is fetched again, and not made again', async () => {
  const { run, nemo, out } = await openStage();
  const act = doing({ edits: ['add a title'], exports: true, out });
  const { file } = await run(act, { isUnread: true });
  await rm(String(file));
  expect(await run(act)).toMatchObject({ ...isDone, file });
  expect(await readdir(out)).toEqual(['clip-export.mp4']);
  expect(nemo.renders).toHaveLength(1);
});

test('an open job is gone on with until seven days after it was last worked on', async () => {
  const { run, nemo, clock } = await openStage();
  nemo.always(RUN_SSE, json({ code: 2001 }));
  const { job } = await run(saying('add a title'));
  for (const days of [6, 6]) {
    await clock.advance(days * DAY_MS);
    expect(await run(saying('add a title'))).toMatchObject({ job });
  }
  await clock.advance(8 * DAY_MS);
  expect((await run(saying('add a title'))).job).not.toBe(job);
});

test('a job belongs to the account it was begun with', async () => {
  const { run, nemo, clip } = await openStage();
  nemo.next(RUN_SSE, json({ code: 2001 }), json({ code: 2001 }));
  const act = doing({ files: [clip], edits: ['trim it'] });
  expect(await run(act)).toMatchObject({ error: { kind: 'credits' } });
  expect(await run(act, { token: 'own-token-2' })).toMatchObject({ error: { kind: 'auth' } });
  expect(nemo.posts()).toHaveLength(1);
  // Of this one nothing was done: it can be paid for by another account.
  expect(await run(saying('a cat'))).toMatchObject({ error: { kind: 'credits' } });
  expect(await run(saying('a cat'), { token: 'own-token-2' })).toMatchObject(isDone);
});
