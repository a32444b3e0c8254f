import { ApiError } from './api-error.ts';
import type { SourceMedia } from '../cutter/engine-port.ts';
import { FORMATS, isOutputFormat, isOutputQuality } from '../cutter/render/formats.ts';
import type { RenderOutput } from '../cutter/render/formats.ts';
import type { StudioTimeline } from '../cutter/timeline.ts';

/**
 * Reads the format and quality a client asks for: `mp4` and `high` unless told. Throws a 400 for a
 * format there is none of, or that needs a sound the timeline does not have.
 */
export function readOutput(
  { format = 'mp4', quality = 'high' }: Record<string, unknown>,
  { timeline, media }: { timeline: StudioTimeline; media: Record<string, SourceMedia> },
): Required<Pick<RenderOutput, 'format' | 'quality'>> {
  const name = typeof format === 'string' ? format.toLowerCase() : format;
  if (!isOutputFormat(name)) {
    const known = Object.keys(FORMATS).join(', ');
    throw new ApiError(400, `Unknown output format; known are ${known}`);
  }
  if (!isOutputQuality(quality)) {
    throw new ApiError(400, 'Unknown output quality; known are best, high, medium, low');
  }
  if (FORMATS[name].holds === 'sound' && !hasSound(timeline, media)) {
    throw new ApiError(400, `Draft has no sound to export as ${name}`);
  }
  return { format: name, quality };
}

function hasSound({ clips, music }: StudioTimeline, media: Record<string, SourceMedia>): boolean {
  return [...clips, ...music].some(
    ({ mediaId, volume }) => volume > 0 && media[mediaId]?.facts.hasAudio,
  );
}
