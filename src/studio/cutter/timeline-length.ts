import type { StudioClip, StudioTimeline } from './timeline.ts';

/** Where each clip begins: where the one before it ends, or earlier by their cross-fade. */
export function listStarts(clips: StudioClip[]): number[] {
  let endMs = 0;
  return clips.map(({ durationMs, crossFadeMs = 0 }) => {
    const startMs = Math.max(0, endMs - crossFadeMs);
    endMs = startMs + durationMs;
    return startMs;
  });
}

/** How long the video is, in milliseconds: its clips one after another. */
export function measureTimeline({ clips }: Pick<StudioTimeline, 'clips'>): number {
  return (listStarts(clips).at(-1) ?? 0) + (clips.at(-1)?.durationMs ?? 0);
}

/** A cross-fade takes what both clips have left of themselves; the first clip has none before it. */
export function limitCrossFades(clips: StudioClip[]): StudioClip[] {
  let leftMs = 0;
  return clips.map(({ crossFadeMs = 0, ...clip }) => {
    const limited = Math.min(crossFadeMs, leftMs, clip.durationMs);
    leftMs = clip.durationMs - limited;
    return limited > 0 ? { ...clip, crossFadeMs: limited } : clip;
  });
}
