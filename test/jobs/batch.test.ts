/** Many videos: edits one after another, renders side by side, and each item done once. */
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { batch } from '../../src/jobs/commands.ts';
import { VIDEO, broken, json, type Nemo } from '../support/nemo.ts';
import { goingOn, openStage, type Act, type Stage } from '../support/stage.ts';
import { makeFolder } from '../support/files.ts';

const RUN_SSE = 'POST /run_sse';

interface Shelf extends Stage {
  /** Writes the manifest and hands back the command. */
  making(items: object[], more?: { parallel?: number }): Promise<Act>;
  videos(): Promise<string[]>;
}

/** A folder with three clips and a manifest. */
async function openShelf(): Promise<Shelf> {
  const stage = await openStage();
  const folder = await makeFolder();
  for (const name of ['a.mp4', 'b.mp4', 'c.mp4']) await writeFile(join(folder, name), VIDEO);
  const manifest = join(folder, 'clips.json');
  return {
    ...stage,
    async making(items, { parallel = 3 } = {}) {
      await writeFile(manifest, JSON.stringify(items));
      return (context) =>
        batch(context, { manifest, out: stage.out, resolution: undefined, force: false, parallel });
    },
    videos: async () => (await readdir(stage.out)).toSorted(),
  };
}

const TWO = [
  { file: 'a.mp4', edit: 'one' },
  { file: 'b.mp4', edit: 'two' },
];

test('each item has a session and a render of its own, and its name', async () => {
  const { run, nemo, making, out, videos } = await openShelf();
  const doc = await run(
    await making([
      ...TWO,
      { file: ['a.mp4', 'c.mp4'], edit: ['three', 'four'], out: 'A-export.mp4' },
    ]),
  );
  const outputs = ['a-export.mp4', 'b-export.mp4', 'A-export (2).mp4'].map((name) =>
    join(out, name),
  );
  expect(doc).toMatchObject({
    status: 'done',
    items: outputs.map((output) => ({ status: 'done', output })),
    done: 3,
    failed: 0,
  });
  expect(doc.next).toBeUndefined();
  expect(nemo.posts()).toEqual(['one', 'two', 'three', 'four']);
  expect(new Set(nemo.renders.map(({ sessionId }) => sessionId)).size).toBe(3);
  expect(await videos()).toHaveLength(3);
});

test('no message is posted while another one is at work, also for items without words; renders overlap', async () => {
  const { run, nemo, making, clock } = await openShelf();
  const { turn, render } = nemo;
  const open = { turns: 0, mostTurns: 0, mostRenders: 0 };
  nemo.turn = (each) => {
    open.turns += 1;
    open.mostTurns = Math.max(open.mostTurns, open.turns);
    clock.after(30_000, () => {
      open.turns -= 1;
      void turn(each);
    });
  };
  nemo.render = (each) => {
    const ages = nemo.renders.map(({ atMs }) => clock.now() - atMs);
    open.mostRenders = Math.max(open.mostRenders, ages.filter((age) => age < 100_000).length);
    return render({ ...each, ageMs: each.ageMs / 20 });
  };
  const items = ['a', 'b', 'c', 'a'].map((name) => ({ file: `${name}.mp4` }));
  const doc = await run(await making(items, { parallel: 2 }));
  expect(doc).toMatchObject({ status: 'done', done: 4 });
  expect(nemo.posts()).toHaveLength(4);
  expect(open).toEqual({ turns: 0, mostTurns: 1, mostRenders: 2 });
});

test('goes on where it stopped; a changed item is done anew, and once all is told, so is everything', async () => {
  const { run, nemo, making, clock, out, videos } = await openShelf();
  const act = await making(TWO);
  // Its jobs are written down later than the batch itself.
  const left = await run(act, { wait: 1, onWrite: () => clock.sleep(1) });
  expect(left).toMatchObject({
    status: 'running',
    next: expect.stringContaining(left.job ?? '-'),
    items: [{ status: 'running' }, { status: 'waiting' }],
  });
  const end = { status: 'done', job: left.job, done: 2 };
  expect(await run(goingOn(), { isUnread: true })).toMatchObject(end);
  await rm(join(out, 'a-export.mp4'));
  expect(await run(goingOn(), { isUnread: true })).toMatchObject(end);
  expect(await videos()).toHaveLength(2);
  expect(nemo.posts()).toEqual(['one', 'two']);
  const changed = await making([TWO[0] ?? {}, { ...TWO[1], edit: 'otherwise' }]);
  expect(await run(changed)).toMatchObject({ ...end, notices: [expect.stringContaining('1')] });
  expect(nemo.posts()).toEqual(['one', 'two', 'otherwise']);
  const anew = await run(changed);
  expect(anew).toMatchObject({ status: 'done', done: 2 });
  expect(anew.job).not.toBe(left.job);
  expect(nemo.posts()).toHaveLength(5);
});

test('an item that fails does not stop the others, and is tried again', async () => {
  const { run, nemo, making, videos } = await openShelf();
  nemo.next(RUN_SSE, json({ code: 409, message: 'odd words' }, 409));
  const act = await making(TWO);
  const doc = await run(act);
  expect(doc).toMatchObject({
    ok: false,
    error: { kind: 'backend' },
    next: expect.any(String),
    items: [{ status: 'failed', error: { kind: 'backend' } }, { status: 'done' }],
  });
  expect(await videos()).toEqual(['b-export.mp4']);
  expect(await run(act)).toMatchObject({ status: 'done', job: doc.job, done: 2 });
  expect(nemo.posts()).toEqual(['one', 'two', 'one']);
});

test.each([
  ['credits', [json({ code: 2001 })]],
  ['auth', [json({ code: 1001 }, 401)]],
])('what would befall every item stops it: %s', async (kind, replies) => {
  const { run, nemo, making } = await openShelf();
  nemo.next(RUN_SSE, ...replies);
  const doc = await run(await making(TWO));
  expect(doc).toMatchObject({
    error: { kind },
    items: [{ status: 'failed' }, { status: 'waiting' }],
  });
  expect(nemo.posts()).toEqual(['one']);
});

/** Enough refusals for one item: nothing was sent, so it is tried three times. */
const OFFLINE = Array.from({ length: 3 }, () => broken('ECONNREFUSED'));

test.each([
  [['failed', 'done', 'failed', 'done'], (nemo: Nemo) => [...OFFLINE, nemo.routes, ...OFFLINE]],
  [['failed', 'failed', 'waiting', 'waiting'], () => [...OFFLINE, ...OFFLINE]],
])('two broken connections in a row are an outage: %j', async (statuses, replies) => {
  const { run, nemo, making } = await openShelf();
  nemo.next(RUN_SSE, ...replies(nemo));
  const items = ['a', 'b', 'c', 'a'].map((name) => ({ file: `${name}.mp4`, edit: 'one' }));
  const doc = await run(await making(items));
  expect(doc).toMatchObject({
    error: { kind: 'network' },
    items: statuses.map((status) => ({ status })),
  });
});

test('an item whose session is lost with its edit is begun anew by the same manifest; the others go on', async () => {
  const { run, nemo, making } = await openShelf();
  const { turn } = nemo;
  nemo.turn = (each) => {
    void turn(each);
    nemo.forget();
    nemo.turn = turn;
  };
  const act = await making(TWO);
  const doc = await run(act);
  expect(doc).toMatchObject({
    ok: false,
    next: expect.any(String),
    items: [{ status: 'failed' }, { status: 'done' }],
  });
  expect(await run(act)).toMatchObject({ status: 'done', done: 2 });
  expect(nemo.posts()).toEqual(['one', 'two', 'one']);
});

test('two calls at the same moment are one batch', async () => {
  const { start, clock, nemo, making } = await openShelf();
  const act = await making(TWO);
  const { turn } = nemo;
  nemo.turn = (each) => clock.after(10_000, () => void turn(each));
  const slow = [50, 0].map((ms) => start(act, { onWrite: () => clock.sleep(ms) }).ending);
  const docs = await clock.until(Promise.all(slow));
  expect(docs).toMatchObject([{ done: 2 }, { done: 2, job: docs[0]?.job }]);
  expect(nemo.posts()).toEqual(['one', 'two']);
});
