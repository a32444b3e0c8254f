import { expect, test } from 'vitest';

import { createFile, openStudio, visit } from './support.ts';

const CREDITS = '/api/credits/balance/simple';

test('answers in place of the endpoint, so many times', async () => {
  const studio = await openStudio();
  const { call } = await visit(studio);
  const headers = { 'Retry-After': '1' };
  studio.faults.add({ path: CREDITS, times: 2, status: 503, body: { detail: 'busy' }, headers });
  const first = await call(CREDITS);
  expect(first).toMatchObject({ status: 503, body: { detail: 'busy' } });
  expect(first.headers.get('retry-after')).toBe('1');
  expect((await call(CREDITS)).status).toBe(503);
  expect((await call(CREDITS)).status).toBe(200);
});

test('matches methods and patterns, and lets some requests pass first', async () => {
  const studio = await openStudio();
  const { call } = await visit(studio);
  studio.faults.add({ method: 'POST', path: CREDITS, status: 500 });
  studio.faults.add({ path: /^\/api\/credits/, after: 1, times: Infinity, body: 'not JSON' });
  expect((await call(CREDITS)).body.code).toBe(0);
  expect((await call(CREDITS)).body).toBe('not JSON');
  expect((await call(CREDITS)).body).toBe('not JSON');
  studio.faults.clear();
  expect((await call(CREDITS)).body.code).toBe(0);
});

test('drops the connection after the work', async () => {
  const studio = await openStudio();
  const { upload, say, sessionId } = await visit(studio);
  await upload('clip.mp4', createFile());
  studio.faults.add({ path: '/run_sse', resetAfterBytes: 100 });
  await expect(say('mute')).rejects.toThrow();
  await expect.poll(() => studio.draft(sessionId)).not.toBeNull();
  expect(studio.ledger).toHaveLength(1);
});

test('cuts a file short', async () => {
  const studio = await openStudio();
  const { upload } = await visit(studio);
  const { body } = await upload('clip.mp4', createFile());
  const url = body.data.files[0].cdn_url as string;
  studio.faults.add({ path: /^\/media\//, resetAfterBytes: 10 });
  await expect((await fetch(url)).arrayBuffer()).rejects.toThrow();
  expect((await fetch(url)).status).toBe(200);
});
