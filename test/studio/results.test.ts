/** The files of finished renders, as a store hands them out. */
import { expect, test } from 'vitest';

import type { StartOptions } from '../../src/studio/studio.ts';
import { ask, beginExport, createMovableClock } from './support.ts';

const WHOLE = 'abcdefghij'.repeat(100);

/** The URL of a finished render: a thousand bytes. */
async function finishRender(options: StartOptions = {}) {
  const { submit, finish, poll, studio } = await beginExport(options);
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
