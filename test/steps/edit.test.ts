/** What becomes of a message: posted once or not at all, then looked after until its final outcome is known. */
import { expect, test } from 'vitest';
import { broken, draftOf, json, type Turn } from '../support/nemo.ts';
import { doing, goingOn, openStage, saying, type Stage } from '../support/stage.ts';

const WORDS = 'add a title';

/** The timeline shows this title so many seconds after the message was posted. */
const landing =
  ({ clock }: Stage, ...changes: [seconds: number, title: string][]) =>
  (turn: Turn): void => {
    for (const [seconds, title] of changes) clock.after(seconds * 1000, () => turn.edit(title));
  };

test('a turn that was heard to its end, with its change, is looked at once', async () => {
  const { run, nemo } = await openStage();
  expect(await run(saying(WORDS))).toMatchObject({
    status: 'done',
    text: 'Title added.',
    changes: ['Video added: clip.mp4 (0-10s)', `Title added: "${WORDS}" (0-2s)`],
  });
  expect(nemo.looks()).toEqual([0]);
});

test('a write that is still under way when the stream ends is found 4 s later', async () => {
  const stage = await openStage();
  const land = landing(stage, [3, 'Late']);
  stage.nemo.turn = (turn) => {
    land(turn);
    turn.end();
  };
  const doc = await stage.run(saying(WORDS));
  expect(doc).toMatchObject({ status: 'done', silent: true });
  expect(doc['timeline']).toContain('Late');
  expect(stage.nemo.looks()).toEqual([0, 4]);
});

test('silence without a change is said, and is an end', async () => {
  const { run, nemo } = await openStage();
  nemo.turn = ({ end }) => end();
  const doc = await run(saying(WORDS));
  expect(doc).toMatchObject({ status: 'done', changes: [], silent: true });
  expect(doc.message).toContain('gave no answer and the timeline is unchanged');
  expect(nemo.looks()).toEqual([0, 4]);
});

test('what is rendered is the draft as it is 4 s after the turn', async () => {
  const stage = await openStage();
  const land = landing(stage, [2, 'With music']);
  stage.nemo.turn = (turn) => {
    land(turn);
    turn.edit('Raw');
    turn.end();
  };
  await stage.run(doing({ edits: [WORDS], exports: true, out: stage.out }));
  expect(stage.nemo.looks().slice(0, 2)).toEqual([0, 4]);
  expect(stage.nemo.renders.map(({ draft }) => draft)).toEqual([draftOf('With music')]);
});

const generate = (turn: Turn): void => {
  turn.send({ type: 'tool_call', name: 'generate_video_with_seedance', args: {} });
  turn.edit('Raw');
  turn.end();
};

test('an export waits a minute for what a generation adds, and only an export', async () => {
  const stage = await openStage();
  const land = landing(stage, [50, 'With music']);
  stage.nemo.turn = (turn) => {
    land(turn);
    generate(turn);
  };
  await stage.run(doing({ edits: [WORDS], exports: true, out: stage.out }));
  expect(stage.nemo.looks().slice(0, 2)).toEqual([60, 64]);
  expect(stage.nemo.renders.map(({ draft }) => draft)).toEqual([draftOf('With music')]);
  const posted = stage.nemo.looks().length;
  await stage.run(saying('another one'));
  expect(stage.nemo.looks().length - posted).toBeLessThanOrEqual(3);
});

const signed = (signature: number) => ({
  t: [{ tt: 0, sg: [{ d: 1000, src: `https://cdn.example.com/a.mp4?sig=${signature}` }] }],
});

test('a message after which only signatures of addresses differ has changed nothing', async () => {
  const { run, nemo } = await openStage();
  let looks = 0;
  nemo.always('GET /api/state/', (call) => {
    Object.assign(nemo.sessions[0] ?? {}, { draft: signed((looks += 1)) });
    return nemo.routes(call);
  });
  nemo.turn = ({ end }) => end();
  await run(saying('hello'));
  expect(await run(saying(WORDS))).toMatchObject({ status: 'done', changes: [], silent: true });
});

/** Refusals: the backend certainly did not take the message. */
test.each([
  ['no credits', json({ code: 2001 }), 'credits', 1],
  ['its rate', json({ code: 429 }, 429), 'rate_limit', 2],
  ['a missing connection', broken('ECONNREFUSED'), 'network', 3],
])('a message that was refused for %s may be posted again', async (...[, reply, kind, posts]) => {
  const { run, nemo } = await openStage();
  nemo.next('POST /run_sse', ...Array.from({ length: posts }, () => reply));
  const doc = await run(saying(WORDS));
  expect(doc).toMatchObject({ status: 'failed', error: { kind } });
  expect(nemo.posts()).toHaveLength(posts);
  expect(nemo.looks()).toEqual([]);
  expect(await run(goingOn())).toMatchObject({ status: 'done', job: doc.job });
  expect(nemo.posts()).toHaveLength(posts + 1);
});

/** A code inside a turn means what it means everywhere. */
test.each([
  [{ error: 'effect not found' }, 'backend'],
  [{ code: 2001, message: 'no credits' }, 'credits'],
])(
  'a turn that was heard to fail (%j) and changed nothing may be posted again',
  async (event, kind) => {
    const { run, nemo } = await openStage();
    const { turn } = nemo;
    nemo.turn = ({ send, say, end }) => {
      send(event);
      say('Sorry, I was unable to do it.');
      end();
    };
    const doc = await run(saying(WORDS));
    expect(doc).toMatchObject({ error: { kind } });
    nemo.turn = turn;
    expect(await run(saying(WORDS))).toMatchObject({ status: 'done', job: doc.job });
    expect(nemo.posts()).toHaveLength(2);
  },
);

test('a turn that reports an error and changed something is done, and says both', async () => {
  const { run, nemo } = await openStage();
  nemo.turn = ({ send, edit, end }) => {
    edit();
    send({ code: 2001, message: 'no credits for music' });
    end();
  };
  const notices = [expect.stringContaining('no credits for music')];
  expect(await run(saying(WORDS))).toMatchObject({ status: 'done', notices });
  expect(nemo.posts()).toHaveLength(1);
});

test('nothing is posted when --wait is used up before', async () => {
  const { run, nemo, clock } = await openStage();
  await run(saying('hello'));
  nemo.next('GET /api/state/', async (call) => {
    await clock.sleep(4_000);
    return nemo.routes(call);
  });
  expect(await run(saying(WORDS), { wait: 3 })).toMatchObject({ status: 'running' });
  expect(await run(saying(WORDS), { wait: 0 })).toMatchObject({ status: 'running' });
  expect(nemo.posts()).toEqual(['hello']);
  expect(await run(goingOn())).toMatchObject({ status: 'done' });
});
