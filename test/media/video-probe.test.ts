import { mkdtemp, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { proveOpenFile, proveVideo } from '../../src/media/video-probe.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { SAMPLES } from './media-samples.ts';
import { makeFolder } from '../support/files.ts';

let folder = '';
let clip = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probe-'));
  clip = join(folder, 'clip.mp4');
  const engine = createEngine({ preset: 'ultrafast' });
  await engine.makeClip({ width: 320, height: 180, durationMs: 1000, withSound: true, file: clip });
  await engine.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function probeBytes(content: string | Uint8Array) {
  const path = join(await makeFolder(), 'clip.mp4');
  await writeFile(path, content);
  return proveVideo(path);
}

test('reads the facts of a real MP4', async () => {
  expect(await proveVideo(clip)).toEqual({
    video: {
      container: 'mp4',
      codec: 'h264',
      width: 320,
      height: 180,
      duration_s: expect.closeTo(1, 1),
    },
    bytes: (await readFile(clip)).length,
  });
});

test('reads an MP4 whose header comes after a lot of media', async () => {
  const bytes = await readFile(clip);
  const boxes = splitBoxes(bytes);
  const header = boxes.find(({ type }) => type === 'moov');
  const rest = boxes.filter(({ type }) => type !== 'moov' && type !== 'free');
  const filler = Buffer.alloc(700_000);
  filler.writeUInt32BE(filler.length);
  filler.write('free', 4);
  const late = Buffer.concat([...rest.map((box) => box.bytes), filler, header?.bytes ?? filler]);
  expect(await probeBytes(late)).toMatchObject({
    video: { codec: 'h264', width: 320, height: 180 },
  });
});

/** An MP4's outermost boxes. */
function splitBoxes(bytes: Buffer): { type: string; bytes: Buffer }[] {
  const boxes = [];
  for (let start = 0; start < bytes.length;) {
    const size = bytes.readUInt32BE(start);
    const type = bytes.toString('latin1', start + 4, start + 8);
    boxes.push({ type, bytes: bytes.subarray(start, start + size) });
    start += size;
  }
  return boxes;
}

test.each([
  ['inside its header', 0.02],
  ['in the middle of its media', 0.5],
  ['just before its end', 0.999],
])('finds that a file is cut %s', async (_where, share) => {
  const bytes = await readFile(clip);
  const cut = bytes.subarray(0, Math.floor(bytes.length * share));
  expect(await probeBytes(cut)).toEqual({
    problem: expect.objectContaining({ en: expect.stringMatching(/its end is missing/) }),
  });
});

test.each([
  ['nothing', '', 'it is empty'],
  ['a web page', '<!doctype html><title>Not found</title>', 'a web page came instead'],
  ['a picture', SAMPLES.png, 'it is png (image/png)'],
  ['an MP4 without a header', SAMPLES.mp4, 'its header cannot be read'],
  ['a box that claims to be endless', Buffer.from('ffffffff6d6f6f76', 'hex'), 'too large'],
  [
    'an MP4 with a page behind it',
    Buffer.concat([SAMPLES.mp4, Buffer.from('<html>')]),
    'bytes that belong to no part of it',
  ],
])('finds no video in %s, and says what it is', async (_what, content, problem) => {
  expect(await probeBytes(content)).toEqual({
    problem: expect.objectContaining({ en: expect.stringContaining(problem) }),
  });
});

test('says so when there is no file', async () => {
  await expect(proveVideo(join(folder, 'missing.mp4'))).rejects.toMatchObject({
    kind: 'file',
    message: expect.stringContaining('ENOENT'),
  });
});

interface CountedFile extends Pick<FileHandle, 'read' | 'stat'> {
  /** How many reads were asked for. */
  reads: number;
}

/** An open file of which no read brings more than a few bytes, as on a network drive, and which may end too early. */
async function openShort(path: string, mostBytes: number, endsAt = Infinity): Promise<CountedFile> {
  const file = await open(path);
  onTestFinished(() => file.close());
  const short: CountedFile = {
    reads: 0,
    stat: file.stat.bind(file) as FileHandle['stat'],
    read: (async (...[buffer, offset, length, position]: [Buffer, number, number, number]) => {
      short.reads += 1;
      const atMost = Math.max(0, Math.min(mostBytes, length, endsAt - position));
      return atMost === 0 ? { bytesRead: 0, buffer } : file.read(buffer, offset, atMost, position);
    }) as FileHandle['read'],
  };
  return short;
}

test.each([1, 100])('a read that brings only %i bytes is not the end of the file', async (most) => {
  const file = await openShort(clip, most);
  expect(await proveOpenFile(file)).toEqual(await proveVideo(clip));
  const page = join(await makeFolder(), 'page.mp4');
  await writeFile(page, '<!doctype html><title>Not found</title>'.padEnd(600));
  expect(await proveOpenFile(await openShort(page, most))).toMatchObject({
    problem: { en: 'a web page came instead' },
  });
});

test('a file that ends before its size is found out', async () => {
  const bytes = await readFile(clip);
  const header = bytes.indexOf('moov');
  expect(await proveOpenFile(await openShort(clip, 100, header + 50))).toMatchObject({
    problem: { en: expect.stringMatching(/its end is missing|belong to no part/) },
  });
});

test('the media data is skipped, however much there is', async () => {
  const file = await openShort(clip, Infinity);
  await proveOpenFile(file);
  const boxes = splitBoxes(await readFile(clip)).length;
  expect(file.reads).toBeLessThanOrEqual(boxes + 1);
});
