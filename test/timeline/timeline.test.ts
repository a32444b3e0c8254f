import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import {
  EMPTY_TIMELINE,
  isExportable,
  summarizeTimeline,
  trackSpan,
  type Segment,
  type Timeline,
  type TrackKind,
} from '../../src/timeline/timeline.ts';
import { verbatim } from '../../src/words/text.ts';

const segment = (label: string, [startMs, endMs]: [number, number], volume?: number): Segment => ({
  label: verbatim(label),
  startMs,
  endMs,
  volume,
});

const timelineOf = (...tracks: [TrackKind, ...Segment[]][]): Timeline => ({
  tracks: tracks.map(([kind, ...segments]) => ({ kind, segments })),
  durationMs: 10_000,
  canvas: undefined,
});

test('summarizes exactly as the seed shows it', () => {
  const draft = {
    t: [
      { tt: 0, sg: [{ d: 10_000, m: { name: 'city timelapse' } }] },
      { tt: 1, sg: [{ d: 10_000, volume: 0.35, m: { name: 'Lo-fi' } }] },
      { tt: 7, sg: [{ d: 3000, m: { text: 'Urban Dreams' } }] },
    ],
  };
  expect(summarizeTimeline(readDraft(draft)).en).toBe(
    'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
  );
});

test('says so when there is nothing', () => {
  expect(summarizeTimeline(EMPTY_TIMELINE).en).toBe('Timeline: empty');
});

test('speaks of one track in the singular', () => {
  expect(summarizeTimeline(timelineOf(['video', segment('city', [0, 10_000])])).en).toBe(
    'Timeline (1 track): 1. Video: city (0-10s)',
  );
});

test('lists the segments of a track and keeps one decimal', () => {
  const timeline = timelineOf(['title', segment('A', [0, 2500]), segment('B', [2500, 5000])]);
  expect(summarizeTimeline(timeline).en).toBe(
    'Timeline (1 track): 1. Title: "A" (0-2.5s), "B" (2.5-5s)',
  );
});

test('tells the volume of sound only', () => {
  const timeline = timelineOf(
    ['video', segment('city', [0, 1000], 0.5)],
    ['audio', segment('Lo-fi', [0, 1000], 0)],
    ['audio', segment('Jazz', [0, 1000])],
  );
  expect(summarizeTimeline(timeline).en).toBe(
    'Timeline (3 tracks): 1. Video: city (0-1s) 2. BGM: Lo-fi (0-1s, 0%) 3. BGM: Jazz (0-1s)',
  );
});

test('calls a track of an unknown type an effect', () => {
  expect(summarizeTimeline(timelineOf(['other', segment('glow', [0, 1000])])).en).toContain(
    '1. Effect: glow (0-1s)',
  );
});

test('exports a timeline that has a track, and no other', () => {
  expect(isExportable(timelineOf(['video', segment('city', [0, 1000])]))).toBe(true);
  expect(isExportable(EMPTY_TIMELINE)).toBe(false);
});

test('spans a track from its first start to its last end', () => {
  const segments = [segment('B', [4000, 9000]), segment('A', [1000, 3000])];
  expect(trackSpan({ kind: 'video', segments })).toEqual({ startMs: 1000, endMs: 9000 });
});
