import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import { createFrames } from './event-frames.ts';
import {
  toAdkEvent,
  toLooseEvent,
  toSimpleEvent,
  toSnakeEvent,
  type TurnEvent,
} from './turn-events.ts';

/** The forms a heartbeat was seen or guessed in (contract 3.3). */
const HEARTBEATS: Record<StudioOptions['heartbeatForm'], string> = {
  typed: 'data: {"type":"heartbeat"}\n\n',
  ping: 'data: {"type":"ping"}\n\n',
  keepalive: 'data: {"type":"keepalive"}\n\n',
  empty: 'data:\n\n',
  comment: ': keep-alive\n\n',
  word: 'data: heartbeat\n\n',
  braces: 'data: {}\n\n',
  event: 'event: heartbeat\ndata: 1\n\n',
};

export interface EventWriter {
  /** Sends the headers, which tells the client that its message was taken. */
  open(): void;
  /** True once the stream has begun, after which a refusal must travel inside it. */
  isOpen(): boolean;
  send(event: TurnEvent): void;
  heartbeat(): void;
  /** Writes bytes as they are, for replies no sound server would send. */
  sendRaw(frame: string): void;
  /** The only end mark is the closed connection (contract 3.1). */
  end(): void;
  /** Drops the connection in the middle of the stream. */
  breakOff(): void;
}

/** Writes a turn as server-sent events; the headers go out with the first of them. */
export function createEventWriter(
  response: ServerResponse,
  { options, clock }: { options: StudioOptions; clock: Clock },
): EventWriter {
  const invocationId = `e-${randomUUID()}`;
  const frames = createFrames(options.frames);
  let sent = 0;
  let broken = false;

  function open(): void {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.flushHeaders();
    if (frames.begin !== '') response.write(frames.begin);
  }

  function write(bytes: string): void {
    if (broken || response.destroyed || response.writableEnded) return;
    open();
    response.write(bytes);
  }

  const sendRaw = (frame: string): void => write(frames.raw(frame));

  function shape(event: TurnEvent): object | null {
    const { dialect } = options;
    if (dialect === 'loose') return toLooseEvent(event);
    if (dialect === 'simple' || (dialect === 'mixed' && sent % 2 === 1))
      return toSimpleEvent(event);
    const adk = toAdkEvent(event, {
      invocationId,
      eventId: createEventId(),
      at: clock.now(),
      marksAggregates: options.markedAggregates,
    });
    return dialect === 'snake' ? toSnakeEvent(adk) : adk;
  }

  return {
    open,
    isOpen: () => response.headersSent,
    send(event) {
      const shaped = shape(event);
      sent += 1;
      if (shaped) write(frames.event(shaped));
    },
    heartbeat: () => sendRaw(HEARTBEATS[options.heartbeatForm]),
    sendRaw,
    end() {
      // A broken stream must not end as if it were whole.
      if (broken) return;
      open();
      response.end(frames.end);
    },
    breakOff() {
      broken = true;
      // A turn later, so that what was written has left for the client.
      setImmediate(() => response.socket?.resetAndDestroy());
    },
  };
}

/** Eight characters, as ADK's own. */
function createEventId(): string {
  return randomBytes(6).toString('base64url');
}
