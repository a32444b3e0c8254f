/** Downloads from a server that does everything wrong, with real files: what comes out is complete, or nothing does. */
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sendJson } from '../support/backend.ts';
import {
  ETAG,
  clip,
  cutAt,
  expired,
  openPlace,
  send,
  serveClip,
  serveVersion,
  sound,
  type Serve,
} from './download-place.ts';

const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
const FALLBACK = '/api/render/proxy/r1/download';

test('a whole file is fetched with one request, and its facts are read', async () => {
  const place = await openPlace(serveClip);

  expect(await place.download()).toMatchObject({
    part: join(place.folder, 'video.mp4.part'),
    bytes: clip.length,
    video: { codec: 'h264', width: 640, height: 360, duration_s: expect.closeTo(3, 1) },
  });
  expect(place.saved).toEqual([
    {
      path: join(place.folder, 'video.mp4.part'),
      bytes: clip.length,
      etag: ETAG,
      last_modified: null,
    },
  ]);
  expect((await place.part()).equals(clip)).toBe(true);
  expect(place.requests).toHaveLength(1);
});

test('what an earlier command left is gone on with, and a complete part is not fetched at all', async () => {
  const place = await openPlace(serveClip);
  await place.leavePart(clip.subarray(0, 10_000));
  await place.download();
  await place.download();

  expect(place.files().map(({ headers }) => headers['range'])).toEqual(['bytes=10000-']);
  expect(await place.part()).toHaveLength(clip.length);
  expect((await place.part()).equals(clip)).toBe(true);
});

test('a part without a record is somebody else\u2019s, and left alone', async () => {
  const place = await openPlace(serveClip);
  await writeFile(join(place.folder, 'video.mp4.part'), 'somebody else\u2019s');

  expect(basename((await place.download()).part)).toBe('video (2).mp4.part');
  // A command that is killed must not leave a record that claims it.
  expect(place.saved.map((record) => basename(record?.path ?? ''))).toEqual(['video (2).mp4.part']);
  expect(await place.part()).toEqual(Buffer.from('somebody else\u2019s'));
});

test.each<[string, Serve]>([
  ['a file that has changed meanwhile', (r, q) => serveVersion(r, q, '"v2"')],
  ['a server that ignores ranges', (r) => send(r, clip, { 'Content-Length': `${clip.length}` })],
  [
    'a range that cannot be had',
    (r, q, count) =>
      count === 1 ? send(r, '', { 'Content-Range': 'bytes */7' }, 416) : serveClip(r, q),
  ],
  ['gzip nobody asked for', (r) => send(r, gzipSync(clip), { 'Content-Encoding': 'gzip' })],
  [
    'brotli nobody asked for',
    (r) => send(r, brotliCompressSync(clip, QUICKLY), { 'Content-Encoding': 'br' }),
  ],
  ['no length at all', (r) => send(r, clip, { 'Transfer-Encoding': 'chunked' })],
  [
    'an overloaded server',
    (r, q, count) => (count < 3 ? send(r, '', { 'Retry-After': '1' }, 503) : serveClip(r, q)),
  ],
  [
    'a connection that breaks before the answer',
    (r, q, count) => (count < 3 ? r.socket?.resetAndDestroy() : serveClip(r, q)),
  ],
])('%s: the right bytes in the end', async (_what, serve) => {
  const place = await openPlace(serve);
  await place.leavePart(clip.subarray(0, 500));
  await place.download();

  expect((await place.part()).equals(clip)).toBe(true);
});

/** Each must be refused, with its own reason in the message, and leave no part behind. */
test.each<[string, Serve, RegExp]>([
  ['a web page named video', (r) => send(r, '<!doctype html><b>gone'), /a web page came instead$/],
  ['sound alone', (r) => send(r, sound), /no picture/],
  ['broken gzip', (r) => send(r, clip, { 'Content-Encoding': 'gzip' }), /cannot be unpacked/],
  ['an unknown encoding', (r) => send(r, clip, { 'Content-Encoding': 'zstd' }), /is not known/],
  [
    '100 TB',
    (r) => send(r, 'x', { 'Content-Length': '100000000000000' }),
    /larger than any export/,
  ],
  ['an expired address', (r) => send(r, 'no', {}, 403), /HTTP 403/],
  ['a server that is down for good', (r) => send(r, '', {}, 500), /HTTP 500/],
])('%s is refused by name and leaves nothing', async (_what, serve, reason) => {
  const place = await openPlace(serve);
  const failure = await place.download().catch((error: Error) => error);

  expect(failure).toMatchObject({ message: expect.stringMatching(reason) });
  expect((failure as Error).message).not.toMatch(/</);
  expect(await readdir(place.folder)).toEqual([]);
  expect(place.record()).toBeUndefined();
});

test.each<[string, Serve, RegExp]>([
  // The server proves that it has the same file; the bytes that are there are not its own.
  ['is no video with what was there', serveClip, /header cannot be read|no known kind|belong to/],
  [
    'is longer than the server says',
    (response) => {
      const range = `bytes 500-${clip.length - 1}/${clip.length}`;
      response.writeHead(206, { 'Content-Type': 'video/mp4', 'Content-Range': range });
      response.end(Buffer.concat([clip.subarray(500), Buffer.alloc(9)]));
    },
    /longer than it should be/,
  ],
])('nothing is left of a rest that %s', async (_what, serve, reason) => {
  const place = await openPlace(serve);
  await place.leavePart(Buffer.alloc(500));
  await expect(place.download()).rejects.toThrow(reason);
  expect(await readdir(place.folder)).toEqual([]);
});

test('a part is kept when the server goes away, turns the rest down, or the command is stopped', async () => {
  const half = Math.floor(clip.length / 2);
  const ways: [Serve, string][] = [
    [(response) => response.socket?.resetAndDestroy(), 'network'],
    [expired, 'backend'],
    [(response) => send(response, '<html>', { 'Content-Type': 'text/html' }), 'backend'],
  ];
  for (const [next, kind] of ways) {
    const place = await openPlace((response, request, count) =>
      count === 1 ? cutAt(response, request, 0.5) : next(response, request, count),
    );
    await expect(place.download()).rejects.toMatchObject({ kind });
    expect((await place.part()).equals(clip.subarray(0, half))).toBe(true);
    expect(place.record()).toMatchObject({ bytes: clip.length, etag: ETAG });
  }
  const place = await openPlace((response, request) => cutAt(response, request, 0.5));
  place.clock.sleep = async () => {
    place.stop.abort(new Error('stopped'));
    throw place.stop.signal.reason;
  };
  await expect(place.download()).rejects.toThrow('stopped');
  expect((await place.part()).equals(clip.subarray(0, half))).toBe(true);
});

test('a part that nothing proves is not kept', async () => {
  const place = await openPlace((response) => {
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': `${clip.length}` });
    response.write(clip.subarray(0, 20_000), () => response.socket?.end());
  });
  await expect(place.download()).rejects.toMatchObject({ kind: 'network' });
  expect(await readdir(place.folder)).toEqual([]);
  expect(place.record()).toBeUndefined();
});

test('a server that breaks off a little later each second time is given up on', async () => {
  const shares = [0.5, 0.4];
  const place = await openPlace((response, _request, count) => {
    response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': `${clip.length}` });
    const upTo = Math.floor(clip.length * (shares[count % 2] ?? 0));
    response.write(clip.subarray(0, upTo), () => response.socket?.end());
  });
  await expect(place.download()).rejects.toMatchObject({ kind: 'network' });
  expect(place.files().length).toBeLessThan(8);
});

const busy: Serve = (response) => send(response, '', { 'Retry-After': '86400' }, 503);

test('a server that asks for a day gets two minutes, and a stop ends the wait', async () => {
  const place = await openPlace(busy);
  await expect(place.download()).rejects.toThrow('HTTP 503');
  expect(Math.max(...place.clock.slept)).toBe(120_000);

  const stopped = await openPlace(busy);
  stopped.clock.sleep = (_ms, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error));
      stopped.stop.abort(new Error('stopped'));
    });
  await expect(stopped.download()).rejects.toThrow('stopped');
  expect(stopped.files()).toHaveLength(1);
});

test('an expired address is asked for anew, and the fallback comes last', async () => {
  const renewed = await openPlace(expired, {
    '/api/render/proxy/lambda/r1': (response) =>
      sendJson(response, { status: 'completed', output: { url: `${renewed.url}/fresh` } }),
    '/fresh': serveClip,
  });
  await renewed.download();
  const fallen = await openPlace(expired, { [FALLBACK]: serveClip });
  await fallen.download();
  const linked = await openPlace(expired, {
    [FALLBACK]: (response) =>
      sendJson(response, { data: { status: 'completed', outputUrl: `${linked.url}/fresh` } }),
    '/fresh': serveClip,
  });
  await linked.download();

  for (const place of [renewed, fallen, linked])
    expect((await place.part()).equals(clip)).toBe(true);
});

test('an address that expires half way is asked for anew, and the part goes on with', async () => {
  const place = await openPlace(
    (response, request, count) => (count === 1 ? cutAt(response, request, 0.5) : expired(response)),
    {
      '/api/render/proxy/lambda/r1': (response) =>
        sendJson(response, { status: 'completed', output: { url: `${place.url}/fresh` } }),
      '/fresh': serveClip,
    },
  );
  await place.download();
  const fresh = place.requests.find(({ path }) => path === '/fresh');

  expect(fresh?.headers['range']).toBe(`bytes=${Math.floor(clip.length / 2)}-`);
  expect((await place.part()).equals(clip)).toBe(true);
});
