import { EventEmitter, once } from 'node:events';
import { expect, test } from 'vitest';
import { SkillError } from '../../src/system/errors.ts';
import type { HttpOptions, HttpRequest, HttpResponse } from '../../src/backend/request.ts';
import { createManualClock, CLOSED_URL, openBackend, openHttp } from '../support/backend.ts';
import { verbatim } from '../../src/words/text.ts';

const caller = { token: 'nmv_usr_1', anonymous: true, userId: undefined };

/** Asks a server that answers so for `/`. */
async function ask(
  reply: Parameters<typeof openBackend>[0],
  options: Partial<HttpOptions> = {},
  request: Partial<HttpRequest> = {},
): Promise<HttpResponse> {
  const { url } = await openBackend(reply);
  return openHttp(url, options).request({ method: 'GET', url: '/', ...request });
}

async function readAll(response: HttpResponse): Promise<string> {
  let text = '';
  for await (const chunk of response.body) text += Buffer.from(chunk).toString();
  return text;
}

test('sends method, path (below the API\u2019s own), headers and body as told, and reads headers in any case', async () => {
  const backend = await openBackend((response) => {
    response.setHeader('X-Two', ['b', 'c']);
    response.end('ok');
  });
  const http = openHttp(`${backend.url}/base`);
  const response = await http.request({
    method: 'POST',
    url: '/a/b?c=d',
    headers: { 'X-Own': 'yes' },
    body: '{"e":"城市"}',
  });
  expect(await response.text()).toBe('ok');
  expect(response.header('x-TWO')).toBe('b, c');
  expect(backend.requests).toMatchObject([
    { method: 'POST', path: '/base/a/b?c=d', headers: { 'x-own': 'yes' }, body: '{"e":"城市"}' },
  ]);
});

async function* breakOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('one ');
  throw new SkillError('file', verbatim('clip.mp4 changed'), { advice: verbatim('Wait.') });
}

test('ends with the reason why a body cannot go on', async () => {
  const asking = ask((response) => response.end(), {}, { method: 'POST', body: breakOff });
  await expect(asking).rejects.toMatchObject({ kind: 'file', message: 'clip.mp4 changed' });
});

test('sends token and attribution to the API and to no other host, not even to another port', async () => {
  const api = await openBackend((response) => response.end());
  const other = await openBackend((response) => response.end());
  const http = openHttp(api.url);
  const { port } = new URL(api.url);
  const urls = [
    '/api/x',
    `${api.url}/file.mp4`,
    `${other.url}/file.mp4`,
    `http://localhost:${port}/`,
  ];
  for (const url of urls) await http.request({ method: 'GET', url, caller });
  const sent = [...api.requests, ...other.requests].map(({ headers }) => [
    headers.authorization,
    headers['x-skill-source'],
  ]);
  const ours = ['Bearer nmv_usr_1', 'ai-video-download'];
  expect(sent).toEqual([ours, ours, [undefined, undefined], [undefined, undefined]]);
});

test('reports a refused connection', async () => {
  const http = openHttp(CLOSED_URL);
  await expect(http.request({ method: 'POST', url: '/run_sse?key=1' })).rejects.toMatchObject({
    kind: 'network',
    isRefused: true,
    message: expect.stringMatching(
      /^POST \/run_sse: 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)$/,
    ),
  });
});

test('gives up when answer or body do not come in time', async () => {
  const clock = createManualClock();
  const limit = { timeoutMs: 60_000 };
  await expect(ask(() => clock.expire(), { clock }, limit)).rejects.toMatchObject({
    kind: 'network',
  });
  const response = await ask((answer) => void answer.write('half'), { clock }, limit);
  const text = response.text();
  clock.expire();
  await expect(text).rejects.toMatchObject({ kind: 'network' });
});

test.each([
  ['the command\u2019s time', 20_000, {}, [20_000]],
  ['at least five seconds', 1_000, {}, [5_000]],
  ['its own limit where that is shorter', 90_000, {}, [60_000]],
  ['nothing, where no limit is asked for', 1_000, { timeoutMs: undefined }, []],
])('is bounded by %s', async (...[, deadlineMs, more, asked]) => {
  const clock = createManualClock();
  await ask((response) => response.end(), { clock, deadlineMs }, { timeoutMs: 60_000, ...more });
  expect(clock.asked).toEqual(asked);
});

test('ends with the reason of whoever calls it off, before the answer or inside the body', async () => {
  const reason = new Error('stopped by the user');
  const command = new AbortController();
  const asking = ask(() => command.abort(reason), { signal: command.signal });
  await expect(asking).rejects.toBe(reason);
  const own = new AbortController();
  const { signal } = own;
  const text = readAll(await ask((response) => void response.write('half'), {}, { signal }));
  own.abort(reason);
  await expect(text).rejects.toBe(reason);
});

test('hands over every byte that arrived before the connection broke', async () => {
  const sent = Buffer.alloc(300_000, 7);
  const closing = new EventEmitter();
  const closed = once(closing, 'close');
  const response = await ask((answer) => {
    answer.writeHead(200, { 'Content-Length': 1_000_000 });
    answer.socket?.once('close', () => closing.emit('close'));
    answer.write(sent, () => answer.socket?.end());
  });
  // Nobody has read yet when it breaks.
  await closed;
  let bytes = 0;
  const reading = async (): Promise<void> => {
    for await (const piece of response.body) bytes += piece.length;
  };

  await expect(reading()).rejects.toMatchObject({ kind: 'network' });
  expect(bytes).toBe(sent.length);
});

test('gives up on a server that falls silent', async () => {
  const half = ask((answer) => void answer.write('half'), {}, { longestSilenceMs: 2_000 });
  await expect(readAll(await half)).rejects.toMatchObject({ kind: 'network' });
});
