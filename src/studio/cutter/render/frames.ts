/** The frame grid of every result: cuts fall on frames, and sound is cut where its picture is. */

export const FPS = 30;
/** Every sound is resampled to this. */
export const SAMPLE_RATE = 48_000;

export const frameAt = (timeMs: number): number => Math.round((timeMs * FPS) / 1000);
export const msAt = (frame: number): number => (frame * 1000) / FPS;
export const sampleAt = (frame: number): number => (frame * SAMPLE_RATE) / FPS;

/** Writes a number for a filtergraph: no exponent, at most six decimals. */
export function formatNumber(value: number): string {
  return String(Number(value.toFixed(6)));
}

/** Writes milliseconds as the seconds libav's filters expect. */
export function formatSeconds(durationMs: number): string {
  return formatNumber(durationMs / 1000);
}

/** How long something fades at either end; the two never overlap (`settle.ts`). */
interface Fades {
  fadeInMs: number;
  fadeOutMs: number;
}

/** Fades a stretch of sound that starts at 0. */
export function fadeSound({ fadeInMs, fadeOutMs }: Fades, durationMs: number): string[] {
  const outStart = formatSeconds(Math.max(0, durationMs - fadeOutMs));
  return [
    ...(fadeInMs > 0 ? [`afade=t=in:st=0:d=${formatSeconds(fadeInMs)}`] : []),
    ...(fadeOutMs > 0 ? [`afade=t=out:st=${outStart}:d=${formatSeconds(fadeOutMs)}`] : []),
  ];
}

/** Fades a stretch of picture from and to black, by whole frames. */
export function fadePicture({ fadeInMs, fadeOutMs }: Fades, frames: number): string[] {
  const [fadeIn, fadeOut] = [frameAt(fadeInMs), frameAt(fadeOutMs)];
  return [
    ...(fadeIn > 0 ? [`fade=t=in:s=0:n=${fadeIn}`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:s=${Math.max(0, frames - fadeOut)}:n=${fadeOut}`] : []),
  ];
}
