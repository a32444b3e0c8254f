import { encodeAudio, encodeVideo } from './encoders.ts';
import { SOUND_FORMAT } from './branch.ts';
import { createGrid, SAMPLE_RATE } from './grid.ts';
import type { RenderPlan } from './plan.ts';
import { clampNumber, formatColor, formatNumber, formatSeconds } from './values.ts';

/** A clip to make up: a test picture with a running counter, a tone, or both. */
export interface SampleOptions {
  /** Where to write it: `.mp4` for a video, `.m4a` for a tone. */
  file: string;
  width: number;
  height: number;
  durationMs: number;
  /** 30 unless told. */
  fps?: number;
  withSound: boolean;
  kind?: 'video' | 'tone';
  /** Fills the picture instead of the test pattern, so that clips can be told apart. */
  color?: string;
  /** Of the sound: 440 unless told. */
  frequencyHz?: number;
}

/** Plans a made-up clip; it reads no file. */
export function planSample(options: SampleOptions): RenderPlan {
  const grid = createGrid(options.fps ?? 30);
  const isVideo = options.kind !== 'tone';
  const hasSound = options.withSound || !isVideo;
  const { width, height } = options;
  return {
    path: 'transcode',
    files: [],
    durationMs: options.durationMs,
    graph: [
      ...(isVideo ? [drawPattern(options, grid.rate)] : []),
      ...(hasSound ? [playTone(options)] : []),
    ].join(';\n'),
    ...(isVideo ? { picture: { width, height, fps: grid.fps } } : {}),
    muxer: isVideo ? 'mp4' : 'ipod',
    streams: [
      ...(isVideo ? [encodeVideo({ width, height })] : []),
      ...(hasSound ? [encodeAudio()] : []),
    ],
  };
}

function drawPattern(options: SampleOptions, rate: string): string {
  const { width, height, durationMs, color } = options;
  const size = `${formatNumber(width)}x${formatNumber(height)}`;
  const source = color === undefined ? 'testsrc2=' : `color=c=${formatColor(color)}:`;
  return `${source}s=${size}:r=${rate}:d=${formatSeconds(durationMs)},format=yuv420p,buffersink@v`;
}

/** A quarter of full scale: loud enough to measure, quiet enough to mix. */
function playTone({ durationMs, frequencyHz = 440 }: SampleOptions): string {
  const frequency = clampNumber(frequencyHz, { min: 20, max: 20_000 });
  return [
    `sine=f=${formatNumber(frequency)}:r=${SAMPLE_RATE}:d=${formatSeconds(durationMs)}`,
    'volume=2',
    SOUND_FORMAT,
    'asetnsamples=1024:p=0',
    'abuffersink@a',
  ].join(',');
}
