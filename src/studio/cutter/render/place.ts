import { limitCrossFades, listStarts } from '../timeline-length.ts';
import type { StudioTimeline } from '../timeline.ts';
import type { PlacedClip } from './branch.ts';
import { RenderError } from './errors.ts';
import type { FrameGrid } from './grid.ts';
import { isKnownDemuxer, nameInput } from './inputs.ts';
import type { RenderInput } from './inputs.ts';
import { LIMITS } from './limits.ts';
import type { PlacedMusic } from './music.ts';
import type { JobFile, RenderMedia } from './plan.ts';

/** A timeline laid on the frame grid, its media under generated names. */
export interface PlacedTimeline {
  clips: PlacedClip[];
  music: PlacedMusic[];
  files: JobFile[];
  /** Where the last clip ends. */
  clipFrames: number;
  /** Where the last part of any kind ends. */
  totalFrames: number;
}

interface PlaceOptions {
  media: Record<string, RenderMedia>;
  grid: FrameGrid;
}

/** Gives each clip, music and title its frames. Rounding is done on the sum, so cuts never drift. */
export function placeTimeline(timeline: StudioTimeline, options: PlaceOptions): PlacedTimeline {
  assertSize(timeline);
  const inputs = new Map<string, RenderInput>();
  const find = (mediaId: string): RenderInput => {
    const known =
      inputs.get(mediaId) ?? openMedia(mediaId, { media: options.media, index: inputs.size });
    inputs.set(mediaId, known);
    return known;
  };
  const clips = placeClips(timeline, { grid: options.grid, find });
  const music = placeMusic(timeline, { grid: options.grid, find });
  const clipFrames = clips.reduce((sum, { frames, overlap }) => sum + frames - overlap, 0);
  return {
    clips,
    music,
    files: [...inputs.values()].map(({ name, media }) => ({
      kind: 'media',
      name,
      source: media.file,
    })),
    clipFrames,
    totalFrames: Math.max(clipFrames, ...listEnds(timeline, options.grid)),
  };
}

interface Placing {
  grid: FrameGrid;
  find: (mediaId: string) => RenderInput;
}

function placeClips(timeline: StudioTimeline, { grid, find }: Placing): PlacedClip[] {
  const clips = limitCrossFades(
    timeline.clips.map((clip) => ({
      ...clip,
      durationMs: readLength(clip.durationMs),
      crossFadeMs: readLength(clip.crossFadeMs ?? 0),
    })),
  );
  const starts = listStarts(clips);
  let endFrame = 0;
  return clips.flatMap((clip, at) => {
    const startMs = starts[at] ?? 0;
    const firstFrame = grid.frameAt(startMs);
    const frames = grid.frameAt(startMs + clip.durationMs) - firstFrame;
    if (frames <= 0) return [];
    const overlap = Math.max(0, endFrame - firstFrame);
    endFrame = firstFrame + frames;
    return [{ clip, input: find(clip.mediaId), firstFrame, frames, overlap }];
  });
}

function placeMusic(timeline: StudioTimeline, { grid, find }: Placing): PlacedMusic[] {
  return timeline.music.flatMap((music) => {
    const firstFrame = grid.frameAt(readLength(music.startMs));
    const frames =
      grid.frameAt(readLength(music.startMs) + readLength(music.durationMs)) - firstFrame;
    if (frames <= 0) return [];
    const input = find(music.mediaId);
    return input.media.facts.hasAudio ? [{ music, input, firstFrame, frames }] : [];
  });
}

function openMedia(
  mediaId: string,
  { media, index }: { media: Record<string, RenderMedia>; index: number },
): RenderInput {
  const found = Object.hasOwn(media, mediaId) ? media[mediaId] : undefined;
  if (!found)
    throw new RenderError(
      'missing-media',
      `The timeline names media that is not there: ${mediaId}`,
    );
  if (!isKnownDemuxer(found.demuxer)) {
    throw new RenderError('unsupported', `No media is read with the demuxer ${found.demuxer}.`);
  }
  const { width = 0, height = 0 } = found.facts;
  if (width * height > LIMITS.pixels) {
    throw new RenderError('too-large', `${mediaId} is ${width} x ${height}, over the limit of 8K.`);
  }
  return { name: nameInput(index, found.demuxer), media: found };
}

function listEnds(timeline: StudioTimeline, grid: FrameGrid): number[] {
  const shown = timeline.titles.filter((title) => title.durationMs > 0 && title.text.trim() !== '');
  return [...timeline.music, ...shown].map((part) =>
    grid.frameAt(readLength(part.startMs) + readLength(part.durationMs)),
  );
}

function assertSize({ clips, music, titles }: StudioTimeline): void {
  if (clips.length + music.length + titles.length > LIMITS.parts) {
    throw new RenderError('too-large', `A timeline may have ${LIMITS.parts} parts at most.`);
  }
  const clipsMs = clips.reduce((sum, clip) => sum + readLength(clip.durationMs), 0);
  const endsMs = [...music, ...titles].map(
    (part) => readLength(part.startMs) + readLength(part.durationMs),
  );
  if (Math.max(clipsMs, ...endsMs) > LIMITS.durationMs) {
    throw new RenderError('too-large', 'A timeline may last four hours at most.');
  }
}

function readLength(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(0, value);
}
