import { expect, test } from 'vitest';

import { sniffMedia } from '../../src/studio/cutter/render/sniff.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part),
    ),
  );
const ftyp = (brand: string): Uint8Array =>
  bytes([0, 0, 0, 24], `ftyp${brand}`, [0, 0, 2, 0], 'isomiso2');
const ebml = (docType: string): Uint8Array =>
  bytes(
    [0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x80 + docType.length],
    docType,
    [0x42, 0x87],
  );
const riff = (kind: string): Uint8Array => bytes('RIFF', [36, 0, 0, 0], `${kind}LIST`);
/** MPEG-1 layer III, 128 kb/s, 44.1 kHz: frames of 417 bytes. */
const mp3 = bytes(
  [0xff, 0xfb, 0x90, 0x64],
  Array.from({ length: 413 }, () => 0),
  [0xff, 0xfb, 0x90, 0x64],
);
/** ADTS frames of 16 bytes. */
const adts = bytes(
  [0xff, 0xf1, 0x50, 0x80, 2, 0x1f, 0xfc],
  Array.from({ length: 9 }, () => 0),
  [0xff, 0xf1, 0x50],
);

test.each([
  ['mp4', 'video', 'mov', ftyp('isom')],
  ['mp4', 'video', 'mov', ftyp('3gp5')],
  // A phone's HEVC, a camera's, a phone company's, fragments for streaming, audio and video of Apple's.
  ['mp4', 'video', 'mov', ftyp('hvc1')],
  ['mp4', 'video', 'mov', ftyp('mp71')],
  ['mp4', 'video', 'mov', ftyp('NDSC')],
  ['mp4', 'video', 'mov', ftyp('kddi')],
  ['mp4', 'video', 'mov', ftyp('cmfc')],
  ['mp4', 'video', 'mov', ftyp('M4V ')],
  ['m4a', 'audio', 'mov', ftyp('M4B ')],
  ['mov', 'video', 'mov', ftyp('qt  ')],
  ['mov', 'video', 'mov', bytes([0, 0, 0, 16], 'free', [0, 0, 0, 0, 0, 0, 0, 0], 'moov')],
  ['mov', 'video', 'mov', bytes([0, 0, 0, 8], 'wide', [0, 0, 0, 0], 'mdat')],
  ['m4a', 'audio', 'mov', ftyp('M4A ')],
  ['avi', 'video', 'avi', riff('AVI ')],
  ['wav', 'audio', 'wav', riff('WAVE')],
  ['webp', 'image', 'webp_pipe', riff('WEBP')],
  ['webm', 'video', 'matroska', ebml('webm')],
  ['mkv', 'video', 'matroska', ebml('matroska')],
  ['jpg', 'image', 'jpeg_pipe', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF')],
  ['png', 'image', 'png_pipe', bytes([0x89], 'PNG\r\n', [0x1a], '\n', [0, 0, 0, 13], 'IHDR')],
  ['gif', 'image', 'gif', bytes('GIF89a')],
  ['mp3', 'audio', 'mp3', mp3],
  ['mp3', 'audio', 'mp3', bytes('ID3', [4, 0, 0, 0, 9, 0, 0], 'cover art longer than the head')],
  ['aac', 'audio', 'aac', adts],
  ['aac', 'audio', 'aac', bytes('ID3', [4, 0, 0, 0, 0, 0, 0], [...adts])],
])('sniffs %s (%s) and reads it with the demuxer %s', async (...[format, type, demuxer, head]) => {
  expect(await sniffMedia(head)).toEqual({ format, type, demuxer });
});

test.each([
  ['an empty file', bytes('')],
  ['a text in UTF-16', bytes([0xff, 0xfe], 'h\0e\0l\0l\0o\0')],
  ['an HLS playlist', bytes('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n')],
  ['an HEIC picture', ftyp('heic')],
  ['an AVIF picture', ftyp('avif')],
  ['some other EBML document', ebml('whatever')],
  ['some other RIFF file', riff('CDXA')],
  [
    'MPEG layer II sound',
    bytes(
      [0xff, 0xfd, 0x90, 0x64],
      Array.from({ length: 500 }, () => 0),
    ),
  ],
])('refuses %s', async (_name, head) => {
  expect(await sniffMedia(head)).toBeNull();
});

test('never throws on a cut head', async () => {
  for (const head of [ftyp('isom'), ebml('matroska'), riff('AVI '), mp3, adts]) {
    for (let length = 0; length <= head.length; length += 1) {
      await sniffMedia(head.subarray(0, length));
    }
  }
});
