import { expect, test } from 'vitest';

import {
  ask,
  askToken,
  createFile,
  createMovableClock,
  createVisitor,
  openStudio,
  visit,
} from './support.ts';

const DAY_MS = 86_400_000;
const CREDITS = '/api/credits/balance/simple';

test('gives a client a starter token, and one per week', async () => {
  const clock = createMovableClock();
  const studio = await openStudio({ clock });
  const { status, body } = await askToken(studio, 'client-a');
  expect(status).toBe(200);
  expect(body).toMatchObject({ code: 0, data: { credits: 100 } });
  expect(body.data.token).toMatch(/^nmv_usr_[\w-]{40,}$/);
  expect(body.data.user_id).toMatch(/^anon_[0-9a-f]{16}$/);
  expect(Date.parse(body.data.expires_at) - clock.now()).toBe(7 * DAY_MS);

  expect(await askToken(studio, 'client-a')).toMatchObject({ status: 429, body: { code: 429 } });
  expect(await askToken(studio, 'client-b')).toMatchObject({ status: 200 });
  clock.advance(7 * DAY_MS);
  const later = (await askToken(studio, 'client-a')).body.data;
  expect(later.token).not.toBe(body.data.token);
  expect(later.user_id).toBe(body.data.user_id);
});

test('refuses unknown and expired tokens with 1001', async () => {
  const clock = createMovableClock();
  const studio = await openStudio({ clock });
  const { call } = await visit(studio);
  clock.advance(7 * DAY_MS);
  expect(await call(CREDITS)).toMatchObject({ status: 200, body: { code: 1001 } });
  expect((await ask(studio.url + CREDITS)).body.code).toBe(1001);
});

test('lets tests expire tokens, and clients ask again', async () => {
  const studio = await openStudio();
  const { token } = (await askToken(studio, 'client-a')).body.data;
  studio.expireTokens();
  const headers = { Authorization: `Bearer ${token}` };
  expect((await ask(studio.url + CREDITS, { headers })).body.code).toBe(1001);
  expect((await askToken(studio, 'client-a')).status).toBe(200);
});

test('serves registered users', async () => {
  const studio = await openStudio();
  const { userId, credits } = await createVisitor(studio, studio.issueToken(7).token);
  expect(await credits()).toEqual({ available: 7, frozen: 0, total: 7 });
  expect(userId).toMatch(/^user_/);
});

test('makes one claim token per session', async () => {
  const studio = await openStudio();
  const { call, taskId, sessionId } = await visit(studio);
  const claim = { json: { task_id: taskId, session_id: sessionId } };
  const { body } = await call('/api/auth/claim-token', claim);
  expect(body).toMatchObject({ code: 0, data: { expires_in: 604_800 } });
  expect(body.data.claim_token).toMatch(/^clm_/);
  expect((await call('/api/auth/claim-token', claim)).body).toEqual(body);
  const stranger = await visit(studio);
  expect((await stranger.call('/api/auth/claim-token', claim)).body.detail).toBe(
    'Session not found',
  );
});

test('begins a session with an empty state, under a number that no double holds', async () => {
  const { call, sessionId, taskId, userId } = await visit(await openStudio());
  expect(sessionId).toMatch(/^\d{19}$/);
  expect(String(Number(sessionId))).not.toBe(sessionId);
  const { body } = await call(`/api/state/nemo_agent/me/${sessionId}/latest`);
  expect(body).toEqual({
    code: 0,
    data: {
      session_id: sessionId,
      task_id: taskId,
      task_name: 'project',
      user_id: userId,
      state: {
        video_infos: [],
        draft: null,
        canvas_config: null,
        video_analyses: {},
        generated_media: [],
      },
    },
  });
});

test('shows nobody the session of another, and lets tests forget all', async () => {
  const studio = await openStudio();
  const owner = await visit(studio);
  const stranger = await visit(studio);
  const path = `/api/state/nemo_agent/me/${owner.sessionId}/latest`;
  expect((await stranger.call(path)).body.detail).toBe('Session not found');
  expect((await owner.call(path.replace('/me/', `/${owner.userId}/`))).body.code).toBe(0);
  expect((await owner.call(path.replace('/me/', '/anon_other/'))).body.detail).toBe(
    'Session not found',
  );
  studio.forgetSessions();
  expect((await owner.call(path)).body.detail).toBe('Session not found');
  expect((await owner.say('mute')).body.detail).toBe('Session not found');
});

test('shows the draft and canvas after an edit', async () => {
  const studio = await openStudio();
  const { upload, hear, state, sessionId } = await visit(studio);
  await upload('clip.mp4', createFile());
  await hear('place the clip on the timeline, then make it vertical');
  const { canvas_config: canvas, draft } = await state();
  expect(canvas).toEqual({ width: 1080, height: 1920, ratio: '9:16' });
  expect(draft).toEqual(studio.draft(sessionId));
});

test('records requests without their tokens', async () => {
  const studio = await openStudio();
  const { userId, token } = await visit(studio);
  const [first, second] = studio.requests;
  expect(first).toMatchObject({ method: 'POST', path: '/api/auth/anonymous-token', status: 200 });
  expect(second).toMatchObject({ userId, status: 200, bytesIn: 39 });
  expect(second?.headers).toMatchObject({ 'x-skill-source': 'ai-video-download' });
  expect(JSON.stringify(studio.requests)).not.toContain(token);
});

test('answers unknown endpoints with 404, and no web page', async () => {
  const studio = await openStudio();
  const { call } = await visit(studio);
  expect(await call('/v1/jobs/1')).toMatchObject({ status: 404, body: { code: 404 } });
  const fromPage = (Origin: string) => call(CREDITS, { headers: { Origin } });
  expect((await fromPage('http://evil.example')).status).toBe(403);
  expect((await fromPage(studio.url)).status).toBe(200);
});

test.each([
  '/media/..%2F..%2Faccounts.json',
  '/render-result/..%2F..%2Faccounts.json',
  '/render-result/%00.mp4',
  '/media/%E0%A4%A',
  '//etc/passwd',
])('serves nothing at %s', async (path) => {
  const { status } = await ask((await openStudio()).url + path);
  expect([400, 403, 404]).toContain(status);
});
