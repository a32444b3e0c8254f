/** Downloads from a server that does everything wrong, with real files: what comes out is complete, or nothing does. */
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from '../../src/client/api.ts';
import { createAuthorized } from '../../src/client/authorized.ts';
import { downloadVideo } from '../../src/operations/export/download.ts';
import { claimPart, type PartFile } from '../../src/ports/part-file.ts';
import { createReporter } from '../../src/ports/reporter.ts';
import { ENGLISH } from './speech.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import {
  createManualClock,
  openBackend,
  openHttp,
  openRetry,
  sendJson,
  type Backend,
  type ManualClock,
  type Recorded,
} from '../client/support.ts';
import { SAMPLES } from '../ports/media-samples.ts';
import { makeFolder } from '../ports/support.ts';

const ETAG = '"v1"';
const FALLBACK = '/api/render/proxy/r1/download';

let media = '';
let clip: Buffer;
let sound: Buffer;
beforeAll(async () => {
  media = await mkdtemp(join(tmpdir(), 'download-'));
  const engine = createEngine({ preset: 'ultrafast' });
  const sample = { width: 640, height: 360, durationMs: 3_000, withSound: true };
  await engine.makeClip({ ...sample, file: join(media, 'clip.mp4') });
  await engine.makeClip({ ...sample, file: join(media, 'tone.m4a'), kind: 'tone' });
  await engine.close();
  clip = await readFile(join(media, 'clip.mp4'));
  sound = await readFile(join(media, 'tone.m4a'));
});
afterAll(() => rm(media, { recursive: true, force: true }));

const expired = (response: ServerResponse): void => send(response, '', {}, 403);

type Serve = (response: ServerResponse, request: Recorded, count: number) => void;

interface Place extends Backend {
  clock: ManualClock;
  part: PartFile;
  folder: string;
  /** Downloads what the server has at `url`, or at another address. */
  download(address?: string): ReturnType<typeof downloadVideo>;
  /** The requests for the file itself. */
  files(): Recorded[];
}

/** A server that has a render at `/file`, and nothing at the fallback unless a test says so. */
async function openPlace(serve: Serve, more: Record<string, Serve> = {}): Promise<Place> {
  let count = 0;
  const backend = await openBackend((response, request) => {
    const path = request.path.split('?')[0] ?? '';
    const own = more[path] ?? (path === '/file' ? serve : undefined);
    if (own) own(response, request, (count += 1));
    else sendJson(response, { detail: 'Not found' }, 404);
  });
  const folder = await makeFolder();
  const part = await claimPart({ folder, stem: 'video' }, 'r1');
  const account = {
    token: 'nmv_usr_secret',
    anonymous: true,
    clientId: 'c',
    userId: undefined,
    expiresAt: null,
  };
  const api = createApi({
    http: openHttp(backend.url),
    webUrl: 'https://nemovideo.com',
    authorized: createAuthorized({ account, retry: openRetry() }),
  });
  const silent = { write: () => {} };
  const clock = createManualClock();
  return {
    ...backend,
    clock,
    part,
    folder,
    files: () => backend.requests.filter(({ path }) => path.startsWith('/file')),
    download: (address = `${backend.url}/file`) =>
      downloadVideo({
        api,
        clock,
        reporter: createReporter({
          speech: ENGLISH,
          json: true,
          verbose: false,
          stdout: silent,
          stderr: silent,
        }),
        random: () => 0.5,
        renderId: 'r1',
        url: address,
        part,
        signal: new AbortController().signal,
      }),
  };
}

const send = (
  response: ServerResponse,
  body: Uint8Array | string,
  ...[headers = {}, status = 200]: [headers?: Record<string, string>, status?: number]
): void => {
  response.writeHead(status, { 'Content-Type': 'video/mp4', ...headers });
  response.end(body);
};

/** As a good server does it: ranges only when the validator agrees. */
function serveClip(response: ServerResponse, request: Recorded): void {
  serveVersion(response, request, ETAG);
}

function serveVersion(response: ServerResponse, { headers }: Recorded, etag: string): void {
  const first = /^bytes=(\d+)-$/.exec(String(headers['range'] ?? ''))?.[1];
  const isRange = first !== undefined && headers['if-range'] === etag;
  const from = isRange ? Number(first) : 0;
  send(
    response,
    clip.subarray(from),
    {
      ETag: etag,
      'Content-Length': String(clip.length - from),
      ...(isRange && { 'Content-Range': `bytes ${from}-${clip.length - 1}/${clip.length}` }),
    },
    isRange ? 206 : 200,
  );
}

/** Announces all of it, sends a share, then lets the connection break. */
function cutAt(response: ServerResponse, request: Recorded, share: number): void {
  const first = Number(/^bytes=(\d+)-$/.exec(String(request.headers['range'] ?? ''))?.[1] ?? 0);
  const upTo = Math.floor(clip.length * share);
  response.writeHead(first > 0 ? 206 : 200, {
    'Content-Type': 'video/mp4',
    ETag: ETAG,
    'Content-Length': String(clip.length - first),
    ...(first > 0 && { 'Content-Range': `bytes ${first}-${clip.length - 1}/${clip.length}` }),
  });
  // A reset would throw away what the kernel has not delivered yet: here each byte sent is one on the wire.
  response.write(clip.subarray(first, upTo), () => response.socket?.end());
}

test('a whole file is fetched with one request, and its facts are read', async () => {
  const place = await openPlace(serveClip);

  expect(await place.download()).toMatchObject({
    bytes: clip.length,
    video: { codec: 'h264', width: 640, height: 360, duration_s: expect.closeTo(3, 1) },
  });
  expect((await readFile(place.part.path)).equals(clip)).toBe(true);
  expect(place.requests).toHaveLength(1);
});

test('a link that breaks at 10, 35, 60 and 85 % costs no byte twice', async () => {
  const shares = [0.1, 0.35, 0.6, 0.85];
  let sent = 0;
  const place = await openPlace((response, request, count) => {
    const share = shares[count - 1];
    const before = Number(/^bytes=(\d+)-/.exec(String(request.headers['range'] ?? ''))?.[1] ?? 0);
    sent += Math.floor(clip.length * (share ?? 1)) - before;
    if (share === undefined) serveClip(response, request);
    else cutAt(response, request, share);
  });
  await place.download();

  expect((await readFile(place.part.path)).equals(clip)).toBe(true);
  expect(sent / clip.length).toBeLessThanOrEqual(1.02);
  expect(place.files()).toHaveLength(5);
});

test('what an earlier command left is gone on with, and a complete part is not fetched at all', async () => {
  const place = await openPlace((response, request) => serveClip(response, request));
  await place.download();
  await truncate(place.part.path, 10_000);
  const again = { ...place, part: await claimPart({ folder: place.folder, stem: 'video' }, 'r1') };
  Object.assign(place.part, again.part);
  await place.download();
  await place.download();

  expect(place.files().map(({ headers }) => headers['range'])).toEqual([undefined, 'bytes=10000-']);
  expect((await readFile(place.part.path)).equals(clip)).toBe(true);
});

test('another render\u2019s part, and a file nobody knows, are left alone', async () => {
  const folder = await makeFolder();
  await writeFile(join(folder, 'video.mp4.part'), 'somebody else\u2019s');
  const first = await claimPart({ folder, stem: 'video' }, 'r1');
  const second = await claimPart({ folder, stem: 'video' }, 'r2');
  const third = await claimPart({ folder, stem: 'video' }, 'r1');

  expect([first, second, third].map(({ path }) => path)).toEqual(
    ['video (2).mp4.part', 'video (3).mp4.part', 'video (2).mp4.part'].map((name) =>
      join(folder, name),
    ),
  );
  expect(await readFile(join(folder, 'video.mp4.part'), 'utf8')).toBe('somebody else\u2019s');
});

test.each<[string, Serve]>([
  ['a file that has changed meanwhile', (r, q) => serveVersion(r, q, '"v2"')],
  ['a server that ignores ranges', (r) => send(r, clip, { 'Content-Length': `${clip.length}` })],
  [
    'a piece from another place',
    (r, q, count) =>
      count === 1
        ? send(r, clip.subarray(5), { 'Content-Range': `bytes 5-9/${clip.length}` }, 206)
        : serveClip(r, q),
  ],
  [
    'a piece of another length',
    (r, q, count) =>
      count === 1
        ? send(r, clip.subarray(500), { 'Content-Range': 'bytes 500-999/1000' }, 206)
        : serveClip(r, q),
  ],
  [
    'a range that cannot be had',
    (r, q, count) =>
      count === 1 ? send(r, '', { 'Content-Range': 'bytes */7' }, 416) : serveClip(r, q),
  ],
  ['gzip nobody asked for', (r) => send(r, gzipSync(clip), { 'Content-Encoding': 'gzip' })],
  [
    'brotli nobody asked for',
    (r) => send(r, brotliCompressSync(clip), { 'Content-Encoding': 'br' }),
  ],
  ['no length at all', (r) => send(r, clip, { 'Transfer-Encoding': 'chunked' })],
  [
    'an overloaded server',
    (r, q, count) => (count < 3 ? send(r, '', { 'Retry-After': '1' }, 503) : serveClip(r, q)),
  ],
  [
    'too many requests',
    (r, q, count) => (count < 2 ? send(r, '', { 'Retry-After': '1' }, 429) : serveClip(r, q)),
  ],
  [
    'a connection that breaks before the answer',
    (r, q, count) => (count < 3 ? r.socket?.resetAndDestroy() : serveClip(r, q)),
  ],
  [
    'a redirect to the file',
    (r, q, count) =>
      count === 1 ? send(r, '', { Location: '/file?signed=1' }, 302) : serveClip(r, q),
  ],
])('%s: the right bytes in the end', async (_what, serve) => {
  const place = await openPlace(serve);
  // An earlier try has left the beginning of it.
  await writeFile(place.part.path, clip.subarray(0, 500));
  Object.assign(place.part, {
    bytes: 500,
    known: { bytes: clip.length, etag: ETAG, last_modified: null },
  });
  await place.download();

  expect((await readFile(place.part.path)).equals(clip)).toBe(true);
});

test('a server that wants a day to itself is waited for two minutes', async () => {
  const place = await openPlace((response, request, count) =>
    count === 1
      ? send(response, '', { 'Retry-After': '86400' }, 503)
      : serveClip(response, request),
  );
  await place.download();

  expect(place.clock.slept).toEqual([120_000]);
});

/** Each must be refused, with its own reason in the message, and leave no part behind. */
const HOSTILE: [string, Serve | string, RegExp][] = [
  ['a web page', (r) => send(r, '<html>expired', { 'Content-Type': 'text/html' }), /text\/html/],
  ['a web page named video', (r) => send(r, '<!doctype html><b>gone'), /it is text.*<!doctype/],
  ['a JSON error', (r) => sendJson(r, { code: 402 }), /application\/json/],
  ['a JSON error named video', (r) => send(r, '{"error":"expired"}'), /it is text.*expired/],
  ['an XML error', (r) => send(r, '<Error/>', { 'Content-Type': 'application/xml' }), /xml/],
  ['plain words', (r) => send(r, 'busy', { 'Content-Type': 'text/plain' }), /text\/plain/],
  ['a playlist', (r) => send(r, '#EXTM3U\n#EXT-X'), /it is text.*#EXTM3U/],
  ['nothing', (r) => send(r, ''), /it is empty/],
  ['a picture', (r) => send(r, SAMPLES.png), /it is png/],
  ['a picture by type', (r) => send(r, clip, { 'Content-Type': 'image/png' }), /image\/png/],
  ['sound alone', (r) => send(r, sound), /no picture/],
  ['a program', (r) => send(r, Buffer.from('MZ'.padEnd(600, '\0'))), /exe|no known kind/],
  ['zeros', (r) => send(r, Buffer.alloc(100_000)), /no known kind of file/],
  ['a header alone', (r) => send(r, SAMPLES.mp4), /header cannot be read/],
  ['a file without its end', (r) => send(r, clip.subarray(0, -2_000)), /its end is missing/],
  [
    'a file with a page behind it',
    (r) => send(r, Buffer.concat([clip, Buffer.from('<html></html>')])),
    /belong to no part/,
  ],
  ['broken gzip', (r) => send(r, clip, { 'Content-Encoding': 'gzip' }), /cannot be unpacked/],
  ['an unknown encoding', (r) => send(r, clip, { 'Content-Encoding': 'zstd' }), /sent it zstd/],
  [
    'a length of 100 TB',
    (r) => {
      r.writeHead(200, { 'Content-Length': '100000000000000' });
      r.write('x');
    },
    /larger than any export/,
  ],
  ['an expired address', (r) => send(r, 'no', {}, 403), /HTTP 403/],
  ['a missing file', (r) => send(r, 'no', {}, 404), /HTTP 404/],
  ['no content', (r) => send(r, '', {}, 204), /HTTP 204/],
  ['a server that is down for good', (r) => send(r, '', {}, 500), /HTTP 500/],
  [
    'a piece where the whole was asked for',
    (r) => send(r, clip, { 'Content-Range': `bytes 0-9/${clip.length}` }, 206),
    /another piece/,
  ],
  [
    'a length that is never kept',
    (r) => {
      r.writeHead(200, { 'Content-Length': `${clip.length}` });
      r.write(clip.subarray(0, 3), () => r.socket?.end());
    },
    /broke|pieces?/,
  ],
  [
    'redirects without end',
    (r) => send(r, '', { Location: '/file?again' }, 302),
    /more than 5 times/,
  ],
  [
    'a redirect to the cloud\u2019s metadata',
    (r) => send(r, '', { Location: 'http://169.254.169.254/latest' }, 302),
    /not https/,
  ],
  [
    'a redirect into the local network',
    (r) => send(r, '', { Location: 'https://192.168.1.1/admin' }, 302),
    /private network/,
  ],
  [
    'a redirect to a local name',
    (r) => send(r, '', { Location: 'https://router.local/' }, 301),
    /private network/,
  ],
  [
    'a redirect to a file',
    (r) => send(r, '', { Location: 'file:///etc/passwd' }, 307),
    /not https/,
  ],
  ['a redirect to nowhere', (r) => send(r, '', { Location: 'https://' }, 308), /not an address/],
  ['an address with a password', 'https://me:hunter2@example.com/v.mp4', /carries a password/],
  ['an address in the local network', 'https://10.1.2.3/v.mp4', /private network/],
];

test.each(HOSTILE)('%s is refused by name and leaves nothing', async (_what, source, reason) => {
  const place = await openPlace(typeof source === 'string' ? () => {} : source);
  const failure = await place
    .download(typeof source === 'string' ? source : undefined)
    .catch((error: Error) => error);

  expect(failure).toMatchObject({ message: expect.stringMatching(reason) });
  expect(failure).not.toMatchObject({ message: expect.stringContaining('hunter2') });
  expect((await readdir(place.folder)).filter((name) => name.endsWith('.mp4'))).toEqual([]);
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
    expect((await readFile(place.part.path)).equals(clip)).toBe(true);
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
  expect((await readFile(place.part.path)).equals(clip)).toBe(true);
});

test('the token goes to the API and to no other host, redirects included', async () => {
  const elsewhere = await openBackend((response, request) => serveClip(response, request));
  const place = await openPlace((response) =>
    send(response, '', { Location: `${elsewhere.url}/cdn.mp4` }, 302),
  );
  await place.download();

  expect(place.files()[0]?.headers['authorization']).toBe('Bearer nmv_usr_secret');
  expect(elsewhere.requests).toHaveLength(1);
  expect(JSON.stringify(elsewhere.requests)).not.toMatch(/nmv_usr|x-skill/i);
});
