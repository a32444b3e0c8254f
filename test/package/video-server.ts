/** A file server beside the studio: serves a large valid MP4 at a given pace, and says how far it is. */
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

export interface VideoServer {
  url: string;
  /** The first byte each request asked for, 0 for the whole. */
  starts: number[];
  /** Bytes handed to the network, of all requests. */
  sentBytes(): number;
  /** Called with the bytes of one request that have been sent; may end the connection. */
  onBytes: (sent: number, response: ServerResponse) => void;
}

const PIECE_BYTES = 32 * 1024;

export async function serveVideo(
  video: Buffer,
  { bytesPerSecond = Infinity } = {},
): Promise<VideoServer> {
  let sent = 0;
  const server = createServer((request, response) => {
    const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    const start = asked !== undefined && request.headers['if-range'] === '"v"' ? Number(asked) : 0;
    place.starts.push(start);
    response.writeHead(start > 0 ? 206 : 200, {
      'Content-Type': 'video/mp4',
      'Content-Length': video.length - start,
      ETag: '"v"',
      ...(start > 0 && { 'Content-Range': `bytes ${start}-${video.length - 1}/${video.length}` }),
    });
    void send(response, start);
  });
  const send = async (response: ServerResponse, start: number): Promise<void> => {
    const startedMs = performance.now();
    // A client that is gone is no failure of the server.
    const closed = once(response, 'close').catch(() => {});
    for (let at = start; at < video.length && !response.destroyed; at += PIECE_BYTES) {
      const piece = video.subarray(at, at + PIECE_BYTES);
      sent += piece.length;
      if (!response.write(piece))
        await Promise.race([once(response, 'drain').catch(() => {}), closed]);
      place.onBytes(at + piece.length, response);
      const aheadMs = ((at - start) / bytesPerSecond) * 1000 - (performance.now() - startedMs);
      if (aheadMs > 5) await wait(aheadMs);
    }
    response.end();
  };
  const place: VideoServer = { url: '', starts: [], sentBytes: () => sent, onBytes: () => {} };
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  place.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/video.mp4`;
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return place;
}

/** Makes an MP4 as large as wanted by a `free` box at its end (ISO 14496-12, 8.1.2). */
export function padVideo(video: Buffer, bytes: number): Buffer {
  const padding = Buffer.alloc(bytes - video.length, 0x5a);
  padding.writeUInt32BE(padding.length);
  padding.write('free', 4);
  return Buffer.concat([video, padding]);
}
