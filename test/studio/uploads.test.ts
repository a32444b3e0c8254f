import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer, request as openRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { createFile, openStudio, visit } from './support.ts';

test('takes several files at once and keeps their names', async () => {
  const studio = await openStudio();
  const { upload, state } = await visit(studio);
  const video = createFile({ durationMs: 30_500, fps: 25 });
  const { body } = await upload([
    ['海边 "日落" 🌅.mp4', video],
    ['song.wav', createFile({ type: 'audio', durationMs: 4000 })],
    ['photo.png', createFile({ type: 'image' })],
  ]);
  expect(body).toMatchObject({ code: 0, data: { session_state_applied: true } });
  const [clip, song, photo] = body.data.files;
  expect(clip).toMatchObject({
    filename: '海边 "日落" 🌅.mp4',
    file_type: 'video',
    duration: 30.5,
    width: 1280,
    height: 720,
    fps: 25,
    size: video.length,
  });
  expect(song).toMatchObject({ file_type: 'audio', duration: 4 });
  expect(photo).toMatchObject({ file_type: 'image', duration: 0 });
  expect((await state()).video_infos).toEqual(body.data.files);
  expect((await state()).draft).toBeNull();
  const sent = await fetch(clip.cdn_url);
  expect(Buffer.from(await sent.arrayBuffer())).toEqual(video);
});

test('judges files by their content, not by their name', async () => {
  const { upload, state } = await visit(await openStudio());
  const playlist = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n');
  expect((await upload([['video.mp4', playlist]])).body.code).toBe(4001);
  expect((await upload([['empty.mp4', Buffer.alloc(0)]])).body.code).toBe(4001);
  const broken = createFile().subarray(0, 20);
  expect((await upload([['broken.mp4', broken]])).body).toMatchObject({
    code: 4001,
    message: /moov/,
  });
  const renamed = await upload([['notes.txt', createFile()]]);
  expect(renamed.body.code).toBe(0);
  expect((await state()).video_infos).toHaveLength(1);
});

test('refuses a whole upload for one bad file', async () => {
  const { upload, state } = await visit(await openStudio());
  const { body } = await upload([
    ['good.mp4', createFile()],
    ['bad.mp4', Buffer.from('<html>')],
  ]);
  expect(body.code).toBe(4001);
  expect((await state()).video_infos).toEqual([]);
});

test('refuses files above the limit', async () => {
  const { upload } = await visit(await openStudio({ maxUploadBytes: 1000 }));
  const big = Buffer.concat([createFile(), Buffer.alloc(200_000)]);
  expect((await upload([['big.mp4', big]])).body.code).toBe(4002);
  expect((await upload([['small.mp4', createFile()]])).body.code).toBe(0);
});

test('refuses an upload without files', async () => {
  const { call, sessionId, upload } = await visit(await openStudio());
  const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
  expect((await upload([])).status).toBe(400);
  expect((await call(path, { json: { urls: ['http://x'] } })).status).toBe(400);
  expect((await call(path, { method: 'POST', body: 'x' })).status).toBe(400);
});

test('puts uploads on the timeline when asked to', async () => {
  const { upload, state } = await visit(await openStudio({ uploadMakesDraft: true }));
  await upload([['clip.mp4', createFile()]]);
  expect((await state()).draft).toMatchObject({ d: 10_000 });
});

test('fetches uploads by URL, along redirects', async () => {
  const origin = await serveFiles();
  const studio = await openStudio({ allowLoopbackUrls: true });
  const { call, sessionId } = await visit(studio);
  const urls = [`${origin}/moved`, `${origin}/%E6%B5%B7%E8%BE%B9.mp4`];
  const { body } = await call(`/api/upload-video/nemo_agent/me/${sessionId}`, {
    json: { urls, source_type: 'url' },
  });
  expect(body).toMatchObject({
    code: 0,
    data: { files: [{ filename: 'clip.mp4' }, { filename: '海边.mp4', duration: 10 }] },
  });
});

test.each([
  ['a private address', 'http://192.168.0.1/a.mp4'],
  ['a link-local address', 'http://169.254.169.254/latest'],
  ['this machine', 'http://localhost:1/a.mp4'],
  ['this machine in IPv6', 'http://[::1]:1/a.mp4'],
  ['this machine as IPv4 in IPv6', 'http://[::ffff:127.0.0.1]:1/a.mp4'],
  ['a private address as IPv4 in IPv6', 'http://[::ffff:10.0.0.1]/a.mp4'],
  ['a local file', 'file:///etc/hostname'],
  ['no URL at all', 'clip.mp4'],
])('does not fetch from %s', async (_what, url) => {
  const { call, sessionId } = await visit(await openStudio());
  const answer = await call(`/api/upload-video/nemo_agent/me/${sessionId}`, {
    json: { urls: [url], source_type: 'url' },
  });
  expect(answer).toMatchObject({ status: 400, body: { message: /public|http and https/ } });
});

test('does not follow a redirect to this machine', async () => {
  const origin = await serveFiles();
  const { call, sessionId } = await visit(await openStudio({ allowLoopbackUrls: true }));
  const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
  const answer = await call(path, { json: { urls: [`${origin}/inside`], source_type: 'url' } });
  expect(answer).toMatchObject({ status: 400, body: { message: /public/ } });
});

test('caps what it fetches, and tells of failures', async () => {
  const origin = await serveFiles();
  const studio = await openStudio({ allowLoopbackUrls: true, maxUploadBytes: 10 });
  const { call, sessionId } = await visit(studio);
  const fetchUrl = (url: string) =>
    call(`/api/upload-video/nemo_agent/me/${sessionId}`, {
      json: { urls: [url], source_type: 'url' },
    });
  expect((await fetchUrl(`${origin}/clip.mp4`)).body.code).toBe(4002);
  expect((await fetchUrl(`${origin}/missing`)).body.message).toMatch(/404/);
});

async function serveFiles(): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { Location: '/clip.mp4' }).end();
    else if (request.url === '/inside') {
      response.writeHead(302, { Location: 'http://10.0.0.1/clip.mp4' }).end();
    } else if (request.url?.endsWith('.mp4')) response.end(createFile());
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('leaves nothing behind when an upload breaks off', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  const studio = await openStudio({ dataDir });
  const { token, sessionId } = await visit(studio);
  const upload = openRequest(`${studio.url}/api/upload-video/nemo_agent/me/${sessionId}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': 1_000_000,
    },
  });
  upload.on('error', () => undefined);
  upload.write('--b\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\n');
  upload.write(createFile());
  await expect.poll(() => readdir(join(dataDir, 'media'))).toHaveLength(1);
  upload.destroy();
  await expect.poll(() => readdir(join(dataDir, 'media'))).toEqual([]);
});

test('refuses a body that ends before its time', async () => {
  const { call, sessionId } = await visit(await openStudio());
  const answer = await call(`/api/upload-video/nemo_agent/me/${sessionId}`, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: '--b\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\nabc',
  });
  expect(answer.status).toBe(400);
});
