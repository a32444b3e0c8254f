import { findStart, SOUND_FORMAT, toStereo } from './branch.ts';
import type { PlacedClip } from './branch.ts';
import { fadeSound } from './fades.ts';
import type { FrameGrid } from './grid.ts';
import { SAMPLE_RATE } from './grid.ts';
import { openSound } from './inputs.ts';
import { shareSources } from './shared-sources.ts';
import { clampNumber, formatNumber, formatSeconds } from './values.ts';

/** The sounds of the clips, `[a0]`, `[a1]`...: each exactly as long as its picture, silent when it has none or is muted. */
export function buildSounds(clips: PlacedClip[], grid: FrameGrid): string[] {
  return shareSources(clips, {
    letter: 'a',
    open: (placed) => (isHeard(placed) ? openSound(placed.input, findStart(placed).seek) : null),
    build: (placed) => buildSound(placed, grid),
  });
}

function buildSound(placed: PlacedClip, grid: FrameGrid): string {
  const { clip, firstFrame, frames } = placed;
  const samples = grid.sampleAt(firstFrame + frames) - grid.sampleAt(firstFrame);
  if (!isHeard(placed)) return buildSilence(samples);
  const volume = readVolume(placed);
  return [
    ...timeSound(placed, grid.msAt(frames)),
    ...(volume === 1 ? [] : [`volume=${formatNumber(volume)}`]),
    'apad',
    `atrim=end_sample=${samples}`,
    ...fadeSound(clip, grid.msAt(frames)),
  ].join(',');
}

const readVolume = ({ clip }: PlacedClip): number =>
  clampNumber(clip.volume, { min: 0, max: 2, fallback: 1 });

const isHeard = (placed: PlacedClip): boolean =>
  placed.input.media.facts.hasAudio && readVolume(placed) > 0;

/** So many samples of nothing, in the common format. */
export function buildSilence(samples: number): string {
  return `anullsrc=r=${SAMPLE_RATE}:cl=stereo,${SOUND_FORMAT},atrim=end_sample=${samples}`;
}

/** atempo took 0.5 to 2 only for most of its life; a chain of such steps reaches any speed. */
export function chainTempo(speed: number): string[] {
  const steps: string[] = [];
  let rest = speed;
  for (; rest > 2; rest /= 2) steps.push('atempo=2');
  for (; rest < 0.5; rest *= 2) steps.push('atempo=0.5');
  return rest === 1 ? steps : [...steps, `atempo=${formatNumber(rest)}`];
}

function timeSound(placed: PlacedClip, durationMs: number): string[] {
  const { timestampMs, speed } = findStart(placed);
  const start = formatSeconds(timestampMs);
  return [
    `atrim=start=${start}:duration=${formatSeconds(durationMs * speed)}`,
    `asetpts=PTS-${start}/TB`,
    // Fills what is missing at the start and in gaps, so that sound stays with its picture.
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    ...toStereo(placed.input.media.facts),
    ...chainTempo(speed),
  ];
}
