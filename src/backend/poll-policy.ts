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

/** Half a second short of the 30, for the answer to arrive in. */
const LONGEST_MS = 29_500;
/** Without earlier exports to go by, the first poll comes no later. */
const FIRST_POLL_MS = 10_000;
/** After seven polls, the shortest wait grows: a job that takes longer than it seemed must not be asked about all the time. */
const SHORTEST_MS = [
  { upTo: 7, ms: 1_500 },
  { upTo: 9, ms: 5_000 },
  { upTo: 10, ms: 10_000 },
  { upTo: 11, ms: 20_000 },
];
/** Where the backend's count begins, in the queue already (wire-contract.md 2.7): up to there it tells nothing. */
const FIRST_PROGRESS = 0.05;
/** With nothing to go by: so often until so late, then at a quarter of the job's age. */
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
  // Not begun yet: what is left is at least as long again.
  if (last.progress !== undefined) return Math.max(shortestMs, elapsedMs);
  return elapsedMs < BLIND.untilMs ? BLIND.stepMs : elapsedMs / 4;
}

/** Once at half the time that earlier exports took, once shortly before the end, then often. */
function followRecord(elapsedMs: number, expectedMs: number, isFirst: boolean): number {
  if (isFirst) return expectedMs / 2;
  return elapsedMs < expectedMs * 0.8 ? expectedMs * 0.88 - elapsedMs : expectedMs * 0.05;
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
