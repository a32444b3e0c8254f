import { inflateSync } from 'node:zlib';

const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * Unpacks a WOFF file into the TrueType or OpenType file it holds (W3C, WOFF File Format 1.0, sections 3
 * to 5). Done here since the font library's own inflate fails on some of the files (noto-sans-sc-101).
 */
export function unpackWoff(woff: Buffer): ArrayBuffer {
  const count = woff.readUInt16BE(12);
  const header = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY);
  woff.copy(header, 0, 4, 8);
  header.writeUInt16BE(count, 4);
  const parts: Uint8Array[] = [header];
  let end = header.length;
  for (let index = 0; index < count; index += 1) {
    const at = WOFF_HEADER + index * WOFF_ENTRY;
    const [offset, packedLength, length] = [4, 8, 12].map((field) => woff.readUInt32BE(at + field));
    const packed = woff.subarray(offset!, offset! + packedLength!);
    // A table that would not become smaller is stored as it is.
    const table = packedLength! < length! ? inflateSync(packed) : packed;
    const entry = SFNT_HEADER + index * SFNT_ENTRY;
    woff.copy(header, entry, at, at + 4);
    woff.copy(header, entry + 4, at + 16, at + 20);
    header.writeUInt32BE(end, entry + 8);
    header.writeUInt32BE(length!, entry + 12);
    const padding = Buffer.alloc(-length! & 3);
    parts.push(table, padding);
    end += length! + padding.length;
  }
  return new Uint8Array(Buffer.concat(parts)).buffer;
}
