/**
 * When to ask for a render's status again (measured by scripts/dev/bench-polls.ts): after two thirds of the time that it should still take, by its
 * progress or by earlier exports. Two polls are never more than 30 s apart, the seed's own interval.
 */
export interface RenderSoFar {
  /** Since its submission. */
  elapsedMs: number;
  /** How often it was asked about. */
  polls: number;
  /** 0 to 1, where the last answer told. */
  progress: number | undefined;
  /** The length of the video: a short one is rendered sooner. */
  timelineMs: number;
  /** How long this render should take, from earlier exports on this machine. */
  expectedMs?: number | undefined;
}

/** The seed's 30 s, less half a second in which the answer arrives. */
const LONGEST_MS = 29_500;
const SHORTEST_MS = 1_500;
/** Of the estimated rest: it may be over sooner. */
const WAITED_SHARE = 0.65;
/** The progress that a queued render has already (wire-contract.md 2.7): up to there it says nothing about speed. */
const FIRST_PROGRESS = 0.05;
/** With nothing to go by: the first poll comes no later than this, the others this far apart for the first 90 s. */
const BLIND = { firstMs: 10_000, stepMs: 6_500, stepShare: 1 / 14 };

/** Milliseconds to wait before the next poll. */
export function nextPollDelayMs(render: RenderSoFar): number {
  return Math.round(Math.min(LONGEST_MS, chooseDelayMs(render)));
}

function chooseDelayMs(render: RenderSoFar): number {
  const { elapsedMs, polls, timelineMs } = render;
  const remainingMs = estimateRemainingMs(render);
  if (remainingMs !== undefined) {
    // Longer after six polls: one that should be over is not asked about all the time.
    const shortestMs = SHORTEST_MS * 2 ** Math.max(0, polls - 6);
    return Math.max(shortestMs, WAITED_SHARE * remainingMs);
  }
  if (polls === 0) return Math.max(SHORTEST_MS, Math.min(BLIND.firstMs, timelineMs));
  return Math.max(BLIND.stepMs, elapsedMs * BLIND.stepShare);
}

/** By the average speed so far, else by earlier exports; one that is still queued, by how long it has been. */
function estimateRemainingMs({ elapsedMs, progress, expectedMs }: RenderSoFar): number | undefined {
  if (progress !== undefined && progress > FIRST_PROGRESS)
    return (elapsedMs * (1 - progress)) / progress;
  if (expectedMs !== undefined) return Math.max(0, expectedMs - elapsedMs);
  return progress === undefined ? undefined : 1.5 * elapsedMs;
}
