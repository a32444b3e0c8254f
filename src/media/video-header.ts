import type { Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';
import { nameCodec, type VideoFacts } from './video-facts.ts';

/** A box's name: four printable characters (ISO 14496-12, 4.2; QuickTime uses ©). */
export const BOX_NAME = /^[\w ©-]{4}$/;

/** Limits against headers made to keep a reader busy: ten hours of video have fewer boxes, and no file nests deeper. */
const MOST_BOXES = 1_000_000;
/** `moov`, `trak`, `mdia`, `minf`, `stbl`, and what lies in them. */
const MOST_LEVELS = 6;
/** The boxes on the way to those that are read. */
const CONTAINERS = new Set('moov trak mdia minf stbl mvex moof traf'.split(' '));

/** What the boxes have said so far. */
interface Movie {
  /** Of `mvhd`: 0 when it leaves the length open, undefined when there is no `mvhd`. */
  seconds: number | undefined;
  tracks: Map<number, Track>;
  /** The track whose boxes are being read. */
  track: Track;
  /** Of a sample in the fragment that is being read. */
  sampleDuration: number;
}

/** Times are in the track's own units. */
interface Track {
  isPicture: boolean;
  unitsPerSecond: number;
  /** As its header states it; 0 when it leaves that open. */
  duration: number;
  /** In `moov` and in all fragments: how many samples, and how long they are together. */
  samples: number;
  length: number;
  /** The content of `stsd`: what the samples are. */
  descriptions: Buffer | undefined;
  /** Of a sample in a fragment, unless the fragment says otherwise (`trex`). */
  sampleDuration: number;
}

const createTrack = (): Track => ({
  isPicture: false,
  unitsPerSecond: 0,
  duration: 0,
  samples: 0,
  length: 0,
  descriptions: undefined,
  sampleDuration: 0,
});

/** Reads a video's facts from its headers: `moov`, and the `moof` of each fragment, one after the other. */
export function readHeaders(
  bytes: Buffer,
): { video: VideoFacts } | { problem: Text; isSound?: boolean } {
  const movie: Movie = {
    seconds: undefined,
    tracks: new Map(),
    track: createTrack(),
    sampleDuration: 0,
  };
  let boxes = 0;
  const walk = (content: Buffer, level: number): void => {
    // QuickTime may end a container with four zeros.
    for (let at = 0; content.length - at >= 8;) {
      const box = readBox(content, at);
      at = box.end;
      boxes += 1;
      if (boxes > MOST_BOXES || level > MOST_LEVELS) throw new Error('not a header of a video');
      BOX_READERS[box.type]?.(box.content, movie);
      if (CONTAINERS.has(box.type)) walk(box.content, level + 1);
    }
  };
  try {
    walk(bytes, 1);
    const video = describeMovie(movie);
    if (video) return { video };
    const tracks = [...movie.tracks.values()];
    const isSound =
      tracks.some(({ samples }) => samples > 0) && !tracks.some((each) => each.isPicture);
    return { problem: videoWords.noPicture(), isSound };
  } catch {
    // A box reaches past the end of the one it lies in, or lacks what belongs into it.
    return { problem: videoWords.noHeader() };
  }
}

/** One box (4.2): a length of 32 bits, or 64 behind the type; 0 reaches to the end of what it lies in. Throws where it is cut. */
function readBox(from: Buffer, at: number): { type: string; content: Buffer; end: number } {
  const short = from.readUInt32BE(at);
  const head = short === 1 ? 16 : 8;
  const end = at + (short === 1 ? Number(from.readBigUInt64BE(at + 8)) : short || from.length - at);
  if (end < at + head || end > from.length) throw new Error('a box does not fit');
  return {
    type: from.toString('latin1', at + 4, at + 8),
    content: from.subarray(at + head, end),
    end,
  };
}

/** In version 1 of a full box (4.2) its times have 64 bits. */
const isLong = (content: Buffer): boolean => content.readUInt8(0) === 1;
const flagsOf = (content: Buffer): number => content.readUIntBE(1, 3);

/** `mvhd` and `mdhd` begin alike: two dates, the units in a second, the duration. */
function readTimes(content: Buffer): { timescale: number; duration: number } {
  const long = isLong(content);
  const timescale = content.readUInt32BE(long ? 20 : 12);
  const duration = long ? Number(content.readBigUInt64BE(24)) : content.readUInt32BE(16);
  // All bits set mean that the duration is not known.
  return { timescale, duration: duration < (long ? 2 ** 64 : 2 ** 32 - 1) ? duration : 0 };
}

/** The boxes that are read (ISO 14496-12, chapter 8). */
const BOX_READERS: Record<string, (content: Buffer, movie: Movie) => void> = {
  mvhd(content, movie) {
    const { duration, timescale } = readTimes(content);
    movie.seconds = duration / timescale;
  },
  trak(_content, movie) {
    movie.track = createTrack();
  },
  tkhd(content, { tracks, track }) {
    const id = content.readUInt32BE(isLong(content) ? 20 : 12);
    if (!tracks.has(id)) tracks.set(id, track);
  },
  mdhd(content, { track }) {
    const { duration, timescale } = readTimes(content);
    track.unitsPerSecond = timescale;
    track.duration = duration;
  },
  hdlr(content, { track }) {
    // QuickTime has a second `hdlr` in `minf`, which never says `vide`.
    if (content.toString('latin1', 8, 12) === 'vide') track.isPicture = true;
  },
  stsd(content, { track }) {
    track.descriptions ??= content;
  },
  stsz: readSampleTable,
  stz2: readSampleTable,
  trex(content, { tracks }) {
    const track = tracks.get(content.readUInt32BE(4));
    if (track) track.sampleDuration = content.readUInt32BE(12);
  },
  tfhd(content, movie) {
    movie.track = movie.tracks.get(content.readUInt32BE(4)) ?? createTrack();
    const flags = flagsOf(content);
    // Behind the data's offset and the index of the description, where they are there.
    const at = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
    movie.sampleDuration = flags & 0x8 ? content.readUInt32BE(at) : movie.track.sampleDuration;
  },
  trun: readRun,
};

/** Both kinds of table have the count at the same place. */
function readSampleTable(content: Buffer, { track }: Movie): void {
  track.samples = content.readUInt32BE(8);
  if (track.samples > 0) track.length = track.duration;
}

/** The samples of a fragment (8.8.8), each with its own duration or all with the default; the count may claim four billion. */
function readRun(content: Buffer, movie: Movie): void {
  const { track } = movie;
  const flags = flagsOf(content);
  const count = content.readUInt32BE(4);
  // Whatever the movie's header says of the length, it need not know of the fragments.
  movie.seconds = 0;
  track.samples += count;
  if (!(flags & 0x100)) {
    track.length += count * movie.sampleDuration;
    return;
  }
  // Data offset and first sample's flags, once; after each duration size, flags and composition time.
  const size = (...masks: number[]): number => masks.filter((mask) => flags & mask).length * 4;
  const step = 4 + size(0x200, 0x400, 0x800);
  let at = 8 + size(0x1, 0x4);
  for (let index = 0; index < count; index += 1, at += step)
    track.length += content.readUInt32BE(at);
  // The last one is there as a whole.
  if (at > content.length) throw new Error('samples are missing');
}

/** The facts of the first picture track; undefined when there is none, or it is empty. */
function describeMovie({ seconds, tracks }: Movie): VideoFacts | undefined {
  if (seconds === undefined) throw new Error('no movie header');
  const track = [...tracks.values()].find(({ isPicture }) => isPicture);
  if (!track?.descriptions || track.samples === 0) return undefined;
  // The first sample entry (8.5.2): each picture's has width and height at the same place (12.1.3).
  const { type, content } = readBox(track.descriptions, 8);
  if (!BOX_NAME.test(type)) throw new Error('no name of a codec');
  const [width, height] = [content.readUInt16BE(24), content.readUInt16BE(26)];
  if (width === 0 || height === 0) return undefined;
  const lengths = [...tracks.values()].map(({ length, unitsPerSecond }) => length / unitsPerSecond);
  const duration_s = Number((seconds || Math.max(...lengths)).toFixed(3));
  if (!Number.isFinite(duration_s)) throw new Error('no units of time');
  return { container: 'mp4', codec: nameCodec(type), width, height, duration_s };
}
