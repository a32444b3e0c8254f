import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createApi } from '../../src/backend/api.ts';
import { createAuthorized } from '../../src/backend/authorized.ts';
import { createHttp } from '../../src/backend/http.ts';
import type { TurnEvent } from '../../src/backend/turn-event.ts';
import { listenToTurn, type TurnEnd } from '../../src/operations/chat/turn.ts';
import { NO_PROXIES } from '../support/backend.ts';
import { createFakeClock, type FakeClock } from '../support/fake-clock.ts';

interface Stage {
  clock: FakeClock;
  posts: () => number;
  stream: Promise<ServerResponse>;
  events: TurnEvent[];
  notices: number[];
  end: Promise<TurnEnd>;
  stop: AbortController;
}

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  const parts = {} as { promise: Promise<T>; resolve: (value: T) => void };
  parts.promise = new Promise<T>((resolve) => {
    parts.resolve = resolve;
  });
  return parts;
}

/** A turn over a server whose stream the test writes. */
async function openTurn({
  waitMs,
  answer,
}: { waitMs?: number; answer?: (response: ServerResponse) => void } = {}): Promise<Stage> {
  const clock = createFakeClock();
  let posts = 0;
  const { promise: stream, resolve: opened } = withResolvers<ServerResponse>();
  const server = createServer((request, response) => {
    posts += 1;
    request.resume();
    if (answer) return answer(response);
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write(': hello\n\n');
    opened(response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const http = createHttp({ apiUrl, proxies: NO_PROXIES, clock, headers: () => ({}) });
  onTestFinished(async () => {
    await http.close();
    server.closeAllConnections();
    server.close();
  });
  const account = {
    token: 'secret',
    anonymous: true,
    clientId: undefined,
    userId: undefined,
    expiresAt: null,
  };
  const stop = new AbortController();
  const events: TurnEvent[] = [];
  const notices: number[] = [];
  const startedMs = clock.now();
  const end = listenToTurn({
    api: createApi({
      http,
      webUrl: 'https://nemovideo.com',
      authorized: createAuthorized({ account, retry: (_method, attempt) => attempt() }),
    }),
    clock,
    sessionId: '1',
    message: 'add a title',
    signal: stop.signal,
    deadlineMs: waitMs === undefined ? undefined : startedMs + waitMs,
    listener: {
      onEvent: (event) => void events.push(event),
      onStillWorking: () => void notices.push((clock.now() - startedMs) / 60_000),
    },
  });
  end.catch(() => {});
  return { clock, posts: () => posts, stream, events, notices, end, stop };
}

const isText = (event: TurnEvent): boolean => event.type === 'text';

test('a turn ends when the stream is closed, with its events in order', async () => {
  const { stream, events, end } = await openTurn();
  const response = await stream;
  response.end(
    'data: {"type":"text","content":"Hello"}\n\ndata: {"type":"tool_call","name":"edit"}\n\n',
  );

  expect(await end).toEqual({ kind: 'closed' });
  expect(events.map(({ type }) => type)).toEqual(['heartbeat', 'text', 'tool-call']);
});

test('a notice comes every two minutes, and none when the turn is over', async () => {
  const { clock, stream, notices, end } = await openTurn();
  const response = await stream;
  await clock.advance(5 * 60_000);
  expect(notices).toEqual([2, 4]);
  response.end();
  await end;
  await clock.advance(10 * 60_000);
  expect(notices).toEqual([2, 4]);
});

test('a turn is given up after 15 minutes, and counts as lost', async () => {
  const { clock, stream, end, posts } = await openTurn();
  await stream;
  await clock.advance(15 * 60_000);

  expect(await end).toMatchObject({ kind: 'lost' });
  expect(posts()).toBe(1);
});

test('heartbeats alone for ten minutes count as lost', async () => {
  const { clock, stream, end, events } = await openTurn();
  const response = await stream;
  response.write('data: {"type":"text","content":"On it"}\n\n');
  await expect.poll(() => events.some(isText)).toBe(true);
  for (let minute = 1; minute <= 9; minute += 1) {
    response.write('data: {"type":"heartbeat"}\n\n');
    await clock.advance(60_000);
  }
  let ended = false;
  void end.then(() => (ended = true));
  await clock.advance(50_000);
  expect(ended).toBe(false);
  await clock.advance(60_000);

  expect(await end).toMatchObject({ kind: 'lost' });
});

test('--wait ends the listening, not the turn', async () => {
  const { clock, stream, end, events } = await openTurn({ waitMs: 100_000 });
  (await stream).write('data: {"type":"text","content":"Working on it"}\n\n');
  await expect.poll(() => events.some(isText)).toBe(true);
  await clock.advance(100_000);

  expect(await end).toEqual({ kind: 'left' });
});

test('a broken stream counts as lost and nothing is posted again', async () => {
  const { stream, end, posts } = await openTurn();
  (await stream).destroy();

  expect(await end).toMatchObject({ kind: 'lost' });
  expect(posts()).toBe(1);
});

test('a stop of the process ends the turn with its reason', async () => {
  const { stream, end, stop } = await openTurn();
  await stream;
  stop.abort(new Error('stopped'));

  await expect(end).rejects.toThrow('stopped');
});

test.each([
  ['a code in the body', 200, '{"code":2001,"message":"no credits"}', 'credits'],
  ['an HTTP status', 402, '{"message":"plan"}', 'plan'],
  ['a missing session', 404, '{"detail":"Session not found"}', 'backend'],
  ['an error page', 503, '<html>busy</html>', 'backend'],
])('%s instead of a stream is a typed error', async (...row) => {
  const [, status, body, kind] = row;
  const { end } = await openTurn({
    answer: (response) =>
      response
        .writeHead(status, {
          'Content-Type': body.startsWith('{') ? 'application/json' : 'text/html',
        })
        .end(body),
  });

  await expect(end).rejects.toMatchObject({ kind });
});

test('a JSON answer instead of a stream is read as the answer', async () => {
  const { end, events } = await openTurn({
    answer: (response) =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"text":"Done."}'),
  });

  expect(await end).toEqual({ kind: 'closed' });
  expect(events).toEqual([{ type: 'text', author: '', text: 'Done.', partial: false }]);
});
