import { expect, test } from 'vitest';

import type { StartOptions } from '../../src/studio/studio.ts';
import { ask, createFile, createMovableClock, openStudio, visit } from './support.ts';

const WHOLE = 'abcdefghij'.repeat(100);

/** The URL of a finished render: a thousand bytes. */
async function begin(options: StartOptions = {}) {
  const studio = await openStudio(options);
  const { upload, hear, submit, finish, poll } = await visit(studio);
  await upload([['clip.mp4', createFile()]]);
  await hear('mute');
  await submit('render_1');
  const { body } = await finish('render_1');
  const url = body.output.url as string;
  return { url, poll, get: (headers: Record<string, string> = {}) => ask(url, { headers }) };
}

test('sends the whole file without a token', async () => {
  const { get } = await begin();
  const { status, headers, body } = await get();
  expect(status).toBe(200);
  expect(body).toBe(WHOLE);
  expect(headers.get('accept-ranges')).toBe('bytes');
  expect(headers.get('content-length')).toBe('1000');
  expect(headers.get('etag')).toMatch(/^"[\w-]+"$/);
  expect(Date.parse(headers.get('last-modified') ?? '')).toBeGreaterThan(0);
});

test('answers HEAD without a body', async () => {
  const { url } = await begin();
  const { status, headers, body } = await ask(url, { method: 'HEAD' });
  expect([status, headers.get('content-length'), body]).toEqual([200, '1000', '']);
});

test.each([
  ['bytes=0-9', 'bytes 0-9/1000', 'abcdefghij'],
  ['bytes=995-', 'bytes 995-999/1000', 'fghij'],
  ['bytes=-3', 'bytes 997-999/1000', 'hij'],
  ['bytes=998-5000', 'bytes 998-999/1000', 'ij'],
])('sends a part: %s', async (range, contentRange, part) => {
  const { status, headers, body } = await (await begin()).get({ Range: range });
  expect([status, headers.get('content-range'), body]).toEqual([206, contentRange, part]);
});

test.each(['bytes=0-1,5-6', 'bytes=9-1', 'lines=1-2', 'bytes=-', 'bytes=x-'])(
  'ignores what is no single range: %s',
  async (range) => {
    expect((await (await begin()).get({ Range: range })).status).toBe(200);
  },
);

test.each(['bytes=1000-', 'bytes=5000-6000', 'bytes=-0'])('refuses %s', async (range) => {
  const { status, headers } = await (await begin()).get({ Range: range });
  expect([status, headers.get('content-range')]).toEqual([416, 'bytes */1000']);
});

test('continues only the same file', async () => {
  const { get } = await begin();
  const { headers } = await get();
  const range = { Range: 'bytes=990-' };
  const etag = headers.get('etag') ?? '';
  const modified = headers.get('last-modified') ?? '';
  expect((await get({ ...range, 'If-Range': etag })).status).toBe(206);
  expect((await get({ ...range, 'If-Range': modified })).status).toBe(206);
  expect((await get({ ...range, 'If-Range': '"other"' })).body).toBe(WHOLE);
  expect((await get({ 'If-None-Match': etag })).status).toBe(304);
});

test('ignores ranges when told to', async () => {
  const { get } = await begin({ resultRanges: false });
  expect(await get({ Range: 'bytes=0-9' })).toMatchObject({ status: 200, body: WHOLE });
});

test('expires links and makes new ones', async () => {
  const clock = createMovableClock();
  const { get, poll, url } = await begin({ clock, resultUrlLifetimeMs: 1000 });
  clock.advance(1000);
  expect((await get()).status).toBe(403);
  const { body } = await poll('render_1');
  expect(body.output.url).not.toBe(url);
  expect((await ask(body.output.url)).status).toBe(200);
});

test('lets nobody guess or bend a link', async () => {
  const { url } = await begin();
  const [path] = url.split('?');
  expect((await ask(path ?? '')).status).toBe(403);
  expect((await ask(url.replace('render_1', 'render_2'))).status).toBe(403);
  expect((await ask(url.replace('expires=1', 'expires=9'))).status).toBe(403);
});
