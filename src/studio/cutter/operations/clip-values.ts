import { measureTimeline, type StudioClip, type StudioTimeline } from '../timeline.ts';
import type { Refusal, Result } from './change.ts';
import { nameClip, noClip, pick } from './clips.ts';
import type { ClipName, Op } from './operation.ts';
import { settleTimeline } from './settle.ts';

const SPEEDS = { least: 0.25, most: 4 };
const VOLUMES = { least: 0, most: 2 };
const DEFAULT_FADE_MS = 1000;
const MAX_FADE_MS = 10_000;

interface Changed {
  timeline: StudioTimeline;
  /** The clips that were meant, as they are now. */
  meant: StudioClip[];
  name: string | null;
}

/** Changes the clip that is named, or all of them. */
function changeClips(
  timeline: StudioTimeline,
  of: ClipName | undefined,
  change: (clip: StudioClip) => StudioClip,
): Changed | Refusal {
  const chosen = of === undefined ? null : pick(timeline.clips, of);
  if (chosen === undefined) return noClip(of ?? '');
  const meant: StudioClip[] = [];
  const clips = timeline.clips.map((clip) => {
    if (chosen && clip !== chosen) return clip;
    const changed = change(clip);
    meant.push(changed);
    return changed;
  });
  return {
    timeline: { ...timeline, clips },
    meant,
    name: chosen && nameClip(timeline.clips, chosen),
  };
}

const isSame = (one: StudioTimeline, other: StudioTimeline, key: 'speed' | 'volume'): boolean =>
  one.clips.every((clip, at) => clip[key] === other.clips[at]?.[key]);

/** Plays the video, or one clip, faster or slower than it was recorded. */
export function speed(before: StudioTimeline, { factor: wanted, of }: Op<'speed'>): Result {
  if (!(wanted >= SPEEDS.least && wanted <= SPEEDS.most)) return { why: 'speed', ...SPEEDS };
  const factor = Math.round(wanted * 1000) / 1000;
  const changed = changeClips(before, of, (clip) => {
    const durationMs = Math.round((clip.durationMs * clip.speed) / factor);
    return { ...clip, speed: factor, durationMs };
  });
  if ('why' in changed) return changed;
  if (isSame(before, changed.timeline, 'speed')) return { already: 'speed', factor };
  const timeline = settleTimeline(changed.timeline);
  const [beforeMs = 0, afterMs = 0] = [before, timeline].map(measureTimeline);
  return { timeline, change: { did: 'speed', of: changed.name, factor, beforeMs, afterMs } };
}

/** Sets how loud the clips' own sound is; music stays. */
export function volume(before: StudioTimeline, { to, of }: Op<'volume'>): Result {
  if (to > VOLUMES.most) return { why: 'volume', ...VOLUMES };
  const share = Math.round(to * 100) / 100;
  const changed = changeClips(before, of, (clip) => ({ ...clip, volume: share }));
  if ('why' in changed) return changed;
  const { timeline, name } = changed;
  if (isSame(before, timeline, 'volume')) return { already: 'volume', share };
  return { timeline, change: { did: 'volume', of: name, share } };
}

/** Makes the clips' own sound so many times as loud; no clip above the most there is. */
export function louder(before: StudioTimeline, { by, of }: Op<'louder'>): Result {
  const changed = changeClips(before, of, (clip) => {
    const share = Math.round(clip.volume * by * 100) / 100;
    return { ...clip, volume: Math.min(VOLUMES.most, share) };
  });
  if ('why' in changed) return changed;
  const { timeline, name, meant } = changed;
  const shares = [...new Set(meant.map((clip) => clip.volume))];
  if (isSame(before, timeline, 'volume')) return { already: 'volume', share: shares[0] ?? 0 };
  return { timeline, change: { did: 'louder', of: name, by, shares } };
}

/** Turns the picture by quarters; the canvas turns with it when all clips do. */
export function rotate(before: StudioTimeline, { degrees, of }: Op<'rotate'>): Result {
  const turn = ((degrees % 360) + 360) % 360;
  if (turn === 0 || turn % 90 !== 0) return { why: 'quarter-turns' };
  const changed = changeClips(before, of, (clip) => ({
    ...clip,
    rotation: ((clip.rotation ?? 0) + turn) % 360,
  }));
  if ('why' in changed) return changed;
  const { timeline, name, meant } = changed;
  const { canvas } = before;
  const turns = turn % 180 !== 0 && meant.length === timeline.clips.length;
  const turned = turns ? { ...canvas, width: canvas.height, height: canvas.width } : canvas;
  const { width, height } = turned;
  return {
    timeline: { ...timeline, canvas: turned },
    change: { did: 'rotated', of: name, degrees: turn, width, height },
  };
}

export interface Fade {
  fadeInMs?: number;
  fadeOutMs?: number;
}

const limit = (wanted: number, lengthMs: number): number =>
  Math.min(Math.round(wanted * 1000), MAX_FADE_MS, lengthMs);

/** As asked, but no longer than what it fades, nor than ten seconds. */
export function limitFade(
  wish: { in?: number | undefined; out?: number | undefined },
  most: { in: number; out: number },
): Fade {
  const isBare = wish.in === undefined && wish.out === undefined;
  const usual = isBare ? DEFAULT_FADE_MS / 1000 : undefined;
  const [wantedIn, wantedOut] = [wish.in ?? usual, wish.out ?? usual];
  return {
    ...(wantedIn !== undefined && { fadeInMs: limit(wantedIn, most.in) }),
    ...(wantedOut !== undefined && { fadeOutMs: limit(wantedOut, most.out) }),
  };
}

/** The video fades in with its first clip and out with its last; a clip that is named, by itself. */
export function fade(before: StudioTimeline, wish: Op<'fade'>): Result {
  const chosen = wish.of === undefined ? null : pick(before.clips, wish.of);
  if (chosen === undefined) return noClip(wish.of ?? '');
  const [first, last] = chosen ? [chosen, chosen] : [before.clips[0], before.clips.at(-1)];
  if (!first || !last) return { why: 'no-video' };
  const limited = limitFade(wish, { in: first.durationMs, out: last.durationMs });
  const clips = before.clips.map((clip) => ({
    ...clip,
    ...(clip === first && limited.fadeInMs !== undefined && { fadeInMs: limited.fadeInMs }),
    ...(clip === last && limited.fadeOutMs !== undefined && { fadeOutMs: limited.fadeOutMs }),
  }));
  const timeline = settleTimeline({ ...before, clips });
  const settledIn = timeline.clips[before.clips.indexOf(first)]?.fadeInMs;
  const settledOut = timeline.clips[before.clips.indexOf(last)]?.fadeOutMs;
  return {
    timeline,
    change: {
      did: 'faded',
      of: chosen && nameClip(before.clips, chosen),
      inMs: limited.fadeInMs === undefined ? undefined : settledIn,
      outMs: limited.fadeOutMs === undefined ? undefined : settledOut,
    },
  };
}
