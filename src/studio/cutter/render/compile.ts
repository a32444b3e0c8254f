import type { StudioTimeline } from '../timeline.ts';
import type { BranchFormat } from './branch.ts';
import { RenderError } from './errors.ts';
import { ANIMATION_FPS, FORMATS } from './formats.ts';
import type { RenderOutput } from './formats.ts';
import { createGrid } from './grid.ts';
import { LIMITS } from './limits.ts';
import { placeTimeline } from './place.ts';
import type { JobFile, RenderMedia, RenderPath, RenderPlan } from './plan.ts';
import { planPicture, planSound } from './plan-streams.ts';
import { FONT_NAME, prepareTitle } from './titles.ts';
import { clampNumber } from './values.ts';

/** What a timeline is compiled against. */
export interface CompileOptions {
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: RenderOutput;
  /** From `choosePath`; everything is rendered unless told. */
  path?: RenderPath;
}

/**
 * Turns a timeline into one filtergraph and the list of files it reads. Pure: the same timeline
 * always gives the same plan. The result lasts until the last clip, music or title ends; where no
 * clip plays, the picture is black.
 *
 * Throws a `RenderError`: `empty-timeline`, `missing-media` or `too-large`.
 */
export function compileTimeline(timeline: StudioTimeline, options: CompileOptions): RenderPlan {
  const { path = 'transcode', output } = options;
  const { format = 'mp4' } = output;
  const { holds } = FORMATS[format];
  const shape = readShape(output, timeline.canvas.fill ?? false);
  const { width, height, grid } = shape;
  const placed = placeTimeline(timeline, { media: options.media, grid });
  if (placed.totalFrames === 0) {
    throw new RenderError('empty-timeline', 'The timeline holds nothing to render.');
  }
  const titles = holds === 'sound' ? { filters: [], files: [] } : drawTitles(timeline, shape);
  const work = { placed, shape, path, output: { ...output, format } };
  const planned = [
    ...(holds === 'sound' ? [] : [planPicture(work, titles.filters)]),
    ...(holds === 'film' || holds === 'sound' ? planSound(work) : []),
  ];
  return {
    path,
    graph: planned.flatMap(({ graph }) => graph).join(';\n'),
    files: [...placed.files, ...titles.files],
    durationMs: grid.msAt(holds === 'still' ? 1 : placed.totalFrames),
    ...(holds !== 'sound' && { picture: { width, height, fps: grid.fps } }),
    format,
    streams: planned.map(({ stream }) => stream),
  };
}

function drawTitles(
  timeline: StudioTimeline,
  shape: BranchFormat,
): { filters: string[]; files: JobFile[] } {
  const filters: string[] = [];
  const files: JobFile[] = [];
  for (const title of timeline.titles) {
    if (!(title.durationMs > 0)) continue;
    const textFile = `t${files.length}.txt`;
    const prepared = prepareTitle(title, { ...shape, textFile });
    if (!prepared) continue;
    filters.push(prepared.filter);
    files.push({ kind: 'text', name: textFile, text: prepared.text });
  }
  return { filters, files: files.length > 0 ? [...files, { kind: 'font', name: FONT_NAME }] : [] };
}

function readShape({ format = 'mp4', ...output }: RenderOutput, fill: boolean): BranchFormat {
  const [width, height] = [readSide(output.width), readSide(output.height)];
  if (width * height > LIMITS.pixels) {
    throw new RenderError(
      'too-large',
      `A picture of ${width} x ${height} is over the limit of 8K.`,
    );
  }
  const fps = FORMATS[format].holds === 'animation' ? ANIMATION_FPS : output.fps;
  return { width, height, fill, grid: createGrid(fps) };
}

/** 4:2:0 colour needs even sides. */
function readSide(value: number): number {
  return 2 * Math.round(clampNumber(value, { min: 16, max: 8192, fallback: 1280 }) / 2);
}
