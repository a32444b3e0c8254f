/** Headers as encoders write them, built box by box, and as nobody should. */
import { mkdtemp, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { proveOpenFile, type VideoProof } from '../../src/media/video-probe.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { box, toBytes, zeros } from '../support/boxes.ts';

let folder = '';
let clip: Buffer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'headers-'));
  const file = join(folder, 'clip.mp4');
  const engine = createEngine({ preset: 'ultrafast' });
  await engine.makeClip({ width: 320, height: 180, durationMs: 1000, withSound: true, file });
  await engine.close();
  clip = await readFile(file);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function probe(...parts: Buffer[]): Promise<VideoProof> {
  const bytes = Buffer.concat(parts);
  const file = {
    stat: async () => ({ size: bytes.length }),
    read: async (...[buffer, offset, length, position]: [Buffer, number, number, number]) => ({
      bytesRead: bytes.copy(buffer, offset, position, position + length),
      buffer,
    }),
  };
  return proveOpenFile(file as unknown as FileHandle);
}

const says = (problem: string): unknown => ({ problem: expect.objectContaining({ en: problem }) });
const UNREADABLE = 'its header cannot be read';
const NO_PICTURE = 'it holds no picture';

/** `stretch`: the same box with a length of 64 bits. */
const stretch = (short: Buffer): Buffer =>
  Buffer.concat([
    toBytes(1),
    short.subarray(4, 8),
    toBytes(BigInt(short.length + 8)),
    short.subarray(8),
  ]);

const FTYP = box('ftyp', 'isom', 512, 'isom');
const MDAT = box('mdat', zeros(64));

const mvhd = (duration: number): Buffer => box('mvhd', 0, 0, 0, 1000, duration, zeros(80));
const tkhd = (id: number): Buffer => box('tkhd', 3, 0, 0, id, 0, 0, zeros(60));
const mdhd = (timescale: number, duration: number): Buffer =>
  box('mdhd', 0, 0, 0, timescale, duration, 0);
const hdlr = (kind: string): Buffer => box('hdlr', 0, 0, kind, zeros(12), 'no end');
const entry = (type: string, width = 320, height = 180): Buffer =>
  box(type, zeros(24), (width << 16) + height, zeros(50), box('test'));
const stsd = (...entries: Buffer[]): Buffer => box('stsd', 0, entries.length, ...entries);
const stsz = (count: number): Buffer => box('stsz', 0, 0, count, zeros(4 * count));
const stz2 = (count: number): Buffer => box('stz2', 0, 16, count, zeros(2 * count));

interface Parts {
  head: Buffer;
  id: Buffer;
  media: Buffer;
  kind: Buffer;
  entries: Buffer;
  sizes: Buffer;
}

const PICTURE: Parts = {
  head: mvhd(2000),
  id: tkhd(1),
  media: mdhd(12_800, 25_600),
  kind: hdlr('vide'),
  entries: stsd(entry('avc1')),
  sizes: stsz(50),
};

function trak(given: Partial<Parts> = {}): Buffer {
  const { id, media, kind, entries, sizes } = { ...PICTURE, ...given };
  const table = box('stbl', entries, box('stts', 0, 0), sizes);
  return box('trak', id, box('mdia', media, kind, box('minf', box('vmhd', 1, 0, 0), table)));
}

const moov = (given: Partial<Parts> = {}, ...more: Buffer[]): Buffer =>
  box('moov', given.head ?? PICTURE.head, trak(given), ...more);

const sound = (media = mdhd(48_000, 96_000)): Buffer =>
  trak({ id: tkhd(2), media, kind: hdlr('soun'), entries: stsd(box('mp4a', zeros(28))) });

const FACTS = { container: 'mp4', codec: 'h264', width: 320, height: 180, duration_s: 2 };

test.each([
  ['a length of 64 bits around it all', stretch(moov()), {}],
  ['HEVC', moov({ entries: stsd(entry('hvc1')) }), { codec: 'hevc' }],
  [
    'an unknown codec',
    moov({ entries: stsd(entry('xyz1', 8, 9)) }),
    { codec: 'xyz1', width: 8, height: 9 },
  ],
  ['compact sample sizes', moov({ sizes: stz2(50) }), {}],
  [
    'tracks of other kinds first',
    box(
      'moov',
      mvhd(2000),
      sound(),
      trak({ kind: hdlr('tmcd'), entries: stsd(box('tmcd', 0)) }),
      trak({ id: tkhd(3) }),
    ),
    {},
  ],
  ['a length that is left open', moov({ head: mvhd(0) }), {}],
  ['a length that is not known', moov({ head: mvhd(0xffffffff) }), {}],
])('reads a header with %s', async (_what, header, facts) => {
  const proof = await probe(FTYP, header, MDAT);
  expect(proof).toMatchObject({ video: { ...FACTS, ...facts } });
});

test.each([
  ['no samples', moov({ sizes: stsz(0) }), NO_PICTURE],
  ['no width', moov({ entries: stsd(entry('avc1', 0, 180)) }), NO_PICTURE],
  ['sound only', box('moov', mvhd(2000), sound()), NO_PICTURE],
  ['nothing in it', box('moov'), UNREADABLE],
  ['no units of time', moov({ head: mvhd(0), media: mdhd(0, 0) }), UNREADABLE],
  ['a description without its entry', moov({ entries: stsd() }), UNREADABLE],
  ['a codec whose name is no text', moov({ entries: stsd(entry('\u001b[2J')) }), UNREADABLE],
  ['a cut track', box('moov', mvhd(2000), trak().subarray(0, 60)), UNREADABLE],
])('tells %s from a video', async (_what, header, problem) => {
  expect(await probe(FTYP, header, MDAT)).toMatchObject(says(problem) as object);
});

const trex = (id: number, duration = 0): Buffer => box('trex', 0, id, 1, duration, 0, 0);
const tfhd = (id: number): Buffer => box('tfhd', 0x020000, id);
/** Samples of one length: what `tfhd` or `trex` say. */
const run = (count: number): Buffer => box('trun', 0x1, count, 0);
/** With an offset, the first one's flags, and for each its duration, size, flags and time of composition. */
const longRun = (...durations: number[]): Buffer =>
  box('trun', 0xf05, durations.length, 0, 0, ...durations.flatMap((each) => [each, 1, 0, 0]));
const moof = (...tracks: Buffer[][]): Buffer =>
  box('moof', box('mfhd', 0, 1), ...tracks.map((boxes) => box('traf', ...boxes)));

/** A header without samples, as a fragmented file has it. */
const blank = (...defaults: Buffer[]): Buffer =>
  moov({ head: mvhd(0), media: mdhd(12_800, 0), sizes: stsz(0) }, box('mvex', ...defaults));

test.each([
  ['durations one by one', [blank(trex(1)), moof([tfhd(1), longRun(6400, 19_200)])], 2],
  ['durations by default', [blank(trex(1, 512)), moof([tfhd(1), run(30), run(20)])], 2],
  [
    'sound that is longer, and a track that is not there',
    [
      moov(
        { head: mvhd(0), sizes: stsz(0) },
        sound(mdhd(48_000, 0)),
        box('mvex', trex(1, 512), trex(7)),
      ),
      moof([tfhd(1), run(50)], [tfhd(2), longRun(48_000 * 4)], [tfhd(7), run(9)]),
    ],
    4,
  ],
  ['samples in the header too', [moov({}, box('mvex', trex(1, 512))), moof([tfhd(1), run(50)])], 4],
])('measures fragments with %s', async (_what, parts, seconds) => {
  const proof = await probe(FTYP, ...parts, MDAT);
  expect(proof).toMatchObject({ video: { ...FACTS, duration_s: seconds } });
});

test.each([
  ['one without samples', [moof([tfhd(1), run(0)])], NO_PICTURE],
  ['sound alone', [moof([tfhd(2), run(50)])], NO_PICTURE],
  ['fewer samples than it counts', [moof([tfhd(1), box('trun', 0x100, 50, 1)])], UNREADABLE],
])('finds no video in fragments: %s', async (_what, parts, problem) => {
  expect(await probe(FTYP, blank(trex(1, 512)), ...parts, MDAT)).toMatchObject(
    says(problem) as object,
  );
});

const MOST = 64 * 1024 * 1024;
/** A header of the largest size that is read, full of the same boxes. */
const flood = (each: Buffer): Buffer => box('moov', Buffer.alloc(MOST - 8, each));

/** A box in a box in a box, all to the header's end. */
function nest(): Buffer {
  const bytes = flood(box('trak'));
  for (let at = 8; at < MOST; at += 8) bytes.writeUInt32BE(MOST - at, at);
  return bytes;
}

/** Each of these kept a reader without limits busy for minutes, or took all memory. */
test.each([
  ['a length of nothing', () => [box('moov', 1, 'trak', 0n)], UNREADABLE],
  ['a length beyond numbers', () => [box('moov', 1, 'trak', 2n ** 64n - 1n)], UNREADABLE],
  ['4 billion entries', () => [moov({ entries: box('stsd', 0, 0xffffffff) })], UNREADABLE],
  ['8 million boxes', () => [flood(box('free'))], UNREADABLE],
  ['boxes 8 million deep', () => [nest()], UNREADABLE],
  ['more than 64 MB', () => [flood(zeros(8)), box('moof')], 'its header is too large'],
  [
    '4 billion samples',
    () => [blank(), moof([tfhd(1), box('trun', 0x100, 2 ** 32 - 1)])],
    UNREADABLE,
  ],
])('gives up on a header of %s', async (_what, header, problem) => {
  expect(await probe(FTYP, ...header())).toEqual(says(problem));
});

/** Numbers that stand for lengths and counts, and what they are often mistaken for. */
const NUMBERS = [0, 1, 2, 7, 8, 9, 16, 0x7fffffff, 0x80000000, 0xfffffff8, 0xffffffff];
const edit = fc.record({
  share: fc.nat(9999).map((part) => part / 10_000),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
    fc.constantFrom(...NUMBERS).map(toBytes),
    fc.constantFrom('trak', 'mdia', 'stbl', 'stsd', 'trun', 'moof', 'vide').map(toBytes),
  ),
});

/** The header's own head stays, so that it is looked into. */
function damage(header: Buffer, edits: { share: number; bytes: Buffer }[]): Buffer {
  const damaged = Buffer.from(header);
  for (const { share, bytes } of edits) bytes.copy(damaged, 8 + Math.floor(share * header.length));
  return damaged;
}

test('takes whatever a damaged header says', async () => {
  const start = clip.indexOf('moov') - 4;
  const real = clip.subarray(start, start + clip.readUInt32BE(start));
  const fragments = [blank(trex(1, 512)), moof([tfhd(1), longRun(6400, 19_200), run(9)])];
  const headers = fc.constantFrom([real], [moov({}, sound())], fragments);
  const edits = fc.array(edit, { minLength: 1, maxLength: 4 });
  const outcomes = { video: 0, problem: 0 };
  await fc.assert(
    fc.asyncProperty(headers, edits, async (boxes, changes) => {
      const proof = await probe(FTYP, ...boxes.map((each) => damage(each, changes)), MDAT);
      outcomes['video' in proof ? 'video' : 'problem'] += 1;
      if ('problem' in proof) return;
      expect(proof.video.codec).toMatch(/^[\w ©-]{3,5}$/);
      expect(proof.video.width * proof.video.height).toBeGreaterThan(0);
      expect(proof.video.duration_s).toBeGreaterThanOrEqual(0);
      expect(proof.video.duration_s).toBeLessThan(Infinity);
    }),
    { numRuns: 500, seed: 20_261_123 },
  );
  expect(Math.min(...Object.values(outcomes))).toBeGreaterThan(50);
});
