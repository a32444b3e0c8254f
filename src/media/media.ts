/**
 * Files on their way out and in. Out: what can be uploaded (`media-file.ts`), and the body of the request (`upload-body.ts`).
 * In: what a session holds (`session-media.ts`) or has rendered is fetched into a part (`download.ts`, `part.ts`), proven by its
 * bytes (`video-probe.ts`), and only then given its name (`publish.ts`). The room knows nothing of jobs: what must be remembered
 * goes to the caller.
 */
import { basename, extname } from 'node:path';
import type { JsonObject } from '../system/json.ts';
import { stripControls } from '../words/format.ts';
import { isLink } from './media-source.ts';

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

/** A file as the skill reports it (interface.md, `upload` and `state`). */
export interface MediaFacts {
  name: string;
  type: MediaType;
  bytes?: number;
  duration_s?: number;
  width?: number;
  height?: number;
}

/** What the backend tells of a file; what it leaves out is left out here too. */
export function describeMedia(item: JsonObject): MediaFacts {
  const path = pathOf(findAddress(item));
  const name = findName(item) ?? (findName({ name: basename(path) }) || 'file');
  const { duration, width, height } = item;
  return {
    name,
    type:
      statedType(item) ?? typeByName(name) ?? typeByName(path) ?? findType(item['kind']) ?? 'video',
    ...(isPositive(duration) && { duration_s: duration }),
    ...(isPositive(width) && { width }),
    ...(isPositive(height) && { height }),
  };
}

const isPositive = (value: unknown): value is number => typeof value === 'number' && value > 0;

const NAMES = ['filename', 'file_name', 'name', 'title', 'label', 'original_name'];

/** The shapes of the backend's lists are not public (wire-contract.md 2.6): a name stands under one of several keys. */
export function findName(item: JsonObject): string | undefined {
  const names = NAMES.map((key) => item[key]).filter((name) => typeof name === 'string');
  return names.map(stripControls).find((name) => name.trim() !== '');
}

/**
 * Where an address stands, the best first: a `source_url` may be the page that a link was uploaded from. Pictures that only
 * show what a file looks like have other keys.
 */
const ADDRESSES = [
  /^cdn_?urls?$/i,
  /^(?:(?:download|file|media|output|result|signed|public|video|image|audio|music|voice)_?)?ur[il]s?$/i,
  /^(?:src|href|link|u|path)$/i,
  /^(?:source|origin\w*)_?ur[il]$/i,
];

/** The address of a file, which nobody has judged yet. */
export function findAddress(item: JsonObject): string | undefined {
  for (const pattern of ADDRESSES)
    for (const [key, value] of Object.entries(item)) {
      const first: unknown = Array.isArray(value) ? value[0] : value;
      if (pattern.test(key) && typeof first === 'string' && isLink(first)) return first;
    }
  return undefined;
}

function pathOf(address = ''): string {
  try {
    return decodeURIComponent(new URL(address).pathname);
  } catch {
    return '';
  }
}

/** The type as the backend states it. It knows more than the name: an MP4 may hold nothing but sound. */
export const statedType = (item: JsonObject): MediaType | undefined =>
  ['file_type', 'media_type', 'type', 'mime_type', 'content_type']
    .map((key) => findType(item[key]))
    .find((type) => type !== undefined);

const TYPE_WORDS: [MediaType, RegExp][] = [
  ['audio', /audio|music|bgm|voice|sound|song|speech|narration|音|配乐|旁白/i],
  ['image', /image|picture|photo|图|照片/i],
  ['video', /video|clip|movie|视频|片段/i],
];

/** The type that a word means: `videos`, `image/png`, `music`. */
export const findType = (word: unknown): MediaType | undefined =>
  TYPE_WORDS.find(([, words]) => typeof word === 'string' && words.test(word))?.[0];

const typeByName = (name: string): MediaType | undefined =>
  findMediaFormat(extname(name).slice(1).toLowerCase())?.type;
