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
type Track = [TrackKind, ...Segment[]];

const city: Track = ['video', segment('city', [0, 30_000])];
const title = (text: string, startMs: number, endMs: number): Track => [
  'title',
  segment(text, [startMs, endMs]),
];
const music = (name: string, endMs: number, volume?: number): Track => [
  'audio',
  segment(name, [0, endMs], volume),
];

test.each<[what: string, before: Track[], after: Track[], sentences: string[]]>([
  ['nothing', [city], [city], []],
  [
    'what was added, with its volume',
    [city],
    [
      city,
      title('Paradise', 0, 3000),
      music('Lo-fi', 10_000, 0.35),
      ['other', segment('glow', [0, 1000])],
    ],
    [
      'BGM added: Lo-fi (0-10s, 35%)',
      'Title added: "Paradise" (0-3s)',
      'Effect added: glow (0-1s)',
    ],
  ],
  [
    'a title removed',
    [city, title('Paradise', 0, 3000)],
    [city],
    ['Title removed: "Paradise" (0-3s)'],
  ],
  [
    'another volume',
    [music('Lo-fi', 9000, 0.8)],
    [music('Lo-fi', 9000, 0.35)],
    ['BGM volume 80% → 35%'],
  ],
  [
    'a volume that was not told before',
    [music('Lo-fi', 9000)],
    [music('Lo-fi', 9000, 0.35)],
    ['BGM volume 100% → 35%'],
  ],
  [
    'a shorter video',
    [city],
    [['video', segment('city', [0, 10_000])]],
    ['Video trimmed 30s → 10s'],
  ],
  [
    'another text of a title',
    [title('Helo', 0, 3000)],
    [title('Hello', 0, 3000)],
    ['Title changed: "Helo" → "Hello"'],
  ],
  [
    'another time of a title',
    [title('Hello', 0, 3000)],
    [title('Hello', 2000, 5000)],
    ['Title timing 0-3s → 2-5s'],
  ],
  [
    'a clip appended',
    [city],
    [['video', segment('city', [0, 30_000]), segment('sea', [30_000, 40_500])]],
    ['Video extended 30s → 40.5s', 'Video added: sea (30-40.5s)'],
  ],
  [
    'the first of two titles removed',
    [['title', segment('A', [0, 1000]), segment('B', [1000, 2000])]],
    [title('B', 1000, 2000)],
    ['Title removed: "A" (0-1s)'],
  ],
  [
    'the first of two music tracks with one name removed',
    [music('Lo-fi', 1000), ['audio', segment('Lo-fi', [1000, 5000])]],
    [['audio', segment('Lo-fi', [1000, 5000])]],
    ['BGM removed: Lo-fi (0-1s)'],
  ],
  [
    'nothing, when two tracks have changed places',
    [music('Birds', 1000), music('Lo-fi', 2000)],
    [music('Lo-fi', 2000), music('Birds', 1000)],
    [],
  ],
  [
    'tracks that share one label, each with the one most like it',
    [['title', segment('A', [0, 1000]), segment('B', [1000, 2000])], title('A', 0, 1000)],
    [title('A', 0, 1000), ['title', segment('A', [0, 1000]), segment('B', [1000, 2000])]],
    [],
  ],
  [
    'a track inserted before one whose volume has changed',
    [music('Lo-fi', 1000, 0.8)],
    [music('Birds', 500), music('Lo-fi', 1000, 0.3)],
    ['BGM added: Birds (0-0.5s)', 'BGM volume 80% → 30%'],
  ],
  [
    'a renamed track beside one that stays',
    [music('Jazz', 1000), music('Lo-fi', 1000)],
    [music('Lo-fi', 1000), music('Rock', 1000)],
    ['BGM changed: Jazz → Rock'],
  ],
  [
    'several things, in a steady order',
    [city, music('Lo-fi', 30_000, 0.8)],
    [title('Hi', 0, 3000), music('Lo-fi', 10_000, 0.35), ['video', segment('city', [0, 10_000])]],
    [
      'Video trimmed 30s → 10s',
      'BGM timing 0-30s → 0-10s',
      'BGM volume 80% → 35%',
      'Title added: "Hi" (0-3s)',
    ],
  ],
  [
    'nothing that reads the same',
    [city, music('Lo-fi', 1000, 0.351)],
    [['video', segment('city', [0, 30_010])], music('Lo-fi', 1000, 0.354)],
    [],
  ],
])('tells of %s', (...[, before, after, sentences]) => {
  const changes = diffTimelines(timelineOf(...before), timelineOf(...after));
  expect(changes.map(({ en }) => en)).toEqual(sentences);
});

test('tells of another picture size, and of none that was not told before', () => {
  const sized = (width: number, height: number): Timeline => ({
    ...timelineOf(),
    canvas: { width, height },
  });
  expect(diffTimelines(sized(1920, 1080), sized(1080, 1920)).map(({ en }) => en)).toEqual([
    'Picture size 1920×1080 → 1080×1920',
  ]);
  expect(diffTimelines(timelineOf(), sized(1080, 1920))).toEqual([]);
});
