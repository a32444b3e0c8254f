import { expect, test } from 'vitest';
import { verbatim } from '../../src/words/text.ts';
import { diffTimelines } from '../../src/timeline/diff.ts';
import type { Segment, Timeline, TrackKind } from '../../src/timeline/timeline.ts';

const segment = (label: string, [startMs, endMs]: [number, number], volume?: number): Segment => ({
  label: verbatim(label),
  startMs,
  endMs,
  volume,
});

const timelineOf = (...tracks: [TrackKind, ...Segment[]][]): Timeline => ({
  tracks: tracks.map(([kind, ...segments]) => ({ kind, segments })),
  durationMs: 0,
  canvas: undefined,
});

const withCanvas = (width: number, height: number): Timeline => ({
  ...timelineOf(),
  canvas: { width, height },
});

const city: [TrackKind, Segment] = ['video', segment('city', [0, 30_000])];

const CASES: [what: string, before: Timeline, after: Timeline, sentences: string[]][] = [
  ['nothing', timelineOf(city), timelineOf(city), []],
  [
    'a title added',
    timelineOf(city),
    timelineOf(city, ['title', segment('Paradise', [0, 3000])]),
    ['Title added: "Paradise" (0-3s)'],
  ],
  [
    'music added, with its volume',
    timelineOf(city),
    timelineOf(city, ['audio', segment('Lo-fi', [0, 10_000], 0.35)]),
    ['BGM added: Lo-fi (0-10s, 35%)'],
  ],
  [
    'a title removed',
    timelineOf(city, ['title', segment('Paradise', [0, 3000])]),
    timelineOf(city),
    ['Title removed: "Paradise" (0-3s)'],
  ],
  [
    'another volume',
    timelineOf(['audio', segment('Lo-fi', [0, 10_000], 0.8)]),
    timelineOf(['audio', segment('Lo-fi', [0, 10_000], 0.35)]),
    ['BGM volume 80% → 35%'],
  ],
  [
    'a volume that was not told before',
    timelineOf(['audio', segment('Lo-fi', [0, 10_000])]),
    timelineOf(['audio', segment('Lo-fi', [0, 10_000], 0.35)]),
    ['BGM volume 100% → 35%'],
  ],
  [
    'a shorter video',
    timelineOf(city),
    timelineOf(['video', segment('city', [0, 10_000])]),
    ['Video trimmed 30s → 10s'],
  ],
  [
    'a longer video',
    timelineOf(city),
    timelineOf(['video', segment('city', [0, 45_500])]),
    ['Video extended 30s → 45.5s'],
  ],
  [
    'another text of a title',
    timelineOf(['title', segment('Helo', [0, 3000])]),
    timelineOf(['title', segment('Hello', [0, 3000])]),
    ['Title changed: "Helo" → "Hello"'],
  ],
  [
    'another piece of music',
    timelineOf(['audio', segment('Lo-fi', [0, 3000])]),
    timelineOf(['audio', segment('Jazz', [0, 3000])]),
    ['BGM changed: Lo-fi → Jazz'],
  ],
  [
    'another time of a title',
    timelineOf(['title', segment('Hello', [0, 3000])]),
    timelineOf(['title', segment('Hello', [2000, 5000])]),
    ['Title timing 0-3s → 2-5s'],
  ],
  [
    'a clip appended',
    timelineOf(city),
    timelineOf(['video', segment('city', [0, 30_000]), segment('sea', [30_000, 40_000])]),
    ['Video extended 30s → 40s', 'Video added: sea (30-40s)'],
  ],
  [
    'the first of two titles removed',
    timelineOf(['title', segment('A', [0, 1000]), segment('B', [1000, 2000])]),
    timelineOf(['title', segment('B', [1000, 2000])]),
    ['Title removed: "A" (0-1s)'],
  ],
  [
    'a second music track',
    timelineOf(['audio', segment('Lo-fi', [0, 1000])]),
    timelineOf(['audio', segment('Lo-fi', [0, 1000])], ['audio', segment('Birds', [0, 1000])]),
    ['BGM added: Birds (0-1s)'],
  ],
  [
    'a music track inserted before another',
    timelineOf(['audio', segment('Lo-fi', [0, 1000])]),
    timelineOf(['audio', segment('Birds', [0, 1000])], ['audio', segment('Lo-fi', [0, 1000])]),
    ['BGM added: Birds (0-1s)'],
  ],
  [
    'the first of two music tracks removed',
    timelineOf(['audio', segment('Birds', [0, 1000])], ['audio', segment('Lo-fi', [0, 1000], 0.5)]),
    timelineOf(['audio', segment('Lo-fi', [0, 1000], 0.5)]),
    ['BGM removed: Birds (0-1s)'],
  ],
  [
    'the first of two music tracks with one name removed',
    timelineOf(['audio', segment('Lo-fi', [0, 1000])], ['audio', segment('Lo-fi', [1000, 5000])]),
    timelineOf(['audio', segment('Lo-fi', [1000, 5000])]),
    ['BGM removed: Lo-fi (0-1s)'],
  ],
  [
    'nothing, when two tracks have changed places',
    timelineOf(['audio', segment('Birds', [0, 1000])], ['audio', segment('Lo-fi', [0, 2000])]),
    timelineOf(['audio', segment('Lo-fi', [0, 2000])], ['audio', segment('Birds', [0, 1000])]),
    [],
  ],
  [
    'tracks that share one label, each with the one most like it',
    timelineOf(
      ['title', segment('A', [0, 1000]), segment('B', [1000, 2000])],
      ['title', segment('A', [0, 1000])],
    ),
    timelineOf(
      ['title', segment('A', [0, 1000])],
      ['title', segment('A', [0, 1000]), segment('B', [1000, 2000])],
    ),
    [],
  ],
  [
    'a track inserted before one whose volume has changed',
    timelineOf(['audio', segment('Lo-fi', [0, 1000], 0.8)]),
    timelineOf(['audio', segment('Birds', [0, 500])], ['audio', segment('Lo-fi', [0, 1000], 0.3)]),
    ['BGM added: Birds (0-0.5s)', 'BGM volume 80% → 30%'],
  ],
  [
    'a renamed track beside one that stays',
    timelineOf(['audio', segment('Jazz', [0, 1000])], ['audio', segment('Lo-fi', [0, 1000])]),
    timelineOf(['audio', segment('Lo-fi', [0, 1000])], ['audio', segment('Rock', [0, 1000])]),
    ['BGM changed: Jazz → Rock'],
  ],
  [
    'an effect added',
    timelineOf(city),
    timelineOf(city, ['other', segment('glow', [0, 1000])]),
    ['Effect added: glow (0-1s)'],
  ],
  [
    'another picture size',
    withCanvas(1920, 1080),
    withCanvas(1080, 1920),
    ['Picture size 1920×1080 → 1080×1920'],
  ],
  ['a picture size that was not told before', timelineOf(), withCanvas(1080, 1920), []],
  [
    'several things, in a steady order',
    timelineOf(city, ['audio', segment('Lo-fi', [0, 30_000], 0.8)]),
    timelineOf(
      ['title', segment('Hi', [0, 3000])],
      ['audio', segment('Lo-fi', [0, 10_000], 0.35)],
      ['video', segment('city', [0, 10_000])],
    ),
    [
      'Video trimmed 30s → 10s',
      'BGM timing 0-30s → 0-10s',
      'BGM volume 80% → 35%',
      'Title added: "Hi" (0-3s)',
    ],
  ],
];

test.each(CASES)('tells of %s', (...[, before, after, sentences]) => {
  expect(diffTimelines(before, after).map(({ en }) => en)).toEqual(sentences);
});

test('does not tell of a length that reads the same', () => {
  const after = timelineOf(['video', segment('city', [0, 30_010])]);
  expect(diffTimelines(timelineOf(city), after)).toEqual([]);
});

test('does not tell of a volume that reads the same', () => {
  const before = timelineOf(['audio', segment('Lo-fi', [0, 1000], 0.351)]);
  const after = timelineOf(['audio', segment('Lo-fi', [0, 1000], 0.354)]);
  expect(diffTimelines(before, after)).toEqual([]);
});
