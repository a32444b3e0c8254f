/** What framing and reading an event stream costs, against the bare parser on the same bytes. */
import { createParser } from 'eventsource-parser';
import { decodeEventStream } from '../../src/backend/event-stream.ts';
import { readTurnEvents } from '../../src/backend/turn-event.ts';
import { compare, inMs, type Figure } from './bench-figure.ts';
import { measureHere } from './bench-meter.ts';
import type { Contest } from './bench-skill.ts';

const MEBIBYTE = 1024 * 1024;

/** ADK-shaped events of ordinary size, up to this many bytes in all. */
function makeEvents(bytes: number): Buffer {
  const texts: string[] = [];
  for (let size = 0; size < bytes;) {
    const index = texts.length;
    const text = `Step ${index}: 标题 and music are being placed. `.repeat(12);
    const event = {
      content: { parts: [{ text }], role: 'model' },
      invocationId: 'e-3f6d',
      author: 'nemo_agent',
      actions: { stateDelta: {}, artifactDelta: {} },
      id: `id${index}`,
      timestamp: 1_743_712_257.39 + index,
    };
    const line = `data: ${JSON.stringify(event)}\n\n`;
    texts.push(line);
    size += Buffer.byteLength(line);
  }
  return Buffer.from(texts.join(''));
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function parseOnly(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  let events = 0;
  const parser = createParser({ onEvent: () => void (events += 1) });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
}

async function frame(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const event of decodeEventStream(chunks)) void event;
}

async function understand(chunks: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const event of decodeEventStream(chunks)) readTurnEvents(event);
}

export async function benchStream({ rounds }: Contest): Promise<Figure[]> {
  const many = makeEvents(14 * MEBIBYTE);
  const text = { type: 'text', content: 'x'.repeat(4 * MEBIBYTE) };
  const one = Buffer.from(`data: ${JSON.stringify(text)}\n\n`);
  const peer = await measureHere(() => parseOnly(cut(many, 16_384)), rounds);
  const framed = await measureHere(() => frame(cut(many, 16_384)), rounds);
  const read = await measureHere(() => understand(cut(many, 16_384)), rounds);
  const small = await measureHere(() => understand(cut(many, 1024)), rounds);
  const large = await measureHere(() => understand(cut(one, 1024)), rounds);
  const against = 'eventsource-parser alone';
  return [
    compare(
      { own: framed, peer, format: inMs },
      { what: 'event stream, framing 14 MiB', against, goal: 1.3 },
    ),
    compare({ own: read, peer, format: inMs }, { what: 'event stream, framing and JSON', against }),
    compare(
      { own: large, peer: (small * one.length) / many.length, format: inMs },
      {
        what: 'event stream, one event of 4 MiB in pieces of 1 KiB',
        against: 'as many bytes of small events',
        goal: 3,
      },
    ),
  ];
}
