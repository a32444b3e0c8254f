/** The records of jobs on disk: written before what they tell of, never guessed at, forgotten after a week. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { VIDEO, broken, json } from '../support/nemo.ts';
import {
  doing,
  goingOn,
  openStage,
  saying,
  type Act,
  type CommandOptions,
  type Stage,
} from '../support/stage.ts';

const DAY_MS = 24 * 60 * 60_000;
const RUN_SSE = 'POST /run_sse';
const isDone = { status: 'done', ok: true };

const jobFiles = async (files: { list(name: string): Promise<string[]> }): Promise<string[]> =>
  files.list('projects/default/jobs');

test.each<[what: string, spoil: (text: string) => string]>([
  ['cut', (text) => text.slice(0, -20)],
  ['of a newer version', (text) => text.replace('"version": 1', '"version": 2')],
])(
  'a record that is %s is never guessed at: nothing is sent in its project, another one works',
  async (_what, spoil) => {
    const { run, nemo, files } = await openStage();
    nemo.next(RUN_SSE, json({ code: 2001 }));
    const { job = '' } = await run(saying('add a title'));
    const name = `projects/default/jobs/${job}.json`;
    const text = spoil((await files.read(name)) ?? '');
    await files.write(name, text);
    const sent = nemo.calls.length;
    for (const act of [saying('add a title'), saying('another'), goingOn(), goingOn(job)]) {
      const doc = await run(act);
      expect(doc).toMatchObject({
        error: { kind: 'file', message: expect.stringContaining(name) },
      });
      expect(doc.job).toBeUndefined();
    }
    expect(nemo.calls).toHaveLength(sent);
    expect(await files.read(name)).toBe(text);
    expect(await run(saying('another'), { project: 'other' })).toMatchObject(isDone);
  },
);

const onFullDisk: CommandOptions['onWrite'] = (_when, name) => {
  if (name.includes('/jobs/')) throw new Error('no space');
};

test('a record that cannot be written is an error before anything is sent', async () => {
  const { run, nemo } = await openStage();
  expect(await run(saying('add a title'), { onWrite: onFullDisk })).toMatchObject({ ok: false });
  expect(nemo.calls).toEqual([]);
});

test.each<[string, (stage: Stage) => Act]>([
  [RUN_SSE, () => saying('add a title')],
  ['POST /api/upload-video/', ({ clip }) => doing({ files: [clip] })],
  ['POST /api/render/', ({ out }) => doing({ exports: true, out })],
])('the record says sent before %s leaves, and settled after', async (request, act) => {
  const stage = await openStage();
  const { run, nemo, files } = stage;
  await run(saying('hello'));
  const hello = await jobFiles(files);
  const readState = async (): Promise<string> => {
    const name = (await jobFiles(files)).find((each) => !hello.includes(each));
    return JSON.parse((await files.read(`projects/default/jobs/${name}`)) ?? '').steps[0].state;
  };
  let state: string | undefined;
  nemo.next(request, async (call) => {
    state = await readState();
    return nemo.routes(call);
  });
  await run(act(stage), { isUnread: true });
  expect([state, await readState()]).toEqual(['sent', 'settled']);
});

test('jobs are forgotten seven days after their last step, with their texts and parts', async () => {
  const { run, nemo, files, clock, out } = await openStage();
  const { turn } = nemo;
  nemo.turn = ({ say, end }) => {
    say('word '.repeat(2_000));
    end();
  };
  await run(saying('a long story'));
  nemo.turn = turn;
  nemo.next('GET /files/', () => ({
    headers: { 'content-length': `${VIDEO.length}`, etag: '"v1"' },
    body: VIDEO.subarray(0, 1_000),
  }));
  nemo.always('GET /files/', broken());
  nemo.always('GET /api/render/proxy/render', broken());
  const failed = await run(doing({ edits: ['add a title'], exports: true, out }));
  expect(failed).toMatchObject({ ok: false });
  expect(await readdir(out)).toHaveLength(1);
  expect(await jobFiles(files)).toHaveLength(2);
  expect(await files.list('texts')).toHaveLength(1);

  await clock.advance(7 * DAY_MS - 60_000);
  await run(saying('still here'));
  expect(await jobFiles(files)).toHaveLength(3);
  await clock.advance(120_000);
  // The same words are a new wish by then.
  expect((await run(goingOn(failed.job))).error).toMatchObject({ kind: 'usage' });
  await run(saying('much later'));
  expect(await jobFiles(files)).toHaveLength(2);
  expect(await files.list('texts')).toEqual([]);
  expect(await readdir(out)).toEqual([]);
});
