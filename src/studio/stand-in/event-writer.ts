import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import { stringify } from './raw-json.ts';
import { toAdkEvent, toSimpleEvent, type TurnEvent } from './turn-events.ts';

export interface EventWriter {
  /** Sends the headers, which tells the client that its message was taken. */
  open(): void;
  /** True once the stream has begun, after which a refusal must travel inside it. */
  isOpen(): boolean;
  send(event: TurnEvent): void;
  heartbeat(): void;
  /** A refusal inside the stream (contract 3.2, "Errors"). */
  refuse(error: { code?: number; error: string }): void;
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
  let broken = false;

  function open(): void {
    if (response.headersSent || response.destroyed) return;
    response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
    response.flushHeaders();
  }

  function write(bytes: string): void {
    if (broken || response.destroyed || response.writableEnded) return;
    open();
    response.write(bytes);
  }

  const writeEvent = (record: object): void => write(`data: ${stringify(record)}\n\n`);

  return {
    open,
    isOpen: () => response.headersSent,
    send(event) {
      if (options.events === 'simple') return writeEvent(toSimpleEvent(event));
      writeEvent(toAdkEvent(event, { invocationId, eventId: createEventId(), at: clock.now() }));
    },
    heartbeat: () => write(options.heartbeat),
    refuse: writeEvent,
    end() {
      // A broken stream must not end as if it were whole.
      if (broken) return;
      open();
      response.end();
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
