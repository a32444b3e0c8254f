import { expect, test } from 'vitest';
import { verbatim } from '../../src/words/text.ts';
import { diffTimelines } from '../../src/timeline/diff.ts';
import {
  EMPTY_TIMELINE,
  type Segment,
  type Timeline,
  type TrackKind,
} from '../../src/timeline/timeline.ts';

/** Reads `video city 0-30; audio Lo-fi 0-9 80%`: tracks, each with its segments after commas, in seconds. */
const timelineOf = (text: string): Timeline => ({
  tracks: text.split('; ').map((track) => {
    const kind = track.split(' ')[0] as TrackKind;
    return { kind, segments: track.slice(kind.length).split(',').map(readSegment) };
  }),
  durationMs: 0,
  canvas: undefined,
});

function readSegment(text: string): Segment {
  const [, label = '', start, end, percent] =
    /^ (.+) ([\d.]+)-([\d.]+)(?: ([\d.]+)%)?$/.exec(text) ?? [];
  const volume = percent === undefined ? undefined : Number(percent) / 100;
  const [startMs, endMs] = [Number(start) * 1000, Number(end) * 1000];
  return { label: verbatim(label), startMs, endMs, volume };
}

test.each<[what: string, before: string, after: string, sentences: string[]]>([
  ['nothing', 'video city 0-30', 'video city 0-30', []],
  [
    'what was added, with its volume',
    'video city 0-30',
    'video city 0-30; title Paradise 0-3; audio Lo-fi 0-10 35%; other glow 0-1',
    [
      'BGM added: Lo-fi (0-10s, 35%)',
      'Title added: "Paradise" (0-3s)',
      'Effect added: glow (0-1s)',
    ],
  ],
  [
    'a volume that was not told before',
    'audio Lo-fi 0-9',
    'audio Lo-fi 0-9 35%',
    ['BGM volume 100% → 35%'],
  ],
  ['a shorter video', 'video city 0-30', 'video city 0-10', ['Video trimmed 30s → 10s']],
  [
    'another text of a title',
    'title Helo 0-3',
    'title Hello 0-3',
    ['Title changed: "Helo" → "Hello"'],
  ],
  ['another time of a title', 'title Hello 0-3', 'title Hello 2-5', ['Title timing 0-3s → 2-5s']],
  [
    'a clip appended',
    'video city 0-30',
    'video city 0-30, sea 30-40.5',
    ['Video extended 30s → 40.5s', 'Video added: sea (30-40.5s)'],
  ],
  [
    'the first of two titles removed',
    'title A 0-1, B 1-2',
    'title B 1-2',
    ['Title removed: "A" (0-1s)'],
  ],
  [
    'the first of two music tracks with one name removed',
    'audio Lo-fi 0-1; audio Lo-fi 1-5',
    'audio Lo-fi 1-5',
    ['BGM removed: Lo-fi (0-1s)'],
  ],
  [
    'nothing, when two tracks have changed places',
    'audio Birds 0-1; audio Lo-fi 0-2',
    'audio Lo-fi 0-2; audio Birds 0-1',
    [],
  ],
  [
    'tracks that share one label, each with the one most like it',
    'title A 0-1, B 1-2; title A 0-1',
    'title A 0-1; title A 0-1, B 1-2',
    [],
  ],
  [
    'a track inserted before one whose volume has changed',
    'audio Lo-fi 0-1 80%',
    'audio Birds 0-0.5; audio Lo-fi 0-1 30%',
    ['BGM added: Birds (0-0.5s)', 'BGM volume 80% → 30%'],
  ],
  [
    'a renamed track beside one that stays',
    'audio Jazz 0-1; audio Lo-fi 0-1',
    'audio Lo-fi 0-1; audio Rock 0-1',
    ['BGM changed: Jazz → Rock'],
  ],
  [
    'several things, in a steady order',
    'video city 0-30; audio Lo-fi 0-30 80%',
    'title Hi 0-3; audio Lo-fi 0-10 35%; video city 0-10',
    [
      'Video trimmed 30s → 10s',
      'BGM timing 0-30s → 0-10s',
      'BGM volume 80% → 35%',
      'Title added: "Hi" (0-3s)',
    ],
  ],
  [
    'nothing that reads the same',
    'video city 0-30; audio Lo-fi 0-1 35.1%',
    'video city 0-30.01; audio Lo-fi 0-1 35.4%',
    [],
  ],
])('tells of %s', (...[, before, after, sentences]) => {
  const changes = diffTimelines(timelineOf(before), timelineOf(after));
  expect(changes.map(({ en }) => en)).toEqual(sentences);
});

test('tells of another picture size, and of none that was not told before', () => {
  const wide = { ...EMPTY_TIMELINE, canvas: { width: 1920, height: 1080 } };
  const tall = { ...EMPTY_TIMELINE, canvas: { width: 1080, height: 1920 } };
  expect(diffTimelines(wide, tall).map(({ en }) => en)).toEqual([
    'Picture size 1920×1080 → 1080×1920',
  ]);
  expect(diffTimelines(EMPTY_TIMELINE, tall)).toEqual([]);
});
