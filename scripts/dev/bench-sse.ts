/** What framing and reading an event stream costs, against the bare parser on the same bytes. */
import { createParser } from 'eventsource-parser';
import { decodeEventStream } from '../../src/backend/event-stream.ts';
import { readTurnEvents } from '../../src/backend/turn-event.ts';

const MEGABYTE = 1024 * 1024;

/** An ADK-shaped event of ordinary size. */
const makeEvent = (index: number): string =>
  `data: ${JSON.stringify({
    content: {
      parts: [{ text: `Step ${index}: 标题 and music are being placed. `.repeat(12) }],
      role: 'model',
    },
    invocationId: 'e-3f6d',
    author: 'nemo_agent',
    actions: { stateDelta: {}, artifactDelta: {} },
    id: `id${index}`,
    timestamp: 1_743_712_257.39 + index,
  })}\n\n`;

/** Events up to this many bytes in all. */
function makeEvents(bytes: number): Buffer {
  const texts: string[] = [];
  for (let size = 0; size < bytes;) {
    const text = makeEvent(texts.length);
    texts.push(text);
    size += Buffer.byteLength(text);
  }
  return Buffer.from(texts.join(''));
}

async function* cut(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function bare(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let events = 0;
  const parser = createParser({ onEvent: () => void (events += 1) });
  const decoder = new TextDecoder();
  for await (const chunk of chunks) parser.feed(decoder.decode(chunk, { stream: true }));
  return events;
}

async function framed(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let events = 0;
  for await (const event of decodeEventStream(chunks)) events += event.data === '' ? 0 : 1;
  return events;
}

async function understood(chunks: AsyncIterable<Uint8Array>): Promise<number> {
  let events = 0;
  for await (const event of decodeEventStream(chunks)) events += readTurnEvents(event).length;
  return events;
}

/** Processor milliseconds of one run; the median of several. */
async function measure(work: () => Promise<number>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
  }
  return times.toSorted((a, b) => a - b)[3] ?? 0;
}

/** Prints the figures as lines. */
export async function benchEventStream(): Promise<string[]> {
  const many = makeEvents(14 * MEGABYTE);
  const one = Buffer.from(
    `data: ${JSON.stringify({ type: 'text', content: 'x'.repeat(4 * MEGABYTE) })}\n\n`,
  );
  const peer = await measure(() => bare(cut(many, 16_384)));
  const own = await measure(() => framed(cut(many, 16_384)));
  const read = await measure(() => understood(cut(many, 16_384)));
  const small = (await measure(() => understood(cut(many, 1024)))) / many.length;
  const large = (await measure(() => understood(cut(one, 1024)))) / one.length;
  return [
    `SSE framing, 14 MB of ADK events      ${(own / peer).toFixed(3)}   ≤1.3   ${own.toFixed(0)} ms against ${peer.toFixed(0)} ms of the bare parser`,
    `SSE framing and reading the JSON      ${(read / peer).toFixed(3)}          ${read.toFixed(0)} ms`,
    `4 MB event in 1 KiB pieces, per byte  ${(large / small).toFixed(3)}   ≤3     against small events in the same pieces`,
  ];
}
