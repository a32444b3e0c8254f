/**
 * A server for measuring transfers, in a process of its own: just enough of the API for `upload` and for `export --media` of
 * the session's one video, and cheap enough not to be what is measured. `node bench-server.ts VIDEO [BYTES_PER_SECOND]` prints its address.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const [video = '', rate = 'Infinity'] = process.argv.slice(2);
const bytesPerSecond = Number(rate);
const { size } = await stat(video);

/** Large pieces cost this side little; small ones keep a slow link even. */
const CHUNK_BYTES = bytesPerSecond === Infinity ? 1024 * 1024 : 128 * 1024;

/** Holds bytes back to the rate of the link. */
function createPace(): (bytes: number) => Promise<void> | undefined {
  const startedMs = performance.now();
  let passed = 0;
  return (bytes) => {
    passed += bytes;
    const earlyMs = (passed / bytesPerSecond) * 1000 - (performance.now() - startedMs);
    return earlyMs < 2 ? undefined : sleep(earlyMs);
  };
}

async function* readVideo(): AsyncGenerator<Buffer> {
  const pace = createPace();
  for await (const chunk of createReadStream(video, { highWaterMark: CHUNK_BYTES })) {
    yield chunk as Buffer;
    await pace((chunk as Buffer).length);
  }
}

async function sendVideo(response: ServerResponse): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'video/mp4', 'Content-Length': size, ETag: '"bench"' });
  await pipeline(readVideo, response);
}

/** Takes a body and forgets it; how long it was. */
async function swallow(request: IncomingMessage): Promise<number> {
  const pace = createPace();
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    await pace((chunk as Buffer).length);
  }
  return bytes;
}

function answer(path: string): unknown {
  if (path.includes('/with-session/')) return { session_id: 'bench' };
  if (path.includes('/upload-video/')) return { files: [{ filename: 'video.mp4' }] };
  if (path.includes('/claim-token')) return { claim_token: 'bench' };
  const cdn_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/video.mp4`;
  return {
    token: 'bench',
    state: { draft: null, video_infos: [{ filename: 'video.mp4', cdn_url }] },
  };
}

async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url: path = '/', headers } = request;
  if (path === '/video.mp4') return sendVideo(response);
  const bytes = await swallow(request);
  const isWhole =
    headers['content-length'] === undefined || Number(headers['content-length']) === bytes;
  const isUpload = path.includes('/upload-video/');
  const isFine = isWhole && (!isUpload || bytes > size);
  response.writeHead(isFine ? 200 : 400, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ code: isFine ? 0 : 400, data: answer(path) }));
}

const server = createServer((request, response) => {
  handle(request, response).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
// It ends with whoever started it.
process.stdin.resume().on('end', () => process.exit());
