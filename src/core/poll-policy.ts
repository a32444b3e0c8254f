/**
 * When to ask for a render's status again: a pure function of what was read so far (measurements.md 2.6).
 * Two polls are never more than 30 s apart, the seed's own interval.
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
  /** How long the video will be: a short one may be done before a long one is worth asking about. */
  timelineMs: number;
  /** How long this render should take, from earlier exports on this machine. */
  expectedMs?: number | undefined;
}

const LONGEST_MS = 30_000;
/** Without earlier exports to go by, the first poll comes no later. */
const FIRST_POLL_MS = 10_000;
/** After seven polls, the shortest wait grows: an overdue job must not be asked about all the time. */
const SHORTEST_MS = [
  { upTo: 7, ms: 1_500 },
  { upTo: 9, ms: 3_000 },
  { upTo: 11, ms: 8_000 },
  { upTo: 13, ms: 15_000 },
];

/** Milliseconds to wait before the next poll. */
export function nextPollDelayMs(history: PollHistory): number {
  const shortest = SHORTEST_MS.find(({ upTo }) => history.readings.length < upTo)?.ms ?? LONGEST_MS;
  const wanted = estimateDelayMs(history);
  return Math.round(Math.min(LONGEST_MS, Math.max(shortest, wanted)));
}

function estimateDelayMs({
  submittedAtMs,
  nowMs,
  readings,
  timelineMs,
  expectedMs,
}: PollHistory): number {
  const elapsedMs = nowMs - submittedAtMs;
  const last = readings.at(-1);
  if (!last) return expectedMs === undefined ? Math.min(FIRST_POLL_MS, timelineMs) : expectedMs / 2;
  if (last.progress !== undefined && last.progress > 0)
    return followProgress(readings, submittedAtMs, nowMs);
  if (expectedMs !== undefined)
    return elapsedMs < expectedMs * 0.8 ? expectedMs * 0.88 - elapsedMs : expectedMs * 0.05;
  return elapsedMs < 95_000 ? 6_500 : elapsedMs / 4;
}

/** Remaining time from the last slope and the overall one; most of it is waited out at once. */
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
