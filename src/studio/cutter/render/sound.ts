import type { StudioMusic } from '../timeline.ts';
import { fadeSound, formatNumber, formatSeconds, msAt, SAMPLE_RATE, sampleAt } from './frames.ts';
import { findStart, openSound, shareSources, SOUND_FORMAT, toStereo } from './sources.ts';
import type { PlacedClip, RenderInput } from './sources.ts';

/** The sounds of the clips, `[a0]`, `[a1]`...: each exactly as long as its picture, silent when it has none or is muted. */
export function buildSounds(clips: PlacedClip[]): string[] {
  return shareSources(clips, {
    letter: 'a',
    open: (placed) => (isHeard(placed) ? openSound(placed.input, findStart(placed).seek) : null),
    build: buildSound,
  });
}

function buildSound(placed: PlacedClip): string {
  const { clip, firstFrame, frames } = placed;
  const samples = sampleAt(firstFrame + frames) - sampleAt(firstFrame);
  if (!isHeard(placed)) return buildSilence(samples);
  const { volume } = clip;
  return [
    ...timeSound(placed, msAt(frames)),
    ...(volume === 1 ? [] : [`volume=${formatNumber(volume)}`]),
    'apad',
    `atrim=end_sample=${samples}`,
    ...fadeSound(clip, msAt(frames)),
  ].join(',');
}

const isHeard = ({ clip, input }: PlacedClip): boolean =>
  input.media.facts.hasAudio && clip.volume > 0;

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
  const { timestampMs } = findStart(placed);
  const { speed } = placed.clip;
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

/** Music on the frame grid, with its input. */
export interface PlacedMusic {
  music: StudioMusic;
  input: RenderInput;
  firstFrame: number;
  frames: number;
}

/** One piece of music: repeated until its place is full, faded, and moved to where it starts. */
export function buildMusic({ music, input, firstFrame, frames }: PlacedMusic): string {
  const delay = sampleAt(firstFrame);
  const samples = sampleAt(firstFrame + frames) - delay;
  return [
    openSound(input, { extra: ['loop=0'] }),
    // Repeats come with the file's own timestamps: counting samples leaves neither gap nor overlap.
    'asetpts=N/SR/TB',
    `aresample=${SAMPLE_RATE}`,
    ...toStereo(input.media.facts),
    `atrim=end_sample=${samples}`,
    `volume=${formatNumber(music.volume)}`,
    ...fadeSound(music, msAt(frames)),
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
