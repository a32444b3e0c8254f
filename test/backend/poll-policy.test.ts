import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ASKED,
  simulatePolls,
  type PollFigures,
  type Scenario,
} from '../../scripts/dev/bench-polls.ts';
import {
  nextPollDelayMs,
  type PollHistory,
  type PollReading,
} from '../../src/backend/poll-policy.ts';
import { runs, SEED } from '../fuzz.ts';

const at = (nowMs: number, rest: Partial<PollHistory> = {}): PollHistory => ({
  submittedAtMs: 0,
  nowMs,
  readings: [],
  timelineMs: 60_000,
  ...rest,
});

const reading = (atMs: number, progress?: number): PollReading => ({ atMs, progress });

test('asks after ten seconds when it knows nothing', () => {
  expect(nextPollDelayMs(at(0))).toBe(10_000);
});

test('asks earlier about a short video', () => {
  expect(nextPollDelayMs(at(0, { timelineMs: 3000 }))).toBe(3000);
});

test('asks first at half the time that earlier exports took', () => {
  expect(nextPollDelayMs(at(0, { expectedMs: 40_000 }))).toBe(20_000);
});

test('then waits almost until the expected end', () => {
  const history = at(20_000, { expectedMs: 40_000, readings: [reading(20_000)] });
  expect(nextPollDelayMs(history)).toBe(15_200);
});

test('asks often once the expected end is near', () => {
  const history = at(36_000, { expectedMs: 40_000, readings: [reading(36_000)] });
  expect(nextPollDelayMs(history)).toBe(2000);
});

test('asks every 6.5 seconds without progress and experience', () => {
  expect(nextPollDelayMs(at(20_000, { readings: [reading(20_000)] }))).toBe(6500);
});

test('asks more rarely about a render that takes long', () => {
  expect(nextPollDelayMs(at(100_000, { readings: [reading(100_000)] }))).toBe(25_000);
});

test('follows the progress', () => {
  const readings = [reading(10_000, 0.5)];
  expect(nextPollDelayMs(at(10_000, { readings }))).toBe(7200);
});

test('waits longer when the progress slows down', () => {
  const fast = [reading(10_000, 0.4), reading(20_000, 0.8)];
  const slow = [reading(10_000, 0.7), reading(20_000, 0.8)];
  expect(nextPollDelayMs(at(20_000, { readings: slow }))).toBeGreaterThan(
    nextPollDelayMs(at(20_000, { readings: fast })),
  );
});

const delayWhileStuck = (nowMs: number): number =>
  nextPollDelayMs(at(nowMs, { readings: [reading(10_000, 0.9), reading(nowMs, 0.9)] }));

test('waits longer and longer while the progress is stuck', () => {
  expect(delayWhileStuck(60_000)).toBeGreaterThan(delayWhileStuck(20_000));
});

function delayAfterPolls(polls: number): number {
  const readings = Array.from({ length: polls }, (_, index) => reading(50_000 + index));
  return nextPollDelayMs(at(60_000, { expectedMs: 20_000, readings }));
}

test('asks about an overdue job more rarely poll by poll', () => {
  expect([6, 7, 9, 11, 13].map(delayAfterPolls)).toEqual([1500, 5000, 10_000, 29_500, 29_500]);
});

test('goes on evenly with nothing to go by, however often it has asked', () => {
  const readings = Array.from({ length: 12 }, (_, index) => reading(10_000 + index * 6_500));
  expect(nextPollDelayMs(at(82_000, { readings }))).toBe(6500);
});

test.each([0, 0.05])('waits as long again while the progress has not left %d', (progress) => {
  const readings = [reading(10_000, progress), reading(20_000, progress)];
  expect(nextPollDelayMs(at(20_000, { readings }))).toBe(20_000);
});

test('goes by the record while the progress has not begun', () => {
  const history = at(20_000, { expectedMs: 40_000, readings: [reading(20_000, 0.05)] });
  expect(nextPollDelayMs(history)).toBe(15_200);
});

test('a progress of 1 that was one percent does no harm', () => {
  const readings = [reading(10_000, 1), reading(11_650, 0.1), reading(20_000, 0.2)];
  expect(nextPollDelayMs(at(10_000, { readings: readings.slice(0, 1) }))).toBe(1500);
  expect(nextPollDelayMs(at(20_000, { readings }))).toBe(29_500);
});

const delayAtTheEnd = (nowMs: number): number =>
  nextPollDelayMs(at(nowMs, { readings: [reading(10_000, 1), reading(nowMs, 1)] }));

test('a render that stays at 100 % is asked about more and more rarely', () => {
  expect([11_650, 30_000, 60_000].map(delayAtTheEnd)).toEqual([1500, 7000, 17_500]);
});

const history = fc
  .record({
    nowMs: fc.integer({ min: 0, max: 3_600_000 }),
    timelineMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
    expectedMs: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    readings: fc.array(
      fc.record({
        atMs: fc.integer({ min: 0, max: 3_600_000 }),
        progress: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      }),
      { maxLength: 30 },
    ),
  })
  .map((facts): PollHistory => ({ submittedAtMs: 0, ...facts }));

test(`never waits longer than 30 s or shorter than 1.5 s ${SEED}`, () => {
  fc.assert(
    fc.property(history, (facts) => {
      const delayMs = nextPollDelayMs(facts);
      return Number.isInteger(delayMs) && delayMs >= 1500 && delayMs <= 30_000;
    }),
    runs(500),
  );
});

test.each(Object.entries(ASKED))(
  'notices the end soon, and asks no more than needed: %s',
  (scenario, asked) => {
    const measured = simulatePolls(scenario as Scenario, { jobs: 2_000, seed: 4 });
    const missed = Object.entries(asked).filter(
      ([name, limit]) => measured[name as keyof PollFigures] > limit,
    );
    expect(missed).toEqual([]);
  },
);
