import type { MediaFacts } from '../timeline.ts';

/** Facts as `Engine.probe` tells them, with what only the compiler needs. */
export interface ProbedFacts extends MediaFacts {
  /** The first timestamp of the file when it is not 0 (recorded streams, some cameras). */
  startMs?: number;
  /** The decodable audio stream: phones add a spatial track that libav would prefer and cannot read. */
  audioStream?: number;
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
  | { kind: 'font'; name: string };

/** One encoded stream of the result, fed by the graph's sink of that name. */
export interface StreamPlan {
  kind: 'video' | 'audio';
  sink: string;
  codec: string;
  /** Options of the encoder, in libav's words. */
  options: Record<string, string>;
}

/** Everything a worker needs to make one file; it holds no path and no text of a user's. */
export interface RenderPlan {
  /** How the result is made. Remux and copy paths may join later. */
  path: 'transcode';
  graph: string;
  files: JobFile[];
  durationMs: number;
  /** Absent when the result is sound only. */
  picture?: { width: number; height: number; fps: number };
  /** `ipod` is libav's name for .m4a. */
  muxer: 'mp4' | 'ipod';
  streams: StreamPlan[];
}
