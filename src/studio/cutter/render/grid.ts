import { clampNumber } from './values.ts';

/** Every branch of a graph is resampled to this. */
export const SAMPLE_RATE = 48_000;

/** The output's frame grid: cuts fall on frames, and sound is cut where its picture is. */
export interface FrameGrid {
  fps: number;
  /** As libav writes a rate, `30` or `30000/1001`. */
  rate: string;
  frameAt(timeMs: number): number;
  sampleAt(frame: number): number;
  msAt(frame: number): number;
}

/** Lays out a frame grid; rates such as 29.97 become their exact NTSC fraction. */
export function createGrid(wantedFps: number): FrameGrid {
  const { num, den } = toFraction(clampNumber(wantedFps, { min: 1, max: 120, fallback: 30 }));
  const fps = num / den;
  return {
    fps,
    rate: den === 1 ? String(num) : `${num}/${den}`,
    frameAt: (timeMs) => Math.round((timeMs * fps) / 1000),
    sampleAt: (frame) => Math.round((frame * SAMPLE_RATE) / fps),
    msAt: (frame) => (frame * 1000) / fps,
  };
}

function toFraction(fps: number): { num: number; den: number } {
  if (Number.isInteger(fps)) return { num: fps, den: 1 };
  const whole = Math.round(fps * 1.001);
  if (Math.abs(fps * 1.001 - whole) < 0.006) return { num: whole * 1000, den: 1001 };
  return { num: Math.round(fps * 1000), den: 1000 };
}
