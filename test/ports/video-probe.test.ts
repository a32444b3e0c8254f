import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeVideo } from '../../src/ports/video-probe.ts';
import { createEngine } from '../../src/studio/render/engine.ts';
import { SAMPLES } from './media-samples.ts';
import { makeFolder } from './support.ts';

let folder = '';
let clip = '';
let tone = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probe-'));
  clip = join(folder, 'clip.mp4');
  tone = join(folder, 'tone.m4a');
  const engine = createEngine({ preset: 'ultrafast' });
  const sample = { width: 320, height: 180, durationMs: 1000, withSound: true };
  await engine.makeClip({ ...sample, file: clip });
  await engine.makeClip({ ...sample, file: tone, kind: 'tone' });
  await engine.close();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function probeBytes(content: string | Uint8Array) {
  const path = join(await makeFolder(), 'clip.mp4');
  await writeFile(path, content);
  return probeVideo(path);
}

test('reads the facts of a real MP4', async () => {
  expect(await probeVideo(clip)).toEqual({
    container: 'mp4',
    codec: 'h264',
    width: 320,
    height: 180,
    duration_s: expect.closeTo(1, 1),
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
  expect(await probeBytes(late)).toMatchObject({ codec: 'h264', width: 320, height: 180 });
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

test('finds no video in sound alone', async () => {
  expect(await probeVideo(tone)).toBeUndefined();
});

test('finds no video in a file that ends inside its header', async () => {
  const bytes = await readFile(clip);
  const [start, end] = ['moov', 'mvhd'].map((type) => bytes.indexOf(type, 0, 'latin1'));
  expect(start).toBeLessThan(end ?? 0);
  expect(await probeBytes(bytes.subarray(0, (end ?? 0) + 20))).toBeUndefined();
});

test.each([
  ['nothing', ''],
  ['a web page', '<!doctype html><title>Not found</title>'.repeat(50)],
  ['a JSON error', '{"code":402,"message":"upgrade"}'],
  ['a picture', SAMPLES.png],
  ['an MP4 without a header', SAMPLES.mp4],
  ['zeros', Buffer.alloc(300_000)],
  ['noise', Buffer.from(Array.from({ length: 5000 }, (_, index) => (index * 7919) % 256))],
  ['a box that claims to be endless', Buffer.from('ffffffff6d6f6f76', 'hex')],
])('finds no video in %s', async (_what, content) => {
  expect(await probeBytes(content)).toBeUndefined();
});

test('says so when there is no file', async () => {
  await expect(probeVideo(join(folder, 'missing.mp4'))).rejects.toMatchObject({ code: 'ENOENT' });
});
