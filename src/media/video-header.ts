import { BoxView, readMdhd, readMvhd, readTfhd, readTkhd, readTrex } from '../vendor/iso-bmff.ts';
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
  descriptions: BoxView | undefined;
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
  const walk = (view: BoxView, level: number): void => {
    // QuickTime may end a container with four zeros.
    while (view.bytesRemaining >= 8) {
      const box = view.readBox();
      boxes += 1;
      // Reading on after a box without length would bring the same box again.
      if (box.view.byteLength < 8 || boxes > MOST_BOXES || level > MOST_LEVELS)
        throw new Error('not a header of a video');
      BOX_READERS[box.type]?.(box.view, movie);
      if (CONTAINERS.has(box.type)) walk(box.view, level + 1);
    }
  };
  try {
    walk(new BoxView(bytes), 1);
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

/** The boxes that are read (ISO 14496-12, chapter 8). */
const BOX_READERS: Record<string, (view: BoxView, movie: Movie) => void> = {
  mvhd(view, movie) {
    const header = readMvhd(view);
    movie.seconds = knownDuration(header) / header.timescale;
  },
  trak(_view, movie) {
    movie.track = createTrack();
  },
  tkhd(view, { tracks, track }) {
    const { trackId } = readTkhd(view);
    if (!tracks.has(trackId)) tracks.set(trackId, track);
  },
  mdhd(view, { track }) {
    const header = readMdhd(view);
    track.unitsPerSecond = header.timescale;
    track.duration = knownDuration(header);
  },
  hdlr(view, { track }) {
    view.jump(8);
    // QuickTime has a second `hdlr` in `minf`, which never says `vide`.
    if (view.readString(4) === 'vide') track.isPicture = true;
  },
  stsd(view, { track }) {
    track.descriptions ??= view;
  },
  stsz: readSampleTable,
  stz2: readSampleTable,
  trex(view, { tracks }) {
    const { trackId, defaultSampleDuration } = readTrex(view);
    const track = tracks.get(trackId);
    if (track) track.sampleDuration = defaultSampleDuration;
  },
  tfhd(view, movie) {
    const { trackId, defaultSampleDuration } = readTfhd(view);
    movie.track = movie.tracks.get(trackId) ?? createTrack();
    movie.sampleDuration = defaultSampleDuration ?? movie.track.sampleDuration;
  },
  trun: readRun,
};

/** All bits set mean that the duration is not known. */
const knownDuration = ({ version, duration }: { version: number; duration: number }): number =>
  duration < (version === 1 ? 2 ** 64 : 2 ** 32 - 1) ? duration : 0;

/** Both kinds of table have the count at the same place. */
function readSampleTable(view: BoxView, { track }: Movie): void {
  view.jump(8);
  track.samples = view.readUint(4);
  if (track.samples > 0) track.length = track.duration;
}

/**
 * The samples of a fragment (8.8.8), each with its own duration or all with the default. The library would keep as many as
 * the count claims, which may be four billion.
 */
function readRun(view: BoxView, movie: Movie): void {
  const { track } = movie;
  const { flags } = view.readFullBox();
  const count = view.readUint(4);
  // Whatever the movie's header says of the length, it need not know of the fragments.
  movie.seconds = 0;
  track.samples += count;
  if (!(flags & 0x100)) {
    track.length += count * movie.sampleDuration;
    return;
  }
  // Data offset and first sample's flags, once; after each duration size, flags and composition time.
  view.jump([0x1, 0x4].filter((flag) => flags & flag).length * 4);
  const others = [0x200, 0x400, 0x800].filter((flag) => flags & flag).length * 4;
  for (let index = 0; index < count; index += 1) {
    track.length += view.readUint(4);
    view.jump(others);
  }
}

/** The facts of the first picture track; undefined when there is none, or it is empty. */
function describeMovie({ seconds, tracks }: Movie): VideoFacts | undefined {
  if (seconds === undefined) throw new Error('no movie header');
  const track = [...tracks.values()].find(({ isPicture }) => isPicture);
  if (!track?.descriptions || track.samples === 0) return undefined;
  // The first sample entry (8.5.2): each picture's has width and height at the same place (12.1.3).
  track.descriptions.jump(8);
  const { type, view } = track.descriptions.readBox();
  if (!BOX_NAME.test(type)) throw new Error('no name of a codec');
  view.jump(24);
  const [width, height] = [view.readUint(2), view.readUint(2)];
  if (width === 0 || height === 0) return undefined;
  const lengths = [...tracks.values()].map(({ length, unitsPerSecond }) => length / unitsPerSecond);
  const duration_s = Number((seconds || Math.max(...lengths)).toFixed(3));
  if (!Number.isFinite(duration_s)) throw new Error('no units of time');
  return { container: 'mp4', codec: nameCodec(type), width, height, duration_s };
}
