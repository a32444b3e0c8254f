/** How long a finished render goes unnoticed, and what asking costs: the real poll policy on a virtual clock. */
import { nextPollDelayMs } from '../../src/backend/poll-policy.ts';
import type { Figure } from './bench-figure.ts';
import { quantile } from './bench-meter.ts';

/** A render as the backend has it, in milliseconds since its submission. */
interface SimulatedRender {
  durationMs: number;
  /** What an answer says of a render that is not done, 0 to 1. */
  progressAt: (atMs: number) => number | undefined;
  /** What earlier exports let expect. */
  expectedMs?: number | undefined;
}

type Random = () => number;

const ROUND_TRIP_MS = 150;
const TIMELINE_MS = 60_000;

/** The same numbers from the same seed (mulberry32). */
function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const between = (random: Random, low: number, high: number): number =>
  low + (high - low) * random();

const drawDuration = (random: Random): number => between(random, 30_000, 90_000);

const withoutProgress = (durationMs: number): SimulatedRender => ({
  durationMs,
  progressAt: () => undefined,
});

/** The record is right to a tenth. */
const withRecord = (durationMs: number, random: Random): SimulatedRender => ({
  ...withoutProgress(durationMs),
  expectedMs: durationMs * between(random, 0.9, 1.1),
});

/** Up to a quarter in the queue, then a curve in steps of 5 %, then 95 % for the last 8 to 20 % of the time. */
function withStickyProgress(
  durationMs: number,
  { random, first }: { random: Random; first: number },
): SimulatedRender {
  const beginMs = durationMs * between(random, 0, 0.25);
  const stuckMs = durationMs * (1 - between(random, 0.08, 0.2));
  const bend = between(random, 0.6, 1.6);
  return {
    durationMs,
    progressAt(atMs) {
      const share = Math.min(1, Math.max(0, (atMs - beginMs) / (stuckMs - beginMs)));
      // A hair more, so that 0.95 is not rounded down.
      return Math.max(first, Math.floor(0.95 * share ** bend * 20 + 1e-9) / 20);
    },
  };
}

/** Waits for one render as `waitForRender` does: a delay, a question, an answer. */
function simulateRender({ durationMs, progressAt, expectedMs }: SimulatedRender): {
  lagMs: number;
  requests: number;
  widestGapMs: number;
} {
  let progress: number | undefined;
  // The submission's own answer has to come first.
  let nowMs = ROUND_TRIP_MS;
  let askedMs = 0;
  let widestGapMs = 0;
  for (let polls = 0; ; polls += 1) {
    const render = { elapsedMs: nowMs, polls, progress, timelineMs: TIMELINE_MS, expectedMs };
    const askMs = nowMs + nextPollDelayMs(render);
    widestGapMs = Math.max(widestGapMs, askMs - askedMs);
    askedMs = askMs;
    nowMs = askMs + ROUND_TRIP_MS;
    const seenMs = askMs + ROUND_TRIP_MS / 2;
    if (seenMs >= durationMs)
      return { lagMs: nowMs - durationMs, requests: polls + 1, widestGapMs };
    progress = progressAt(seenMs);
  }
}

const USUAL = { 'median lag': 2_000, '95 % lag': 8_000, '99 % requests': 10, 'widest gap': 30_000 };
const LONG = { 'most requests': 13, 'widest gap': 30_000 };
const LONG_MS = 300_000;

/**
 * Renders to draw from (measurements.md 2.6), and what the issue tracker asks of each: lags and gaps in milliseconds. Nothing
 * bounds the questions where there is nothing to go by: a median lag of 4 s takes eight of them between 30 and 94 s, and with
 * never more than 30 s between two, a render of 300 s then takes 16.
 */
export const SCENARIOS: Record<
  string,
  { draw: (random: Random) => SimulatedRender; asked: Record<string, number> }
> = {
  'progress, coarse and sticky': {
    draw: (random) => withStickyProgress(drawDuration(random), { random, first: 0 }),
    asked: USUAL,
  },
  /** As the backend's sample does. */
  'the same, counted from 5 %': {
    draw: (random) => withStickyProgress(drawDuration(random), { random, first: 0.05 }),
    asked: USUAL,
  },
  'no progress field': {
    draw: (random) => withoutProgress(drawDuration(random)),
    asked: { 'median lag': 4_000, 'widest gap': 30_000 },
  },
  'no progress, two on record': {
    draw: (random) => withRecord(drawDuration(random), random),
    asked: { 'median lag': 2_000, 'widest gap': 30_000 },
  },
  '300 s, progress coarse and sticky': {
    draw: (random) => withStickyProgress(LONG_MS, { random, first: 0 }),
    asked: LONG,
  },
  '300 s, counted from 5 %': {
    draw: (random) => withStickyProgress(LONG_MS, { random, first: 0.05 }),
    asked: LONG,
  },
  '300 s, even progress': {
    draw: () => ({ durationMs: LONG_MS, progressAt: (atMs) => atMs / LONG_MS }),
    asked: LONG,
  },
  '300 s, two on record': { draw: (random) => withRecord(LONG_MS, random), asked: LONG },
};

/** What is asked of a scenario, measured. */
export function simulatePolls(
  scenario: string,
  { jobs, seed }: { jobs: number; seed: number },
): { name: string; value: number; goal: number }[] {
  const { draw, asked } = SCENARIOS[scenario]!;
  const random = createRandom(seed);
  const runs = Array.from({ length: jobs }, () => simulateRender(draw(random)));
  const lags = runs.map(({ lagMs }) => lagMs);
  const requests = runs.map((run) => run.requests);
  const measured: Record<string, number> = {
    'median lag': quantile(lags, 0.5),
    '95 % lag': quantile(lags, 0.95),
    '99 % requests': quantile(requests, 0.99),
    'most requests': quantile(requests, 1),
    'widest gap': quantile(
      runs.map(({ widestGapMs }) => widestGapMs),
      1,
    ),
  };
  return Object.entries(asked).map(([name, goal]) => ({ name, value: measured[name]!, goal }));
}

/** Of 20,000 renders each. */
export const benchPolls = (): Figure[] =>
  Object.keys(SCENARIOS).flatMap((scenario) =>
    simulatePolls(scenario, { jobs: 20_000, seed: 1 }).map(({ name, value, goal }) => ({
      what: `polls, ${name}: ${scenario}`,
      value: Math.round(value),
      ...(/lag|gap/.test(name) && { unit: 'ms' }),
      goal,
      against: 'simulated renders',
    })),
  );
