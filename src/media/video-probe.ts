import { open, type FileHandle } from 'node:fs/promises';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { exportWords } from '../words/exports.ts';
import { fileWords } from '../words/files.ts';
import type { Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';
import { readFully } from './read-fully.ts';
import type { VideoFacts } from './video-facts.ts';
import { BOX_NAME, readHeaders } from './video-header.ts';

export interface ProvenVideo {
  video: VideoFacts;
  bytes: number;
}

/** What a file proves to be: a complete video, or why not. */
export type VideoProof =
  | ProvenVideo
  | {
      problem: Text;
      /** It is complete, but has no picture: sound alone. */
      isSound?: boolean;
    };

/** Ten hours of video need less, fragmented or not; the headers are held in memory. */
const LARGEST_HEADER_BYTES = 64 * 1024 * 1024;
/** Ten hours in fragments of a second have fewer outermost boxes. */
const MOST_TOP_BOXES = 100_000;
/** What a file of the MP4 family may begin with. */
const FIRST_BOXES = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);

/**
 * Proves that a file is a complete MP4 with a picture, and reads its facts. The outermost boxes (ISO 14496-12, 4.2) must fill
 * the file to its last byte; the headers among them are read, the media data is skipped. Throws a `file` error for a file
 * that cannot be read.
 */
export const proveVideo = (path: string): Promise<VideoProof> => withFile(path, proveOpenFile);

export async function withFile<T>(path: string, use: (file: FileHandle) => Promise<T>): Promise<T> {
  let file: FileHandle | undefined;
  try {
    file = await open(path);
    return await use(file);
  } catch (error) {
    throw new SkillError('file', fileWords.unreadable(path, findErrorCode(error)), {
      advice: exportWords.fetchAgain(),
      cause: error,
    });
  } finally {
    await file?.close();
  }
}

/** As `proveVideo`, of an open file. */
export async function proveOpenFile(file: Pick<FileHandle, 'read' | 'stat'>): Promise<VideoProof> {
  const { size } = await file.stat();
  if (size === 0) return { problem: videoWords.empty() };
  const headers: { position: number; length: number }[] = [];
  let headerBytes = 0;
  const head = Buffer.alloc(16);
  for (let position = 0, boxes = 0; position < size; boxes += 1) {
    const filled = await readFully(file, head, position);
    const name = head.toString('latin1', 4, 8);
    const isBox = filled >= 8 && BOX_NAME.test(name);
    if (position === 0 && !(isBox && FIRST_BOXES.has(name)))
      return { problem: await describeOther(file) };
    if (!isBox) return { problem: videoWords.strayBytes() };
    // 1: the length follows with 64 bits; 0: the box reaches to the end of the file.
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short || size - position;
    if (length < 8 || boxes === MOST_TOP_BOXES) return { problem: videoWords.brokenParts() };
    if (name === 'moov' || name === 'moof') {
      headers.push({ position, length });
      headerBytes += length;
      if (headerBytes > LARGEST_HEADER_BYTES) return { problem: videoWords.largeHeader() };
    }
    position += length;
    if (position > size) return { problem: videoWords.endMissing(position - size) };
  }
  const content = Buffer.alloc(headerBytes);
  let start = 0;
  for (const { position, length } of headers) {
    const filled = await readFully(file, content.subarray(start, start + length), position);
    if (filled < length) return { problem: videoWords.endMissing(length - filled) };
    start += length;
  }
  const found = readHeaders(content);
  return 'problem' in found ? found : { ...found, bytes: size };
}

/** How much of a file tells its kind. */
const BEGINNING_BYTES = 512;

/** Says what lies there instead of a video, and nothing of its content: it may be a page that names tokens or addresses. */
export async function describeOther(file: Pick<FileHandle, 'read'>): Promise<Text> {
  const buffer = Buffer.alloc(BEGINNING_BYTES);
  const begin = buffer.subarray(0, await readFully(file, buffer, 0));
  const text = decodeText(begin);
  if (text !== undefined) {
    if (/^\s*</.test(text) && /<!doctype html|<(?:html|head|body)\b/i.test(text))
      return videoWords.webPage();
    return /^\s*[[{]/.test(text) ? videoWords.jsonAnswer() : videoWords.text();
  }
  const { fileTypeFromBuffer } = await import('../vendor/file-type.ts');
  const found = await fileTypeFromBuffer(begin).catch(() => undefined);
  return found ? videoWords.otherFile(found.ext, found.mime) : videoWords.unknownFile();
}

/** The text that bytes are the beginning of; the last character may be cut. Undefined when they are no text. */
function decodeText(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // eslint-disable-next-line no-control-regex
    return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}
