import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { clipText } from '../core/format.ts';
import type { Text } from '../core/text.ts';
import { nameCodec, type VideoFacts } from '../core/video-facts.ts';
import { videoWords } from '../core/words/video.ts';
import { MP4BoxBuffer, createFile, type Movie } from '../vendor/mp4box.ts';

/** What a file proves to be: a complete video, or why not. */
export type VideoProof = { video: VideoFacts; bytes: number } | { problem: Text };

const CHUNK_BYTES = 256 * 1024;
/** A movie header is found in far fewer reads; a file that needs more is not one we wrote down as video. */
const MOST_READS = 4096;
const HEAD_BYTES = 512;
/** Ten hours of video need less; the parser holds all of it in memory. */
const LARGEST_HEADER_BYTES = 64 * 1024 * 1024;

/** Reads an MP4's facts from its own boxes, skipping over the media data, and proves that none of it is missing. */
export async function proveVideo(path: string): Promise<VideoProof> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const problem = size === 0 ? videoWords.empty() : await findGap(file, size);
    if (problem !== undefined) return { problem };
    const movie = await readMovie(file, size);
    const video = movie && describeMovie(movie);
    if (video) return { video, bytes: size };
    return { problem: movie ? videoWords.noPicture() : videoWords.noHeader() };
  } finally {
    await file.close();
  }
}

/** Walks over the outermost boxes (ISO 14496-12, 4.2), which must fill the file to its last byte. */
async function findGap(file: FileHandle, size: number): Promise<Text | undefined> {
  const head = Buffer.alloc(16);
  for (let position = 0; position < size;) {
    const { bytesRead } = await file.read(head, 0, 16, position);
    const type = head.toString('latin1', 4, 8);
    const isBox = bytesRead >= 8 && /^[\w ©-]{4}$/.test(type);
    if (position === 0 && !(isBox && FIRST_BOXES.has(type))) return describeOther(file);
    if (!isBox) return videoWords.strayBytes();
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short || size - position;
    if (length < 8) return videoWords.brokenParts();
    if (type === 'moov' && length > LARGEST_HEADER_BYTES) return videoWords.largeHeader();
    position += length;
    if (position > size) return videoWords.endMissing(position - size);
  }
  return undefined;
}

/** What a file in this family may begin with. */
const FIRST_BOXES = new Set(['ftyp', 'styp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot']);

/** Names what lies there instead of a video, as far as it can be told. */
async function describeOther(file: FileHandle): Promise<Text> {
  const head = Buffer.alloc(HEAD_BYTES);
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
  const begin = head.subarray(0, bytesRead);
  // eslint-disable-next-line no-control-regex
  const isText = isUtf8(trimCut(begin)) && !/[\u0000-\u0008\u000e-\u001f]/.test(begin.toString());
  if (isText) return videoWords.text(clipText(begin.toString(), 40));
  const { fileTypeFromBuffer } = await import('../vendor/file-type.ts');
  const found = await fileTypeFromBuffer(begin).catch(() => undefined);
  return found ? videoWords.otherFile(found.ext, found.mime) : videoWords.unknownFile();
}

/** Without the last character, of which the cut may have left half. */
const trimCut = (bytes: Buffer): Buffer => {
  const last = bytes.findLastIndex((byte) => byte < 0x80 || byte >= 0xc0);
  return bytes.subarray(0, Math.max(0, last));
};

/** The movie header; undefined when the parser finds none, or stumbles over it. */
async function readMovie(file: FileHandle, size: number): Promise<Movie | undefined> {
  const parser = createFile();
  const found: { movie?: Movie; ended: boolean } = { ended: false };
  parser.onReady = (movie) => Object.assign(found, { movie, ended: true });
  parser.onError = () => Object.assign(found, { ended: true });
  let position = 0;
  /** Everything before it has been read without a gap. */
  let solid = 0;
  for (let reads = 0; reads < MOST_READS && position < size && !found.ended; reads += 1) {
    const buffer = new ArrayBuffer(Math.min(CHUNK_BYTES, size - position));
    await file.read(new Uint8Array(buffer), 0, buffer.byteLength, position);
    let next: number;
    try {
      // The parser names the next byte it needs: past the media data, when the header comes last. Over a large box of
      // another kind it cannot jump: it then asks for the same byte again, and gets what lies between.
      next = parser.appendBuffer(MP4BoxBuffer.fromArrayBuffer(buffer, position));
    } catch {
      // It throws all sorts of things on bytes that are no movie header.
      return undefined;
    }
    if (position === solid) solid += buffer.byteLength;
    position = next > position ? next : solid;
  }
  return found.movie;
}

/** The first picture track's facts; undefined when there is none, or it is empty. */
function describeMovie({ videoTracks, duration, timescale }: Movie): VideoFacts | undefined {
  const [track] = videoTracks;
  if (!track?.video || track.nb_samples === 0) return undefined;
  const { width, height } = track.video;
  if (width === 0 || height === 0) return undefined;
  return {
    container: 'mp4',
    codec: nameCodec(track.codec),
    width,
    height,
    duration_s: Number((duration / timescale).toFixed(3)),
  };
}
