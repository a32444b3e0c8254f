import { expect, test } from 'vitest';

import type { StartOptions } from '../../src/studio/studio.ts';
import {
  ask,
  createFile,
  createMovableClock,
  createStubEngine,
  openStudio,
  visit,
} from './support.ts';

const RENDER = '/api/render/proxy/lambda/render_1';

/** A client whose timeline has one clip and a title. */
async function begin(options: StartOptions = {}) {
  const engine = createStubEngine();
  const studio = await openStudio({ engine, ...options });
  const visitor = await visit(studio);
  await visitor.upload('clip.mp4', createFile());
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
    const { state, submit, finish, hear, engine } = await begin({ draft: spelling });
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
  const { submit, finish, engine } = await begin();
  await submit('render_1', { output });
  await finish('render_1');
  expect(engine.renders).toMatchObject([{ output: expected }]);
});

test('refuses an id that was used before', async () => {
  const { submit, finish, engine } = await begin();
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
  const { submit, poll } = await begin();
  expect((await submit('render_1', extra)).status).toBe(400);
  expect((await poll('render_1')).status).toBe(404);
});

test("refuses another user's media, session and render", async () => {
  const { studio, state, submit, sessionId } = await begin();
  const { draft } = await state();
  await submit('render_1');
  const stranger = await visit(studio);
  expect((await stranger.submit('render_2', { draft })).body.message).toMatch(/not the one/);
  expect((await stranger.submit('render_2', { draft, sessionId })).status).toBe(404);
  expect((await stranger.poll('render_1')).status).toBe(404);
});

test('asks for attribution on every call with a token', async () => {
  const { studio, poll, token } = await begin();
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
  const { submit, finish } = await begin({ renderFailures: 1 });
  await submit('render_1');
  expect(await finish('render_1')).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/memory/),
  });
  await submit('render_2');
  expect((await finish('render_2')).status).toBe('completed');
});

test('completes without a URL at first', async () => {
  const { submit, finish, poll } = await begin({ resultUrl: 'late' });
  await submit('render_1');
  expect(await finish('render_1')).toMatchObject({ status: 'completed', output: {} });
  expect((await poll('render_1')).body.output.url).toMatch(/^http/);
});

test('cancels', async () => {
  const { submit, poll, call, engine } = await begin({ renderDelayMs: 60_000 });
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
  const { submit, finish, call, studio } = await begin();
  await submit('render_1');
  await finish('render_1');
  const path = '/api/render/proxy/render_1/download';
  const file = await call(path);
  expect(file.headers.get('content-type')).toBe('video/mp4');
  expect(file.headers.get('content-disposition')).toContain('render_1.mp4');
  expect(file.body).toHaveLength(1000);
  expect((await ask(studio.url + path)).body.code).toBe(1001);
});

const WHOLE = 'abcdefghij'.repeat(100);

/** The URL of a finished render: a thousand bytes. */
async function finishRender(options: StartOptions = {}) {
  const { submit, finish, poll, studio } = await begin(options);
  await submit('render_1');
  const { url } = (await finish('render_1')).output as { url: string };
  return {
    url,
    poll,
    studio,
    get: (headers: Record<string, string> = {}) => ask(url, { headers }),
  };
}

test('sends a result without a token, whole or in parts', async () => {
  const { url, get } = await finishRender();
  const { status, headers, body } = await get();
  expect([status, body]).toEqual([200, WHOLE]);
  expect(headers.get('accept-ranges')).toBe('bytes');
  const head = await ask(url, { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length'), head.body]).toEqual([200, '1000', '']);
  for (const [range, told, part] of [
    ['bytes=0-9', 'bytes 0-9/1000', 'abcdefghij'],
    ['bytes=998-5000', 'bytes 998-999/1000', 'ij'],
  ]) {
    const answer = await get({ Range: range ?? '' });
    const seen = [answer.status, answer.headers.get('content-range'), answer.body];
    expect(seen, range).toEqual([206, told, part]);
  }
  expect((await get({ Range: 'bytes=1000-' })).status).toBe(416);
});

test('continues only the same file', async () => {
  const { get } = await finishRender();
  const { headers } = await get();
  const range = { Range: 'bytes=990-' };
  const etag = headers.get('etag') ?? '';
  const modified = headers.get('last-modified') ?? '';
  expect((await get({ ...range, 'If-Range': etag })).status).toBe(206);
  expect((await get({ ...range, 'If-Range': modified })).status).toBe(206);
  expect((await get({ ...range, 'If-Range': '"other"' })).body).toBe(WHOLE);
  // Without the second, fetch asks for a fresh answer by itself.
  const known = { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' };
  expect((await get(known)).status).toBe(304);
});

test('keeps results in a store like S3, on another origin', async () => {
  const clock = createMovableClock();
  const { url, get, studio } = await finishRender({
    results: 'store',
    clock,
    resultUrlLifetimeMs: 1000,
  });
  expect(new URL(url).origin).not.toBe(studio.url);
  expect((await get()).body).toBe(WHOLE);
  expect((await get({ Range: 'bytes=990-' })).status).toBe(206);
  expect((await ask(url, { method: 'HEAD' })).status).toBe(403);
  const withToken = await get({ Authorization: 'Bearer x' });
  expect([withToken.status, withToken.body]).toEqual([400, expect.stringContaining('<Error>')]);
  clock.advance(1000);
  const late = await get();
  expect([late.status, late.headers.get('content-type')]).toEqual([403, 'application/xml']);
  expect(late.body).toContain('<Code>AccessDenied</Code>');
  // Nothing else is to be had there.
  const { origin } = new URL(url);
  expect((await ask(`${origin}/api/credits/balance/simple`)).status).toBe(404);
});

test('expires links, makes new ones, and lets nobody bend one', async () => {
  const clock = createMovableClock();
  const { get, poll, url } = await finishRender({ clock, resultUrlLifetimeMs: 1000 });
  for (const bent of [
    url.split('?')[0] ?? '',
    url.replace('render_1', 'render_2'),
    url.replace('expires=1', 'expires=9'),
  ])
    expect((await ask(bent)).status, bent).toBe(403);
  clock.advance(1000);
  expect((await get()).status).toBe(403);
  const { body } = await poll('render_1');
  expect((await ask(body.output.url)).status).toBe(200);
});
