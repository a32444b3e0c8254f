/** Media are proven by their bytes: a real file of every format, whole and cut, and what is none. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { fitExtension, proveMedia } from '../../src/media/media-proof.ts';
import { FORMAT_SAMPLES, makeFormatSample } from '../package/format-samples.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proof-'));
  for (const sample of FORMAT_SAMPLES) await makeFormatSample(sample, folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const prove = async (bytes: Uint8Array | string) => {
  const path = join(folder, 'given');
  await writeFile(path, bytes);
  return proveMedia(path);
};
const sample = (extension: string): Promise<Buffer> =>
  readFile(join(folder, `sample.${extension}`));

test.each(FORMAT_SAMPLES)(
  'a $extension is $type, whatever it is called',
  async ({ extension, type }) => {
    const proof = await prove(await sample(extension));
    expect(proof).toMatchObject({ type });
    expect('extension' in proof && fitExtension(extension.toUpperCase(), proof)).toBe(
      extension.toUpperCase(),
    );
  },
);

// MP3 and AAC are frames one after the other: any of them may be the last.
test.each(FORMAT_SAMPLES.filter(({ extension }) => !/mp3|aac/.test(extension)))(
  'half a $extension is none',
  async ({ extension }) => {
    const whole = await sample(extension);
    const half = await prove(whole.subarray(0, Math.floor(whole.length / 2)));
    expect(half).toMatchObject({ problem: { en: expect.stringContaining('end is missing') } });
  },
);

test('what cameras write behind a picture is let be', async () => {
  const jpeg = await sample('jpg');
  expect(await prove(Buffer.concat([jpeg, Buffer.alloc(1000)]))).toMatchObject({ type: 'image' });
  const moving = Buffer.concat([
    jpeg.subarray(0, 2),
    Buffer.from('\xff\xe1\0\x1eXMP GCamera:MotionPhoto="1"', 'latin1'),
    jpeg.subarray(2),
    Buffer.alloc(200_000),
  ]);
  expect(await prove(moving)).toMatchObject({ type: 'image' });
});

test.each([
  ['', 'it is empty'],
  ['<!doctype html><html><body>Sign in</body></html>', 'a web page came instead'],
  ['{"error":"gone"}', 'a JSON answer came instead'],
  ['not found', 'a text came instead'],
  ['%PDF-1.7\n\xff\xfe\x00', 'it is pdf (application/pdf)'],
  ['\x00\x01\x02\x03', 'it is no known kind of file'],
])('%j is no media', async (content, problem) => {
  expect(await prove(Buffer.from(content, 'latin1'))).toMatchObject({ problem: { en: problem } });
});

test('an MP4 with sound alone is sound', async () => {
  const proof = await prove(await sample('m4a'));
  expect(proof).toEqual({ type: 'audio', extension: 'm4a' });
});

test.each([
  ['JPEG', 'jpg', 'JPEG'],
  ['mp4', 'mov', 'mp4'],
  ['mp4', 'wav', 'wav'],
  ['html', 'png', 'png'],
  ['', 'mp3', 'mp3'],
])('%j that holds %s ends in %s', (own, extension, expected) => {
  expect(fitExtension(own, { type: 'video', extension })).toBe(expected);
});
