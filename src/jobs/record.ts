import { sessionRecord, step, type ExportStep } from '../steps/record.ts';
import {
  array,
  boolean,
  literal,
  nullable,
  nullish,
  number,
  object,
  string,
  union,
  type Infer,
} from '../vendor/zod.ts';

/** The version of the records; another one is not read (architecture.md, "The job"). */
export const VERSION = 1;

const common = {
  version: literal(VERSION),
  id: string(),
  project: string(),
  /** A hash of what makes two calls the same wish: project, steps, files by path, size and time, `--out`. */
  wish: string(),
  /** The language the job's outcome is told in. */
  language: union([literal('en'), literal('zh')]),
  createdAt: string(),
  updatedAt: string(),
  /** The outcome was printed. A job whose steps are all settled and that was told is over. */
  isTold: boolean(),
};

/** A job: what was wanted, and how far it has come. */
export const job = object({
  ...common,
  /** The script whose document the job's outcome is. */
  script: union([literal('run'), literal('chat'), literal('upload'), literal('export')]),
  /** The batch it is a part of. Such a job has a session of its own: a session has one timeline. */
  batch: nullable(string()),
  /** See `accountKey`; null until a session was opened. */
  account: nullable(string()),
  session: nullable(sessionRecord),
  /** Where `--timeline` wants the timeline: an absolute path. */
  timeline: nullable(string()),
  /** The file that was written there. */
  savedTimeline: nullish(string()),
  steps: array(step),
  /** Its session is gone with the edits in it: there is nothing left to go on with. */
  isLost: nullish(boolean()),
});

/** A batch: a list of jobs. */
export const batch = object({
  ...common,
  script: literal('batch'),
  /** Renders waited for at once. */
  parallel: number(),
  items: array(
    object({
      /** As the manifest names it. */
      file: string(),
      job: string(),
    }),
  ),
});

export const anyJob = union([job, batch]);

export type Job = Infer<typeof job>;
export type Batch = Infer<typeof batch>;
export type AnyJob = Infer<typeof anyJob>;

/** The export that makes the job's video, where it has one. */
export const exportOf = ({ steps }: Job): ExportStep | undefined =>
  steps.find((each) => each.action === 'export');

/** True when every step is done. A batch is judged by its jobs. */
export const isSettled = ({ steps }: Job): boolean =>
  steps.every(({ state }) => state === 'settled');

/** True when nothing is left to do or to tell: the same words are a new wish from then on. */
export const isOver = (record: AnyJob): boolean =>
  record.isTold && (record.script === 'batch' || record.isLost === true || isSettled(record));

/**
 * True when `--resume` can go on with it. A job of a batch is gone on with by its batch, and nothing goes on with a job whose
 * session is gone.
 */
export const isResumable = (record: AnyJob): boolean =>
  !isOver(record) && (record.script === 'batch' || (record.batch === null && !record.isLost));
