import type { StudioTimeline } from '../timeline.ts';

/** How long the video is, in milliseconds: its clips one after another. */
export function measureTimeline({ clips }: StudioTimeline): number {
  return clips.reduce((sum, clip) => sum + clip.durationMs, 0);
}

/**
 * Fits music and titles to the video's length: music lasts to its end, titles end with it at the
 * latest, and what would begin after the end goes. Fades never overlap.
 */
export function settleTimeline(timeline: StudioTimeline): StudioTimeline {
  const lengthMs = measureTimeline(timeline);
  const clips = timeline.clips.map((clip) => limitFades(clip));
  const music = timeline.music
    .filter(({ startMs }) => startMs < lengthMs)
    .map((entry) => limitFades({ ...entry, durationMs: lengthMs - entry.startMs }));
  const titles = timeline.titles
    .filter(({ startMs }) => startMs < lengthMs)
    .map((title) => {
      const durationMs = Math.min(title.durationMs, lengthMs - title.startMs);
      return { ...title, durationMs, fadeMs: Math.min(title.fadeMs, Math.floor(durationMs / 2)) };
    });
  return { canvas: timeline.canvas, clips, music, titles };
}

function limitFades<Part extends { durationMs: number; fadeInMs: number; fadeOutMs: number }>(
  part: Part,
): Part {
  const half = Math.floor(part.durationMs / 2);
  return {
    ...part,
    fadeInMs: Math.min(part.fadeInMs, half),
    fadeOutMs: Math.min(part.fadeOutMs, half),
  };
}
