import type { BranchFormat } from './branch.ts';
import { copyPictures, copySound } from './copies.ts';
import { encodeAudio, encodeVideo } from './encoders.ts';
import type { OutputFormat, RenderOutput } from './formats.ts';
import { joinPictures, joinSounds } from './join.ts';
import { buildMusic, finishSound } from './music.ts';
import { buildBlack, buildPicture } from './picture.ts';
import { finishPicture } from './finish-picture.ts';
import type { PlacedTimeline } from './place.ts';
import type { RenderPath, StreamPlan } from './plan.ts';
import { buildSilence, buildSound } from './sound.ts';

/** One stream of a plan, and the part of the graph that feeds it: none when it is copied. */
interface PlannedStream {
  graph: string[];
  stream: StreamPlan;
}

/** A timeline on its grid, and what is to become of it. */
interface Work {
  placed: PlacedTimeline;
  shape: BranchFormat;
  path: RenderPath;
  output: RenderOutput & { format: OutputFormat };
}

/** Copied clips, or clips one after another, black up to the end, and the titles on top of it all. */
export function planPicture(work: Work, titles: string[]): PlannedStream {
  const { placed, shape, path, output } = work;
  if (path !== 'transcode') return { graph: [], stream: copyPictures(placed.clips, shape.grid) };
  const branches = placed.clips.map((clip, at) => `${buildPicture(clip, shape)}[v${at}]`);
  const tail = placed.totalFrames - placed.clipFrames;
  if (tail > 0) branches.push(`${buildBlack(tail, shape)}[v${branches.length}]`);
  const joined = joinPictures(placed.clips, { count: branches.length, grid: shape.grid });
  const finish = finishPicture(placed, {
    titles,
    format: output.format,
    grid: shape.grid,
  });
  return {
    graph: [...branches, ...joined.slice(0, -1), `${joined.at(-1)}${finish}`],
    stream: encodeVideo({ ...output, width: shape.width, height: shape.height }),
  };
}

/** The clips' sound joined as their pictures are, and the music mixed over it. */
export function planSound({ placed, shape: { grid }, path, output }: Work): PlannedStream[] {
  if (path === 'remux') return copySound(placed.clips).map((stream) => ({ graph: [], stream }));
  const samples = grid.sampleAt(placed.totalFrames);
  const branches = placed.clips.map((clip, at) => `${buildSound(clip, grid)}[a${at}]`);
  const tail = samples - grid.sampleAt(placed.clipFrames);
  if (tail > 0) branches.push(`${buildSilence(tail)}[a${branches.length}]`);
  const music = placed.music.map((entry, at) => `${buildMusic(entry, grid)}[m${at}]`);
  const labels = ['[voice]', ...music.map((_, at) => `[m${at}]`)];
  const joined = joinSounds(placed.clips, { count: branches.length, grid });
  const graph = [
    ...branches,
    ...joined.slice(0, -1),
    `${joined.at(-1)}anull[voice]`,
    ...music,
    finishSound(labels, { samples, format: output.format }),
  ];
  return [{ graph, stream: encodeAudio(output.format) }];
}
