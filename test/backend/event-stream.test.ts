import { expect, test } from 'vitest';
import { decodeEventStream, type ServerEvent } from '../../src/backend/event-stream.ts';

/** Everything a server may do to a stream (wire-contract.md 3.3). */
const TRANSCRIPT = Buffer.from(
  [
    '\uFEFFdata: {"text":"你好，世界 🎬"}\n\n',
    ': keep-alive\n\n',
    'data: crlf\r\n\r\n',
    'data: cr\r\r',
    'data:\n\n',
    'event: heartbeat\ndata: {}\n\n',
    'id: 7\nretry: 3000\nunknown: x\ndata: with fields\n\n',
    'data: first\ndata: second\n\n',
    'data:no space\n\n',
    'data: é — “quoted”\r\ndata: 二行目\r\n\r\n',
    'event: without data\n\n',
    'data: the end is missing 🏁',
  ].join(''),
);

const EVENTS: ServerEvent[] = [
  { name: '', data: '{"text":"你好，世界 🎬"}' },
  { name: 'heartbeat', data: '' },
  { name: '', data: 'crlf' },
  { name: '', data: 'cr' },
  { name: '', data: '' },
  { name: 'heartbeat', data: '{}' },
  { name: '', data: 'with fields' },
  { name: '', data: 'first\nsecond' },
  { name: '', data: 'no space' },
  { name: '', data: 'é — “quoted”\n二行目' },
  { name: '', data: 'the end is missing 🏁' },
];

async function* emit(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

async function decode(...chunks: Uint8Array[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of decodeEventStream(emit(...chunks))) events.push(event);
  return events;
}

test('reads a transcript that comes in one piece', async () => {
  expect(await decode(TRANSCRIPT)).toEqual(EVENTS);
});

test('reads the same wherever the transcript is cut in two', async () => {
  for (let cut = 0; cut <= TRANSCRIPT.length; cut += 1) {
    const events = await decode(TRANSCRIPT.subarray(0, cut), TRANSCRIPT.subarray(cut));
    expect(events, `cut at byte ${cut}`).toEqual(EVENTS);
  }
});

test('reads the same when every byte comes alone', async () => {
  const bytes = Array.from(TRANSCRIPT, (_byte, index) => TRANSCRIPT.subarray(index, index + 1));
  expect(await decode(...bytes)).toEqual(EVENTS);
});

test.each([
  ['nothing', ''],
  ['a lone line end', '\n'],
  ['only fields that carry no data', 'id: 1\n\n'],
])('finds no event in %s', async (_what, text) => {
  expect(await decode(Buffer.from(text))).toEqual([]);
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
