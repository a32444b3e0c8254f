import type { StudioContext } from './context.ts';
import type { MediaRecord, Session, SubtitleRecord } from './records.ts';

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

/** The contract names no type for subtitles (2.4); this one is the studio's own. */
export function describeSubtitles(upload: SubtitleRecord, { origin }: StudioContext) {
  const { id, name, bytes, hash } = upload;
  return {
    filename: name,
    file_type: 'subtitle',
    cdn_url: `${origin()}/media/${id}`,
    media_id: id,
    size: bytes,
    hash,
  };
}

/** All that a session has to work with, as its state lists it. */
export function describeUploads({ media, subtitles }: Session, context: StudioContext) {
  return [
    ...media.map((record) => describeMedia(record, context)),
    ...subtitles.map((record) => describeSubtitles(record, context)),
  ];
}
