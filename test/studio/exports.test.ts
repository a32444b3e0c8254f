import { expect, test } from 'vitest';

import type { StartOptions } from '../../src/studio/studio.ts';
import { ask, createFile, createStubEngine, openStudio, visit } from './support.ts';

/** A client whose timeline has one clip and a title. */
async function begin(options: StartOptions = {}) {
  const engine = createStubEngine();
  const studio = await openStudio({ engine, ...options });
  const visitor = await visit(studio);
  await visitor.upload([['clip.mp4', createFile()]]);
  await visitor.hear('add the title "Hi"');
  return { studio, engine, ...visitor };
}

test('replies in the shape of the seed', async () => {
  const { submit, finish, engine, studio } = await begin();
  const output = { format: 'mp4', quality: 'high' };
  expect((await submit('render_1', { output })).body).toEqual({
    taskId: 'render_1',
    status: 'pending',
    progress: 5,
  });
  const { body } = await finish('render_1');
  expect(body).toEqual({
    taskId: 'render_1',
    status: 'completed',
    progress: 100,
    output: { url: expect.any(String), duration: 10, size: 1000 },
    path: 'transcode',
  });
  expect(body.output.url).toMatch(`${studio.url}/render-result/render_1.mp4?`);
  expect(engine.renders).toMatchObject([
    {
      timeline: { clips: [{ durationMs: 10_000 }], titles: [{ text: 'Hi' }] },
      output: { width: 1280, height: 720, fps: 30 },
    },
  ]);
});

test('replies in the shape of the reference', async () => {
  const { submit, finish } = await begin({ renderReply: 'reference', renderProgress: false });
  expect((await submit('render_1')).body).toEqual({
    success: true,
    data: { id: 'render_1', status: 'pending', createdAt: expect.any(Number) },
  });
  expect((await finish('render_1')).body).toEqual({
    success: true,
    data: {
      id: 'render_1',
      status: 'completed',
      outputUrl: expect.stringContaining('/render-result/render_1.mp4?'),
      createdAt: expect.any(Number),
      completedAt: expect.any(Number),
      path: 'transcode',
    },
  });
});

test('renders the draft it is sent, noise and all', async () => {
  const { state, submit, finish, engine } = await begin({ draftNoise: true });
  const { draft } = await state();
  draft.t[0].sg[0].d = 4000;
  await submit('render_1', { draft });
  expect((await finish('render_1')).body.status).toBe('completed');
  expect(engine.renders).toMatchObject([{ timeline: { clips: [{ durationMs: 4000 }] } }]);
});

test.each([
  ['1080p', { width: 1920, height: 1080 }],
  ['720p', { width: 1280, height: 720 }],
  ['640x360', { width: 640, height: 360 }],
  ['huge', { width: 1280, height: 720 }],
])('renders at %s', async (resolution, size) => {
  const { submit, finish, engine } = await begin();
  await submit('render_1', { output: { format: 'mp4', quality: 'high', resolution } });
  await finish('render_1');
  expect(engine.renders).toMatchObject([{ output: size }]);
});

test.each([
  [{ format: 'gif' }, { width: 480, height: 270 }],
  [
    { format: 'gif', resolution: '720p' },
    { width: 1280, height: 720 },
  ],
  [
    { format: 'webm', quality: 'low' },
    { width: 1280, height: 720, quality: 'low' },
  ],
])('renders %j', async (output, expected) => {
  const { submit, finish, engine } = await begin();
  await submit('render_1', { output });
  const { body } = await finish('render_1');
  expect(engine.renders).toMatchObject([{ output: { format: output.format, ...expected } }]);
  expect(new URL(body.output.url).pathname).toBe(`/render-result/render_1.${output.format}`);
});

test('renders previews smaller', async () => {
  const { submit, finish, engine } = await begin({ previewScale: 0.25 });
  await submit('render_1');
  await finish('render_1');
  expect(engine.renders).toMatchObject([{ output: { width: 320, height: 180 } }]);
});

test('refuses an id that was used before', async () => {
  const { submit, finish, engine } = await begin();
  await submit('render_1');
  expect(await submit('render_1')).toMatchObject({ status: 409, body: { message: /exists/ } });
  await finish('render_1');
  expect(engine.renders).toHaveLength(1);
});

test.each([
  ['no draft', { draft: null }],
  ['a draft without segments', { draft: { t: [{ tt: 0, sg: [] }], m: { width: 16, height: 16 } } }],
  [
    'unknown media',
    {
      draft: {
        t: [{ tt: 0, sg: [{ d: 1, m: { media_id: 'x' } }] }],
        m: { width: 16, height: 16 },
      },
    },
  ],
  ['an id that is a path', { id: '../../etc' }],
])('refuses %s', async (_what, extra) => {
  const { submit } = await begin();
  expect((await submit('render_1', extra)).status).toBe(400);
});

test("refuses another user's media, session and render", async () => {
  const { studio, state, submit, sessionId } = await begin();
  const { draft } = await state();
  await submit('render_1');
  const stranger = await visit(studio);
  expect((await stranger.submit('render_2', { draft })).body.message).toMatch(/unknown media/);
  expect((await stranger.submit('render_2', { draft, sessionId })).body.code).toBe(1002);
  expect((await stranger.poll('render_1')).status).toBe(404);
});

test('asks for attribution on exports only', async () => {
  const { studio, poll, token } = await begin();
  const headers = {
    Authorization: `Bearer ${token}`,
    'X-Skill-Source': 'a',
    'X-Skill-Version': '1',
  };
  const path = '/api/render/proxy/lambda/render_1';
  expect(await ask(studio.url + path, { headers })).toMatchObject({
    status: 402,
    body: { code: 402, message: /x-skill-platform/ },
  });
  expect((await poll('render_1')).status).toBe(404);
  const credits = await ask(`${studio.url}/api/credits/balance/simple`, { headers });
  expect(credits.body.code).toBe(0);
});

test('blocks exports by plan', async () => {
  const { submit } = await begin({ exportPlanBlocked: true });
  expect(await submit('render_1')).toMatchObject({ status: 402, body: { code: 402 } });
});

test('fails the first renders, and only those', async () => {
  const { submit, finish } = await begin({ renderFailures: 1 });
  await submit('render_1');
  expect((await finish('render_1')).body).toMatchObject({ status: 'failed', error: /memory/ });
  await submit('render_2');
  expect((await finish('render_2')).body.status).toBe('completed');
});

test('completes without a URL at first', async () => {
  const { submit, finish, poll } = await begin({ resultUrl: 'late' });
  await submit('render_1');
  expect((await finish('render_1')).body).toMatchObject({ status: 'completed', output: {} });
  expect((await poll('render_1')).body.output.url).toMatch(/^http/);
});

test('cancels', async () => {
  const { submit, poll, call, engine } = await begin({ renderDelayMs: 60_000 });
  await submit('render_1');
  const cancel = () => call('/api/render/proxy/lambda/render_1/cancel', { method: 'POST' });
  expect((await cancel()).body.status).toBe('failed');
  expect((await poll('render_1')).body).toMatchObject({ status: 'failed', error: /cancelled/ });
  expect((await cancel()).status).toBe(409);
  expect(engine.renders).toEqual([]);
});

test('downloads with the token', async () => {
  const { submit, finish, call, studio } = await begin();
  await submit('render_1');
  await finish('render_1');
  const path = '/api/render/proxy/render_1/download';
  const file = await call(path);
  expect(file.headers.get('content-type')).toBe('video/mp4');
  expect(file.body).toHaveLength(1000);
  expect((await ask(studio.url + path)).body.code).toBe(1001);
});

test('names the file instead of sending it', async () => {
  const { submit, finish, call } = await begin({ downloadReply: 'json' });
  await submit('render_1');
  await finish('render_1');
  const { body } = await call('/api/render/proxy/render_1/download');
  expect((await ask(body.output.url)).body).toHaveLength(1000);
});
