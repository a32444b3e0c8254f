import type { RenderMedia } from './plan.ts';
import { formatSeconds } from './values.ts';

const EXTENSIONS: Readonly<Record<string, string>> = {
  mov: 'mp4',
  matroska: 'mkv',
  avi: 'avi',
  gif: 'gif',
  mp3: 'mp3',
  wav: 'wav',
  aac: 'aac',
  png_pipe: 'png',
  jpeg_pipe: 'jpg',
  webp_pipe: 'webp',
};

/** `movie=` tells the start of its last frame as its end, and `fps` would drop that frame. */
export const HOLD_LAST = 'tpad=stop_duration=1:stop_mode=clone';

/** An input under its generated name. */
export interface RenderInput {
  name: string;
  media: RenderMedia;
}

/** How an input is opened: `extra` holds further options of the source filter. */
export interface InputOptions {
  seekMs?: number;
  extra?: string[];
  formatOptions?: string[];
}

/** Whether this demuxer is one of the accepted ones; anything else would not be an upload of ours. */
export function isKnownDemuxer(demuxer: string): boolean {
  return Object.hasOwn(EXTENSIONS, demuxer);
}

/** The generated name of the n-th input: a graph holds no name a user chose. */
export function nameInput(index: number, demuxer: string): string {
  return `in${index}.${EXTENSIONS[demuxer]}`;
}

/** A `movie=` source: with the sniffed demuxer forced, local files only, and no other demuxer inside. */
export function openPicture(input: RenderInput, options: InputOptions = {}): string {
  return openSource('movie', input, {
    ...options,
    extra: ['dec_threads=2', ...(options.extra ?? [])],
  });
}

/** An `amovie=` source, opened apart from the picture so that neither has to be buffered for the other. */
export function openSound(input: RenderInput, options: InputOptions = {}): string {
  const stream = input.media.facts.audioStream;
  const extra = [...(stream === undefined ? [] : [`si=${stream}`]), ...(options.extra ?? [])];
  return openSource('amovie', input, { ...options, extra });
}

function openSource(filter: string, input: RenderInput, options: InputOptions): string {
  const { demuxer } = input.media;
  const formatOptions = ['protocol_whitelist=file', `format_whitelist=${demuxer}`];
  return `${filter}=${[
    `filename=${input.name}`,
    `f=${demuxer}`,
    ...(options.seekMs ? [`seek_point=${formatSeconds(options.seekMs)}`] : []),
    ...(options.extra ?? []),
    `format_opts='${[...formatOptions, ...(options.formatOptions ?? [])].join('\\:')}'`,
  ].join(':')}`;
}
