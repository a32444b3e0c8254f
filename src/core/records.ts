/** What is kept on disk between commands, one schema per file. */
import {
  array,
  boolean,
  literal,
  looseObject,
  nullable,
  nullish,
  number,
  object,
  record,
  string,
  union,
  type Infer,
} from '../vendor/zod.ts';

/** The free starter token, kept because one machine gets one in 7 days (wire-contract.md section 8, row 5). */
export const credentialsRecord = object({
  token: string(),
  client_id: string(),
  user_id: nullish(string()),
  /** ISO time. */
  expires_at: string(),
});

/** A project name and the session it stands for. */
export const projectRecord = object({
  project: string(),
  session_id: string(),
  task_id: nullish(string()),
  user_id: nullish(string()),
  /** Whose session it is: see `accountKey` in operations/project.ts. */
  account: string(),
  created: string(),
  last_used: string(),
  /** True once something was put into the session: from then on it must not just vanish. */
  used: nullish(boolean()),
  /** The language its user was last spoken to in. */
  spoken: nullish(union([literal('en'), literal('zh')])),
});

/** A render, written down before it is waited for so that it cannot be orphaned. */
export const renderRecord = object({
  render_id: string(),
  project: string(),
  session_id: string(),
  submitted_at: string(),
  timeline_ms: number(),
  resolution: nullish(string()),
  /** A name for the file, made from the timeline. */
  name: string(),
  /** A hash of the draft it was made from: the same draft is not rendered twice at once. */
  draft_hash: nullish(string()),
  /** Set when the file has arrived. */
  file: nullish(string()),
  /** Set just before the file gets its name: one of that name and size is ours. */
  naming: nullish(object({ file: string(), bytes: number() })),
  /** From submission to completion; tells how long the next one may take. */
  took_ms: nullish(number()),
});

/** What a `.part` file is part of, so that only what fits is added to it. */
export const partRecord = object({
  render_id: string(),
  /** See `FileIdentity` in download-plan.ts; missing until the server has answered. */
  known: nullish(
    object({
      bytes: nullable(number()),
      etag: nullable(string()),
      last_modified: nullable(string()),
    }),
  ),
});

/** How far a job of several steps has come, so that running it again repeats none of them. */
export const jobRecord = object({
  job_id: string(),
  session_id: string(),
  /** How many steps of its plan are done. */
  done: number(),
  /** The documents of what was done; a step may have more than one. */
  steps: array(looseObject({ action: string() })),
  /** Set while an upload is under way: the names in the session's list before it, for what went as files and as links. */
  uploading: nullish(object({ files: nullish(array(string())), links: nullish(array(string())) })),
  /** ISO time of the last step. */
  at: string(),
});

/**
 * One instruction to the editor, on disk before it is posted: what makes sure that it is posted once or not at all.
 * `prepared` has not left this machine, `sent` may have arrived, `unclear` was looked for and not found, `overtaken` is one
 * that was open when another message was sent, so that what came of it can no longer be told. Of a `noticed` one another
 * command has told that it landed, and the outcome of a `told` one has been printed just now.
 */
export const instructionRecord = object({
  instruction_id: string(),
  project: string(),
  session_id: string(),
  text: string(),
  phase: union([
    literal('prepared'),
    literal('sent'),
    literal('unclear'),
    literal('overtaken'),
    literal('noticed'),
    literal('told'),
  ]),
  /** What the session held before it, as canonical JSON; what came of it is told by comparing. */
  before: string(),
  /** Set once the turn was heard to its end: the editor's words, and what changed, if that was looked at. */
  outcome: nullish(object({ text: string(), changes: nullable(array(string())) })),
  /** ISO time of the last change of phase. */
  at: string(),
});

const videoFacts = object({
  container: string(),
  codec: string(),
  width: number(),
  height: number(),
  duration_s: number(),
});

/** What has become of a manifest's items, in the file beside it. */
export const batchRecord = object({
  /** Tells the sessions of this batch from those of another, or of one whose record was thrown away. */
  batch_id: string(),
  /** By what makes an item the same item: see `identifyItem` in operations/batch/batch-items.ts. */
  items: record(
    string(),
    object({
      render_id: string(),
      /** Absolute path of the finished file. */
      output: string(),
      video: videoFacts,
      bytes: number(),
      /** ISO time. */
      at: string(),
    }),
  ),
});

export type BatchRecord = Infer<typeof batchRecord>;
export type Instruction = Infer<typeof instructionRecord>;
export type Credentials = Infer<typeof credentialsRecord>;
export type ProjectRecord = Infer<typeof projectRecord>;
export type RenderRecord = Infer<typeof renderRecord>;
export type PartRecord = Infer<typeof partRecord>;
export type JobRecord = Infer<typeof jobRecord>;
