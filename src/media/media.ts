/**
 * Files on their way out and in. Out: what can be uploaded (`media-file.ts`), and the body of the request (`upload-body.ts`).
 * In: a rendered file is fetched into a part (`download.ts`, `part.ts`), proven to be a complete video (`video-probe.ts`), and
 * only then given its name (`publish.ts`). The room knows nothing of jobs: what must be remembered goes to the caller.
 */
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

/** What the backend tells of a file; what it leaves out is left out here too. */
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

/** The type as the backend states it. It knows more than the name: an MP4 may hold nothing but sound. */
export function statedType({ file_type: stated }: MediaItem): MediaType | undefined {
  return stated === 'video' || stated === 'image' || stated === 'audio' ? stated : undefined;
}

function typeByName(name: string): MediaType {
  if (AUDIO.test(name)) return 'audio';
  return IMAGE.test(name) ? 'image' : 'video';
}
