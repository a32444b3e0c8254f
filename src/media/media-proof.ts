import type { FileHandle } from 'node:fs/promises';
import { fileTypeFromFile } from '../vendor/file-type.ts';
import type { Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';
import { findMediaFormat, type MediaType } from './media.ts';
import { readFully } from './read-fully.ts';
import { describeOther, proveOpenFile, withFile } from './video-probe.ts';

/** What a file of the session proves to be. */
export interface MediaProof {
  type: MediaType;
  /** As its content wants it. */
  extension: string;
}

/** The formats that consist of boxes (ISO 14496-12). */
const BOXED = new Set(['mp4', 'm4v', 'mov', 'm4a']);

/**
 * Proves by its bytes that a file is of one of the 13 formats, and complete as far as the format tells: to its last box, to
 * the length in its header, or to its end mark. What follows that is the file's own affair.
 */
export const proveMedia = (path: string): Promise<MediaProof | { problem: Text }> =>
  withFile(path, async (file) => {
    const { size } = await file.stat();
    if (size === 0) return { problem: videoWords.empty() };
    const found = await fileTypeFromFile(path).catch(() => undefined);
    const format = findMediaFormat(found?.ext ?? '');
    if (!found || !format) return { problem: await describeOther(file) };
    const proof = { type: format.type, extension: found.ext.replace('apng', 'png') };
    if (!BOXED.has(found.ext)) {
      const isWhole = await reachesItsEnd(file, found.ext, size);
      return isWhole ? proof : { problem: videoWords.endMissing() };
    }
    const boxes = await proveOpenFile(file);
    if ('video' in boxes) return proof;
    return boxes.isSound ? { ...proof, type: 'audio' } : { problem: boxes.problem };
  });

/** What the end of a whole file holds: PNG's last chunk, JPEG's end mark, and GIF's, which stands anywhere by chance. */
const END_MARKS: Record<string, RegExp> = {
  png: /IEND/,
  apng: /IEND/,
  jpg: /\xff\xd9/,
  gif: /\0;\0*$/,
};
/** Cameras put more behind an end mark than any picture has. */
const TAIL_BYTES = 64 * 1024;

/** True also where the format does not tell. */
async function reachesItsEnd(file: FileHandle, format: string, size: number): Promise<boolean> {
  const read = async (position: number): Promise<Buffer> => {
    const buffer = Buffer.alloc(TAIL_BYTES);
    await readFully(file, buffer, Math.max(0, position));
    return buffer;
  };
  const head = await read(0);
  if (/^(?:webm|mkv)$/.test(format)) return (measureMatroska(head) ?? 0) <= size;
  if (head.toString('latin1', 0, 4) === 'RIFF') {
    // A stream that was recorded may leave the length open.
    const length = head.readUInt32LE(4);
    return length === 0xffffffff || length + 8 <= size;
  }
  const mark = END_MARKS[format];
  if (mark === undefined || mark.test((await read(size - TAIL_BYTES)).toString('latin1')))
    return true;
  // A photo that moves has a video behind its end mark.
  return /MotionPhoto|MicroVideo/.test(head.toString('latin1'));
}

/** How long a Matroska file is: a header, and a segment that tells its length unless it was recorded as a stream (RFC 8794, 4 to 6). */
function measureMatroska(head: Buffer): number | undefined {
  const readEnd = (at: number): number | undefined => {
    if (at > head.length - 8) return undefined;
    // As many zero bits as further bytes come before the length.
    const bytes = Math.clz32(head[at] ?? 0) - 23;
    const open = (1n << BigInt(7 * bytes)) - 1n;
    const length = (head.readBigUInt64BE(at) >> BigInt(64 - 8 * bytes)) & open;
    return length === open ? undefined : at + bytes + Number(length);
  };
  const header = readEnd(4);
  return header === undefined ? undefined : readEnd(header + 4);
}

/** The extension a file keeps when it fits the content, and else gets: `JPG` stays, `mp4` of a WAV becomes `wav`. */
export function fitExtension(own: string, { extension }: MediaProof): string {
  const given = own.toLowerCase();
  const isSame =
    findMediaFormat(given)?.contentType === findMediaFormat(extension)?.contentType ||
    (BOXED.has(given) && BOXED.has(extension));
  return isSame ? own : extension;
}
