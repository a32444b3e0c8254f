import type { MediaType } from './media.ts';

/** One of the 13 formats the backend takes (seed, "Cloud Render Pipeline Details"). */
export interface MediaFormat {
  type: MediaType;
  contentType: string;
}

/** By the extension that `file-type` gives for a content. */
const FORMATS: Record<string, MediaFormat> = {
  mp4: { type: 'video', contentType: 'video/mp4' },
  m4v: { type: 'video', contentType: 'video/mp4' },
  mov: { type: 'video', contentType: 'video/quicktime' },
  avi: { type: 'video', contentType: 'video/x-msvideo' },
  webm: { type: 'video', contentType: 'video/webm' },
  mkv: { type: 'video', contentType: 'video/x-matroska' },
  jpg: { type: 'image', contentType: 'image/jpeg' },
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
