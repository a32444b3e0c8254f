import { randomBytes, randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import { type RawJson, stringify } from './raw-json.ts';

export type EventWriter = ReturnType<typeof createEventWriter>;

/** Writes a turn as server-sent events; the headers go out with the first of them. */
export function createEventWriter(
  response: ServerResponse,
  { options, clock }: { options: StudioOptions; clock: Clock },
) {
  const invocationId = `e-${randomUUID()}`;
  let broken = false;

  /** Sends the headers, which tells the client that its message was taken. */
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
    /** True once the stream has begun, after which a refusal must travel inside it. */
    isOpen: () => response.headersSent,
    send(event: TurnEvent): void {
      if (options.events === 'simple') return writeEvent(toSimpleEvent(event));
      writeEvent(toAdkEvent(event, { invocationId, eventId: createEventId(), at: clock.now() }));
    },
    heartbeat: () => write(options.heartbeat),
    /** A refusal inside the stream (contract 3.2, "Errors"). */
    refuse: (error: { code?: number; error: string }) => writeEvent(error),
    /** The only end mark is the closed connection (contract 3.1). */
    end(): void {
      // A broken stream must not end as if it were whole.
      if (broken) return;
      open();
      response.end();
    },
    /** Drops the connection in the middle of the stream. */
    breakOff(): void {
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

/** What a turn tells its client, before any wire shape. */
export type TurnEvent =
  | { kind: 'text'; text: string }
  | { kind: 'tool-call'; id: string; name: string; args: Record<string, unknown> }
  | {
      kind: 'tool-result';
      id: string;
      name: string;
      result: Record<string, unknown>;
      stateDelta: Record<string, RawJson | null>;
    };

interface AdkContext {
  invocationId: string;
  eventId: string;
  /** Milliseconds since the epoch. */
  at: number;
}

const AUTHOR = 'nemo_agent';

/** An event as an ADK server writes it: camelCase, nulls left out (contract 3.2). */
function toAdkEvent(event: TurnEvent, { invocationId, eventId, at }: AdkContext): object {
  const fromTool = event.kind === 'tool-result';
  return {
    content: { parts: [toPart(event)], role: fromTool ? 'user' : 'model' },
    invocationId,
    author: AUTHOR,
    actions: {
      stateDelta: fromTool ? event.stateDelta : {},
      artifactDelta: {},
      requestedAuthConfigs: {},
    },
    id: eventId,
    timestamp: at / 1000,
    ...(event.kind === 'tool-call' && { longRunningToolIds: [] }),
  };
}

function toPart(event: TurnEvent): object {
  switch (event.kind) {
    case 'text':
      return { text: event.text };
    case 'tool-call':
      return { functionCall: { id: event.id, args: event.args, name: event.name } };
    case 'tool-result':
      return { functionResponse: { id: event.id, name: event.name, response: event.result } };
  }
}

/** An event in the publisher's simple shape (contract 3.1). */
function toSimpleEvent(event: TurnEvent): object {
  switch (event.kind) {
    case 'text':
      return { type: 'text', content: event.text };
    case 'tool-call':
      return { type: 'tool_call', name: event.name, args: event.args };
    case 'tool-result':
      return { type: 'tool_result', name: event.name, result: event.result };
  }
}
