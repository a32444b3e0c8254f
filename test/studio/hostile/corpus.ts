/** Files made to hurt whoever opens them. `origin` is an address nobody may be asked at. */
import { deflateSync, gzipSync } from 'node:zlib';

import * as make from './bytes.ts';

const { box, chunk, element, fullBox, join, le16, le32, patch, png, text, times, u16, u32 } = make;

export type Corpus = Record<string, Buffer>;
export interface Ingredients {
  real: Record<string, Buffer>;
  origin: string;
}

export function makeCorpus({ real, origin }: Ingredients): Corpus {
  return {
    ...makeLists(origin),
    ...makePictures(real),
    ...makeMovies(real, origin),
    ...makeSounds(real, origin),
    ...makeMatroska(real),
    ...makeForeign(real),
  };
}

/** Texts that name other files and addresses, under the names of media. */
function makeLists(origin: string): Corpus {
  const hls = `#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n${origin}/hls.ts\n#EXTINF:1,\nfile:///etc/passwd\n`;
  const xml = '<?xml version="1.0"?>';
  const external = `<!DOCTYPE x [<!ENTITY e SYSTEM "${origin}/entity">]>`;
  const lists = {
    'hls.mp4': hls,
    'hls-key.mp4': `#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="${origin}/key"\n#EXTINF:1,\nconcat:a|b\n`,
    'concat.mp4': `ffconcat version 1.0\nfile '${origin}/concat.mp4'\nfile '/etc/passwd'\n`,
    'list.mkv': `file '${origin}/list.mkv'\n`,
    'xspf.mp4': `${xml}<playlist><trackList><track><location>${origin}/x</location></track></trackList></playlist>`,
    'pls.mp3': `[playlist]\nFile1=${origin}/pls.mp3\nNumberOfEntries=1\n`,
    'smil.mp4': `<smil><body><video src="${origin}/smil.mp4"/></body></smil>`,
    'asx.avi': `<asx version="3.0"><entry><ref href="${origin}/asx"/></entry></asx>`,
    'dash.mp4': `${xml}<MPD type="static"><Period><AdaptationSet mimeType="video/mp4"><Representation id="1" bandwidth="1"><BaseURL>${origin}/dash.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'sdp.mp4': 'v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n',
    'image.svg': `<svg xmlns="http://www.w3.org/2000/svg"><image href="${origin}/svg.png"/></svg>`,
    'picture.png': `${xml}${external}<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>`,
    'page.mp4': `<!doctype html><video src="${origin}/page.mp4"></video><script src="${origin}/x.js"></script>`,
    'entity.mov': `${xml}${external}<x>&e;</x>`,
    'gdigrab.avi': 'desktop',
    'url.mp4': `${origin}/url.mp4`,
  };
  const made = Object.entries(lists).map(([name, content]) => [name, text(content)] as const);
  return {
    ...Object.fromEntries(made),
    // Behind the signature of something accepted, so that a demuxer gets to see them.
    'hls-behind-ftyp.mp4': join(box('ftyp', text('isom\0\0\x02\0isomiso2')), text(hls)),
    'hls-behind-id3.mp3': join(text('ID3\x04\0\0\0\0\x40\0'), Buffer.alloc(8192), text(hls)),
    'hls-behind-riff.avi': join(text('RIFF'), le32(hls.length), text('AVI '), text(hls)),
  };
}

function makePictures(real: Record<string, Buffer>): Corpus {
  const still = png({ width: 8, height: 8 });
  const withChunk = (part: Buffer) => join(still.subarray(0, 33), part, still.subarray(33));
  const zeros = deflateSync(Buffer.alloc(64 << 20));
  const image = join(text(','), le16(0, 0, 1, 1), Buffer.from([0, 2, 2, 0x44, 1, 0]));
  const gif = (width: number, height: number, frames: number) =>
    join(
      join(text('GIF89a'), le16(width, height), Buffer.from([0x80, 0, 0, 255, 255, 255, 0, 0, 0])),
      times(frames, image),
      text(';'),
    );
  const riff = (...parts: Buffer[]) => {
    const content = join(text('WEBP'), ...parts);
    return join(text('RIFF'), le32(content.length), content);
  };
  const vp8x = (flags: number) => chunk('VP8X', join(le32(flags), Buffer.alloc(6, 0xff)));
  const jpeg = real['jpg'] ?? still;
  const scan = jpeg.indexOf(Buffer.from([0xff, 0xda]));
  return {
    'bomb.png': png({ width: 16_000, height: 16_000, bits: 1 }),
    'endless-header.png': patch(still, { mark: 'IHDR', bytes: u32(0x7fffffff, 0x7fffffff) }),
    'overflow.png': patch(still, { mark: 'IHDR', bytes: u32(65_536, 65_536) }),
    'none.png': patch(still, { mark: 'IHDR', bytes: u32(0, 0) }),
    'thin.png': png({ width: 1, height: 100_000, bits: 1 }),
    'text-bomb.png': withChunk(make.pngChunk('zTXt', join(text('a\0\0'), zeros))),
    'profile-bomb.png': withChunk(make.pngChunk('iCCP', join(text('a\0\0'), zeros))),
    'data-bomb.png': join(still.subarray(0, 33), make.pngChunk('IDAT', zeros)),
    'long-chunk.png': withChunk(make.pngChunk('tEXt', text('a'), 0xffffffff)),
    'frames.png': withChunk(make.pngChunk('acTL', u32(0x7fffffff, 0))),
    'huge.jpg': patch(jpeg, { mark: '\xff\xc0', skip: 3, bytes: u16(65_500, 65_500) }),
    'markers.jpg': join(jpeg.subarray(0, 2), times(200_000, Buffer.from([0xff, 0xe1, 0, 2])), jpeg),
    'scans.jpg': join(jpeg.subarray(0, -2), times(2000, jpeg.subarray(scan, -2))),
    'huge.gif': gif(65_535, 65_535, 1),
    'frames.gif': gif(1, 1, 100_000),
    'endless.gif': join(gif(64, 64, 1).subarray(0, -1), text(','), le16(0, 0, 64, 64, 0)),
    'huge-canvas.webp': riff(vp8x(0), real['webp']?.subarray(12) ?? still),
    'lossless.webp': riff(
      chunk('VP8L', join(Buffer.from([0x2f, 0xff, 0xff, 0xff, 0x0f, 0]), Buffer.alloc(64))),
    ),
    'frames.webp': riff(
      vp8x(2),
      chunk('ANIM', Buffer.alloc(6)),
      times(50_000, chunk('ANMF', Buffer.alloc(16))),
    ),
  };
}

function makeMovies(
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

function makeSounds(
  { mp3: tagged = Buffer.alloc(0), wav = tagged, aac = tagged }: Record<string, Buffer>,
  origin: string,
): Corpus {
  const mp3 = tagged.subarray(tagged.indexOf(Buffer.from([0xff, 0xfb])));
  const tag = (bytes: number) =>
    text(
      `ID3\x04\0\0${String.fromCharCode(...[21, 14, 7, 0].map((shift) => (bytes >> shift) & 127))}`,
    );
  const frame = (name: string, content: Buffer) =>
    join(text(name), u32(content.length), u16(0), content);
  const cover = frame(
    'APIC',
    join(text('\0image/png\0\x03\0'), png({ width: 16_000, height: 16_000, bits: 1 })),
  );
  const link = frame('WOAF', text(`${origin}/woaf`));
  const linked = frame('APIC', text(`\0-->\0\x03\0${origin}/cover.png`));
  const format = (...values: number[]) =>
    patch(wav, { mark: 'fmt ', skip: 4, bytes: le16(...values) });
  return {
    'giant-tag.mp3': join(tag((1 << 28) - 1), mp3),
    'padded-tag.mp3': join(tag(16 << 20), Buffer.alloc(16 << 20), mp3),
    'cover-bomb.mp3': join(tag(cover.length), cover, mp3),
    'links.mp3': join(tag(link.length + linked.length), link, linked, mp3),
    'tags.mp3': join(times(5000, tag(0)), mp3),
    'frames.mp3': patch(mp3, {
      mark: mp3.includes('Xing') ? 'Xing' : 'Info',
      bytes: u32(15, 0xffffffff, 0xffffffff),
    }),
    'silent-end.mp3': join(mp3.subarray(0, 2000), Buffer.alloc(4 << 20)),
    'size.wav': patch(wav, { mark: 'data', bytes: le32(0xffffffff) }),
    'short-size.wav': patch(wav, { mark: 'data', bytes: le32(1) }),
    'channels.wav': format(1, 65_535),
    'no-channels.wav': format(1, 0),
    'rate.wav': format(1, 2, 0xffff, 0xffff),
    'no-rate.wav': format(1, 2, 0, 0),
    'no-block.wav': format(1, 2, 48_000, 0, 0, 0, 0, 0),
    'codec.wav': format(0xfffe, 2),
    'chunks.wav': join(
      wav.subarray(0, 12),
      times(200_000, chunk('junk', Buffer.alloc(0))),
      wav.subarray(12),
    ),
    'short-frames.aac': join(
      times(10_000, Buffer.from([0xff, 0xf1, 0x50, 0x80, 0, 0xff, 0xfc])),
      aac,
    ),
  };
}

function makeMatroska({ webm = Buffer.alloc(0), mkv = webm }: Record<string, Buffer>): Corpus {
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

function makeForeign(real: Record<string, Buffer>): Corpus {
  const mp4 = real['mp4'] ?? Buffer.alloc(0);
  const random = make.createRandom(7);
  return {
    'empty.mp4': Buffer.alloc(0),
    'byte.mp4': Buffer.from([0]),
    'zeros.mp4': Buffer.alloc(1 << 20),
    'ones.mp3': Buffer.alloc(1 << 20, 0xff),
    'noise.mp4': Buffer.from(Array.from({ length: 65_536 }, () => Math.floor(random() * 256))),
    'bomb.zip': join(text('PK\x03\x04'), gzipSync(Buffer.alloc(64 << 20))),
    'bomb.gz': gzipSync(Buffer.alloc(64 << 20)),
    'font.ttf': join(u32(0x00010000), u16(1, 16, 0, 0), text('glyf'), u32(0, 28, 0xffffffff)),
    'font.woff': join(text('wOFF'), u32(0x00010000, 0xffffffff)),
    'program.mp4': join(text('\x7fELF\x02\x01\x01'), Buffer.alloc(4096)),
    'program.mov': join(text('MZ\x90\0'), Buffer.alloc(4096)),
    'script.mp4': text('#!/bin/sh\ntouch /tmp/evil\n'),
    'paper.pdf': text('%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/URI>>>>endobj'),
    'archive.tar': join(text('../../evil'), Buffer.alloc(502)),
    'two-in-one.mp4': join(mp4, text('PK\x03\x04'), text('#EXTM3U\n')),
    // Sound files; it is their names that are hostile.
    '../../../../tmp/evil.mp4': mp4,
    '/etc/evil.mp4': mp4,
    'concat:a.mp4|b.mp4': mp4,
    "it's;[v]drawtext=textfile=/etc/passwd,%{e}.mp4": mp4,
    [`${'long'.repeat(2000)}.mp4`]: mp4,
    'nul\0line\r\nX-Header: 1.mp4': mp4,
  };
}

function replace(file: Buffer, old: number[], fresh: number[]): Buffer {
  const at = file.indexOf(Buffer.from(old));
  if (at < 0) throw new Error(`No ${old.join(' ')} to replace`);
  const copy = Buffer.from(file);
  Buffer.from(fresh).copy(copy, at);
  return copy;
}
