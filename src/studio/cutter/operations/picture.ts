import {
  listStarts,
  measureTimeline,
  type StudioCanvas,
  type StudioTimeline,
} from '../timeline.ts';
import type { Result } from './change.ts';
import { noClip, pick } from './clips.ts';
import type { ClipName, Op, Ratio } from './operation.ts';
import { settleTimeline } from './settle.ts';

/** The longest side is of the 1080p class. */
export const SHAPES: Record<Ratio, { width: number; height: number }> = {
  '16:9': { width: 1920, height: 1080 },
  '9:16': { width: 1080, height: 1920 },
  '1:1': { width: 1080, height: 1080 },
  '4:5': { width: 1080, height: 1350 },
  '4:3': { width: 1440, height: 1080 },
};
const LIMIT = { short: 1080, long: 1920 };
const MIN_SIDE = 120;
const MAX_CROSS_FADE_MS = 5000;

export function shape(timeline: StudioTimeline, { ratio }: Op<'shape'>): Result {
  const { canvas } = timeline;
  const size = SHAPES[ratio];
  if (canvas.width * size.height === canvas.height * size.width) return { already: 'shape', ratio };
  return {
    timeline: { ...timeline, canvas: { ...canvas, ...size } },
    change: { did: 'shape', ratio, ...size },
  };
}

/** "720p" is the shorter side, whichever way the picture stands. */
export function lines(timeline: StudioTimeline, { lines: wanted }: Op<'lines'>): Result {
  const { width, height } = timeline.canvas;
  const factor = wanted / Math.min(width, height);
  return resize(timeline, { width: width * factor, height: height * factor });
}

export function resolution(timeline: StudioTimeline, wish: Op<'resolution'>): Result {
  return resize(timeline, wish);
}

const toEven = (pixels: number): number => Math.round(pixels / 2) * 2;

function resize(timeline: StudioTimeline, wanted: { width: number; height: number }): Result {
  const size = { width: toEven(wanted.width), height: toEven(wanted.height) };
  const { canvas } = timeline;
  const [short, long] = [Math.min(size.width, size.height), Math.max(size.width, size.height)];
  if (short < MIN_SIDE || short > LIMIT.short || long > LIMIT.long) return { why: 'resolution' };
  if (size.width === canvas.width && size.height === canvas.height) {
    return { already: 'resolution', ...size };
  }
  return {
    timeline: { ...timeline, canvas: { ...canvas, ...size } },
    change: { did: 'resolution', ...size },
  };
}

/** What becomes of clips whose shape is not the canvas's: their edges cut off, or black bars. */
export function fill(timeline: StudioTimeline, { fill: wanted }: Op<'fill'>): Result {
  const { fill: was = false, ...rest } = timeline.canvas;
  if (was === wanted) return { already: 'fill', fill: wanted };
  const canvas: StudioCanvas = wanted ? { ...rest, fill: true } : rest;
  return { timeline: { ...timeline, canvas }, change: { did: 'fill', fill: wanted } };
}

/** Lets each clip fade into the next, which makes the video shorter by each overlap. */
export function crossFade(before: StudioTimeline, wish: Op<'cross-fade'>): Result {
  if (before.clips.length < 2) return { why: 'two-clips' };
  const named = (wish.between ?? []).map((name) => pick(before.clips, name));
  const missing = named.indexOf(undefined);
  if (missing >= 0) return noClip(wish.between?.[missing] as ClipName);
  // "between clip 1 and clip 2" is one joint, told by the clip after it.
  const indexes = named.map((clip) => before.clips.findIndex((each) => each === clip));
  const joint = wish.between ? Math.max(...indexes) : null;
  const fadeMs = Math.min(Math.round(wish.seconds * 1000), MAX_CROSS_FADE_MS);
  const clips = before.clips.map((clip, index) => {
    const previous = before.clips[index - 1];
    if (!previous || (joint !== null && index !== joint)) return clip;
    const half = Math.floor(Math.min(previous.durationMs, clip.durationMs) / 2);
    return { ...clip, crossFadeMs: Math.min(fadeMs, half) };
  });
  const timeline = settleTimeline({ ...before, clips });
  const [beforeMs = 0, afterMs = 0] = [before, timeline].map(measureTimeline);
  const isSame = listStarts(before.clips).join() === listStarts(timeline.clips).join();
  if (isSame) return { already: fadeMs === 0 ? 'no-cross-fade' : 'cross-fade' };
  const faded = timeline.clips.map(({ crossFadeMs = 0 }) => crossFadeMs).filter(Boolean);
  const lengthsMs = fadeMs === 0 ? [] : [...new Set(faded)];
  return { timeline, change: { did: 'cross-fade', lengthsMs, beforeMs, afterMs } };
}
