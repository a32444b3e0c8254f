import type { MediaFacts } from '../timeline.ts';

/** Facts as `Engine.probe` tells them, with what only the compiler needs. */
export interface ProbedFacts extends MediaFacts {
  /** The first timestamp of the file when it is not 0 (recorded streams, some cameras). */
  startMs?: number;
  /** The decodable audio stream: phones add a spatial track that libav would prefer and cannot read. */
  audioStream?: number;
  /** Of the sound. */
  channels?: number;
  /** Of a picture of high dynamic range, in zscale's words for HLG and PQ. */
  transfer?: 'arib-std-b67' | 'smpte2084';
  /** Told of the pictures in an MP4 or MOV. */
  stored?: StoredPicture;
}

/** A picture as it lies in its file: all that decides whether its packets may be copied. */
export interface StoredPicture {
  stream: number;
  /** In libav's words, such as `yuv420p`. */
  pixels: string;
  hasSquarePixels: boolean;
  /** No edit list cuts into it: the file's first packet is the first picture shown. */
  startsWhole: boolean;
  startMs: number;
  durationMs: number;
  /** Equal for pictures that one decoder reads on with: a digest of their codec's parameters. */
  parameters: string;
}

/** What is to come out of a render: always an MP4 with H.264 and AAC. */
export interface RenderOutput {
  width: number;
  height: number;
  fps: number;
}

/** An uploaded file a timeline may name. */
export interface RenderMedia {
  /** Absolute path. It never enters the graph. */
  file: string;
  /** From `sniffMedia`; forced, so that libav never guesses. */
  demuxer: string;
  facts: ProbedFacts;
}

/** What has to lie in the job folder, under a generated name, before the graph can run. */
export type JobFile =
  | { kind: 'media'; name: string; source: string }
  | { kind: 'text'; name: string; text: string }
  /** The font of the titles, with these glyphs alone. */
  | { kind: 'font'; name: string; characters: string };

/** One stream of the result. */
export type StreamPlan = EncodedStream | CopiedStream;

/** A stream fed by the graph's sink of that name. */
export interface EncodedStream {
  kind: 'video' | 'audio';
  sink: string;
  codec: string;
  /** Options of the encoder, in libav's words. */
  options: Record<string, string>;
}

/** A stream whose packets are those of uploads, one after another. */
export interface CopiedStream {
  kind: 'video' | 'audio';
  parts: CopiedPart[];
}

/** All of one stream of an upload. */
export interface CopiedPart {
  /** Generated name of the file in the job folder. */
  name: string;
  demuxer: string;
  stream: number;
  /** Where its time 0 comes to lie in the result. */
  startMs: number;
  /** How long it lasts, by its own header. */
  durationMs: number;
}

/**
 * How a result is made, from cheap to dear: packets copied from one file; its picture copied and
 * its sound rendered; pictures of several files copied in a row; all of it decoded and encoded.
 */
export type RenderPath = 'remux' | 'copy-video' | 'concat' | 'transcode';

/** Everything a worker needs to make one file; it holds no path and no text of a user's. */
export interface RenderPlan {
  path: RenderPath;
  /** Empty when nothing is rendered. */
  graph: string;
  files: JobFile[];
  durationMs: number;
  /** Absent when the result is sound only. */
  picture?: { width: number; height: number; fps: number };
  /** libav's name for what writes it; `ipod` (.m4a) for a made-up tone. */
  muxer: 'mp4' | 'ipod';
  streams: StreamPlan[];
}
