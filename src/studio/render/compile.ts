import type { StudioTimeline } from '../timeline.ts';
import type { BranchFormat } from './branch.ts';
import { encodeAudio, encodeVideo } from './encoders.ts';
import { RenderError } from './errors.ts';
import { createGrid } from './grid.ts';
import { LIMITS } from './limits.ts';
import { joinPictures, joinSounds } from './join.ts';
import { buildMusic, finishSound } from './music.ts';
import { buildBlack, buildPicture } from './picture.ts';
import { placeTimeline } from './place.ts';
import type { PlacedTimeline } from './place.ts';
import type { JobFile, RenderMedia, RenderPlan } from './plan.ts';
import { FONT_NAME, prepareTitle } from './titles.ts';
import { buildSilence, buildSound } from './sound.ts';
import { clampNumber } from './values.ts';

/** What a timeline is compiled against. */
export interface CompileOptions {
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: { width: number; height: number; fps: number };
}

/**
 * Turns a timeline into one filtergraph and the list of files it reads. Pure: the same timeline
 * always gives the same plan. The result lasts until the last clip, music or title ends; where no
 * clip plays, the picture is black.
 *
 * Throws a `RenderError`: `empty-timeline`, `missing-media` or `too-large`.
 */
export function compileTimeline(timeline: StudioTimeline, options: CompileOptions): RenderPlan {
  const format = readFormat(options.output, timeline.canvas.fill ?? false);
  const { grid } = format;
  const placed = placeTimeline(timeline, { media: options.media, grid });
  const titles = drawTitles(timeline, format);
  if (placed.totalFrames === 0) {
    throw new RenderError('empty-timeline', 'The timeline holds nothing to render.');
  }
  return {
    path: 'transcode',
    graph: [
      ...buildPictureGraph(placed, { format, filters: titles.filters }),
      ...buildSoundGraph(placed, format),
    ].join(';\n'),
    files: [...placed.files, ...titles.files],
    durationMs: grid.msAt(placed.totalFrames),
    picture: { width: format.width, height: format.height, fps: grid.fps },
    muxer: 'mp4',
    streams: [encodeVideo(format.width, format.height), encodeAudio()],
  };
}

/** Clips one after another, black up to the end, titles on top. */
function buildPictureGraph(
  placed: PlacedTimeline,
  { format, filters }: { format: BranchFormat; filters: string[] },
): string[] {
  const branches = placed.clips.map((clip, at) => `${buildPicture(clip, format)}[v${at}]`);
  const tail = placed.totalFrames - placed.clipFrames;
  if (tail > 0) branches.push(`${buildBlack(tail, format)}[v${branches.length}]`);
  const finish = [...filters, 'format=yuv420p', 'buffersink@v'].join(',');
  const joined = joinPictures(placed.clips, { count: branches.length, grid: format.grid });
  return [...branches, ...joined.slice(0, -1), `${joined.at(-1)}${finish}`];
}

/** The clips' sound joined as their pictures are, and the music mixed over it. */
function buildSoundGraph(placed: PlacedTimeline, { grid }: BranchFormat): string[] {
  const samples = grid.sampleAt(placed.totalFrames);
  const branches = placed.clips.map((clip, at) => `${buildSound(clip, grid)}[a${at}]`);
  const tail = samples - grid.sampleAt(placed.clipFrames);
  if (tail > 0) branches.push(`${buildSilence(tail)}[a${branches.length}]`);
  const music = placed.music.map((entry, at) => `${buildMusic(entry, grid)}[m${at}]`);
  const labels = ['[voice]', ...music.map((_, at) => `[m${at}]`)];
  const joined = joinSounds(placed.clips, { count: branches.length, grid });
  return [
    ...branches,
    ...joined.slice(0, -1),
    `${joined.at(-1)}anull[voice]`,
    ...music,
    finishSound(labels, samples),
  ];
}

function drawTitles(
  timeline: StudioTimeline,
  format: BranchFormat,
): { filters: string[]; files: JobFile[] } {
  const filters: string[] = [];
  const files: JobFile[] = [];
  for (const title of timeline.titles) {
    if (!(title.durationMs > 0)) continue;
    const textFile = `t${files.length}.txt`;
    const prepared = prepareTitle(title, { ...format, textFile });
    if (!prepared) continue;
    filters.push(prepared.filter);
    files.push({ kind: 'text', name: textFile, text: prepared.text });
  }
  return { filters, files: files.length > 0 ? [...files, { kind: 'font', name: FONT_NAME }] : [] };
}

function readFormat(output: CompileOptions['output'], fill: boolean): BranchFormat {
  const [width, height] = [readSide(output.width), readSide(output.height)];
  if (width * height > LIMITS.pixels) {
    throw new RenderError(
      'too-large',
      `A picture of ${width} x ${height} is over the limit of 8K.`,
    );
  }
  return { width, height, fill, grid: createGrid(output.fps) };
}

/** 4:2:0 colour needs even sides. */
function readSide(value: number): number {
  return 2 * Math.round(clampNumber(value, { min: 16, max: 8192, fallback: 1280 }) / 2);
}
