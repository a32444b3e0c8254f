/**
 * When to ask for a render's status again, from what was read so far (measurements.md 2.6). Two polls are never more than
 * 30 s apart, the seed's own interval.
 */
export interface PollReading {
  atMs: number;
  /** 0 to 1, when the backend tells. */
  progress: number | undefined;
}

export interface PollHistory {
  submittedAtMs: number;
  nowMs: number;
  readings: PollReading[];
  /** The length of the video: a short one is rendered sooner. */
  timelineMs: number;
  /** How long this render should take, from earlier exports on this machine. */
  expectedMs?: number | undefined;
}

/** The seed's 30 s, less half a second in which the answer arrives. */
const LONGEST_MS = 29_500;
/** The first poll comes no later than this where no earlier exports tell how long a render takes. */
const FIRST_POLL_MS = 10_000;
/** The shortest wait, by the number of polls so far. It grows after seven, so that a slow render is not asked about all the time. */
const SHORTEST_MS = [
  { upTo: 7, ms: 1_500 },
  { upTo: 9, ms: 5_000 },
  { upTo: 10, ms: 10_000 },
  { upTo: 11, ms: 20_000 },
];
/** The progress that a queued render has already (wire-contract.md 2.7): up to there it says nothing about speed. */
const FIRST_PROGRESS = 0.05;
/** Without progress or earlier exports: poll every 6.5 s for the first 95 s, then every quarter of the elapsed time. */
const BLIND = { stepMs: 6_500, untilMs: 95_000 };

/** Milliseconds to wait before the next poll. */
export function nextPollDelayMs(history: PollHistory): number {
  return Math.round(Math.min(LONGEST_MS, chooseDelayMs(history)));
}

function chooseDelayMs(history: PollHistory): number {
  const { submittedAtMs, nowMs, readings, timelineMs, expectedMs } = history;
  const elapsedMs = nowMs - submittedAtMs;
  const last = readings.at(-1);
  const shortestMs = SHORTEST_MS.find(({ upTo }) => readings.length < upTo)?.ms ?? LONGEST_MS;
  if (last?.progress !== undefined && last.progress > FIRST_PROGRESS)
    return Math.max(shortestMs, followProgress(readings, submittedAtMs, nowMs));
  if (expectedMs !== undefined)
    return Math.max(shortestMs, followRecord(elapsedMs, expectedMs, readings.length === 0));
  if (!last) return Math.max(shortestMs, Math.min(FIRST_POLL_MS, timelineMs));
  // Still queued: expect it to take at least as long again.
  if (last.progress !== undefined) return Math.max(shortestMs, elapsedMs);
  return elapsedMs < BLIND.untilMs ? BLIND.stepMs : elapsedMs / 4;
}

/** Once at half the time that earlier exports took, once at 88 % of it, then every twentieth of it. */
function followRecord(elapsedMs: number, expectedMs: number, isFirst: boolean): number {
  if (isFirst) return expectedMs / 2;
  return elapsedMs < expectedMs * 0.8 ? expectedMs * 0.88 - elapsedMs : expectedMs * 0.05;
}

/** Estimates the remaining time from the latest speed and the average one, and waits for most of it at once. */
function followProgress(readings: PollReading[], submittedAtMs: number, nowMs: number): number {
  const last = readings.at(-1);
  const progress = last?.progress ?? 0;
  const earlier = readings.findLast((reading) => (reading.progress ?? 0) < progress);
  const stuckSince = readings.find((reading) => reading.progress === progress)?.atMs ?? nowMs;
  const overall = progress / Math.max(1, nowMs - submittedAtMs);
  const slope = earlier
    ? (progress - (earlier.progress ?? 0)) / Math.max(1, nowMs - earlier.atMs)
    : overall;
  const remainingMs = (1 - progress) / (0.6 * slope + 0.4 * overall);
  if (stuckSince < nowMs) return Math.max(0.45 * remainingMs, 0.35 * (nowMs - stuckSince));
  return remainingMs < 6_000 ? 0.9 * remainingMs : 0.72 * remainingMs;
}
