import type { PictureSize } from '../render-size.ts';
import type { MediaFacts } from '../timeline.ts';
import type { RenderErrorReason } from './errors.ts';

/** An uploaded file a timeline may name. */
export interface RenderMedia {
  /** Absolute path. It never enters the graph. */
  file: string;
  /** From `sniffMedia`; forced, so that libav never guesses. */
  demuxer: string;
  facts: MediaFacts;
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

/** A stream whose packets are those of an upload. */
export interface CopiedStream {
  kind: 'video' | 'audio';
  /** Generated name of the file in the job folder. */
  name: string;
  demuxer: string;
  /** The stream of that file. */
  copied: number;
  /** How long it lasts, by its own header. */
  durationMs: number;
}

/**
 * How a result is made, from cheap to dear: packets copied from one file; its picture copied and
 * its sound rendered; all of it decoded and encoded.
 */
export type RenderPath = 'remux' | 'copy-video' | 'transcode';

/** Everything a worker needs to make one file; it holds no path and no text of a user's. */
export interface RenderPlan {
  /** Empty when nothing is rendered. */
  graph: string;
  files: JobFile[];
  durationMs: number;
  /** Absent when the result is sound only. */
  picture?: PictureSize;
  /** libav's name for what writes it; `ipod` (.m4a) for a made-up tone. */
  muxer: 'mp4' | 'ipod';
  streams: StreamPlan[];
}

/** A render as the worker gets it. The job folder is its current directory meanwhile. */
export interface RenderJob {
  folder: string;
  graph: string;
  muxer: string;
  streams: RenderPlan['streams'];
  durationMs: number;
  /** Path of the result, in the job folder. */
  output: string;
}

/** What the server asks of a worker: one thing at a time, each answered by `done` or `failed`. */
export type WorkerRequest =
  | { command: 'probe'; file: string; demuxer: string }
  | { command: 'render'; job: RenderJob };

export type WorkerReply =
  | { kind: 'progress'; percent: number }
  | { kind: 'done'; result: unknown }
  | { kind: 'failed'; reason: RenderErrorReason; message: string };
