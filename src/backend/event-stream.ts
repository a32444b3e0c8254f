import { createParser } from '../vendor/eventsource-parser.ts';

/** One server-sent event, or a comment (which servers send as a heartbeat). */
export interface ServerEvent {
  /** The `event:` field; empty when there was none. */
  name: string;
  data: string;
}

/**
 * Frames a byte stream into server-sent events (WHATWG HTML 9.2): bytes may be cut anywhere, inside a character or a
 * line ending too. An unterminated last event is delivered, since the backend ends its streams by closing them.
 */
export async function* decodeEventStream(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<ServerEvent> {
  const ready: ServerEvent[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => ready.push({ name: event ?? '', data }),
    onComment: () => ready.push({ name: 'heartbeat', data: '' }),
  });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) {
    parser.feed(decoder.decode(chunk, { stream: true }));
    yield* ready.splice(0);
  }
  parser.feed(`${decoder.decode()}\n\n`);
  yield* ready.splice(0);
}
