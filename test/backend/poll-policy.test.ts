import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SCENARIOS, simulatePolls } from '../../scripts/dev/bench-polls.ts';
import { nextPollDelayMs, type RenderSoFar } from '../../src/backend/poll-policy.ts';
import { runs, SEED } from '../fuzz.ts';

test.each<[when: string, render: Partial<RenderSoFar>, delayMs: number]>([
  ['at first, with nothing to go by', {}, 10_000],
  ['at first, for a short video', { timelineMs: 3_000 }, 3_000],
  ['at first, with earlier exports', { expectedMs: 40_000 }, 26_000],
  ['by earlier exports', { elapsedMs: 20_000, polls: 1, expectedMs: 40_000 }, 13_000],
  ['past the expected end', { elapsedMs: 50_000, polls: 3, expectedMs: 40_000 }, 1_500],
  ['the eighth time', { elapsedMs: 50_000, polls: 7, expectedMs: 40_000 }, 3_000],
  ['the fifteenth time', { elapsedMs: 50_000, polls: 14, expectedMs: 40_000 }, 29_500],
  ['half done', { elapsedMs: 10_000, polls: 1, progress: 0.5 }, 6_500],
  ['at 100 % that is not completed', { elapsedMs: 10_000, polls: 1, progress: 1 }, 1_500],
  ['while queued', { elapsedMs: 20_000, polls: 2, progress: 0.05 }, 19_500],
  ['without progress', { elapsedMs: 82_000, polls: 12 }, 6_500],
  ['long without progress', { elapsedMs: 280_000, polls: 20 }, 20_000],
])('waits %s', (_when, render, delayMs) => {
  const nothing = { elapsedMs: 0, polls: 0, progress: undefined, timelineMs: 60_000 };
  expect(nextPollDelayMs({ ...nothing, ...render })).toBe(delayMs);
});

const renders = fc.record({
  elapsedMs: fc.integer({ min: 0, max: 3_600_000 }),
  polls: fc.nat({ max: 2_000 }),
  progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
  timelineMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
  expectedMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
});

test(`never waits longer than 30 s or shorter than 1.5 s ${SEED}`, () => {
  fc.assert(
    fc.property(renders, (render) => {
      const delayMs = nextPollDelayMs(render);
      return Number.isInteger(delayMs) && delayMs >= 1500 && delayMs <= 30_000;
    }),
    runs(500),
  );
});

test.each(Object.keys(SCENARIOS))(
  'notices the end soon, and asks no more than needed: %s',
  (scenario) => {
    const measured = simulatePolls(scenario, { jobs: 2_000, seed: 4 });
    expect(measured.filter(({ value, goal }) => value > goal)).toEqual([]);
  },
);
