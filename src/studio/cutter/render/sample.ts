import type { PictureSize } from '../render-size.ts';
import { encodeAudio, encodeVideo } from './compile.ts';
import { formatSeconds, FPS, SAMPLE_RATE } from './frames.ts';
import type { RenderPlan } from './plan.ts';
import { SOUND_FORMAT } from './sources.ts';
import { formatColor } from './titles.ts';

/** A clip to make up: a test picture with a running counter, a tone, or both. */
export interface SampleOptions extends PictureSize {
  /** Where to write it: `.mp4` for a video, `.m4a` for a tone. */
  file: string;
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
  const isVideo = options.kind !== 'tone';
  const hasSound = options.withSound || !isVideo;
  const { width, height } = options;
  return {
    files: [],
    durationMs: options.durationMs,
    graph: [
      ...(isVideo ? [drawPattern(options)] : []),
      ...(hasSound ? [playTone(options)] : []),
    ].join(';\n'),
    ...(isVideo ? { picture: { width, height } } : {}),
    muxer: isVideo ? 'mp4' : 'ipod',
    streams: [
      ...(isVideo ? [encodeVideo({ width, height })] : []),
      ...(hasSound ? [encodeAudio()] : []),
    ],
  };
}

function drawPattern({ width, height, durationMs, fps = FPS, color }: SampleOptions): string {
  const source = color === undefined ? 'testsrc2=' : `color=c=${formatColor(color)}:`;
  return `${source}s=${width}x${height}:r=${fps}:d=${formatSeconds(durationMs)},format=yuv420p,buffersink@v`;
}

/** A quarter of full scale: loud enough to measure, quiet enough to mix. */
function playTone({ durationMs, frequencyHz = 440 }: SampleOptions): string {
  return [
    `sine=f=${frequencyHz}:r=${SAMPLE_RATE}:d=${formatSeconds(durationMs)}`,
    'volume=2',
    SOUND_FORMAT,
    'asetnsamples=1024:p=0',
    'abuffersink@a',
  ].join(',');
}
