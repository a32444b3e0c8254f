import { measureTimeline, type StudioTimeline } from '../timeline.ts';
import type { Result, Span } from './change.ts';
import { nameClip, noClip, pick } from './clips.ts';
import { cutClip, dropSpan, keepSpan } from './cuts.ts';
import type { Op } from './operation.ts';

/** Nothing shorter can be told from a mistake. */
const MIN_LENGTH_MS = 100;

/** Keeps a stretch (`trim`) or takes it out (`cut`), of the video or of one clip. */
export function trim(timeline: StudioTimeline, wish: Op<'trim'> | Op<'cut'>): Result {
  const { op, of, from = 0, to } = wish;
  const clip = of === undefined ? null : pick(timeline.clips, of);
  if (clip === undefined) return noClip(of ?? '');
  const beforeMs = clip?.durationMs ?? measureTimeline(timeline);
  const toMs = (at: number) => {
    const atMs = Math.round(at * 1000);
    return Math.min(beforeMs, Math.max(0, atMs < 0 || Object.is(at, -0) ? beforeMs + atMs : atMs));
  };
  if (from * 1000 >= beforeMs) return { why: 'past-the-end', lengthMs: beforeMs };
  const span = { startMs: toMs(from), endMs: to === undefined ? beforeMs : toMs(to) };
  const spanMs = Math.max(0, span.endMs - span.startMs);
  const afterMs = op === 'trim' ? spanMs : beforeMs - spanMs;
  if (afterMs === beforeMs) return { already: 'length', lengthMs: beforeMs };
  if (afterMs < MIN_LENGTH_MS) return { why: 'nothing-left' };
  const name = clip && nameClip(timeline.clips, clip);
  const did = op === 'trim' ? ('trimmed' as const) : ('cut' as const);
  const whole = () => (op === 'trim' ? keepSpan(timeline, span) : dropSpan(timeline, span));
  const parts = op === 'trim' ? [span] : listRest(span, beforeMs);
  return {
    timeline: clip ? cutClip(timeline, clip, parts) : whole(),
    change: { did, of: name, span, beforeMs, afterMs },
  };
}

function listRest({ startMs, endMs }: Span, lengthMs: number): Span[] {
  const around = [
    { startMs: 0, endMs: startMs },
    { startMs: endMs, endMs: lengthMs },
  ];
  return around.filter((span) => span.endMs > span.startMs);
}
