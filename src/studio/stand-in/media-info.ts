import type { StudioContext } from './context.ts';
import type { MediaRecord } from './records.ts';

/** An upload as the API shows it; `duration` is in seconds here (contract 2.4). */
export function describeMedia(media: MediaRecord, { origin }: StudioContext) {
  const { facts } = media;
  return {
    filename: media.name,
    file_type: facts.type,
    cdn_url: `${origin()}/media/${media.id}`,
    media_id: media.id,
    duration: facts.type === 'image' ? 0 : facts.durationMs / 1000,
    ...(facts.width !== undefined && { width: facts.width }),
    ...(facts.height !== undefined && { height: facts.height }),
    ...(facts.fps !== undefined && { fps: facts.fps }),
    size: media.bytes,
    hash: media.hash,
  };
}
