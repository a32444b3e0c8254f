/** The files of a filtergraph, and the branches that begin with them. */
import type { MediaFacts, StudioClip } from '../timeline.ts';
import { formatSeconds } from './frames.ts';
import type { RenderMedia } from './plan.ts';

/** By demuxer. */
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

/** A clip on the frame grid, with its input. */
export interface PlacedClip {
  clip: StudioClip;
  input: RenderInput;
  firstFrame: number;
  frames: number;
  /** How many of its first frames are also the last of the clip before it, by a cross-fade. */
  overlap: number;
}

/** The sound every branch is brought to: concat and amix convert nothing reliably themselves. */
export const SOUND_FORMAT = 'aformat=sample_fmts=fltp:channel_layouts=stereo';

/** Brings any sound to that. Mono goes to both sides as it is: libav alone would make it 3 dB quieter. */
export function toStereo({ channels }: MediaFacts): string[] {
  return [...(channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []), SOUND_FORMAT];
}

/**
 * libav seeks by decoding time; with B-frames the key frame found may be shown after the wanted
 * time. ffmpeg's own command line steps back 130 ms for that.
 */
const SEEK_MARGIN_MS = 150;

/** Where a clip begins in its source: its timestamp there, and how to seek to it. */
export interface SourceStart {
  timestampMs: number;
  seek: InputOptions;
}

/** Finds where a clip begins in its source; a start past the end would leave no frame to hold. */
export function findStart({ clip, input }: PlacedClip): SourceStart {
  const { durationMs, startMs = 0 } = input.media.facts;
  const sourceMs = Math.min(clip.sourceStartMs, Math.max(0, durationMs - 50));
  return {
    timestampMs: sourceMs + startMs,
    seek: { seekMs: Math.max(0, sourceMs - SEEK_MARGIN_MS) },
  };
}

/** Decoding what lies between two clips is cheaper than opening the file once more, up to here. */
const MAX_GAP_MS = 10_000;

/** How the branches of a graph begin. */
interface Sources {
  /** Of the labels that the branches end in: `[v0]`, `[v1]`... */
  letter: 'v' | 'a';
  /** Opens the file of a clip, read from where that clip begins; `null` when the clip needs no file. */
  open(clip: PlacedClip): string | null;
  /** What makes the clip of it. */
  build(clip: PlacedClip): string;
}

/**
 * Begins a branch for each clip. Clips in a row that read onwards in one file share a source, so that
 * a video cut sixty times is opened and decoded once. In any other order a shared source would have to
 * keep decoded pictures until their turn comes.
 */
export function shareSources(clips: PlacedClip[], { letter, open, build }: Sources): string[] {
  const runs: { source: string | null; clips: PlacedClip[] }[] = [];
  for (const clip of clips) {
    const source = open(clip);
    const run = runs.at(-1);
    if (source !== null && run?.source && readsOn(run.clips.at(-1)!, clip)) run.clips.push(clip);
    else runs.push({ source, clips: [clip] });
  }
  const split = letter === 'v' ? 'split' : 'asplit';
  let at = 0;
  return runs.flatMap((run) => {
    const branches = run.clips.map((clip) => ({ at: at++, filters: build(clip) }));
    if (branches.length === 1) {
      const source = run.source === null ? '' : `${run.source},`;
      return branches.map((branch) => `${source}${branch.filters}[${letter}${branch.at}]`);
    }
    const labels = branches.map((branch) => `[${letter}s${branch.at}]`);
    return [
      `${run.source},${split}=${labels.length}${labels.join('')}`,
      ...branches.map(
        (branch, index) => `${labels[index]}${branch.filters}[${letter}${branch.at}]`,
      ),
    ];
  });
}

/** Whether a clip begins in the same file at or soon after the end of the one before it. */
function readsOn(before: PlacedClip, next: PlacedClip): boolean {
  if (before.input !== next.input) return false;
  const { sourceStartMs, durationMs, speed } = before.clip;
  const gapMs = next.clip.sourceStartMs - (sourceStartMs + durationMs * speed);
  return gapMs > -1 && gapMs <= MAX_GAP_MS;
}
