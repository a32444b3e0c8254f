import type { StudioClip } from '../timeline.ts';
import type { FrameGrid } from './grid.ts';
import type { InputOptions, RenderInput } from './inputs.ts';
import type { ProbedFacts } from './plan.ts';
import { clampNumber } from './values.ts';

/** A clip on the frame grid, with its input. */
export interface PlacedClip {
  clip: StudioClip;
  input: RenderInput;
  firstFrame: number;
  frames: number;
  /** How many of its first frames are also the last of the clip before it, by a cross-fade. */
  overlap: number;
}

/** What the picture of every branch is brought to before they are joined. */
export interface BranchFormat {
  width: number;
  height: number;
  /** Clips of another shape cover the picture, instead of black bars. */
  fill: boolean;
  grid: FrameGrid;
}

/** The sound every branch is brought to: concat and amix convert nothing reliably themselves. */
export const SOUND_FORMAT = 'aformat=sample_fmts=fltp:channel_layouts=stereo';

/** Brings any sound to that. Mono goes to both sides as it is: libav alone would make it 3 dB quieter. */
export function toStereo({ channels }: ProbedFacts): string[] {
  return [...(channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []), SOUND_FORMAT];
}

/**
 * libav seeks by decoding time; with B-frames the key frame found may be shown after the wanted
 * time. ffmpeg's own command line steps back 130 ms for that.
 */
const SEEK_MARGIN_MS = 150;

/** Where a clip begins in its source: its timestamp there, its speed, and how to seek to it. */
export interface SourceStart {
  timestampMs: number;
  speed: number;
  seek: InputOptions;
}

/** Finds where a clip begins in its source; a start past the end would leave no frame to hold. */
export function findStart({ clip, input }: PlacedClip): SourceStart {
  const { durationMs, startMs = 0 } = input.media.facts;
  const sourceMs = clampNumber(clip.sourceStartMs, { min: 0, max: Math.max(0, durationMs - 50) });
  return {
    timestampMs: sourceMs + startMs,
    speed: clampNumber(clip.speed, { min: 0.1, max: 10, fallback: 1 }),
    seek: { seekMs: Math.max(0, sourceMs - SEEK_MARGIN_MS) },
  };
}
