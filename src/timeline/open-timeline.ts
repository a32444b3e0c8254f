import { verbatim, type Word } from '../words/text.ts';
import {
  assignLanes,
  type Segment,
  type Timeline,
  type Track,
  type TrackKind,
} from './timeline.ts';

/** Where a draft names no rate. Times keep their milliseconds as fractions of a frame. */
const USUAL_RATE = 30;

/**
 * A timeline as OpenTimelineIO's JSON (schemas of version 0.17: `Timeline.1`, `Stack.1`, `Track.1`, `Clip.2`, `Gap.1`). Clips
 * refer to their media by address where the draft has one and by name otherwise; titles are generators with their text. What
 * has no place in the format (volumes, colours) stands in the metadata under `nemovideo`.
 */
export function toOpenTimeline(timeline: Timeline, name: string, word: Word): object {
  const times = createTimes(timeline.rate ?? USUAL_RATE);
  return {
    ...describe('Timeline.1', name, { made_by: 'ai-video-download', ...timeline.canvas }),
    global_start_time: null,
    tracks: {
      ...describe('Stack.1', 'tracks'),
      ...ITEM,
      children: timeline.tracks.flatMap((track) =>
        layOut(track.segments).map((segments) => writeTrack({ ...track, segments }, times, word)),
      ),
    },
  };
}

type Times = ReturnType<typeof createTimes>;

function createTimes(rate: number) {
  const time = (ms: number): object => ({
    OTIO_SCHEMA: 'RationalTime.1',
    rate,
    value: (ms * rate) / 1000,
  });
  return {
    range: (startMs: number, lengthMs: number): object => ({
      OTIO_SCHEMA: 'TimeRange.1',
      start_time: time(startMs),
      duration: time(lengthMs),
    }),
  };
}

const describe = (schema: string, name: string, facts: object = {}): object => ({
  OTIO_SCHEMA: schema,
  name,
  metadata: Object.keys(facts).length > 0 ? { nemovideo: facts } : {},
});

/** What every item of a composition has. */
const ITEM = { source_range: null, effects: [], markers: [], enabled: true };

/** In a track of this format one thing follows another: segments that overlap lie in tracks of their own. */
function layOut(segments: Segment[]): Segment[][] {
  const sorted = segments.toSorted((a, b) => a.startMs - b.startMs);
  const tracks: Segment[][] = [];
  for (const [index, lane] of assignLanes(sorted).entries())
    (tracks[lane] ??= []).push(sorted[index] as Segment);
  return tracks;
}

function writeTrack({ kind, segments }: Track, times: Times, word: Word): object {
  const children: object[] = [];
  let cursorMs = 0;
  for (const segment of segments) {
    const gapMs = segment.startMs - cursorMs;
    if (gapMs > 0)
      children.push({ ...describe('Gap.1', ''), ...ITEM, source_range: times.range(0, gapMs) });
    children.push(writeClip(segment, kind, { times, word }));
    cursorMs = segment.endMs;
  }
  return {
    ...describe('Track.1', kind, { kind }),
    kind: kind === 'audio' ? 'Audio' : 'Video',
    ...ITEM,
    // An effect has no media: switched on, it would hide the picture below it.
    enabled: kind !== 'other',
    children,
  };
}

function writeClip(
  segment: Segment,
  kind: TrackKind,
  { times, word }: { times: Times; word: Word },
): object {
  const { label, startMs, endMs, volume, look, speed, sourceStartMs = 0 } = segment;
  const name = word(label);
  const facts = { ...(volume !== undefined && { volume }), ...look };
  return {
    ...describe('Clip.2', name, facts),
    ...ITEM,
    ...(speed !== undefined && { effects: [writeSpeed(speed)] }),
    source_range: times.range(sourceStartMs, endMs - startMs),
    media_references: { DEFAULT_MEDIA: writeReference(segment, kind, { times, name, word }) },
    active_media_reference_key: 'DEFAULT_MEDIA',
  };
}

const writeSpeed = (speed: number): object => ({
  ...describe('LinearTimeWarp.1', 'speed'),
  effect_name: 'LinearTimeWarp',
  time_scalar: speed,
});

function writeReference(
  { url, startMs, endMs, speed = 1, sourceStartMs = 0 }: Segment,
  kind: TrackKind,
  { times, name, word }: { times: Times; name: string; word: Word },
): object {
  // More of it may be there; what is used is known.
  const usedMs = sourceStartMs + (endMs - startMs) * speed;
  const available = { available_range: times.range(0, usedMs) };
  const common = { ...available, available_image_bounds: null };
  if (kind === 'title')
    return {
      ...describe('GeneratorReference.1', name),
      ...common,
      generator_kind: 'Title',
      parameters: { text: name },
    };
  if (url !== undefined)
    return { ...describe('ExternalReference.1', name), ...common, target_url: word(verbatim(url)) };
  return { ...describe('MissingReference.1', name), ...common };
}
