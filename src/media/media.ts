/**
 * Files on their way out and in. Out: what can be uploaded (`media-file.ts`), and the body of the request (`upload-body.ts`).
 * In: a rendered file is fetched into a part (`download.ts`, `part.ts`), proven to be a complete video (`video-probe.ts`), and
 * only then given its name (`publish.ts`). The room knows nothing of jobs: what must be remembered goes to the caller.
 */
import { extname } from 'node:path';
import type { MediaItem } from '../backend/schemas.ts';
import { stripControls } from '../words/format.ts';

export type MediaType = 'video' | 'image' | 'audio';

/** One of the 13 formats the backend takes (seed, "Cloud Render Pipeline Details"). */
export interface MediaFormat {
  type: MediaType;
  contentType: string;
}

/** By extension: of a name, or as `file-type` gives it for a content. */
const FORMATS: Record<string, MediaFormat> = {
  mp4: { type: 'video', contentType: 'video/mp4' },
  m4v: { type: 'video', contentType: 'video/mp4' },
  mov: { type: 'video', contentType: 'video/quicktime' },
  avi: { type: 'video', contentType: 'video/x-msvideo' },
  webm: { type: 'video', contentType: 'video/webm' },
  mkv: { type: 'video', contentType: 'video/x-matroska' },
  jpg: { type: 'image', contentType: 'image/jpeg' },
  jpeg: { type: 'image', contentType: 'image/jpeg' },
  png: { type: 'image', contentType: 'image/png' },
  apng: { type: 'image', contentType: 'image/png' },
  gif: { type: 'image', contentType: 'image/gif' },
  webp: { type: 'image', contentType: 'image/webp' },
  mp3: { type: 'audio', contentType: 'audio/mpeg' },
  wav: { type: 'audio', contentType: 'audio/wav' },
  m4a: { type: 'audio', contentType: 'audio/mp4' },
  aac: { type: 'audio', contentType: 'audio/aac' },
};

export const findMediaFormat = (extension: string): MediaFormat | undefined => FORMATS[extension];

/** An uploaded file as the skill reports it (interface.md, `upload` and `state`). */
export interface MediaFacts {
  name: string;
  type: MediaType;
  bytes?: number;
  duration_s?: number;
  width?: number;
  height?: number;
}

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

const typeByName = (name: string): MediaType =>
  findMediaFormat(extname(name).slice(1).toLowerCase())?.type ?? 'video';
