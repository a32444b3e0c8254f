import type { PictureSize } from '../render-size.ts';
import type { MediaFacts } from '../timeline.ts';
import { fadePicture, formatNumber, formatSeconds, FPS } from './frames.ts';
import { findStart, HOLD_LAST, openPicture, shareSources } from './sources.ts';
import type { PlacedClip } from './sources.ts';

/** What the picture of every branch is brought to before they are joined. */
export interface BranchFormat extends PictureSize {
  /** Clips of another shape cover the picture, instead of black bars. */
  fill: boolean;
}

/** `movie=` shows pictures as stored; phones store them lying on their side. */
const TURNS: Readonly<Record<number, string[]>> = {
  90: ['transpose=clock'],
  180: ['hflip', 'vflip'],
  270: ['transpose=cclock'],
};

/** Transparent parts turn black, whatever colour hides in them. */
const BLACKEN = ['format=gbrap', 'premultiply=inplace=1'];

/** The pictures of the clips, `[v0]`, `[v1]`...: each of its exact number of frames and of the output's size. */
export function buildPictures(clips: PlacedClip[], format: BranchFormat): string[] {
  return shareSources(clips, {
    letter: 'v',
    open: (placed) =>
      placed.input.media.facts.type === 'video'
        ? `${openPicture(placed.input, findStart(placed).seek)},${HOLD_LAST},settb=AVTB`
        : null,
    build: (placed) => buildPicture(placed, format),
  });
}

function buildPicture(placed: PlacedClip, format: BranchFormat): string {
  const { frames, clip } = placed;
  return [
    ...drawClip(placed, format),
    'tpad=stop=-1:stop_mode=clone',
    `trim=end_frame=${frames}`,
    ...fadePicture(clip, frames),
  ].join(',');
}

/** So many frames of black, in the common format. */
export function buildBlack(frames: number, { width, height }: BranchFormat): string {
  const source = `color=c=black:s=${width}x${height}:r=${FPS}`;
  return `${source},format=yuv420p,setsar=1,trim=end_frame=${frames}`;
}

function drawClip(placed: PlacedClip, format: BranchFormat): string[] {
  const { facts, demuxer } = placed.input.media;
  // A "video" that holds only sound.
  if (facts.type === 'audio') return [buildBlack(placed.frames, format)];
  const turn = (facts.rotation + (placed.clip.rotation ?? 0)) % 360;
  const fit = [...(TURNS[turn] ?? []), ...fitPicture(format, facts)];
  if (facts.type === 'video') return [...timeVideo(placed), ...fit];
  return demuxer === 'gif'
    ? [...openGif(placed), ...fit]
    : [...openStill(placed), ...fit, 'loop=loop=-1:size=1', `fps=${FPS}`];
}

function timeVideo(placed: PlacedClip): string[] {
  const { timestampMs } = findStart(placed);
  return [
    `setpts=(PTS-${formatSeconds(timestampMs)}/TB)/${formatNumber(placed.clip.speed)}`,
    // Keeps the last frame from before the start, which is on screen then; scaling comes after,
    // so that frames about to be dropped cost nothing.
    `fps=${FPS}:start_time=0`,
  ];
}

/**
 * Brings a picture of high dynamic range (BT.2100, HLG or PQ) to what every screen shows: shown as it
 * is stored it would look washed out. 10 times 100 cd/m2 is what phones master for.
 */
function toneMap(transfer: NonNullable<MediaFacts['transfer']>): string[] {
  return [
    `zscale=tin=${transfer}:pin=bt2020:min=bt2020nc:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0:peak=10',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ];
}

/** Plays, and repeats if the file says so. */
function openGif({ input }: PlacedClip): string[] {
  const source = openPicture(input, { formatOptions: ['ignore_loop=0'] });
  return [source, ...BLACKEN, HOLD_LAST, `fps=${FPS}:start_time=0`];
}

function openStill({ input }: PlacedClip): string[] {
  return [openPicture(input), ...BLACKEN];
}

/**
 * Fits the whole picture into the canvas and fills the rest with black, or covers the canvas and
 * cuts off what is over; `dar` minds odd pixels.
 */
function fitPicture({ width, height, fill }: BranchFormat, { transfer }: MediaFacts): string[] {
  const choose = fill ? 'max' : 'min';
  const shownWidth = evenSide(`${choose}(${width},${height}*dar)`);
  const shownHeight = evenSide(`${choose}(${height},${width}/dar)`);
  return [
    `scale=w=${shownWidth}:h=${shownHeight}:out_range=tv`,
    // In the smaller picture: it is the slowest of all filters.
    ...(transfer === undefined ? [] : toneMap(transfer)),
    fill ? `crop=${width}:${height}` : `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:black`,
    'setsar=1',
    'format=yuv420p',
  ];
}

/** Quoted, since its commas would otherwise end the filter. */
function evenSide(expression: string): string {
  return `'max(2,2*round(${expression}/2))'`;
}
