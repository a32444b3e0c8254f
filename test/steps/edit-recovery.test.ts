/** A message whose end was not heard: looked after until its outcome is known, and never posted again. */
import { expect, test } from 'vitest';
import { failure } from '../support/fake-undici.ts';
import { broken, draftOf, json, type Nemo, type Turn } from '../support/nemo.ts';
import { goingOn, openStage, saying, type Stage } from '../support/stage.ts';

const WORDS = 'add a title';

/** The timeline shows this title so many seconds after the message was posted. */
const landing =
  ({ clock }: Stage, ...changes: [seconds: number, title: string][]) =>
  (turn: Turn): void => {
    for (const [seconds, title] of changes) clock.after(seconds * 1000, () => turn.edit(title));
  };

/** Ends of a turn that leave its outcome open, and when they are noticed. */
const UNHEARD: [how: string, noticed: number, end: (nemo: Nemo, land: Nemo['turn']) => void][] = [
  ['the stream breaks', 0, (nemo, land) => (nemo.turn = (turn) => (void land(turn), turn.break()))],
  ['nothing is heard for ten minutes', 600, (nemo, land) => (nemo.turn = land)],
  [
    'a gateway wraps a known code',
    0,
    (nemo, land) =>
      nemo.next('POST /run_sse', (call) => {
        nemo.turn = land;
        nemo.routes(call);
        return json({ code: 429 }, 502);
      }),
  ],
];

test.each(UNHEARD)(
  'when %s, a change counts when it is still the same a minute later',
  async (_how, noticed, end) => {
    const stage = await openStage();
    // Two stages of a generation: the raw video, then its music.
    end(stage.nemo, landing(stage, [noticed + 60, 'Raw'], [noticed + 100, 'With music']));
    const doc = await stage.run(saying(WORDS));
    expect(doc).toMatchObject({ ok: true, status: 'done' });
    expect(doc['timeline']).toContain('With music');
    expect(stage.nemo.looks()).toEqual([30, 90, 150, 210].map((seconds) => noticed + seconds));
    expect(stage.nemo.posts()).toEqual([WORDS]);
  },
);

test.each(UNHEARD)(
  'when %s and five looks show no change, it is unclear, and never posted again',
  async (_how, noticed, end) => {
    const stage = await openStage();
    const { nemo, clock, run } = stage;
    end(nemo, () => {});
    const first = await run(saying(WORDS));
    expect(first).toMatchObject({ status: 'failed', error: { kind: 'network' } });
    expect(first.message).toContain('the timeline shows no change since');
    const looks = [30, 90, 150, 210, 270].map((seconds) => noticed + seconds);
    expect(nemo.looks()).toEqual(looks);
    for (const act of [saying(WORDS), goingOn(), goingOn(first.job)]) {
      await clock.advance(600_000);
      expect(await run(act)).toMatchObject({
        job: first.job,
        next: first.next,
        error: { kind: 'network' },
      });
    }
    // One look for each of these calls.
    expect(nemo.looks()).toHaveLength(looks.length + 3);
    expect(nemo.posts()).toHaveLength(1);
    Object.assign(nemo.sessions[0] ?? {}, { draft: draftOf('At last') });
    const last = await run(goingOn());
    expect(last).toMatchObject({ status: 'done', job: first.job });
    expect(last['timeline']).toContain('At last');
  },
);

test('heartbeats alone are no news: it is stuck ten minutes after the last word, and that it goes on is said every two', async () => {
  const { run, nemo, clock, told } = await openStage();
  nemo.turn = ({ say, send }) => {
    clock.after(60_000, () => say('On it.'));
    for (let minute = 2; minute < 20; minute += 1)
      clock.after(minute * 60_000, () => send({ type: 'heartbeat' }));
  };
  expect(await run(saying(WORDS), { wait: 661 })).toMatchObject({ status: 'running' });
  const stillWorking = told.filter(([line]) => line.startsWith('⏳ Still working'));
  expect(stillWorking.map(([, seconds]) => seconds)).toEqual([120, 240, 360, 480, 600]);
  expect(told.at(-1)).toEqual([expect.stringContaining('for ten minutes'), 660]);
});

test('a turn without end is left after 15 minutes; a single look settles it then', async () => {
  const stage = await openStage();
  const { nemo, clock, run } = stage;
  nemo.turn = ({ say, edit }) => {
    clock.after(870_000, edit);
    for (let minute = 1; minute < 20; minute += 1) clock.after(minute * 60_000, () => say('…'));
  };
  const doc = await run(saying(WORDS));
  expect(doc).toMatchObject({ status: 'done', notices: [expect.stringContaining('15 minutes')] });
  expect(nemo.looks()).toEqual([930]);
});

test('a change that is taken back was none', async () => {
  const stage = await openStage();
  stage.nemo.turn = (turn) => {
    const { draft } = turn.session;
    landing(stage, [10, 'Half'], [160, 'Whole'])(turn);
    stage.clock.after(80_000, () => (turn.session.draft = draft));
    turn.break();
  };
  expect(await stage.run(saying(WORDS))).toMatchObject({ status: 'done' });
  expect(stage.nemo.looks()).toEqual([30, 90, 150, 210, 270]);
});

test('left by --wait, it is looked after from when it was sent', async () => {
  const stage = await openStage();
  const { nemo, run, clock } = stage;
  nemo.turn = (turn) => {
    turn.say('Working on it.');
    landing(stage, [60, 'Raw'], [100, 'With music'])(turn);
  };
  const left = await run(saying(WORDS), { wait: 20 });
  expect(left).toMatchObject({ status: 'running', next: expect.stringContaining('--wait 20') });
  expect(left.message).toContain('Editor: Working on it.');
  // Between looks, and just at one, --wait may be used up again.
  expect(await run(goingOn(), { wait: 20 })).toMatchObject({ status: 'running', job: left.job });
  expect(await run(saying(WORDS), { wait: 60 })).toMatchObject({
    status: 'running',
    job: left.job,
  });
  expect((clock.now() - Date.parse('2026-01-01T00:00:00Z')) / 1000).toBe(100);
  expect(await run(goingOn())).toMatchObject({ status: 'done', job: left.job });
  expect(nemo.looks()).toEqual([30, 90, 150, 210]);
  expect(nemo.posts()).toHaveLength(1);
});

test('an outage at one look is waited out', async () => {
  const stage = await openStage();
  const { nemo, run } = stage;
  nemo.turn = (turn) => {
    nemo.next('GET /api/state/', broken(), broken(), broken());
    landing(stage, [10, 'Late'])(turn);
    turn.break();
  };
  expect(await run(saying(WORDS))).toMatchObject({ status: 'done', notices: [expect.anything()] });
  expect(nemo.looks()).toEqual([30, 30.5, 31.5, 90, 150]);
});

test.each([
  ['a change', 10, 40],
  ['nothing', 400, 0],
])(
  'an outage after %s was seen is an error of the network, and the message stays sent',
  async (...[, lands, outageFrom]) => {
    const stage = await openStage();
    const { nemo, run, clock } = stage;
    let isOut = false;
    nemo.always('GET /api/state/', (call) => {
      if (isOut) throw failure('ECONNRESET');
      return nemo.routes(call);
    });
    nemo.turn = (turn) => {
      clock.after(outageFrom * 1000, () => (isOut = true));
      landing(stage, [lands, 'Late'])(turn);
      turn.break();
    };
    const doc = await run(saying(WORDS));
    expect(doc).toMatchObject({
      error: { kind: 'network', message: expect.stringContaining('ECONNRESET') },
    });
    isOut = false;
    await clock.advance(900_000);
    expect(await run(saying(WORDS))).toMatchObject({ status: 'done', job: doc.job });
    expect(nemo.posts()).toHaveLength(1);
  },
);

test('a command that is stopped before its message leaves has sent nothing: the next one does', async () => {
  const { start, run, clock, nemo, files } = await openStage();
  nemo.next('GET /api/credits/', () => new Promise(() => {}));
  const asking = start(saying('add a title'));
  await clock.advance(500);
  asking.stop();
  await clock.until(asking.ending);
  const writing = start(saying('add a title'), {
    onWrite: async (_when, name) => {
      if ((await files.read(name))?.includes('"state": "sent"')) writing.stop();
    },
  });
  expect(await clock.until(writing.ending)).toMatchObject({ error: { kind: 'interrupted' } });
  expect(nemo.posts()).toEqual([]);
  expect(await run(saying('add a title'))).toMatchObject({ status: 'done' });
  expect(nemo.posts()).toEqual(['add a title']);
});
