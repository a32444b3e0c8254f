import { limitCrossFades, measureTimeline, type StudioTimeline } from '../timeline.ts';

/**
 * Fits music and titles to the video's length: music lasts to its end (or its own, when it plays
 * once), titles end with the video at the latest, and what would begin after the end goes. Fades
 * never overlap.
 */
export function settleTimeline({ canvas, ...timeline }: StudioTimeline): StudioTimeline {
  const clips = limitCrossFades(timeline.clips).map((clip) => limitFades(clip));
  const lengthMs = measureTimeline({ clips });
  const music = timeline.music
    .filter(({ startMs }) => startMs < lengthMs)
    .map((entry) => {
      const durationMs = Math.min(lengthMs - entry.startMs, entry.onceMs ?? Infinity);
      return limitFades({ ...entry, durationMs });
    });
  const titles = timeline.titles
    .filter(({ startMs }) => startMs < lengthMs)
    .map((title) => {
      const durationMs = Math.min(title.durationMs, lengthMs - title.startMs);
      return { ...title, durationMs, fadeMs: Math.min(title.fadeMs, Math.floor(durationMs / 2)) };
    });
  return { canvas, clips, music, titles };
}

function limitFades<Part extends { durationMs: number; fadeInMs: number; fadeOutMs: number }>(
  part: Part,
): Part {
  const fadeInMs = Math.min(part.fadeInMs, part.durationMs);
  return { ...part, fadeInMs, fadeOutMs: Math.min(part.fadeOutMs, part.durationMs - fadeInMs) };
}
