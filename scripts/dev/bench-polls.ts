/** How long a finished render goes unnoticed, and what asking costs: the real poll policy on a virtual clock. */
import { nextPollDelayMs } from '../../src/backend/poll-policy.ts';
import type { Figure } from './bench-figure.ts';
import { quantile } from './bench-meter.ts';

/** A render as the backend has it, in milliseconds since its submission. */
export interface SimulatedRender {
  durationMs: number;
  /** What an answer says of a render that is not done, 0 to 1. */
  progressAt: (atMs: number) => number | undefined;
  /** What earlier exports let expect. */
  expectedMs?: number | undefined;
}

export interface PollFigures {
  medianLagMs: number;
  p95LagMs: number;
  p99Requests: number;
  mostRequests: number;
  widestGapMs: number;
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

/** Renders to draw from (measurements.md 2.6). */
export const SCENARIOS = {
  'progress, coarse and sticky': (random) =>
    withStickyProgress(drawDuration(random), { random, first: 0 }),
  /** As the backend's sample does. */
  'the same, counted from 5 %': (random) =>
    withStickyProgress(drawDuration(random), { random, first: 0.05 }),
  'no progress field': (random) => withoutProgress(drawDuration(random)),
  'no progress, two on record': (random) => withRecord(drawDuration(random), random),
  '300 s, progress coarse and sticky': (random) =>
    withStickyProgress(300_000, { random, first: 0 }),
  '300 s, counted from 5 %': (random) => withStickyProgress(300_000, { random, first: 0.05 }),
  '300 s, even progress': () => withEvenProgress(300_000),
  '300 s, two on record': (random) => withRecord(300_000, random),
} satisfies Record<string, (random: Random) => SimulatedRender>;

export type Scenario = keyof typeof SCENARIOS;

const withoutProgress = (durationMs: number): SimulatedRender => ({
  durationMs,
  progressAt: () => undefined,
});

/** The record is right to a tenth. */
const withRecord = (durationMs: number, random: Random): SimulatedRender => ({
  ...withoutProgress(durationMs),
  expectedMs: durationMs * between(random, 0.9, 1.1),
});

const withEvenProgress = (durationMs: number): SimulatedRender => ({
  durationMs,
  progressAt: (atMs) => atMs / durationMs,
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
export function simulateRender({ durationMs, progressAt, expectedMs }: SimulatedRender): {
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

export function simulatePolls(
  scenario: Scenario,
  { jobs, seed }: { jobs: number; seed: number },
): PollFigures {
  const random = createRandom(seed);
  const runs = Array.from({ length: jobs }, () => simulateRender(SCENARIOS[scenario](random)));
  const lags = runs.map(({ lagMs }) => lagMs);
  const requests = runs.map((run) => run.requests);
  return {
    medianLagMs: quantile(lags, 0.5),
    p95LagMs: quantile(lags, 0.95),
    p99Requests: quantile(requests, 0.99),
    mostRequests: quantile(requests, 1),
    widestGapMs: runs.reduce((widest, run) => Math.max(widest, run.widestGapMs), 0),
  };
}

const USUAL = { medianLagMs: 2_000, p95LagMs: 8_000, p99Requests: 10, widestGapMs: 30_000 };
const LONG = { mostRequests: 13, widestGapMs: 30_000 };

/**
 * What the issue tracker asks for. Nothing bounds the questions where there is nothing to go by: a median lag of 4 s takes
 * eight of them between 30 and 94 s, and with never more than 30 s between two, a render of 300 s then takes 16.
 */
export const ASKED: Record<Scenario, Partial<PollFigures>> = {
  'progress, coarse and sticky': USUAL,
  'the same, counted from 5 %': USUAL,
  'no progress field': { medianLagMs: 4_000, widestGapMs: 30_000 },
  'no progress, two on record': { medianLagMs: 2_000, widestGapMs: 30_000 },
  '300 s, progress coarse and sticky': LONG,
  '300 s, counted from 5 %': LONG,
  '300 s, even progress': LONG,
  '300 s, two on record': LONG,
};

const SHOWN: { name: keyof PollFigures; title: string; unit?: string }[] = [
  { name: 'medianLagMs', title: 'median lag', unit: 'ms' },
  { name: 'p95LagMs', title: '95 % lag', unit: 'ms' },
  { name: 'p99Requests', title: '99 % requests' },
  { name: 'mostRequests', title: 'most requests' },
  { name: 'widestGapMs', title: 'widest gap', unit: 'ms' },
];

/** What has a goal, of 20,000 renders each. */
export const benchPolls = (): Figure[] =>
  Object.entries(ASKED).flatMap(([scenario, asked]) => {
    const figures = simulatePolls(scenario as Scenario, { jobs: 20_000, seed: 1 });
    return SHOWN.filter(({ name }) => asked[name] !== undefined).map(({ name, title, unit }) => ({
      what: `polls, ${title}: ${scenario}`,
      value: Math.round(figures[name]),
      ...(unit && { unit }),
      ...(asked[name] !== undefined && { goal: asked[name] }),
      against: 'simulated renders',
    }));
  });
