import type { StudioTimeline } from '../timeline.ts';
import type { BranchFormat } from './branch.ts';
import { encodeAudio, encodeVideo } from './encoders.ts';
import { RenderError } from './errors.ts';
import { createGrid } from './grid.ts';
import { joinPictures, joinSounds } from './join.ts';
import { LIMITS } from './limits.ts';
import { buildMusic, finishSound } from './music.ts';
import { buildBlack, buildPictures } from './picture.ts';
import { placeTimeline } from './place.ts';
import type { PlacedTimeline } from './place.ts';
import type {
  CopiedStream,
  RenderMedia,
  RenderOutput,
  RenderPath,
  RenderPlan,
  StreamPlan,
} from './plan.ts';
import { buildSilence, buildSounds } from './sound.ts';
import { drawTitles } from './titles.ts';
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
 * Turns a timeline into one filtergraph and the list of files it reads. The same timeline always
 * gives the same plan. The result lasts until the last clip, music or title ends; where no clip
 * plays, the picture is black.
 *
 * Throws a `RenderError`: `empty-timeline`, `missing-media` or `too-large`.
 */
export function compileTimeline(timeline: StudioTimeline, options: CompileOptions): RenderPlan {
  const { path = 'transcode' } = options;
  const shape = readShape(options.output, timeline.canvas.fill ?? false);
  const { width, height, grid } = shape;
  const placed = placeTimeline(timeline, { media: options.media, grid });
  if (placed.totalFrames === 0) {
    throw new RenderError('empty-timeline', 'The timeline holds nothing to render.');
  }
  const titles = drawTitles(timeline.titles, shape);
  const streams = [
    path === 'transcode'
      ? renderPicture(placed, { shape, titles: titles.filters })
      : copyPicture(placed, shape),
    ...(path === 'remux' ? copySound(placed) : [renderSound(placed, shape)]),
  ];
  return {
    path,
    graph: streams.flatMap(({ graph }) => graph).join(';\n'),
    files: [...placed.files, ...titles.files],
    durationMs: grid.msAt(placed.totalFrames),
    picture: { width, height, fps: grid.fps },
    muxer: 'mp4',
    streams: streams.map(({ stream }) => stream),
  };
}

/** One stream of a plan, and the part of the graph that feeds it: none when it is copied. */
interface PlannedStream {
  graph: string[];
  stream: StreamPlan;
}

/** The clips one after another, black up to the end, and the titles on top of it all. */
function renderPicture(
  { clips, clipFrames, totalFrames }: PlacedTimeline,
  { shape, titles }: { shape: BranchFormat; titles: string[] },
): PlannedStream {
  const tail = totalFrames - clipFrames;
  const count = clips.length + (tail > 0 ? 1 : 0);
  const joined = joinPictures(clips, { count, grid: shape.grid });
  const finish = [...titles, 'format=yuv420p', 'buffersink@v'].join(',');
  return {
    graph: [
      ...buildPictures(clips, shape),
      ...(tail > 0 ? [`${buildBlack(tail, shape)}[v${clips.length}]`] : []),
      ...joined.slice(0, -1),
      `${joined.at(-1)}${finish}`,
    ],
    stream: encodeVideo(shape),
  };
}

/** The clips' sound joined as their pictures are, and the music mixed over it. */
function renderSound(
  { clips, music, clipFrames, totalFrames }: PlacedTimeline,
  { grid }: BranchFormat,
): PlannedStream {
  const samples = grid.sampleAt(totalFrames);
  const tail = samples - grid.sampleAt(clipFrames);
  const count = clips.length + (tail > 0 ? 1 : 0);
  const joined = joinSounds(clips, { count, grid });
  return {
    graph: [
      ...buildSounds(clips, grid),
      ...(tail > 0 ? [`${buildSilence(tail)}[a${clips.length}]`] : []),
      ...joined.slice(0, -1),
      `${joined.at(-1)}anull[voice]`,
      ...music.map((entry, at) => `${buildMusic(entry, grid)}[m${at}]`),
      finishSound(['[voice]', ...music.map((_, at) => `[m${at}]`)], samples),
    ],
    stream: encodeAudio(),
  };
}

/** The clips' pictures as they are stored, each from the frame on that the timeline gives it. */
function copyPicture({ clips }: PlacedTimeline, { grid }: BranchFormat): PlannedStream {
  const parts = clips.flatMap(({ input, firstFrame }): CopiedStream['parts'] => {
    const { demuxer, facts } = input.media;
    if (!facts.stored) return [];
    const { stream, durationMs } = facts.stored;
    return [{ name: input.name, demuxer, stream, startMs: grid.msAt(firstFrame), durationMs }];
  });
  return { graph: [], stream: { kind: 'video', parts } };
}

/** The sound of the one clip as it is stored, if it has any; it may well end before its picture. */
function copySound({ clips }: PlacedTimeline): PlannedStream[] {
  const parts = clips.flatMap(({ input }): CopiedStream['parts'] => {
    const { demuxer, facts } = input.media;
    if (facts.audioStream === undefined) return [];
    return [{ name: input.name, demuxer, stream: facts.audioStream, startMs: 0, durationMs: 0 }];
  });
  return parts.length > 0 ? [{ graph: [], stream: { kind: 'audio', parts } }] : [];
}

function readShape(output: RenderOutput, fill: boolean): BranchFormat {
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
