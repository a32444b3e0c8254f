/** Downloads from a server that does everything wrong, with real files: what comes out is complete, or nothing does. */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEndpoints } from '../../src/backend/endpoints.ts';
import { downloadFile } from '../../src/media/download.ts';
import type { PartRecord } from '../../src/media/part.ts';
import { listRenderSources } from '../../src/media/render-sources.ts';
import { proveVideo, type ProvenVideo } from '../../src/media/video-probe.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import {
  createManualClock,
  createRecordingReporter,
  openBackend,
  openHttp,
  sendJson,
  type Backend,
  type ManualClock,
  type Recorded,
} from '../support/backend.ts';
import { makeFolder } from '../support/files.ts';

const QUICKLY = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
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
  folder: string;
  clock: ManualClock;
  /** Ends the command that downloads. */
  stop: AbortController;
  /** What a job would have on record: of the part, and every record that was saved. */
  record: PartRecord | undefined;
  saved: (PartRecord | undefined)[];
  download(): ReturnType<typeof downloadFile<ProvenVideo>>;
  /** Puts a part there that an earlier command left. */
  leavePart(bytes: Uint8Array, identity?: Partial<PartRecord>): Promise<void>;
  /** The requests for the file itself. */
  files(): Recorded[];
  /** What the part holds. */
  part(): Promise<Buffer>;
}

/** A server that has a render at `/file`, and nothing at the fallback unless a test says so. */
async function openPlace(serve: Serve, more: Record<string, Serve> = {}): Promise<Place> {
  let count = 0;
  const backend = await openBackend((response, request) => {
    const own = { '/file': serve, ...more }[request.path];
    if (own) own(response, request, (count += 1));
    else sendJson(response, { detail: 'Not found' }, 404);
  });
  const folder = await makeFolder();
  const clock = createManualClock();
  const stop = new AbortController();
  const http = openHttp(backend.url, { clock });
  const account = { token: 'nmv_usr_secret', anonymous: false } as const;
  const place: Place = {
    ...backend,
    folder,
    clock,
    stop,
    record: undefined,
    saved: [],
    files: () => backend.requests.filter(({ path }) => path === '/file'),
    part: () => readFile(join(folder, 'video.mp4.part')),
    async leavePart(bytes, identity) {
      const path = join(folder, 'video.mp4.part');
      await writeFile(path, bytes);
      place.record = { path, bytes: clip.length, etag: ETAG, last_modified: null, ...identity };
    },
    download: () =>
      downloadFile<ProvenVideo>({
        sources: listRenderSources({
          backend: createEndpoints(
            http,
            () => account as never,
            (_method, error) => Promise.reject(error),
          ),
          renderId: 'r1',
          url: `${backend.url}/file`,
          signal: stop.signal,
        }),
        prove: proveVideo,
        clock,
        reporter: createRecordingReporter(),
        random: () => 0.5,
        place: { folder, stem: 'video' },
        part: place.record,
        savePart: async (record) => {
          place.saved.push(record);
          place.record = record;
        },
        signal: stop.signal,
      }),
  };
  return place;
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
    'a piece from another place',
    (r, q, count) =>
      count === 1
        ? send(r, clip.subarray(5), { 'Content-Range': `bytes 5-9/${clip.length}` }, 206)
        : serveClip(r, q),
  ],
  [
    'a server that hands out only pieces',
    (r, { headers }) => {
      const from = Number(/^bytes=(\d+)-/.exec(String(headers['range']))?.[1]);
      const piece = clip.subarray(from, from + clip.length / 2);
      const range = `bytes ${from}-${from + piece.length - 1}/${clip.length}`;
      send(r, piece, { 'Content-Range': range, ETag: ETAG }, 206);
    },
  ],
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
    'too many requests',
    (r, q, count) => (count < 2 ? send(r, '', { 'Retry-After': '1' }, 429) : serveClip(r, q)),
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
const HOSTILE: [string, Serve, RegExp][] = [
  [
    'a web page',
    (r) => send(r, '<html>expired', { 'Content-Type': 'text/html' }),
    /a web page came instead$/,
  ],
  ['a web page named video', (r) => send(r, '<!doctype html><b>gone'), /a web page came instead$/],
  ['a JSON error', (r) => sendJson(r, { code: 402 }), /a JSON answer came instead$/],
  ['nothing', (r) => send(r, ''), /it is empty/],
  ['sound alone', (r) => send(r, sound), /no picture/],
  ['a file without its end', (r) => send(r, clip.subarray(0, -2_000)), /its end is missing/],
  ['broken gzip', (r) => send(r, clip, { 'Content-Encoding': 'gzip' }), /cannot be unpacked/],
  [
    'an unknown encoding',
    (r) => send(r, clip, { 'Content-Encoding': 'zstd' }),
    /a compression that is not known/,
  ],
  [
    'a length of 100 TB',
    (r) => {
      r.writeHead(200, { 'Content-Length': '100000000000000' });
      r.write('x');
    },
    /larger than any export/,
  ],
  ['an expired address', (r) => send(r, 'no', {}, 403), /HTTP 403/],
  ['a server that is down for good', (r) => send(r, '', {}, 500), /HTTP 500/],
  [
    'a piece where the whole was asked for',
    (r) => send(r, clip, { 'Content-Range': `bytes 0-9/${clip.length}` }, 206),
    /another piece/,
  ],
];

test.each(HOSTILE)('%s is refused by name and leaves nothing', async (_what, serve, reason) => {
  const place = await openPlace(serve);
  const failure = await place.download().catch((error: Error) => error);

  expect(failure).toMatchObject({ message: expect.stringMatching(reason) });
  expect(failure).not.toMatchObject({
    message: expect.stringMatching(/<|expired|402/),
  });
  expect(await readdir(place.folder)).toEqual([]);
  expect(place.record).toBeUndefined();
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
    expect(place.record).toMatchObject({ bytes: clip.length, etag: ETAG });
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
  expect(place.record).toBeUndefined();
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
