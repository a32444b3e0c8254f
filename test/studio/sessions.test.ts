import { expect, test } from 'vitest';

import { createFile, openStudio, visit } from './support.ts';

test('names sessions by 19 digits that no number can hold', async () => {
  const { sessionId, taskId } = await visit(await openStudio());
  expect(sessionId).toMatch(/^\d{19}$/);
  expect(String(Number(sessionId))).not.toBe(sessionId);
  expect(taskId).toMatch(/^task_/);
});

test('begins with an empty state', async () => {
  const { call, sessionId, taskId, userId } = await visit(await openStudio());
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

test('shows nobody the session of another', async () => {
  const studio = await openStudio();
  const owner = await visit(studio);
  const stranger = await visit(studio);
  const path = `/api/state/nemo_agent/me/${owner.sessionId}/latest`;
  expect((await stranger.call(path)).body.code).toBe(1002);
  expect((await owner.call(path.replace('/me/', `/${owner.userId}/`))).body.code).toBe(0);
  expect((await owner.call(path.replace('/me/', '/anon_other/'))).body.code).toBe(1002);
  expect((await owner.call(path.replace(owner.sessionId, '123'))).body.code).toBe(1002);
});

test('lets tests forget all sessions', async () => {
  const studio = await openStudio();
  const { sessionId, call, say } = await visit(studio);
  studio.forgetSessions();
  expect((await call(`/api/state/nemo_agent/me/${sessionId}/latest`)).body.code).toBe(1002);
  expect((await say('mute')).body.code).toBe(1002);
});

test('shows the draft and canvas after an edit, and the same ones twice', async () => {
  const studio = await openStudio();
  const { upload, hear, state, sessionId } = await visit(studio);
  await upload([['clip.mp4', createFile()]]);
  await hear('place the clip on the timeline, then make it vertical');
  const after = await state();
  expect(after.canvas_config).toEqual({ width: 1080, height: 1920, ratio: '9:16' });
  expect(after.draft).toEqual(studio.draft(sessionId));
  expect(await state()).toEqual(after);
});

test('records requests without their tokens', async () => {
  const studio = await openStudio();
  const { userId, token } = await visit(studio);
  const [first, second] = studio.requests;
  expect(first).toMatchObject({ method: 'POST', path: '/api/auth/anonymous-token', status: 200 });
  expect(first?.headers['x-client-id']).toMatch(/^client-/);
  expect(second).toMatchObject({ userId, status: 200, bytesIn: 39 });
  expect(second?.headers).toMatchObject({
    authorization: 'Bearer …',
    'x-skill-source': 'ai-video-download',
  });
  expect(second?.bytesOut).toBeGreaterThan(100);
  expect(JSON.stringify(studio.requests)).not.toContain(token);
});

test('answers unknown endpoints with 404', async () => {
  const { call } = await visit(await openStudio());
  expect(await call('/v1/jobs/1')).toMatchObject({ status: 404, body: { code: 404 } });
});
