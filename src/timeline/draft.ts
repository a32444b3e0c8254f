import { asRecord } from '../system/json.ts';
import { stripControls } from '../words/format.ts';
import { verbatim, type Text } from '../words/text.ts';
import {
  EMPTY_TIMELINE,
  type Segment,
  type Timeline,
  type Track,
  type TrackKind,
} from './timeline.ts';
import { timelineWords } from '../words/timeline.ts';

/** Documented track types (`tt`); others exist without published codes (wire-contract.md 4.1). */
const TRACK_KINDS: Record<number, TrackKind> = { 0: 'video', 1: 'audio', 7: 'title' };

/** Where each fact of a segment may stand; only `d` and `m` are documented (wire-contract.md 4.3). */
const KEYS = {
  text: ['text', 'content', 'txt', 'title', 'c'],
  name: ['name', 'title', 'n', 'filename'],
  start: ['start', 'st', 's', 'in', 'ts'],
  end: ['end', 'out', 'e'],
  volume: ['volume', 'vol', 'v'],
  url: ['src', 'url', 'u', 'path', 'cdn_url'],
  sourceStart: ['source_start', 'ss', 'source_in'],
};

type Json = Record<string, unknown>;

/** Reads a draft of any shape into a timeline. Never throws; what it cannot read is left out. */
export function readDraft(draft: unknown): Timeline {
  const root = asRecord(draft);
  if (!root) return EMPTY_TIMELINE;
  const items = asList(root['t']);
  const unit = findVolumeUnit(items);
  const tracks = items
    .map((item) => readTrack(item, unit))
    .filter((track) => track.segments.length > 0);
  // Not spread into Math.max: a call takes only so many arguments.
  const end = tracks
    .flatMap(({ segments }) => segments)
    .reduce((latest, { endMs }) => Math.max(latest, endMs), 0);
  const rate = findNumber([asRecord(root['m']) ?? {}, root], ['fps', 'frame_rate']);
  return {
    tracks,
    durationMs: readNumber(root['d']) ?? end,
    canvas: readCanvas(root),
    ...(rate && rate >= 1 && { rate }),
  };
}

function readTrack(value: unknown, volumeUnit: number): Track {
  const track = asRecord(value) ?? {};
  const kind = TRACK_KINDS[readNumber(track['tt']) ?? -1] ?? 'other';
  const segments: Segment[] = [];
  let cursorMs = 0;
  for (const item of asList(track['sg'])) {
    const source = asRecord(item);
    if (!source) continue;
    const holders = holdersOf(source, track);
    const segment = readSegment({
      kind,
      holders,
      cursorMs,
      position: segments.length + 1,
      volumeUnit,
    });
    cursorMs = segment.endMs;
    segments.push(segment);
  }
  return { kind, segments };
}

interface SegmentSource {
  kind: TrackKind;
  /** Looked through in this order: the segment, its metadata, the track's metadata. */
  holders: Json[];
  /** Where the segment before it ended: a segment without a start follows it. */
  cursorMs: number;
  position: number;
  /** What stands for 100 % in this draft: 1, or 100. */
  volumeUnit: number;
}

function readSegment(source: SegmentSource): Segment {
  const { kind, holders, cursorMs, position, volumeUnit } = source;
  const startMs = findNumber(holders, KEYS.start) ?? readRangeStart(holders) ?? cursorMs;
  const lengthMs = findNumber(holders, ['d', 'duration']);
  const endMs =
    lengthMs === undefined ? (findNumber(holders, KEYS.end) ?? startMs) : startMs + lengthMs;
  return {
    // Of a title without words nothing is shown.
    label:
      readLabel(kind, holders) ?? (kind === 'title' ? verbatim('') : timelineWords.clip(position)),
    // A timeline begins at 0.
    startMs: Math.max(0, startMs),
    endMs: Math.max(0, startMs, endMs),
    volume: readVolume(holders, volumeUnit),
    ...readDetails(kind, holders),
  };
}

/** What only some drafts tell, and only some forms of a timeline can show. */
function readDetails(kind: TrackKind, holders: Json[]): Partial<Segment> {
  const own = holders.slice(0, 2);
  const url = findText(own, KEYS.url);
  const sourceStartMs = findNumber(own, KEYS.sourceStart);
  const speed = findNumber(own, ['speed']) ?? 1;
  const [position, color] = ['position', 'color'].map((key) => findText(own, [key]));
  const look = { ...(position && { position }), ...(color && { color }) };
  return {
    ...(url && /^https?:/.test(url) && { url }),
    ...(sourceStartMs && sourceStartMs > 0 && { sourceStartMs }),
    ...(speed > 0 && speed !== 1 && { speed }),
    ...(kind === 'title' && (position || color) && { look }),
  };
}

/** Some drafts keep `{tr: {s}}` or `{target: {start}}`. */
const readRangeStart = ([segment]: Json[]): number | undefined =>
  readNumber(asRecord(segment?.['tr'])?.['s']) ??
  readNumber(asRecord(segment?.['target'])?.['start']);

function readLabel(kind: TrackKind, holders: Json[]): Text | undefined {
  const keys = kind === 'title' ? [...KEYS.text, ...KEYS.name] : KEYS.name;
  // What the track is called says less than the segment's own file.
  const [own, track] = [holders.slice(0, 2), holders.slice(2)];
  const label = findText(own, keys) ?? baseName(findText(own, KEYS.url)) ?? findText(track, keys);
  const words = label?.trim();
  return words ? verbatim(words) : undefined;
}

function baseName(url: string | undefined): string | undefined {
  return url
    ?.replace(/[?#].*$/, '')
    .split(/[\\/]/)
    .findLast((part) => part !== '');
}

/** No editor makes anything so many times as loud. */
const MOST_GAIN = 4;

/** Volume is 0-1 or 0-100 (wire-contract.md 4.3), in all of a draft alike: 1.5 beside 0.35 is louder, and 1 beside 80 is hardly heard. */
function findVolumeUnit(tracks: unknown[]): number {
  const isPercent = tracks.some((item) => {
    const track = asRecord(item) ?? {};
    return asList(track['sg']).some((segment) => {
      const source = asRecord(segment);
      return source && (findNumber(holdersOf(source, track), KEYS.volume) ?? 0) > MOST_GAIN;
    });
  });
  return isPercent ? 100 : 1;
}

function readVolume(holders: Json[], unit: number): number | undefined {
  const volume = findNumber(holders, KEYS.volume);
  return volume === undefined || volume < 0 ? undefined : volume / unit;
}

/** Where the facts of a segment may stand: on itself, in its metadata, in its track's. */
const holdersOf = (segment: Json, track: Json): Json[] => [
  segment,
  asRecord(segment['m']) ?? {},
  asRecord(track['m']) ?? {},
];

function readCanvas(root: Json): Timeline['canvas'] {
  const holders = [asRecord(root['m']) ?? {}, root];
  const width = findNumber(holders, ['width', 'w']);
  const height = findNumber(holders, ['height', 'h']);
  return width && height ? { width, height } : undefined;
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Sums and products of larger numbers are no numbers that JSON can hold. */
const readNumber = (value: unknown): number | undefined =>
  typeof value === 'number' && Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : undefined;

function findNumber(holders: Json[], keys: string[]): number | undefined {
  for (const holder of holders) {
    for (const key of keys) {
      const value = readNumber(holder[key]);
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

function findText(holders: Json[], keys: string[]): string | undefined {
  for (const holder of holders) {
    for (const key of keys) {
      const value = holder[key];
      const text = typeof value === 'string' ? stripControls(value) : '';
      if (text !== '') return text;
    }
  }
  return undefined;
}
