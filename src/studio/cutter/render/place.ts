import { listStarts, type StudioTimeline } from '../timeline.ts';
import { LIMITS, RenderError } from './errors.ts';
import { frameAt, msAt } from './frames.ts';
import type { JobFile, RenderMedia } from './plan.ts';
import type { PlacedMusic } from './sound.ts';
import { nameInput } from './sources.ts';
import type { PlacedClip, RenderInput } from './sources.ts';

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

/** Gives each clip, music and title its frames. Rounding is done on the sum, so cuts never drift. */
export function placeTimeline(
  timeline: StudioTimeline,
  media: Record<string, RenderMedia>,
): PlacedTimeline {
  const inputs = new Map<string, RenderInput>();
  const find = (mediaId: string): RenderInput => {
    const found = media[mediaId];
    if (!found) {
      const told = `The timeline names media that is not there: ${mediaId}`;
      throw new RenderError('missing-media', told);
    }
    const input = inputs.get(mediaId) ?? {
      name: nameInput(inputs.size, found.demuxer),
      media: found,
    };
    inputs.set(mediaId, input);
    return input;
  };
  const clips = placeClips(timeline, find);
  const music = placeMusic(timeline, find);
  const clipFrames = clips.reduce((sum, { frames, overlap }) => sum + frames - overlap, 0);
  const ends = [...timeline.music, ...timeline.titles].map(({ startMs, durationMs }) =>
    frameAt(startMs + durationMs),
  );
  const totalFrames = Math.max(clipFrames, ...ends);
  const parts = timeline.clips.length + ends.length;
  if (parts > LIMITS.parts || !(msAt(totalFrames) <= LIMITS.durationMs)) {
    const told = `A timeline may have ${LIMITS.parts} parts and last four hours at most.`;
    throw new RenderError('too-large', told);
  }
  const files = [...inputs.values()].map(({ name, media: { file } }): JobFile => ({
    kind: 'media',
    name,
    source: file,
  }));
  return { clips, music, files, clipFrames, totalFrames };
}

type Find = (mediaId: string) => RenderInput;

function placeClips({ clips }: StudioTimeline, find: Find): PlacedClip[] {
  const starts = listStarts(clips);
  let endFrame = 0;
  return clips.flatMap((clip, at) => {
    const startMs = starts[at] ?? 0;
    const firstFrame = frameAt(startMs);
    const frames = frameAt(startMs + clip.durationMs) - firstFrame;
    if (frames <= 0) return [];
    const overlap = Math.max(0, endFrame - firstFrame);
    endFrame = firstFrame + frames;
    return [{ clip, input: find(clip.mediaId), firstFrame, frames, overlap }];
  });
}

function placeMusic(timeline: StudioTimeline, find: Find): PlacedMusic[] {
  return timeline.music.flatMap((music) => {
    const firstFrame = frameAt(music.startMs);
    const frames = frameAt(music.startMs + music.durationMs) - firstFrame;
    const input = find(music.mediaId);
    return frames > 0 && input.media.facts.hasAudio ? [{ music, input, firstFrame, frames }] : [];
  });
}
