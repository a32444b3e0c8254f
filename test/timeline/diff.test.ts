import { expect, test } from 'vitest';
import { verbatim } from '../../src/words/text.ts';
import { diffTimelines } from '../../src/timeline/diff.ts';
import { readRows } from '../support/rows.ts';
import {
  EMPTY_TIMELINE,
  type Segment,
  type Timeline,
  type TrackKind,
} from '../../src/timeline/timeline.ts';

/** Reads a timeline of the table. */
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

const rows = readRows(new URL('diff.tsv', import.meta.url));

test.each(rows)('tells of %s', (...[, before = '', after = '', sentences]) => {
  const changes = diffTimelines(timelineOf(before), timelineOf(after));
  expect(changes.map(({ en }) => en).join(' | ') || '-').toBe(sentences);
});

test('tells of another picture size, and of none that was not told before', () => {
  const wide = { ...EMPTY_TIMELINE, canvas: { width: 1920, height: 1080 } };
  const tall = { ...EMPTY_TIMELINE, canvas: { width: 1080, height: 1920 } };
  expect(diffTimelines(wide, tall).map(({ en }) => en)).toEqual([
    'Picture size 1920×1080 → 1080×1920',
  ]);
  expect(diffTimelines(EMPTY_TIMELINE, tall)).toEqual([]);
});
