import type { StudioMusic } from '../timeline.ts';
import { SOUND_FORMAT, toStereo } from './branch.ts';
import { fadeSound } from './fades.ts';
import type { FrameGrid } from './grid.ts';
import { SAMPLE_RATE } from './grid.ts';
import { openSound } from './inputs.ts';
import type { RenderInput } from './inputs.ts';
import { clampNumber, formatNumber } from './values.ts';

/** Music on the frame grid, with its input. */
export interface PlacedMusic {
  music: StudioMusic;
  input: RenderInput;
  firstFrame: number;
  frames: number;
}

/** One piece of music: repeated until its place is full, faded, and moved to where it starts. */
export function buildMusic(
  { music, input, firstFrame, frames }: PlacedMusic,
  grid: FrameGrid,
): string {
  const delay = grid.sampleAt(firstFrame);
  const samples = grid.sampleAt(firstFrame + frames) - delay;
  const volume = clampNumber(music.volume, { min: 0, max: 2, fallback: 1 });
  return [
    openSound(input, { extra: ['loop=0'] }),
    // Repeats come with the file's own timestamps: counting samples leaves neither gap nor overlap.
    'asetpts=N/SR/TB',
    `aresample=${SAMPLE_RATE}`,
    ...toStereo(input.media.facts),
    `atrim=end_sample=${samples}`,
    `volume=${formatNumber(volume)}`,
    ...fadeSound(music, grid.msAt(frames)),
    ...(delay > 0 ? [`adelay=delays=${delay}S:all=1`] : []),
  ].join(',');
}

/**
 * The end of the sound's way: `labels` mixed (the first one decides the length), kept from
 * clipping, and cut into the frames of AAC.
 */
export function finishSound(labels: string[], samples: number): string {
  // normalize=0: amix would otherwise turn a voice down 6 dB as soon as music joins it.
  const mix = `amix=inputs=${labels.length}:duration=first:dropout_transition=0:normalize=0`;
  return `${labels.join('')}${[
    ...(labels.length > 1 ? [mix] : []),
    'alimiter=limit=0.95:level=0:latency=1',
    'apad',
    `atrim=end_sample=${samples}`,
    // The limiter works in doubles.
    SOUND_FORMAT,
    'asetnsamples=1024:p=0',
    'abuffersink@a',
  ].join(',')}`;
}
