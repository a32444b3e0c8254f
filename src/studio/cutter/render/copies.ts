import type { PlacedClip } from './branch.ts';
import type { FrameGrid } from './grid.ts';
import type { CopiedPart, CopiedStream } from './plan.ts';

/** The clips' pictures as they are stored, each from the frame on that the timeline gives it. */
export function copyPictures(clips: PlacedClip[], grid: FrameGrid): CopiedStream {
  const parts = clips.flatMap(({ input, firstFrame }): CopiedPart[] => {
    const { demuxer, facts } = input.media;
    if (!facts.stored) return [];
    const { stream, durationMs } = facts.stored;
    return [{ name: input.name, demuxer, stream, startMs: grid.msAt(firstFrame), durationMs }];
  });
  return { kind: 'video', parts };
}

/** The sound of the one clip as it is stored, if it has any; it may well end before its picture. */
export function copySound(clips: PlacedClip[]): CopiedStream[] {
  const parts = clips.flatMap(({ input }): CopiedPart[] => {
    const { demuxer, facts } = input.media;
    if (facts.audioStream === undefined) return [];
    const place = { startMs: 0, durationMs: 0 };
    return [{ name: input.name, demuxer, stream: facts.audioStream, ...place }];
  });
  return parts.length > 0 ? [{ kind: 'audio', parts }] : [];
}
