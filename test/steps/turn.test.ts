/** One turn as it is heard; what its ends mean for the message is `edit.test.ts`'s. */
import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { decodeEventStream } from '../../src/backend/event-stream.ts';
import type { TurnEvent } from '../../src/backend/turn-event.ts';
import { listenToTurn } from '../../src/steps/turn.ts';
import { SkillError } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const MINUTE_MS = 60_000;
const BROKEN = new SkillError('network', verbatim('it broke'), { advice: verbatim('') });

/** A turn over a stream that the test writes. */
function openTurn({ bug }: { bug?: unknown } = {}) {
  const clock = createFakeClock();
  const startedMs = clock.now();
  const stream = new PassThrough();
  const stop = new AbortController();
  const events: TurnEvent[] = [];
  const notices: number[] = [];
  const end = listenToTurn({
    backend: {
      async sendMessage({ signal }) {
        if (bug !== undefined) throw bug;
        signal?.addEventListener('abort', () => stream.destroy(BROKEN));
        return decodeEventStream(stream);
      },
    },
    clock,
    sessionId: '1',
    text: 'add a title',
    signal: stop.signal,
    deadlineMs: undefined,
    onEvent: (event) => void events.push(event),
    onStillWorking: () => void notices.push((clock.now() - startedMs) / MINUTE_MS),
  });
  end.catch(() => {});
  const say = (event: object): void => void stream.write(`data: ${JSON.stringify(event)}\n\n`);
  return { clock, stream, say, stop, events, notices, end };
}

test('ends when the stream is closed, with its events in order', async () => {
  const { say, stream, events, end } = openTurn();
  say({ type: 'heartbeat' });
  say({ type: 'text', content: 'Hello' });
  say({ type: 'tool_call', name: 'edit' });
  stream.end();
  expect(await end).toEqual({ kind: 'closed' });
  expect(events.map(({ type }) => type)).toEqual(['heartbeat', 'text', 'tool-call']);
});

test('tells every two minutes that it goes on, and no more when it is over', async () => {
  const { clock, stream, notices, end } = openTurn();
  await clock.advance(5 * MINUTE_MS);
  expect(notices).toEqual([2, 4]);
  stream.end();
  await end;
  await clock.advance(10 * MINUTE_MS);
  expect(notices).toEqual([2, 4]);
});

test('heartbeats alone for ten minutes mean that it is stuck', async () => {
  const { clock, say, end } = openTurn();
  await clock.advance(MINUTE_MS);
  say({ type: 'text', content: 'On it' });
  let isOver = false;
  void end.then(() => (isOver = true));
  for (let minute = 1; minute < 11; minute += 1) {
    say({ type: 'heartbeat' });
    await clock.advance(MINUTE_MS - 1);
  }
  expect(isOver).toBe(false);
  await clock.advance(MINUTE_MS);
  expect(await end).toMatchObject({ kind: 'lost', how: 'silent' });
});

test('a stream that breaks is lost, with what was heard', async () => {
  const { say, stream, end, events } = openTurn();
  say({ type: 'text', content: 'Half of' });
  await expect.poll(() => events.length).toBe(1);
  stream.destroy(BROKEN);
  expect(await end).toMatchObject({ kind: 'lost', how: 'broken' });
});

test('throws when the process is stopped, and for a bug', async () => {
  const { stop, end } = openTurn();
  stop.abort(new Error('stopped'));
  await expect(end).rejects.toThrow('stopped');
  await expect(openTurn({ bug: new TypeError('x') }).end).rejects.toThrow(TypeError);
});
