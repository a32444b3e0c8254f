import type { PictureSize } from '../render-size.ts';
import type { StudioTimeline } from '../timeline.ts';
import { RenderError } from './errors.ts';
import { msAt, sampleAt } from './frames.ts';
import { joinPictures, joinSounds } from './join.ts';
import { buildBlack, buildPictures } from './picture.ts';
import type { BranchFormat } from './picture.ts';
import { placeTimeline } from './place.ts';
import type { PlacedTimeline } from './place.ts';
import type { EncodedStream, RenderMedia, RenderPath, RenderPlan, StreamPlan } from './plan.ts';
import { buildMusic, buildSilence, buildSounds, finishSound } from './sound.ts';
import { drawTitles } from './titles.ts';

/** What a timeline is compiled against. */
export interface CompileOptions {
  /** By media id. */
  media: Record<string, RenderMedia>;
  output: PictureSize;
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
  const { path = 'transcode', output, media } = options;
  const shape = { ...output, fill: timeline.canvas.fill ?? false };
  const placed = placeTimeline(timeline, media);
  if (placed.totalFrames === 0) {
    throw new RenderError('empty-timeline', 'The timeline holds nothing to render.');
  }
  const titles = drawTitles(timeline.titles, shape);
  const streams = [
    ...(path === 'transcode'
      ? [renderPicture(placed, { shape, titles: titles.filters })]
      : copyPicture(placed)),
    ...(path === 'remux' ? copySound(placed) : [renderSound(placed)]),
  ];
  return {
    graph: streams.flatMap(({ graph }) => graph).join(';\n'),
    files: [...placed.files, ...titles.files],
    durationMs: msAt(placed.totalFrames),
    picture: { width: output.width, height: output.height },
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
  const joined = joinPictures(clips, count);
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
function renderSound({ clips, music, clipFrames, totalFrames }: PlacedTimeline): PlannedStream {
  const samples = sampleAt(totalFrames);
  const tail = samples - sampleAt(clipFrames);
  const count = clips.length + (tail > 0 ? 1 : 0);
  const joined = joinSounds(clips, count);
  return {
    graph: [
      ...buildSounds(clips),
      ...(tail > 0 ? [`${buildSilence(tail)}[a${clips.length}]`] : []),
      ...joined.slice(0, -1),
      `${joined.at(-1)}anull[voice]`,
      ...music.map((entry, at) => `${buildMusic(entry)}[m${at}]`),
      finishSound(['[voice]', ...music.map((_, at) => `[m${at}]`)], samples),
    ],
    stream: encodeAudio(),
  };
}

/** The picture of the one clip as it is stored. */
function copyPicture({ clips }: PlacedTimeline): PlannedStream[] {
  return clips.flatMap(({ input: { name, media } }) => {
    const { demuxer, facts } = media;
    if (!facts.stored) return [];
    const { stream: copied, durationMs } = facts.stored;
    return [{ graph: [], stream: { kind: 'video' as const, name, demuxer, copied, durationMs } }];
  });
}

/** Its sound, if it has any; it may well end before its picture. */
function copySound({ clips }: PlacedTimeline): PlannedStream[] {
  return clips.flatMap(({ input: { name, media } }) => {
    const { demuxer, facts } = media;
    const { audioStream: copied } = facts;
    if (copied === undefined) return [];
    const stream = { kind: 'audio' as const, name, demuxer, copied, durationMs: 0 };
    return [{ graph: [], stream }];
  });
}

const FULL_HD_PIXELS = 1920 * 1080;
const FULL_HD_KILOBITS = 12_000;

/** The encoder of a picture: x264, at most 12 Mb/s at 1080p and in proportion above. */
export function encodeVideo({ width, height }: PictureSize): EncodedStream {
  const scale = Math.max(1, (width * height) / FULL_HD_PIXELS);
  const maxKilobits = Math.round(FULL_HD_KILOBITS * scale);
  const options = {
    preset: 'veryfast',
    crf: '20',
    profile: 'high',
    maxrate: `${maxKilobits}k`,
    bufsize: `${maxKilobits * 2}k`,
    // libavcodec's own default is a single thread.
    threads: 'auto',
  };
  return { kind: 'video', sink: 'buffersink@v', codec: 'libx264', options };
}

/** FFmpeg's own encoder: libfdk_aac may not be redistributed together with x264. */
export function encodeAudio(): EncodedStream {
  return { kind: 'audio', sink: 'abuffersink@a', codec: 'aac', options: { b: '192k' } };
}
