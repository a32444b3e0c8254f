import { readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import type { StartOptions } from '../../src/studio/studio.ts';
import { beginUpload, createFile, openStudio, visit, makeDataFolder } from './support.ts';

test('takes several files at once and keeps their names', async () => {
  const { uploadAll, state } = await visit(await openStudio());
  const video = createFile({ durationMs: 30_500, fps: 25 });
  const { body } = await uploadAll([
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

test('judges files by their content, and refuses a whole upload for one bad file', async () => {
  const { upload, uploadAll, state } = await visit(await openStudio());
  const playlist = Buffer.from('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n');
  expect((await upload('video.mp4', playlist)).body.code).toBe(4001);
  expect((await upload('empty.mp4', Buffer.alloc(0))).body.code).toBe(4001);
  const broken = await upload('broken.mp4', createFile().subarray(0, 20));
  expect(broken.body).toMatchObject({ code: 4001, message: expect.stringMatching(/moov/) });
  const good: [string, Buffer] = ['good.mp4', createFile()];
  expect((await uploadAll([good, ['bad.mp4', playlist]])).body.code).toBe(4001);
  expect((await state()).video_infos).toEqual([]);
  expect((await upload('notes.txt', createFile())).body.code).toBe(0);
});

test('refuses files above the limit', async () => {
  const { upload } = await visit(await openStudio({ maxUploadBytes: 1000 }));
  const big = Buffer.concat([createFile(), Buffer.alloc(200_000)]);
  expect((await upload('big.mp4', big)).body.code).toBe(4002);
  expect((await upload('small.mp4', createFile())).body.code).toBe(0);
});

test('refuses an upload without files, or that ends before its time', async () => {
  const { call, sessionId, uploadAll } = await visit(await openStudio());
  const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
  expect((await uploadAll([])).status).toBe(400);
  expect((await call(path, { json: { urls: ['http://x'] } })).status).toBe(400);
  const cut = await call(path, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=b' },
    body: '--b\r\nContent-Disposition: form-data; name="files"; filename="a.mp4"\r\n\r\nabc',
  });
  expect(cut.status).toBe(400);
});

test('puts uploads on the timeline when asked to', async () => {
  const { upload, state } = await visit(await openStudio({ uploadMakesDraft: true }));
  await upload('clip.mp4', createFile());
  expect((await state()).draft).toMatchObject({ d: 10_000 });
});

/** Uploads by URL. */
async function openFetcher(options: StartOptions = {}) {
  const { call, sessionId } = await visit(await openStudio(options));
  const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
  return (...urls: string[]) => call(path, { json: { urls, source_type: 'url' } });
}

test('fetches uploads by URL, along redirects', async () => {
  const origin = await serveFiles();
  const fetchUrls = await openFetcher({ allowLoopbackUrls: true });
  const { body } = await fetchUrls(`${origin}/moved`, `${origin}/%E6%B5%B7%E8%BE%B9.mp4`);
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
  ['a private address as IPv4 in IPv6', 'http://[::ffff:10.0.0.1]/a.mp4'],
  ['a local file', 'file:///etc/hostname'],
  ['no URL at all', 'clip.mp4'],
])('does not fetch from %s', async (_what, url) => {
  const answer = await (await openFetcher())(url);
  expect(answer).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/public|http and https/) },
  });
});

test('caps what it fetches, tells of failures, and follows no redirect into this network', async () => {
  const origin = await serveFiles();
  const fetchUrls = await openFetcher({ allowLoopbackUrls: true, maxUploadBytes: 10 });
  expect((await fetchUrls(`${origin}/clip.mp4`)).body.code).toBe(4002);
  expect((await fetchUrls(`${origin}/missing`)).body.message).toMatch(/404/);
  const inside = await fetchUrls(`${origin}/inside`);
  expect(inside).toMatchObject({ status: 400, body: { message: expect.stringMatching(/public/) } });
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
  const dataDir = await makeDataFolder();
  const studio = await openStudio({ dataDir });
  const upload = beginUpload(studio.url, await visit(studio), {
    name: 'a.mp4',
    bytes: createFile(),
  });
  await expect.poll(() => readdir(join(dataDir, 'media'))).toHaveLength(1);
  upload.destroy();
  await expect.poll(() => readdir(join(dataDir, 'media'))).toEqual([]);
});

test('takes no subtitle files: subtitles are pasted', async () => {
  const dataDir = await makeDataFolder();
  const { upload, state } = await visit(await openStudio({ dataDir }));
  const subtitles = Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nHello\n');
  expect((await upload('subs.srt', subtitles)).body).toMatchObject({ code: 4001 });
  expect((await state()).video_infos).toEqual([]);
  expect(await readdir(join(dataDir, 'media'))).toEqual([]);
});

test('refuses more than 20 files, and keeps none of them', async () => {
  const dataDir = await makeDataFolder();
  const { uploadAll, state } = await visit(await openStudio({ dataDir }));
  const files = Array.from({ length: 21 }, (_, at): [string, Buffer] => [
    `${at}.mp4`,
    createFile(),
  ]);
  const refused = await uploadAll(files);
  expect(refused).toMatchObject({
    status: 400,
    body: { message: expect.stringMatching(/At most 20 files/) },
  });
  expect((await state()).video_infos).toEqual([]);
  expect(await readdir(join(dataDir, 'media'))).toEqual([]);
  expect((await uploadAll(files.slice(1))).body.data.files).toHaveLength(20);
});

test('loses no upload that comes while a turn runs, its place on the timeline neither', async () => {
  const studio = await openStudio({ uploadMakesDraft: true, stepDelayMs: 100 });
  const { upload, tell, state } = await visit(studio);
  await upload('first.mp4', createFile());
  const turn = await tell('add the title "Hi"');
  await upload('second.mp4', createFile());
  await turn.text();
  const { video_infos: uploads, draft } = await state();
  expect(uploads).toHaveLength(2);
  expect(draft.d).toBe(20_000);
  expect(JSON.stringify(draft)).toContain('"Hi"');
});
