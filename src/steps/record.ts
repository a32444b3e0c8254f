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
  unknown,
  type Infer,
} from '../vendor/zod.ts';

/**
 * What is remembered of each step of a job. A step is `ready`, `sent` (its request may have reached the backend) or `settled`
 * (its outcome is known). It is written down as `sent` before its request leaves, so a command that is killed at any moment
 * leaves a step that is either untouched or looked after.
 */
const state = union([literal('ready'), literal('sent'), literal('settled')]);

const mediaType = union([literal('video'), literal('image'), literal('audio')]);

const mediaFacts = object({
  name: string(),
  type: mediaType,
  bytes: nullish(number()),
  duration_s: nullish(number()),
  width: nullish(number()),
  height: nullish(number()),
});

/** Files, or links, that go into the session in one request. */
export const uploadStep = object({
  action: literal('upload'),
  state,
  /** Absolute paths, or addresses; never both kinds in one step. */
  sources: array(string()),
  /** The request was taken, and its answer did not name all sources: they are waited for, not sent again. */
  isPromised: nullish(boolean()),
  /** Names in the session's list before the request: what is there besides them has arrived. */
  before: nullish(array(string())),
  files: nullish(array(mediaFacts)),
});

/** One message to the editor. */
export const editStep = object({
  action: literal('chat'),
  state,
  /** Word for word as the user, or the caller, said it. */
  text: string(),
  /** Made by the skill so that an uploaded clip can be exported (wire-contract.md section 9, item 1). */
  isPlacement: nullish(boolean()),
  sentAt: nullish(string()),
  /** What the session held before the message, as canonical JSON: a change is told by comparing. */
  before: nullish(string()),
  /** Credits before the message; null where they are not known. */
  creditsBefore: nullish(number()),
  /** What the editor said and used, as far as it was heard. */
  words: nullish(
    object({
      text: string(),
      tools: array(string()),
      suggests: nullable(
        union([literal('export'), literal('state'), literal('credits'), literal('chat')]),
      ),
      /** What it wants to know before it goes on; then nothing is finished yet. */
      asks: nullish(array(object({ prompt: string(), options: array(string()) }))),
      /** It asked, and a later message was the answer. */
      isAnswered: nullish(boolean()),
      failure: nullish(object({ message: string(), code: nullish(number()) })),
    }),
  ),
  /** The turn was heard to its end. */
  isHeard: nullish(boolean()),
  /** The latest change that was seen while looking for the outcome: a hash of the session's state, and when. */
  seen: nullish(object({ state: string(), at: string() })),
  /** All looks are done and none showed a change. */
  isUnclear: nullish(boolean()),
  /** Another message was sent into the session while this one was unclear: a change can no longer be attributed to it. */
  isOvertaken: nullish(boolean()),
  outcome: nullish(
    object({
      changes: array(string()),
      timeline: string(),
      nextSteps: array(string()),
      /** What is left, and what the edit has cost; null where it is not known. */
      credits: nullish(object({ available: nullable(number()), spent: nullable(number()) })),
      /** All of a text that is too long for a document. */
      textFile: nullish(string()),
    }),
  ),
});

const videoFacts = object({
  container: string(),
  codec: string(),
  width: number(),
  height: number(),
  duration_s: number(),
});

/** A file on its way to this machine. */
const fetched = {
  /** A download under way; see `PartRecord` in media/part.ts. */
  part: nullish(
    object({
      path: string(),
      bytes: nullable(number()),
      etag: nullable(string()),
      last_modified: nullable(string()),
    }),
  ),
  /** Written just before the file gets its name: a file of that name and size is ours. */
  naming: nullish(object({ file: string(), bytes: number() })),
};
export type Fetched = Infer<typeof fetchedFile>;
const fetchedFile = object(fetched);

/** A render and its file. */
export const exportStep = object({
  action: literal('export'),
  state,
  /** Absolute: a file name, or a folder. */
  out: string(),
  resolution: nullable(string()),
  /** A format or size that the user's words name and that no export has: GIF, 4K. */
  unavailable: nullish(string()),
  force: boolean(),
  render: nullish(
    object({
      id: string(),
      /** Our own id, where the service named another: one of the two is known to it. */
      otherId: nullish(string()),
      submittedAt: string(),
      timelineMs: number(),
      /** The file's name without extension, where `out` names a folder. */
      stem: string(),
      /** The service answered the submission; otherwise it may not have arrived. */
      isConfirmed: nullish(boolean()),
      /** How many ids were submitted for this export: a failed render gets one more (wire-contract.md 2.7). */
      tries: number(),
      /** From submission to completion, where both were seen: tells how long the next render may take. */
      tookMs: nullish(number()),
      url: nullish(string()),
      /** The service said that it is done: from here on only the file is missing. */
      isCompleted: nullish(boolean()),
    }),
  ),
  polls: number(),
  ...fetched,
  video: nullish(videoFacts),
  link: nullish(string()),
});

/** What the session holds, saved as it is. */
export const mediaStep = object({
  action: literal('media'),
  state,
  /** Which: `all`, a name, or words for a kind. */
  media: string(),
  /** Absolute: a folder, or a file name. */
  out: string(),
  force: boolean(),
  files: nullish(
    array(
      object({
        name: string(),
        type: mediaType,
        /** None is named in the session's lists. */
        address: nullish(string()),
        ...fetched,
        /** Why it was not saved. */
        problem: nullish(string()),
      }),
    ),
  ),
});

/** A question that costs and changes nothing. */
export const lookStep = object({
  action: union([literal('state'), literal('credits')]),
  state,
  /** The fields of that script's document, and what was said. */
  answer: nullish(object({ fields: unknown(), lines: array(string()) })),
});

export const step = union([uploadStep, editStep, exportStep, mediaStep, lookStep]);

export type UploadStep = Infer<typeof uploadStep>;
export type EditStep = Infer<typeof editStep>;
export type ExportStep = Infer<typeof exportStep>;
export type MediaStep = Infer<typeof mediaStep>;
export type MediaFile = NonNullable<MediaStep['files']>[number];
export type LookStep = Infer<typeof lookStep>;
export type Step = Infer<typeof step>;
export type Action = Step['action'];

/** The files that a step brings, or has brought, to this machine. */
export const fetchedBy = (given: Step): Fetched[] =>
  given.action === 'export' ? [given] : given.action === 'media' ? (given.files ?? []) : [];

/** The session a job works in. */
export const sessionRecord = object({
  id: string(),
  taskId: nullable(string()),
  /** Something has been put into it: from then on it must not just vanish. */
  isUsed: boolean(),
  /** Opened because the backend no longer knew the project's used session: an edit needs media here first. */
  isReplacement: nullish(boolean()),
  /** When the turn of its last generation ended: more tracks follow by themselves. */
  generatedAt: nullish(string()),
});
export type SessionRecord = Infer<typeof sessionRecord>;
