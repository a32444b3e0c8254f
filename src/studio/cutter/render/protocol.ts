import type { RenderErrorReason } from './errors.ts';
import type { RenderPlan } from './plan.ts';

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
