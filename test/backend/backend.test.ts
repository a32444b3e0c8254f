import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { type Backend as Connected } from '../../src/backend/backend.ts';
import {
  connect,
  createCommand,
  openBackend,
  sendJson,
  type Backend,
  type Recorded,
} from '../support/backend.ts';

type Reply = (response: ServerResponse, request: Recorded) => void;

/** A server that gives tokens (`nmv_usr_1`, `nmv_usr_2` …), and answers everything else as told. */
async function openServer(
  reply: Reply,
): Promise<Backend & { tokens: () => number; sent: Recorded[] }> {
  let tokens = 0;
  const sent: Recorded[] = [];
  const server = await openBackend((response, request) => {
    if (request.path === '/api/auth/anonymous-token')
      return sendJson(response, { code: 0, data: { token: `nmv_usr_${(tokens += 1)}` } });
    sent.push(request);
    return reply(response, request);
  });
  return { ...server, tokens: () => tokens, sent };
}

const answer =
  (body: unknown, status = 200): Reply =>
  (response) =>
    sendJson(response, body, status);

/** Refuses the tokens it is told, takes every other. */
const refuse =
  (...tokens: string[]): Reply =>
  (response, { headers }) =>
    tokens.some((token) => headers['authorization'] === `Bearer ${token}`)
      ? sendJson(response, { code: 1001, message: 'token expired' }, 401)
      : sendJson(response, { code: 0, data: { available: 1 } });

const usedTokens = (sent: Recorded[]): unknown[] =>
  sent.map(({ headers }) => headers['authorization']?.slice('Bearer '.length));

/** As a step sends what must not be done twice. */
async function sendAsStep(backend: Connected): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await backend.uploadUrls('1', ['https://e.com/a.mp4']);
    } catch (error) {
      await backend.beforeRetry(error, attempt);
    }
  }
}

test.each([
  [502, { code: 429 }],
  [503, { code: 1001 }],
])(
  'a request answered by HTTP %i with %j may have been taken: not repeated, no new token',
  async (status, body) => {
    const server = await openServer(answer(body, status));
    const command = await createCommand(server.url);
    const backend = await connect(command);
    await expect(sendAsStep(backend)).rejects.toMatchObject({ isRefused: false, status });
    expect(server.sent).toHaveLength(1);
    expect(server.tokens()).toBe(1);
    expect(command.clock.slept).toEqual([]);
  },
);

test.each(['sendMessage', 'uploadUrls', 'submitRender'] as const)(
  '%s makes one attempt, whatever comes',
  async (name) => {
    const server = await openServer(answer({ code: 429 }, 429));
    const backend = await connect(await createCommand(server.url));
    const order = { renderId: 'r', sessionId: '1', draftText: '{}', resolution: undefined };
    const calls = {
      sendMessage: () => backend.sendMessage({ sessionId: '1', text: 'hi' }),
      uploadUrls: () => backend.uploadUrls('1', ['https://e.com/a.mp4']),
      submitRender: () => backend.submitRender(order),
    };
    await expect(calls[name]()).rejects.toMatchObject({ kind: 'rate_limit', isRefused: true });
    expect(server.sent).toHaveLength(1);
  },
);

test('a refused starter token is replaced, and the request sent again', async () => {
  const server = await openServer(refuse('nmv_usr_1'));
  const command = await createCommand(server.url);
  const backend = await connect(command);
  expect(await backend.readCredits()).toMatchObject({ available: 1 });
  expect(usedTokens(server.sent)).toEqual(['nmv_usr_1', 'nmv_usr_2']);
  expect(backend.account.token).toBe('nmv_usr_2');
  expect(command.reporter.notices).toEqual([
    'The free starter token was refused; a new one is requested.',
  ]);
  expect(command.reporter.hidden).toContain('nmv_usr_2');
});

test('there is no third token', async () => {
  const server = await openServer(refuse('nmv_usr_1', 'nmv_usr_2'));
  const backend = await connect(await createCommand(server.url));
  await expect(backend.readCredits()).rejects.toMatchObject({ kind: 'auth', row: 1001 });
  await expect(backend.readCredits()).rejects.toMatchObject({ kind: 'auth' });
  expect(server.tokens()).toBe(2);
});

test('requests that are refused side by side renew the token once', async () => {
  const server = await openServer(refuse('nmv_usr_1'));
  const backend = await connect(await createCommand(server.url));
  await Promise.all([backend.readCredits(), backend.readCredits(), sendAsStep(backend)]);
  expect(server.tokens()).toBe(2);
});

test('a token that another command has renewed meanwhile is taken as it is', async () => {
  const server = await openServer(refuse('nmv_usr_1'));
  const command = await createCommand(server.url);
  const [one, two] = [await connect(command), await connect(command)];
  await Promise.all([one.readCredits(), two.readCredits()]);
  expect(server.tokens()).toBe(2);
  expect(two.account.token).toBe('nmv_usr_2');
  expect(command.reporter.notices).toHaveLength(1);
});

test("a refused token of the user's own is an auth error, and no other is asked for", async () => {
  const server = await openServer(refuse('own-1'));
  const command = await createCommand(server.url, { settings: { token: 'own-1' } });
  const backend = await connect(command);
  const refused = { kind: 'auth', advice: { en: expect.stringContaining('Check NEMO_TOKEN') } };
  await expect(backend.readCredits()).rejects.toMatchObject(refused);
  await expect(sendAsStep(backend)).rejects.toMatchObject(refused);
  expect(server.sent).toHaveLength(2);
  expect(server.tokens()).toBe(0);
});

test('an error inside a turn is explained as an answer is, but is no refusal', async () => {
  const server = await openServer(answer({}));
  const backend = await connect(await createCommand(server.url));
  const error = backend.explainTurnError({ message: 'no credits', code: 2001 });
  expect(error).toMatchObject({ kind: 'credits', row: 2001, isRefused: false });
  await expect(backend.beforeRetry(error, 1)).rejects.toBe(error);
});
