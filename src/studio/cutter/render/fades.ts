import type { FrameGrid } from './grid.ts';
import { clampNumber, formatSeconds } from './values.ts';

/** How long something fades at either end. */
export interface Fades {
  fadeInMs: number;
  fadeOutMs: number;
}

/** Fades a stretch of sound that starts at 0. */
export function fadeSound(fades: Fades, durationMs: number): string[] {
  const { fadeInMs, fadeOutMs } = fitFades(fades, durationMs);
  const outStart = formatSeconds(durationMs - fadeOutMs);
  return [
    ...(fadeInMs > 0 ? [`afade=t=in:st=0:d=${formatSeconds(fadeInMs)}`] : []),
    ...(fadeOutMs > 0 ? [`afade=t=out:st=${outStart}:d=${formatSeconds(fadeOutMs)}`] : []),
  ];
}

/** Fades a stretch of picture from and to black, by whole frames. */
export function fadePicture(
  fades: Fades,
  { frames, grid }: { frames: number; grid: FrameGrid },
): string[] {
  const { fadeInMs, fadeOutMs } = fitFades(fades, grid.msAt(frames));
  const [fadeIn, fadeOut] = [grid.frameAt(fadeInMs), grid.frameAt(fadeOutMs)];
  return [
    ...(fadeIn > 0 ? [`fade=t=in:s=0:n=${fadeIn}`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:s=${Math.max(0, frames - fadeOut)}:n=${fadeOut}`] : []),
  ];
}

/** The two fades never overlap: the one at the start comes first. */
function fitFades(fades: Fades, durationMs: number): Fades {
  const fadeInMs = clampNumber(fades.fadeInMs, { min: 0, max: durationMs });
  const fadeOutMs = clampNumber(fades.fadeOutMs, { min: 0, max: durationMs - fadeInMs });
  return { fadeInMs, fadeOutMs };
}
