/** What becomes of a message: posted once or not at all, then looked after until its final outcome is known. */
import { expect, test } from 'vitest';
import { failure } from '../support/fake-undici.ts';
import { broken, draftOf, json, type Nemo, type Turn } from '../support/nemo.ts';
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

test('an answer that is nothing but talk of the screen is not silence', async () => {
  const { run, nemo } = await openStage();
  nemo.turn = ({ say, end }) => {
    say('Click the Export button to save your video.');
    end();
  };
  const doc = await run(saying(WORDS));
  expect(doc).toMatchObject({ silent: false, suggests: 'export' });
  expect(doc['text']).toBe('You can export the video now.');
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

test('an error is a failure where nothing has changed, whatever is said after it', async () => {
  const { run, nemo } = await openStage();
  nemo.turn = ({ send, say, end }) => {
    send({ error: 'overloaded' });
    say('Sorry, I was unable to add the title.');
    end();
  };
  expect(await run(saying('add a title'))).toMatchObject({ error: { kind: 'backend' } });
  nemo.turn = ({ send, say, end }) => {
    send({ code: 2001, message: 'no credits' });
    say('Please top up.');
    end();
  };
  expect(await run(saying(WORDS))).toMatchObject({ error: { kind: 'credits' } });
});

/** Ends of a turn that leave its outcome open, and when they are noticed. */
const UNHEARD: [how: string, noticed: number, end: (nemo: Nemo, land: Nemo['turn']) => void][] = [
  [
    'the stream breaks',
    0,
    (nemo, land) => {
      nemo.turn = (turn) => {
        void land(turn);
        turn.break();
      };
    },
  ],
  [
    'nothing is heard for ten minutes',
    600,
    (nemo, land) => {
      nemo.turn = land;
    },
  ],
  [
    'a gateway wraps a known code',
    0,
    (nemo, land) => {
      nemo.next('POST /run_sse', (call) => {
        nemo.turn = land;
        nemo.routes(call);
        return json({ code: 429 }, 502);
      });
    },
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

test('a command that is stopped while it listens is looked after by the next', async () => {
  const { start, run, nemo, clock } = await openStage();
  nemo.turn = ({ edit }) => clock.after(20_000, edit);
  const stopped = start(saying(WORDS));
  await clock.advance(10_000);
  stopped.stop();
  expect(await clock.until(stopped.ending)).toMatchObject({ error: { kind: 'interrupted' } });
  expect(await run(goingOn())).toMatchObject({ status: 'done' });
  expect(nemo.posts()).toHaveLength(1);
});

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
    nemo.turn = ({ send, end }) => {
      send(event);
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
