import { isUtf8 } from 'node:buffer';
import { open, type FileHandle } from 'node:fs/promises';
import { clipText } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import { nameCodec, type VideoFacts } from './video-facts.ts';
import { videoWords } from '../words/video.ts';
import {
  BoxView,
  readMdhd,
  readMvhd,
  readTfdt,
  readTfhd,
  readTkhd,
  readTrex,
  type ParsedBox,
} from '../vendor/iso-bmff.ts';

/** What a file proves to be: a complete video, or why not. */
export type VideoProof = { video: VideoFacts; bytes: number } | { problem: Text };

const HEAD_BYTES = 512;
/** Ten hours of video need less, fragmented or not; it is held in memory. */
const LARGEST_HEADER_BYTES = 64 * 1024 * 1024;
/** Ten hours in fragments of a second have fewer outermost boxes, and fewer inside their headers. */
const MOST_PARTS = 100_000;
const MOST_BOXES = 1_000_000;
/** The file, and within it `moov`, `trak`, `mdia`, `minf`, `stbl`. */
const MOST_LEVELS = 6;
const BOX_TYPE = /^[\w ©-]{4}$/;

/** Reads an MP4's facts from its own boxes, skipping over the media data, and proves that none of it is missing. */
export async function proveVideo(path: string): Promise<VideoProof> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const outline = size === 0 ? { problem: videoWords.empty() } : await findHeaders(file, size);
    if ('problem' in outline) return outline;
    const proof = await readVideo(file, outline.headers);
    return 'problem' in proof ? proof : { ...proof, bytes: size };
  } finally {
    await file.close();
  }
}

/** Where a header lies: `moov`, or the `moof` of a fragment. */
interface Header {
  position: number;
  length: number;
}

/** Walks over the outermost boxes (ISO 14496-12, 4.2), which must fill the file to its last byte. */
async function findHeaders(
  file: FileHandle,
  size: number,
): Promise<{ headers: Header[] } | { problem: Text }> {
  const head = Buffer.alloc(16);
  const headers: Header[] = [];
  let headerBytes = 0;
  for (let position = 0, parts = 0; position < size; parts += 1) {
    const { bytesRead } = await file.read(head, 0, 16, position);
    const type = head.toString('latin1', 4, 8);
    const isBox = bytesRead >= 8 && BOX_TYPE.test(type);
    if (position === 0 && !(isBox && FIRST_BOXES.has(type))) {
      return { problem: await describeOther(file) };
    }
    if (!isBox) return { problem: videoWords.strayBytes() };
    const short = head.readUInt32BE(0);
    const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short || size - position;
    if (length < 8 || parts === MOST_PARTS) return { problem: videoWords.brokenParts() };
    if (type === 'moov' || type === 'moof') {
      headers.push({ position, length });
      headerBytes += length;
      if (headerBytes > LARGEST_HEADER_BYTES) return { problem: videoWords.largeHeader() };
    }
    position += length;
    if (position > size) return { problem: videoWords.endMissing(position - size) };
  }
  return { headers };
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

/** What the headers say. */
interface Movie {
  /** As `mvhd` has it: 0 when it leaves that open, undefined when there is none. */
  seconds: number | undefined;
  /** By their ids, in their order. */
  tracks: Map<number, Track>;
  /** The one that is being read. */
  track: Track | undefined;
}

/** Times are in the track's own units. */
interface Track {
  isPicture: boolean;
  unitsPerSecond: number;
  /** Of the samples in `moov`; 0 when it leaves that open. */
  duration: number;
  samples: number;
  /** What its samples are: the inside of `stsd`. */
  descriptions: BoxView | undefined;
  /** Of each sample in a fragment, unless the fragment says so itself. */
  sampleDuration: number;
  /** The same, as the fragment that is being read has it. */
  fragmentDuration: number;
  /** From the first fragment's first sample to the end of the last one read. */
  span: { start: number; end: number } | undefined;
}

async function readVideo(
  file: FileHandle,
  headers: Header[],
): Promise<{ video: VideoFacts } | { problem: Text }> {
  const bytes = Buffer.alloc(headers.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const { position, length } of headers) {
    await file.read(bytes, filled, length, position);
    filled += length;
  }
  try {
    const video = describeMovie(readMovie(new BoxView(bytes)));
    return video ? { video } : { problem: videoWords.noPicture() };
  } catch {
    // A box that reaches past the end of the one it lies in, or that lacks what belongs into it.
    return { problem: videoWords.noHeader() };
  }
}

function readMovie(headers: BoxView): Movie {
  const movie: Movie = { seconds: undefined, tracks: new Map(), track: undefined };
  for (const { type, view } of walkBoxes(headers)) BOX_READERS[type]?.(view, movie);
  return movie;
}

/** Those on the way to a box that is read. */
const CONTAINERS = new Set('moov trak mdia minf stbl mvex moof traf'.split(' '));

/** Every box in it, a container before what it holds. */
function* walkBoxes(headers: BoxView): Generator<ParsedBox> {
  /** Each lies in the one before it. */
  const entered = [headers];
  for (let boxes = 1; boxes <= MOST_BOXES;) {
    const view = entered.at(-1);
    if (!view) return;
    // QuickTime may end a container with four zeros.
    if (view.bytesRemaining < 8) {
      entered.pop();
      continue;
    }
    const box = view.readBox();
    boxes += 1;
    // Reading on after a box of no length would bring the same box again.
    if (box.view.byteLength < 8) throw new Error('a box without a head');
    yield box;
    if (CONTAINERS.has(box.type) && entered.push(box.view) > MOST_LEVELS)
      throw new Error('too deep');
  }
  throw new Error('too many boxes');
}

/** ISO 14496-12: the boxes that are read, in chapter 8. */
const BOX_READERS: Record<string, (view: BoxView, movie: Movie) => void> = {
  mvhd: (view, movie) => {
    const header = readMvhd(view);
    movie.seconds = knownDuration(header) / header.timescale;
  },
  trak: (_view, movie) => {
    movie.track = {
      isPicture: false,
      unitsPerSecond: 0,
      duration: 0,
      samples: 0,
      descriptions: undefined,
      sampleDuration: 0,
      fragmentDuration: 0,
      span: undefined,
    };
  },
  tkhd: (view, { tracks, track }) => {
    const { trackId } = readTkhd(view);
    if (track && !tracks.has(trackId)) tracks.set(trackId, track);
  },
  mdhd: (view, { track }) => {
    const header = readMdhd(view);
    if (!track) return;
    track.unitsPerSecond = header.timescale;
    track.duration = knownDuration(header);
  },
  hdlr: (view, { track }) => {
    view.jump(8);
    // QuickTime has a second one, in `minf`, which never says so.
    if (track && view.readString(4) === 'vide') track.isPicture = true;
  },
  stsd: (view, { track }) => {
    if (track) track.descriptions ??= view;
  },
  stsz: countSamples,
  stz2: countSamples,
  trex: (view, { tracks }) => {
    const { trackId, defaultSampleDuration } = readTrex(view);
    const track = tracks.get(trackId);
    if (track) track.sampleDuration = defaultSampleDuration;
  },
  tfhd: (view, movie) => {
    const { trackId, defaultSampleDuration } = readTfhd(view);
    const track = movie.tracks.get(trackId);
    movie.track = track;
    if (track) track.fragmentDuration = defaultSampleDuration ?? track.sampleDuration;
  },
  tfdt: (view, { track }) => {
    const { baseMediaDecodeTime: start } = readTfdt(view);
    if (track?.span) track.span.end = start;
    else if (track) track.span = { start: track.samples > 0 ? 0 : start, end: start };
  },
  trun: readRun,
};

/** All ones mean that it is not known. */
const knownDuration = ({ version, duration }: { version: number; duration: number }): number =>
  duration < (version === 1 ? 2 ** 64 : 2 ** 32 - 1) ? duration : 0;

/** In both kinds of table, after the size that all have or the bits of each size. */
function countSamples(view: BoxView, { track }: Movie): void {
  view.jump(8);
  if (track) track.samples += view.readUint(4);
}

/** The samples of a fragment (8.8.8), each with a duration of its own or all with the same. */
function readRun(view: BoxView, { track }: Movie): void {
  const { flags } = view.readFullBox();
  const count = view.readUint(4);
  if (!track) return;
  const before = track.samples > 0 ? track.duration : 0;
  track.span ??= { start: 0, end: before };
  track.samples += count;
  if (!(flags & 0x100)) {
    track.span.end += count * track.fragmentDuration;
    return;
  }
  view.jump((flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0));
  const others = [0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  for (let index = 0; index < count; index += 1) {
    track.span.end += view.readUint(4);
    view.jump(others);
  }
}

/** The first picture track's facts; undefined when there is none, or it is empty. */
function describeMovie(movie: Movie): VideoFacts | undefined {
  if (movie.seconds === undefined) throw new Error('no movie header');
  const track = [...movie.tracks.values()].find(({ isPicture }) => isPicture);
  if (!track?.descriptions || track.samples === 0) return undefined;
  const { codec, width, height } = describePicture(track.descriptions);
  if (width === 0 || height === 0) return undefined;
  const seconds = measureFragments(movie) || movie.seconds || track.duration / track.unitsPerSecond;
  if (!Number.isFinite(seconds)) throw new Error('no units of time');
  return { container: 'mp4', codec, width, height, duration_s: Number(seconds.toFixed(3)) };
}

/** The first sample entry (8.5.2): every picture's has its width and height at the same place (12.1.3). */
function describePicture(descriptions: BoxView): { codec: string; width: number; height: number } {
  descriptions.jump(8);
  const { type, view } = descriptions.readBox();
  if (!BOX_TYPE.test(type)) throw new Error('no name of a codec');
  view.jump(24);
  return { codec: nameCodec(type), width: view.readUint(2), height: view.readUint(2) };
}

/** From the start of the first track to the end of the last; 0 when there are no fragments. */
function measureFragments({ tracks }: Movie): number {
  let [start, end] = [Infinity, 0];
  for (const { span, unitsPerSecond } of tracks.values()) {
    if (!span) continue;
    start = Math.min(start, span.start / unitsPerSecond);
    end = Math.max(end, span.end / unitsPerSecond);
  }
  return Math.max(0, end - start);
}
