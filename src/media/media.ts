import { stripControls } from '../words/format.ts';
import type { MediaItem } from '../backend/schemas.ts';

export type MediaType = 'video' | 'image' | 'audio';

/** An uploaded file as the skill reports it (interface.md, `upload` and `state`). */
export interface MediaFacts {
  name: string;
  type: MediaType;
  bytes?: number;
  duration_s?: number;
  width?: number;
  height?: number;
}

const AUDIO = /\.(?:mp3|wav|m4a|aac)$/i;
const IMAGE = /\.(?:jpe?g|png|gif|webp)$/i;

/** Reads what the backend tells of a file; only facts it states are kept. */
export function describeMedia(item: MediaItem): MediaFacts {
  const name = stripControls(item.filename ?? item.name ?? 'file');
  const { duration, width, height } = item;
  return {
    name,
    type: statedType(item) ?? typeByName(name),
    ...(typeof duration === 'number' && duration > 0 && { duration_s: duration }),
    ...(typeof width === 'number' && width > 0 && { width }),
    ...(typeof height === 'number' && height > 0 && { height }),
  };
}

/** The type as the backend states it: it has looked inside, and knows an MP4 that holds sound alone. */
export function statedType({ file_type: stated }: MediaItem): MediaType | undefined {
  return stated === 'video' || stated === 'image' || stated === 'audio' ? stated : undefined;
}

function typeByName(name: string): MediaType {
  if (AUDIO.test(name)) return 'audio';
  return IMAGE.test(name) ? 'image' : 'video';
}
