import type { StudioClip } from '../timeline.ts';
import type { FrameGrid } from './grid.ts';
import { SAMPLE_RATE } from './grid.ts';
import { openPicture, openSound } from './inputs.ts';
import type { RenderInput } from './inputs.ts';
import { clampNumber, formatNumber, formatSeconds } from './values.ts';

/** A clip on the frame grid, with its input. */
export interface PlacedClip {
  clip: StudioClip;
  input: RenderInput;
  firstFrame: number;
  frames: number;
}

/** What every branch is brought to before they are joined. */
export interface BranchFormat {
  width: number;
  height: number;
  grid: FrameGrid;
}

/** The sound every branch is brought to: concat and amix convert nothing reliably themselves. */
export const SOUND_FORMAT = 'aformat=sample_fmts=fltp:channel_layouts=stereo';

/**
 * libav seeks by decoding time; with B-frames the key frame found may be shown after the wanted
 * time. ffmpeg's own command line steps back 130 ms for that.
 */
const SEEK_MARGIN_MS = 150;

const TURNS: Readonly<Record<number, string[]>> = {
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** The picture of one clip: exactly `frames` frames of the output's size, however short the source. */
export function buildPicture(placed: PlacedClip, format: BranchFormat): string {
  const { frames } = placed;
  return [
    ...openClipPicture(placed, format),
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${frames}`,
    ...fadePicture(placed, format.grid),
  ].join(',');
}

/** The sound of one clip, exactly as long as its picture; silence when it has none or is muted. */
export function buildSound(placed: PlacedClip, grid: FrameGrid): string {
  const { clip, input, firstFrame, frames } = placed;
  const samples = grid.sampleAt(firstFrame + frames) - grid.sampleAt(firstFrame);
  const volume = clampNumber(clip.volume, { min: 0, max: 2, fallback: 1 });
  if (!input.media.facts.hasAudio || volume === 0) return buildSilence(samples);
  const speed = clampSpeed(clip.speed);
  const start = startOf(placed);
  return [
    openSound(input, seekTo(start.sourceMs)),
    `atrim=start=${formatSeconds(start.timestampMs)}:duration=${formatSeconds(grid.msAt(frames) * speed)}`,
    `asetpts=PTS-${formatSeconds(start.timestampMs)}/TB`,
    // Fills what is missing at the start and in gaps, so that sound stays with its picture.
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    SOUND_FORMAT,
    ...chainTempo(speed),
    ...(volume === 1 ? [] : [`volume=${formatNumber(volume)}`]),
    'apad',
    `atrim=end_sample=${samples}`,
    ...fadeSound(clip, grid.msAt(frames)),
  ].join(',');
}

/** So many samples of nothing, in the common format. */
export function buildSilence(samples: number): string {
  return `anullsrc=r=${SAMPLE_RATE}:cl=stereo,${SOUND_FORMAT},atrim=end_sample=${samples}`;
}

/** So many frames of black, in the common format. */
export function buildBlack(frames: number, { width, height, grid }: BranchFormat): string {
  return `color=c=black:s=${width}x${height}:r=${grid.rate},format=yuv420p,setsar=1,trim=end_frame=${frames}`;
}

/** Fades at both ends of a stretch of sound that starts at 0; they never overlap. */
export function fadeSound(
  fades: { fadeInMs: number; fadeOutMs: number },
  durationMs: number,
): string[] {
  const { fadeInMs, fadeOutMs } = fitFades(fades, durationMs);
  const out = `afade=t=out:st=${formatSeconds(durationMs - fadeOutMs)}:d=${formatSeconds(fadeOutMs)}`;
  return [
    ...(fadeInMs > 0 ? [`afade=t=in:st=0:d=${formatSeconds(fadeInMs)}`] : []),
    ...(fadeOutMs > 0 ? [out] : []),
  ];
}

/** atempo took 0.5 to 2 only for most of its life; a chain of such steps reaches any speed. */
export function chainTempo(speed: number): string[] {
  const steps: string[] = [];
  let rest = speed;
  for (; rest > 2; rest /= 2) steps.push('atempo=2');
  for (; rest < 0.5; rest *= 2) steps.push('atempo=0.5');
  return rest === 1 ? steps : [...steps, `atempo=${formatNumber(rest)}`];
}

function openClipPicture(placed: PlacedClip, format: BranchFormat): string[] {
  const { input } = placed;
  const { facts, demuxer } = input.media;
  // A "video" that holds only sound.
  if (facts.type === 'audio') return [buildBlack(placed.frames, format)];
  const fit = [...(TURNS[facts.rotation] ?? []), ...fitPicture(format)];
  if (facts.type === 'image')
    return [...openStill(placed, demuxer), `fps=${format.grid.rate}`, ...fit];
  const start = startOf(placed);
  const speed = formatNumber(clampSpeed(placed.clip.speed));
  return [
    openPicture(input, seekTo(start.sourceMs)),
    'settb=AVTB',
    `setpts=(PTS-${formatSeconds(start.timestampMs)}/TB)/${speed}`,
    // Keeps the last frame from before the start, which is on screen then; scaling comes after,
    // so that frames about to be dropped cost nothing.
    `fps=${format.grid.rate}:start_time=0`,
    ...fit,
  ];
}

/** A still has no time; a GIF plays and repeats as its file says. Transparent parts turn black. */
function openStill(placed: PlacedClip, demuxer: string): string[] {
  const options = demuxer === 'gif' ? { formatOptions: ['ignore_loop=0'] } : {};
  return [openPicture(placed.input, options), 'format=gbrap', 'premultiply=inplace=1'];
}

/** Fits the whole picture into the canvas and fills the rest with black; `dar` minds odd pixels. */
function fitPicture({ width, height }: BranchFormat): string[] {
  const shownWidth = evenSide(`min(${width},${height}*dar)`);
  const shownHeight = evenSide(`min(${height},${width}/dar)`);
  return [
    `scale=w=${shownWidth}:h=${shownHeight}:out_range=tv`,
    `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:black`,
    'setsar=1',
    'format=yuv420p',
  ];
}

/** Quoted, since its commas would otherwise end the filter. */
function evenSide(expression: string): string {
  return `'max(2,2*round(${expression}/2))'`;
}

function fadePicture({ clip, frames }: PlacedClip, grid: FrameGrid): string[] {
  const { fadeInMs, fadeOutMs } = fitFades(clip, grid.msAt(frames));
  const [fadeIn, fadeOut] = [grid.frameAt(fadeInMs), grid.frameAt(fadeOutMs)];
  return [
    ...(fadeIn > 0 ? [`fade=t=in:s=0:n=${fadeIn}`] : []),
    ...(fadeOut > 0 ? [`fade=t=out:s=${Math.max(0, frames - fadeOut)}:n=${fadeOut}`] : []),
  ];
}

function fitFades(
  fades: { fadeInMs: number; fadeOutMs: number },
  durationMs: number,
): { fadeInMs: number; fadeOutMs: number } {
  const fadeInMs = clampNumber(fades.fadeInMs, { min: 0, max: durationMs });
  return {
    fadeInMs,
    fadeOutMs: clampNumber(fades.fadeOutMs, { min: 0, max: durationMs - fadeInMs }),
  };
}

function clampSpeed(speed: number): number {
  return clampNumber(speed, { min: 0.1, max: 10, fallback: 1 });
}

/** Where a clip begins in its source, counted from the file's start and as the file's timestamp. */
function startOf({ clip, input }: PlacedClip): { sourceMs: number; timestampMs: number } {
  const { facts } = input.media;
  // A start past the end would give no frame to hold.
  const sourceMs = clampNumber(clip.sourceStartMs, {
    min: 0,
    max: Math.max(0, facts.durationMs - 50),
  });
  return { sourceMs, timestampMs: sourceMs + (facts.startMs ?? 0) };
}

function seekTo(sourceMs: number): { seekMs: number } {
  return { seekMs: Math.max(0, sourceMs - SEEK_MARGIN_MS) };
}
