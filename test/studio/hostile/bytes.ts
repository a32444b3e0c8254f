/** Small words for building files that no sound program would write. */
import { deflateSync } from 'node:zlib';

export const text = (value: string): Buffer => Buffer.from(value, 'latin1');
export const join = (...parts: Buffer[]): Buffer => Buffer.concat(parts);

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
}

export function u16(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, index * 2));
  return bytes;
}

/** Little-endian, as RIFF and GIF have it. */
export const le32 = (...values: number[]): Buffer => Buffer.from(u32(...values)).swap32();
export const le16 = (...values: number[]): Buffer => Buffer.from(u16(...values)).swap16();

export const times = (count: number, part: Buffer): Buffer =>
  Buffer.alloc(count * part.length, part);

/** An ISO box; `size` may lie. */
export const box = (type: string, content: Buffer = Buffer.alloc(0), size?: number): Buffer =>
  join(u32(size ?? content.length + 8), text(type), content);

/** A box with version and flags. */
export const fullBox = (type: string, ...content: Buffer[]): Buffer =>
  box(type, join(u32(0), ...content));

/** A RIFF chunk; `size` may lie. */
export const chunk = (type: string, content: Buffer, size?: number): Buffer =>
  join(text(type), le32(size ?? content.length), content);

/** An EBML element with an eight-byte size, or of unknown size. */
export function element(id: number[], content: Buffer, size: number | 'unknown' = content.length) {
  const unknown = Buffer.alloc(8, 0xff).fill(0x01, 0, 1);
  const length = join(Buffer.from([1, 0, 0, 0]), u32(size === 'unknown' ? 0 : size));
  return join(Buffer.from(id), size === 'unknown' ? unknown : length, content);
}

export const PNG_MAGIC = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export function pngChunk(type: string, content: Buffer, size = content.length): Buffer {
  const body = join(text(type), content);
  return join(u32(size), body, u32(sumCrc(body)));
}

/** A grey PNG of that many bits a pixel, its pixels as given or all black. */
export function png(size: { width: number; height: number; bits?: number; rows?: Buffer }): Buffer {
  const { width, height, bits = 8 } = size;
  const rows = size.rows ?? Buffer.alloc((1 + Math.ceil((width * bits) / 8)) * height);
  return join(
    PNG_MAGIC,
    pngChunk('IHDR', join(u32(width, height), Buffer.from([bits, 0, 0, 0, 0]))),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  );
}

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let sum = index;
  for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

function sumCrc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = (sum >>> 8) ^ (CRC[(sum ^ byte) & 0xff] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** Overwrites what follows the first mark, `skip` bytes behind it. */
export function patch(
  file: Buffer,
  { mark, skip = 0, bytes }: { mark: string; skip?: number; bytes: Buffer },
): Buffer {
  const at = file.indexOf(text(mark));
  if (at < 0) throw new Error(`No ${mark} to patch`);
  const copy = Buffer.from(file);
  bytes.copy(copy, at + mark.length + skip);
  return copy;
}

/** The same numbers in every run (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Cut somewhere, or with some of its bytes flipped; headers are hit more often than the rest. */
export function mutate(file: Buffer, random: () => number): Buffer {
  if (random() < 0.25) return file.subarray(0, Math.floor(random() * file.length));
  const copy = Buffer.from(file);
  const flips = 1 + Math.floor(random() * 12);
  for (let flip = 0; flip < flips; flip += 1) {
    const reach = random() < 0.5 ? Math.min(1500, copy.length) : copy.length;
    const at = Math.floor(random() * reach);
    copy[at] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
  }
  return copy;
}
