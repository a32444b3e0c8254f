/** A server that has a finished render and does with it as a test says, and a download from it to a folder. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
  type Recorded,
} from '../support/backend.ts';
import { makeFolder } from '../support/files.ts';

export const ETAG = '"v1"';
const samples = await mkdtemp(join(tmpdir(), 'download-'));
const engine = createEngine({ preset: 'ultrafast' });
const sample = { width: 640, height: 360, durationMs: 3_000, withSound: true };
await engine.makeClip({ ...sample, file: join(samples, 'clip.mp4') });
await engine.makeClip({ ...sample, file: join(samples, 'tone.m4a'), kind: 'tone' });
await engine.close();
export const clip = await readFile(join(samples, 'clip.mp4'));
export const sound = await readFile(join(samples, 'tone.m4a'));
await rm(samples, { recursive: true });

export const expired = (response: ServerResponse): void => send(response, '', {}, 403);

export type Serve = (response: ServerResponse, request: Recorded, count: number) => void;

/** A server that has a render at `/file`, and nothing at the fallback unless a test says so. */
export async function openPlace(serve: Serve, more: Record<string, Serve> = {}) {
  let count = 0;
  const backend = await openBackend((response, request) => {
    const own = { '/file': serve, ...more }[request.path];
    if (own) own(response, request, (count += 1));
    else sendJson(response, { detail: 'Not found' }, 404);
  });
  const folder = await makeFolder();
  const clock = createManualClock();
  const stop = new AbortController();
  const account = { token: 'nmv_usr_secret', anonymous: false } as const;
  const endpoints = createEndpoints(
    openHttp(backend.url, { clock }),
    () => account as never,
    (_method, error) => Promise.reject(error),
  );
  const url = `${backend.url}/file`;
  const path = join(folder, 'video.mp4.part');
  const saved: (PartRecord | undefined)[] = [];
  let record: PartRecord | undefined;
  return {
    ...backend,
    folder,
    clock,
    /** Ends the command that downloads. */
    stop,
    /** What a job would have on record of the part: every record that was saved, and the last. */
    saved,
    record: () => record,
    /** The requests for the file itself. */
    files: () => backend.requests.filter((request) => request.path === '/file'),
    part: () => readFile(path),
    /** Puts a part there that an earlier command left. */
    async leavePart(bytes: Uint8Array): Promise<void> {
      await writeFile(path, bytes);
      record = { path, bytes: clip.length, etag: ETAG, last_modified: null };
    },
    download: () =>
      downloadFile<ProvenVideo>({
        sources: listRenderSources({
          backend: endpoints,
          renderId: 'r1',
          url,
          signal: stop.signal,
        }),
        prove: proveVideo,
        clock,
        reporter: createRecordingReporter(),
        random: () => 0.5,
        place: { folder, stem: 'video' },
        part: record,
        savePart: async (given) => void saved.push((record = given)),
        signal: stop.signal,
      }),
  };
}

export const send = (
  response: ServerResponse,
  body: Uint8Array | string,
  ...[headers = {}, status = 200]: [headers?: Record<string, string>, status?: number]
): void => {
  response.writeHead(status, { 'Content-Type': 'video/mp4', ...headers });
  response.end(body);
};

/** As a good server does it: ranges only when the validator agrees. */
export function serveClip(response: ServerResponse, request: Recorded): void {
  serveVersion(response, request, ETAG);
}

export function serveVersion(response: ServerResponse, { headers }: Recorded, etag: string): void {
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
export function cutAt(response: ServerResponse, request: Recorded, share: number): void {
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
