import type { DraftSpelling } from './draft-spelling.ts';

type RenderShape = 'seed' | 'reference' | 'code';

/** How one version of the backend writes what it has to say. */
export interface Dialect {
  /** Events of a turn: as ADK writes them, or the publisher's simple shape (contract 3.1, 3.2). */
  events: 'adk' | 'simple';
  /** The bytes of a heartbeat (contract 3.3, point 2). */
  heartbeat: string;
  /** All answers but those about renders: `{code: 0, data}`, `{success: true, data}`, or no envelope. */
  replyEnvelope: 'code' | 'success' | 'bare';
  /** Leaves out what only some versions send: `user_id`, `expires_at`, `fps`, `hash`. */
  sparse: boolean;
  /** See `api-error.ts`. */
  errorEnvelope: 'body' | 'status' | 'detail' | 'error' | 'all-in-body';
  /** Seconds that a 429 asks to wait, in `Retry-After`; 0 leaves it out. */
  retryAfterS: number;
  /** Code 2001 names the address to register at. */
  registrationLink: boolean;
  /** Gives claim tokens; otherwise 404, as before they existed. */
  claimTokens: boolean;
  /** State of a session with nothing in it: a draft of null, or 404. */
  stateBeforeWork: 'null' | 'missing';
  /** Uploaded clips go on the timeline at once. */
  uploadMakesDraft: boolean;
  /** An upload by URL is answered when the file is there, or before it is fetched (contract 9, item 15). */
  urlUploads: 'fetched' | 'promised';
  draft: DraftSpelling;
  /** The answer to a submitted render may have another shape than polls have, or none that is known (contract 2.7). */
  submitReply: RenderShape | 'unrelated';
  pollReply: RenderShape;
  /** Renders get an id of the server's own, whatever the client has named. */
  ownRenderIds: boolean;
  /** Results lie with the API, or in a store on another origin. */
  results: 'own' | 'store';
}

/** What the seed skill describes. A session that is gone is a 404 all the same (contract 3.2, "Errors"). */
const seed: Dialect = {
  events: 'adk',
  heartbeat: 'data: {"type":"heartbeat"}\n\n',
  replyEnvelope: 'code',
  sparse: false,
  errorEnvelope: 'body',
  retryAfterS: 0,
  registrationLink: false,
  claimTokens: true,
  stateBeforeWork: 'null',
  uploadMakesDraft: false,
  urlUploads: 'fetched',
  draft: 'metadata',
  submitReply: 'seed',
  pollReply: 'seed',
  ownRenderIds: false,
  results: 'own',
};

/** Versions of the backend that public sources show, each with the habits that were seen together or contradict the others most. */
export const DIALECTS = {
  seed,
  /** The publisher's API reference. */
  reference: {
    ...seed,
    events: 'simple',
    heartbeat: 'data:\n\n',
    errorEnvelope: 'status',
    registrationLink: true,
    uploadMakesDraft: true,
    draft: 'newer',
    submitReply: 'reference',
    pollReply: 'reference',
    results: 'store',
  },
  /** A bare adk-python: FastAPI's errors, no envelope, no word more than needed. */
  python: {
    ...seed,
    heartbeat: ': keep-alive\n\n',
    replyEnvelope: 'bare',
    sparse: true,
    errorEnvelope: 'detail',
    claimTokens: false,
    stateBeforeWork: 'missing',
    draft: 'python',
    submitReply: 'unrelated',
    pollReply: 'seed',
  },
  /** adk-js behind a proxy that names renders itself. */
  node: {
    ...seed,
    heartbeat: 'event: heartbeat\ndata: 1\n\n',
    replyEnvelope: 'bare',
    errorEnvelope: 'error',
    submitReply: 'code',
    pollReply: 'reference',
    ownRenderIds: true,
  },
  /** A gateway whose HTTP status is always 200. */
  gateway: {
    ...seed,
    events: 'simple',
    heartbeat: 'data: {"type":"ping"}\n\n',
    replyEnvelope: 'success',
    errorEnvelope: 'all-in-body',
    retryAfterS: 7,
    urlUploads: 'promised',
    draft: 'flat',
    submitReply: 'seed',
    pollReply: 'code',
    results: 'store',
  },
} satisfies Record<string, Dialect>;

export type DialectName = keyof typeof DIALECTS;
