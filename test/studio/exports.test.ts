import { expect, test } from 'vitest';

import { ask, beginExport, visit } from './support.ts';

const RENDER = '/api/render/proxy/lambda/render_1';

test('replies in the shape of the seed', async () => {
  const { submit, finish, engine, studio } = await beginExport();
  const output = { format: 'mp4', quality: 'high' };
  expect((await submit('render_1', { output })).body).toEqual({
    taskId: 'render_1',
    status: 'pending',
    progress: 5,
  });
  const reply = await finish('render_1');
  expect(reply).toEqual({
    taskId: 'render_1',
    status: 'completed',
    progress: 100,
    output: { url: expect.any(String), duration: 10, size: 1000 },
    path: 'transcode',
  });
  expect(reply.output.url).toMatch(`${studio.url}/render-result/render_1.mp4?`);
  expect(engine.renders).toMatchObject([
    {
      timeline: { clips: [{ durationMs: 10_000 }], titles: [{ text: 'Hi' }] },
      output: { width: 1280, height: 720 },
    },
  ]);
});

test.each(['metadata', 'python', 'flat', 'newer'] as const)(
  'takes a draft back byte by byte only: %s',
  async (spelling) => {
    const { state, submit, finish, hear, engine } = await beginExport({ draft: spelling });
    expect((await submit('render_1')).status).toBe(200);
    const { draft } = await state();
    // Parsed and written again, only the plainest is what it was.
    const isPlain = spelling === 'metadata';
    expect((await submit('render_2', { draft })).status).toBe(isPlain ? 200 : 400);
    const longer = { ...draft, d: draft.d + 1 };
    for (const other of [longer, { ...draft, mine: 1 }, { ...draft, m: undefined }, {}, null])
      expect((await submit('render_3', { draft: other })).status).toBe(400);
    await hear('trim to 4 seconds');
    // The draft before that edit is still what was handed out.
    expect((await submit('render_4', { draft })).status).toBe(isPlain ? 200 : 400);
    await finish('render_1');
    expect(engine.renders[0]).toMatchObject({ timeline: { titles: [{ text: 'Hi' }] } });
  },
);

test.each([
  [{ resolution: '1080p' }, { width: 1920, height: 1080 }],
  [{ resolution: '640x360' }, { width: 640, height: 360 }],
  [{ resolution: 'huge' }, { width: 1280, height: 720 }],
  [
    { format: 'MP4', quality: 'best' },
    { width: 1280, height: 720 },
  ],
])('renders %j', async (output, expected) => {
  const { submit, finish, engine } = await beginExport();
  await submit('render_1', { output });
  await finish('render_1');
  expect(engine.renders).toMatchObject([{ output: expected }]);
});

test('refuses an id that was used before', async () => {
  const { submit, finish, engine } = await beginExport();
  await submit('render_1');
  expect(await submit('render_1')).toMatchObject({
    status: 409,
    body: { message: expect.stringMatching(/exists/) },
  });
  await finish('render_1');
  expect(engine.renders).toHaveLength(1);
});

test.each([
  ['no draft', { draft: null }],
  ['an id that is a path', { id: '../../etc' }],
  ['a format that is not made', { output: { format: 'gif' } }],
  ['a quality there is none of', { output: { quality: 'ultra' } }],
])('refuses %s', async (_what, extra) => {
  const { submit, poll } = await beginExport();
  expect((await submit('render_1', extra)).status).toBe(400);
  expect((await poll('render_1')).status).toBe(404);
});

test("refuses another user's media, session and render", async () => {
  const { studio, state, submit, sessionId } = await beginExport();
  const { draft } = await state();
  await submit('render_1');
  const stranger = await visit(studio);
  expect((await stranger.submit('render_2', { draft })).body.message).toMatch(/not the one/);
  expect((await stranger.submit('render_2', { draft, sessionId })).status).toBe(404);
  expect((await stranger.poll('render_1')).status).toBe(404);
});

test('asks for attribution on every call with a token', async () => {
  const { studio, poll, token } = await beginExport();
  const headers = {
    Authorization: `Bearer ${token}`,
    'X-Skill-Source': 'a',
    'X-Skill-Version': '1',
  };
  expect(await ask(studio.url + RENDER, { headers })).toMatchObject({
    status: 402,
    body: { code: 402, message: expect.stringMatching(/x-skill-platform/) },
  });
  expect((await poll('render_1')).status).toBe(404);
  const credits = await ask(`${studio.url}/api/credits/balance/simple`, { headers });
  expect(credits.body).toMatchObject({
    code: 1001,
    message: expect.stringMatching(/x-skill-platform/),
  });
});

test('fails the first renders, and only those', async () => {
  const { submit, finish } = await beginExport({ renderFailures: 1 });
  await submit('render_1');
  expect(await finish('render_1')).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/memory/),
  });
  await submit('render_2');
  expect((await finish('render_2')).status).toBe('completed');
});

test('completes without a URL at first', async () => {
  const { submit, finish, poll } = await beginExport({ resultUrl: 'late' });
  await submit('render_1');
  expect(await finish('render_1')).toMatchObject({ status: 'completed', output: {} });
  expect((await poll('render_1')).body.output.url).toMatch(/^http/);
});

test('cancels', async () => {
  const { submit, poll, call, engine } = await beginExport({ renderDelayMs: 60_000 });
  await submit('render_1');
  const cancel = () => call(`${RENDER}/cancel`, { method: 'POST' });
  expect((await cancel()).body.status).toBe('failed');
  expect((await poll('render_1')).body).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/cancelled/),
  });
  expect((await cancel()).status).toBe(409);
  expect(engine.renders).toEqual([]);
});

test('downloads with the token, under its own name and type', async () => {
  const { submit, finish, call, studio } = await beginExport();
  await submit('render_1');
  await finish('render_1');
  const path = '/api/render/proxy/render_1/download';
  const file = await call(path);
  expect(file.headers.get('content-type')).toBe('video/mp4');
  expect(file.headers.get('content-disposition')).toContain('render_1.mp4');
  expect(file.body).toHaveLength(1000);
  expect((await ask(studio.url + path)).body.code).toBe(1001);
});
