import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { EMPTY_TIMELINE, isExportable, summarizeTimeline } from '../../src/timeline/timeline.ts';

const track = (tt: number, ...sg: object[]): object => ({ tt, sg });

test.each([
  [
    'exactly as the seed shows it',
    [
      track(0, { d: 10_000, m: { name: 'city timelapse' } }),
      track(1, { d: 10_000, volume: 0.35, m: { name: 'Lo-fi' } }),
      track(7, { d: 3000, m: { text: 'Urban Dreams' } }),
    ],
    'Timeline (3 tracks): 1. Video: city timelapse (0-10s) 2. BGM: Lo-fi (0-10s, 35%) 3. Title: "Urban Dreams" (0-3s)',
  ],
  [
    'with several segments in a track',
    [track(7, { d: 2500, text: 'A' }, { d: 2500, text: 'B' })],
    'Timeline (1 track): 1. Title: "A" (0-2.5s), "B" (2.5-5s)',
  ],
  [
    'with the volume of sound alone',
    [
      track(0, { d: 1000, name: 'city', volume: 0.5 }),
      track(1, { d: 1000, name: 'Lo-fi', volume: 0 }),
      track(3, { d: 1000, name: 'glow' }),
    ],
    'Timeline (3 tracks): 1. Video: city (0-1s) 2. BGM: Lo-fi (0-1s, 0%) 3. Effect: glow (0-1s)',
  ],
  ['when there is nothing', [], 'Timeline: empty'],
])('is told in one line %s', (_how, tracks, line) => {
  const timeline = readDraft({ t: tracks });
  expect(summarizeTimeline(timeline).en).toBe(line);
  expect(isExportable(timeline)).toBe(tracks.length > 0);
});

test('nothing is exported of an empty one', () => {
  expect(isExportable(EMPTY_TIMELINE)).toBe(false);
});
