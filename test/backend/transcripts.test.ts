import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEventStream } from '../../src/backend/event-stream.ts';
import { readTurnEvents } from '../../src/backend/turn-event.ts';
import { createTurnText } from '../../src/backend/turn-text.ts';
import { runs, SEED } from '../fuzz.ts';
import { TRANSCRIPTS } from '../support/transcripts.ts';

async function* emit(...pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** What a person sees of a stream that arrives in these pieces. */
async function show(pieces: Uint8Array[]): Promise<string> {
  const text = createTurnText();
  for await (const serverEvent of decodeEventStream(emit(...pieces))) {
    for (const event of readTurnEvents(serverEvent)) if (event.type === 'text') text.add(event);
  }
  return text.read().join('|');
}

test.each(TRANSCRIPTS)('$name: the same text, cut at every byte', async ({ stream, visible }) => {
  const bytes = new TextEncoder().encode(stream);
  for (let at = 0; at <= bytes.length; at += 1) {
    expect(await show([bytes.subarray(0, at), bytes.subarray(at)]), `cut at ${at}`).toBe(visible);
  }
  expect(await show([...bytes].map((byte) => Uint8Array.of(byte)))).toBe(visible);
});

async function* sayAndHang(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('data: now\n\n');
  await new Promise(() => {});
}

test('delivers an event before the stream has ended', async () => {
  const events = decodeEventStream(sayAndHang());
  expect((await events.next()).value).toEqual({ name: '', data: 'now' });
});

async function* sayAndBreak(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('data: said\n\n');
  throw new Error('reset');
}

test('hands over what came before a stream broke, then the break', async () => {
  const events = decodeEventStream(sayAndBreak());
  expect((await events.next()).value).toEqual({ name: '', data: 'said' });
  await expect(events.next()).rejects.toThrow('reset');
});

test(`random streams: no crash, no text lost or doubled ${SEED}`, async () => {
  const line = fc.oneof(
    fc
      .string({ unit: 'grapheme' })
      .map((text) => ({ text, data: `data: ${JSON.stringify({ type: 'text', content: text })}` })),
    fc.string().map((junk) => ({ text: '', data: `: ${junk.replaceAll(/[\r\n]/g, '')}` })),
    fc.jsonValue().map((value) => ({
      text: '',
      data: `data: ${JSON.stringify({ type: 'tool_result', result: value })}`,
    })),
    fc.string().map((junk) => ({ text: '', data: `data: ${junk.replaceAll(/[\r\n]/g, '')}x{` })),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 8 }),
      fc.integer({ min: 1, max: 40 }),
      async (lines, size) => {
        const bytes = new TextEncoder().encode(lines.map(({ data }) => `${data}\n\n`).join(''));
        const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
          bytes.subarray(index * size, (index + 1) * size),
        );
        const expected = lines
          .map(({ text }) => text)
          .filter(Boolean)
          .join('|');
        expect(await show(pieces)).toBe(
          new TextDecoder().decode(new TextEncoder().encode(expected)),
        );
      },
    ),
    runs(1_000),
  );
});
