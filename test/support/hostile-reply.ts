/** What a misbehaving server answers, and how it is written to the network. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** What is answered. Without `status` and `headers`: 200, and the type that fits the body. */
export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  /** A text or bytes as they are, anything else as JSON. */
  body?: unknown;
  /** Frames of an event stream: an object becomes its `data:` line, a text is written as it is. */
  events?: (object | string)[];
  /** How the answer ends: as it should; reset, closed or silent for ever after `afterBytes` of the body (all of it when left out). */
  end?: 'reset' | 'close' | 'stall';
  /** Of the body; 0 answers nothing at all, not even a status. */
  afterBytes?: number;
  /** Of the body. */
  bytesPerSecond?: number;
  /** Called with the bytes of the body that were handed to the network. */
  onBytes?: (sent: number) => unknown;
  /** Waits for this before answering. */
  after?: Promise<unknown>;
}

export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  const { status = 200, events, end, afterBytes = Infinity } = reply;
  if (afterBytes === 0) {
    if (end === 'reset') response.socket?.resetAndDestroy();
    return;
  }
  const [type, body] = events ? ['text/event-stream', frames(events)] : bodyOf(reply.body);
  response.writeHead(status, {
    'Content-Type': type,
    ...(events === undefined && { 'Content-Length': body.length }),
    ...reply.headers,
  });
  response.flushHeaders();
  await write(response, body.subarray(0, afterBytes), reply);
  if (end === undefined) response.end();
  if (end === 'reset') response.socket?.resetAndDestroy();
  if (end === 'close') response.socket?.end();
}

const PIECE_BYTES = 32 * 1024;

/** Ends when all of it was handed to the network, or the client is gone. */
async function write(response: ServerResponse, body: Buffer, reply: Reply): Promise<void> {
  const { bytesPerSecond = Infinity, onBytes } = reply;
  const startedMs = performance.now();
  const pieceBytes = onBytes || bytesPerSecond < Infinity ? PIECE_BYTES : Math.max(1, body.length);
  for (let at = 0; at < body.length && !response.destroyed; at += pieceBytes) {
    const piece = body.subarray(at, at + pieceBytes);
    await new Promise((resolve) => response.write(piece, resolve));
    onBytes?.(at + piece.length);
    const aheadMs = (at / bytesPerSecond) * 1000 - (performance.now() - startedMs);
    if (aheadMs > 5) await wait(aheadMs);
  }
}

const frames = (events: (object | string)[]): Buffer =>
  Buffer.from(
    events
      .map((event) => (typeof event === 'string' ? event : `data: ${JSON.stringify(event)}\n\n`))
      .join(''),
  );

function bodyOf(body: unknown): [type: string, body: Buffer] {
  if (Buffer.isBuffer(body)) return ['application/octet-stream', body];
  if (typeof body !== 'string')
    return ['application/json', Buffer.from(JSON.stringify(body ?? {}))];
  return [/^\s*</.test(body) ? 'text/html' : 'application/json', Buffer.from(body)];
}
