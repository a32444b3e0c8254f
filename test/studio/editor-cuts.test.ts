import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { dropSpan, keepSpan } from '../../src/studio/editor/cuts.ts';
import { settleTimeline } from '../../src/studio/editor/settle.ts';
import { measureTimeline } from '../../src/studio/timeline-length.ts';
import type { StudioTimeline } from '../../src/studio/timeline.ts';
import { edit, EDITED } from './editor-support.ts';
import { clipOf, timelineOf } from './render-support.ts';
import { runs, SEED } from '../fuzz.ts';

const CROSSED = edit('cross-fade the clips over 2 seconds').timeline as StudioTimeline;

const clip = fc
  .tuple(fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 0, max: 3000 }))
  .map(([durationMs, crossFadeMs]) => clipOf('a', { durationMs, crossFadeMs }));
const timeline = fc
  .array(clip, { minLength: 1, maxLength: 6 })
  .map((clips) => settleTimeline(timelineOf({ clips })));

test(`a cut leaves exactly what was asked for, wherever the cross-fades are ${SEED}`, () => {
  fc.assert(
    fc.property(timeline, fc.nat(20_000), fc.nat(20_000), (before, one, other) => {
      const lengthMs = measureTimeline(before);
      const [startMs, endMs] = [Math.min(one, other) % lengthMs, Math.min(lengthMs, one + other)];
      fc.pre(endMs > startMs);
      expect(measureTimeline(keepSpan(before, { startMs, endMs }))).toBe(endMs - startMs);
      const rest = measureTimeline(dropSpan(before, { startMs, endMs }));
      expect(rest).toBe(lengthMs - (endMs - startMs));
    }),
    runs(500),
  );
});

test('a clip cut inside its cross-fade leaves the moment to its neighbour', () => {
  // beach.mp4 0-12, city.mp4 10-18: 11 s is in both.
  expect(edit('trim to 11 seconds', CROSSED).timeline?.clips).toMatchObject([
    { name: 'beach.mp4', durationMs: 11_000 },
  ]);
  expect(edit('cut the first 11 seconds', CROSSED).timeline?.clips).toMatchObject([
    { name: 'city.mp4', sourceStartMs: 1000, durationMs: 7000 },
  ]);
  expect(edit('cut the first second', CROSSED).timeline).toBe(CROSSED);
  expect(edit('cut the first 1 second', CROSSED).timeline?.clips).toMatchObject([
    { sourceStartMs: 1000, durationMs: 11_000 },
    { durationMs: 8000, crossFadeMs: 2000 },
  ]);
});

test('cross-fades and the closing fade stay where they are when clips change places', () => {
  const faded = edit('fade out; swap the clips', CROSSED).timeline;
  expect(faded?.clips).toMatchObject([
    { name: 'city.mp4', fadeOutMs: 0 },
    { name: 'beach.mp4', fadeOutMs: 1000, crossFadeMs: 2000 },
  ]);
  expect(faded?.clips[0]).not.toHaveProperty('crossFadeMs');
});

test('a clip keeps its own fade when the video is cut elsewhere', () => {
  const { timeline: faded } = edit('fade in the second clip; trim to 15 seconds');
  expect(faded?.clips).toMatchObject([{ fadeInMs: 0 }, { fadeInMs: 1000, durationMs: 3000 }]);
});

test('removing a clip takes its cross-fade along', () => {
  const { timeline: alone } = edit('remove the first clip', CROSSED);
  expect(alone?.clips).toEqual([EDITED.clips[1]]);
});

test('an edit of one clip leaves the other as it is', () => {
  const { timeline: edited } = edit(
    'mute clip 2; 第二段2倍速; rotate the second clip by 180 degrees; 去掉第二段的前1秒',
  );
  expect(edited?.clips).toMatchObject([
    EDITED.clips[0],
    { volume: 0, speed: 2, rotation: 180, sourceStartMs: 2000, durationMs: 3000 },
  ]);
});
