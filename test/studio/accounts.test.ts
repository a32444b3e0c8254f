import { expect, test } from 'vitest';

import { ask, askToken, createMovableClock, createVisitor, openStudio, visit } from './support.ts';

const DAY_MS = 86_400_000;

test('gives a client a starter token', async () => {
  const clock = createMovableClock();
  const studio = await openStudio({ clock });
  const { status, body } = await askToken(studio, 'client-a');
  expect(status).toBe(200);
  expect(body).toMatchObject({ code: 0, data: { credits: 100 } });
  expect(body.data.token).toMatch(/^nmv_usr_[\w-]{40,}$/);
  expect(body.data.user_id).toMatch(/^anon_[0-9a-f]{16}$/);
  expect(Date.parse(body.data.expires_at) - clock.now()).toBe(7 * DAY_MS);
});

test('refuses a token without a client id', async () => {
  const studio = await openStudio();
  const answer = await ask(`${studio.url}/api/auth/anonymous-token`, { method: 'POST' });
  expect(answer).toMatchObject({ status: 400, body: { code: 400, message: /X-Client-Id/ } });
});

test('gives one token per client and week', async () => {
  const clock = createMovableClock();
  const studio = await openStudio({ clock });
  const first = await askToken(studio, 'client-a');
  expect(await askToken(studio, 'client-a')).toMatchObject({ status: 429, body: { code: 429 } });
  expect(await askToken(studio, 'client-b')).toMatchObject({ status: 200 });
  clock.advance(7 * DAY_MS);
  const second = await askToken(studio, 'client-a');
  expect(second.status).toBe(200);
  expect(second.body.data.token).not.toBe(first.body.data.token);
  expect(second.body.data.user_id).toBe(first.body.data.user_id);
});

test('refuses unknown and expired tokens with 1001', async () => {
  const clock = createMovableClock();
  const studio = await openStudio({ clock });
  const visitor = await visit(studio);
  clock.advance(7 * DAY_MS);
  const expired = await visitor.call('/api/credits/balance/simple');
  expect(expired).toMatchObject({ status: 200, body: { code: 1001 } });
  const unknown = await ask(`${studio.url}/api/credits/balance/simple`);
  expect(unknown).toMatchObject({ status: 200, body: { code: 1001 } });
});

test.each([
  ['status', 401, { code: 1001, message: 'Invalid authentication token' }],
  ['detail', 401, { detail: 'Invalid authentication token' }],
] as const)('writes refusals in the %s envelope', async (errorEnvelope, status, body) => {
  const studio = await openStudio({ errorEnvelope });
  expect(await ask(`${studio.url}/api/credits/balance/simple`)).toMatchObject({ status, body });
});

test('tells the balance', async () => {
  const visitor = await visit(await openStudio({ credits: 42 }));
  const { body } = await visitor.call('/api/credits/balance/simple');
  expect(body).toEqual({ code: 0, data: { available: 42, frozen: 0, total: 42 } });
});

test('lets tests expire tokens and lets the clients ask again', async () => {
  const studio = await openStudio();
  const { body } = await askToken(studio, 'client-a');
  studio.expireTokens();
  const url = `${studio.url}/api/credits/balance/simple`;
  const headers = { Authorization: `Bearer ${body.data.token}` };
  expect((await ask(url, { headers })).body.code).toBe(1001);
  expect((await askToken(studio, 'client-a')).status).toBe(200);
});

test('serves registered users', async () => {
  const studio = await openStudio();
  const visitor = await createVisitor(studio, studio.issueToken(7).token);
  const { body } = await visitor.call('/api/credits/balance/simple');
  expect(body.data.available).toBe(7);
  expect(visitor.userId).toMatch(/^user_/);
});

test('makes one claim token per session', async () => {
  const studio = await openStudio();
  const { call, taskId, sessionId } = await visit(studio);
  const claim = () =>
    call('/api/auth/claim-token', { json: { task_id: taskId, session_id: sessionId } });
  const { body } = await claim();
  expect(body).toMatchObject({ code: 0, data: { expires_in: 604_800 } });
  expect(body.data.claim_token).toMatch(/^clm_/);
  expect((await claim()).body).toEqual(body);
  const stranger = await visit(studio);
  const refused = await stranger.call('/api/auth/claim-token', {
    json: { task_id: taskId, session_id: sessionId },
  });
  expect(refused.body.code).toBe(1002);
});
