/** A job's steps, one after another: sessions that are gone, edits of other jobs, and ends in the middle. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { exportVideo } from '../../src/jobs/commands.ts';
import { json, draftOf } from '../support/nemo.ts';
import { doing, goingOn, openStage, saying, type Act } from '../support/stage.ts';

const RUN_SSE = 'POST /run_sse';

test('files go first, then edits in their order, word for word; the export is last', async () => {
  const { run, nemo, clip, out } = await openStage();
  const doc = await run(
    doing({ files: [clip], edits: ['export it\n', '导出'], exports: true, out }),
  );
  expect(doc).toMatchObject({
    status: 'done',
    steps: ['upload', 'chat', 'chat', 'export'].map((action) => ({ action, status: 'done' })),
  });
  expect(nemo.posts()).toEqual(['export it\n', '导出']);
  expect(nemo.sessions[0]?.media).toMatchObject([{ filename: 'clip.mp4' }]);
});

test('an upload alone is placed on the timeline before it is exported, once', async () => {
  const { run, nemo, clip, out } = await openStage();
  const act = doing({ files: [clip], exports: true, out });
  nemo.next(RUN_SSE, json({ code: 2001 }));
  expect(await run(act)).toMatchObject({ error: { kind: 'credits' } });
  expect(await run(act)).toMatchObject({ status: 'done', notices: [] });
  expect(nemo.posts()).toHaveLength(2);
  expect(nemo.posts()[1]).toContain('Place the uploaded clip');
  // One that shows no effect is not repeated.
  nemo.turn = ({ end }) => end();
  const silent = await run(act, { project: 'silent' });
  expect(silent).toMatchObject({ error: { kind: 'empty' } });
  expect(nemo.posts()).toHaveLength(3);
  // A bare export uses no credits without being told to.
  const bare: Act = (context) => exportVideo(context, { out, resolution: undefined, force: false });
  await run(doing({ files: [clip] }), { project: 'other' });
  expect(await run(bare, { project: 'other' })).toMatchObject({ error: { kind: 'empty' } });
  expect(nemo.posts()).toHaveLength(3);
});

test('a session that is gone before anything of the job was in it costs nothing: files go up again', async () => {
  const { run, nemo, clip } = await openStage();
  const { turn } = nemo;
  await run(saying('hello'));
  nemo.next('POST /api/upload-video/', (call) => {
    const answer = nemo.routes(call);
    nemo.forget();
    return answer;
  });
  const doc = await run(doing({ files: [clip], edits: ['trim it'] }));
  expect(doc).toMatchObject({
    status: 'done',
    notices: [expect.stringContaining('no longer existed')],
  });
  expect(nemo.sessions.map(({ media }) => media.length)).toEqual([1, 1]);
  expect(nemo.posts()).toEqual(['hello', 'trim it']);
  nemo.turn = ({ session, ...each }) => {
    expect(session).toBe(nemo.sessions[1]);
    return turn({ session, ...each });
  };
  expect(await run(saying('and on'))).toMatchObject({ status: 'done', notices: [] });
});

test('an edit never goes into an empty session in the place of a used one, until something was uploaded', async () => {
  const { run, nemo, clip } = await openStage();
  await run(saying('hello'));
  for (const act of [saying('trim it'), saying('trim it'), goingOn(), saying('cut it')]) {
    nemo.forget();
    const doc = await run(act);
    expect(doc).toMatchObject({
      error: { kind: 'backend', message: expect.stringContaining('was not sent') },
    });
    expect(doc.next).toEqual(expect.any(String));
  }
  expect(nemo.posts()).toEqual(['hello']);
  await run(doing({ files: [clip] }));
  expect(await run(saying('trim it'))).toMatchObject({ status: 'done' });
  expect(nemo.posts()).toEqual(['hello', 'trim it']);
});

test('a new session that is not known either is not replaced again', async () => {
  const { run, nemo, clip } = await openStage();
  nemo.always(RUN_SSE, json({ code: 1002 }, 404));
  const doc = await run(doing({ files: [clip], edits: ['trim it'] }));
  expect(doc).toMatchObject({ error: { kind: 'backend', code: 1002 } });
  expect(nemo.sessions).toHaveLength(2);
});

test('no step is begun when --wait is used up', async () => {
  const { run, nemo, clip, out } = await openStage();
  const act = doing({ files: [clip], edits: ['trim it'], exports: true, out });
  // The second look at the session comes 4 s after the edit's end.
  const doc = await run(act, { wait: 3 });
  expect(doc).toMatchObject({
    status: 'running',
    steps: [{ status: 'done' }, { status: 'done' }, { status: 'waiting' }],
  });
  expect(nemo.renders).toEqual([]);
  expect(await run(act, { wait: 0 })).toMatchObject({ status: 'running', job: doc.job });
  expect(await run(act)).toMatchObject({ status: 'done', job: doc.job });
});

test.each([
  ['was sent', (turn: { break(): void }) => turn.break()],
  ['was done', undefined],
])('a session that is gone after an edit %s takes the job along', async (_when, turn) => {
  const { run, nemo, clip, out } = await openStage();
  const usual = nemo.turn;
  nemo.turn = (each) => {
    (turn ?? usual)(each);
    nemo.forget();
  };
  const act = turn
    ? saying('trim it')
    : doing({ files: [clip], edits: ['trim it'], exports: true, out });
  const doc = await run(act);
  expect(doc).toMatchObject({
    error: { kind: 'backend', message: expect.stringContaining('what was edited in it is gone') },
  });
  expect(doc.next).toBeUndefined();
  // Asked for by its id, it is as lost as before.
  const asked = await run(goingOn(doc.job));
  expect(asked).toMatchObject({ message: doc.message, error: { kind: 'backend' } });
  expect(asked.next).toBeUndefined();
  expect(await run(goingOn())).toMatchObject({
    message: expect.stringContaining('Nothing is unfinished'),
  });
  // The same words are a new wish.
  nemo.turn = usual;
  nemo.sessions.at(-1)?.media.push({ filename: 'clip.mp4', file_type: 'video' });
  const anew = await run(act);
  expect(anew).toMatchObject({ status: 'done' });
  expect(anew.job).not.toBe(doc.job);
  expect(nemo.posts()).toEqual(['trim it', 'trim it']);
});

/** A message whose outcome is not known: its turn broke, and no look showed a change. */
async function openUnclear() {
  const stage = await openStage();
  const { nemo, run } = stage;
  const { turn } = nemo;
  nemo.turn = (each) => each.break();
  const first = await run(saying('first'), { wait: 40 });
  expect(first).toMatchObject({ status: 'running' });
  nemo.turn = turn;
  return { ...stage, first };
}

test('edits of other jobs are looked after before another one is posted', async () => {
  const { run, nemo, clock, first } = await openUnclear();
  clock.after(20_000, () => Object.assign(nemo.sessions[0] ?? {}, { draft: draftOf('First') }));
  const doc = await run(saying('second'));
  expect(doc).toMatchObject({
    status: 'done',
    notices: [expect.stringContaining('"first" has landed')],
  });
  expect(doc['changes']).not.toContainEqual(expect.stringContaining('Video added'));
  const [firstPost, secondPost] = nemo.times(RUN_SSE);
  expect(secondPost ?? firstPost).toBeGreaterThanOrEqual(150);
  const late = await run(goingOn(first.job));
  expect(late).toMatchObject({
    status: 'done',
    changes: expect.arrayContaining([expect.stringContaining('First')]),
  });
  expect(nemo.posts()).toEqual(['first', 'second']);
});

test('one that stays unclear is overtaken: what comes later is not said to be its work', async () => {
  const { run, nemo, first } = await openUnclear();
  const doc = await run(saying('second'));
  expect(doc).toMatchObject({
    status: 'done',
    notices: [expect.stringContaining('"first" has shown no effect')],
  });
  for (const act of [goingOn(first.job), saying('first')]) {
    const late = await run(act);
    expect(late).toMatchObject({ ok: false, job: first.job, error: { kind: 'network' } });
    expect(late.message).toContain('another was sent after it');
  }
  expect(await run(saying('third'))).toMatchObject({ status: 'done', notices: [] });
  expect(nemo.posts()).toEqual(['first', 'second', 'third']);
});

test("--wait may be used up while another job's edit is looked after", async () => {
  const { run, nemo } = await openUnclear();
  expect(await run(saying('second'), { wait: 10 })).toMatchObject({ status: 'running' });
  expect(nemo.posts()).toEqual(['first']);
});

test('a message that another open job has sent is not sent again in other clothes', async () => {
  const { run, nemo, clip } = await openStage();
  nemo.turn = (each) => each.break();
  const first = await run(doing({ files: [clip], edits: ['trim it'] }), { wait: 20 });
  expect(await run(saying('trim it'))).toMatchObject({
    status: 'running',
    job: first.job,
    next: expect.stringContaining(first.job ?? '-'),
  });
  expect(nemo.posts()).toHaveLength(1);
});

test('wherever a command is killed, what goes on does nothing twice', async () => {
  const forever = new Promise<void>(() => {});
  let [kills, unposted] = [0, 0];
  for (let isOver = false, at = 0; !isOver; at += 1) {
    const { start, run, nemo, clip, out, clock } = await openStage();
    const act = doing({ files: [clip], edits: ['trim it'], exports: true, out });
    let writes = 0;
    const killed = start(act, {
      onWrite() {
        writes += 1;
        return writes > at ? forever : undefined;
      },
    });
    const end = clock.until(Promise.race([killed.ending, clock.sleep(60_000)]));
    isOver = (await end) !== undefined;
    killed.kill();
    kills += isOver ? 0 : 1;
    const doc = isOver ? await killed.ending : await run([act, goingOn()][at % 2] ?? act);
    const place = `killed at write ${at}`;
    if (nemo.posts().length === 0) {
      // Once it is on record as sent, nobody can tell that it was not.
      expect(doc, place).toMatchObject({ error: { kind: 'network' } });
      unposted += 1;
      continue;
    }
    expect(doc, place).toMatchObject({ status: 'done' });
    expect(nemo.posts(), place).toEqual(['trim it']);
    expect(nemo.renders, place).toHaveLength(1);
    expect(nemo.sessions.at(-1)?.media, place).toHaveLength(1);
    expect(await readdir(out), place).toEqual(['clip-export.mp4']);
  }
  expect(kills).toBeGreaterThan(20);
  expect(unposted).toBe(1);
});
