import type { RenderPath } from '../cutter/engine-port.ts';
import type { MediaFacts, StudioTimeline } from '../cutter/timeline.ts';
import type { Queue } from '../cutter/queue.ts';

// What the studio keeps of things; who keeps them, and how, is in files of their own.

export interface Account {
  userId: string;
  anonymous: boolean;
  /** Credits free to spend. */
  available: number;
  /** Credits reserved for turns that are running. */
  frozen: number;
}

/** One charge; a message is charged at most once. */
export interface LedgerEntry {
  messageId: string;
  sessionId: string;
  userId: string;
  edits: number;
  credits: number;
  at: number;
}

/** An uploaded or generated file that was found to be what it claims. */
export interface MediaRecord {
  id: string;
  /** Made by the studio, not uploaded. */
  generated?: true;
  /** The user's name for it, e.g. `海边.mp4`; never part of a path. */
  name: string;
  file: string;
  bytes: number;
  /** SHA-256, hex. */
  hash: string;
  demuxer: string;
  facts: MediaFacts;
}

/** A message posted to a session, whatever became of it. */
export interface MessageRecord {
  id: string;
  sessionId: string;
  userId: string;
  text: string;
  at: number;
}

export interface RenderJob {
  /** Chosen by the client. */
  id: string;
  userId: string;
  status: 'pending' | 'processing' | 'completed' | 'failed';
  /** 5 to 100. */
  progress: number;
  createdAt: number;
  completedAt?: number;
  error?: string;
  file: string;
  /** Filled in when completed. */
  durationMs: number;
  bytes: number;
  path?: RenderPath;
  /** How often the completed job was asked for. */
  completedPolls: number;
  abort: AbortController;
}

/** One project of one user. */
export interface Session {
  id: string;
  taskId: string;
  userId: string;
  taskName: string;
  /** Null until the first edit. */
  timeline: StudioTimeline | null;
  /** What it was before the latest edits, the latest last: for `undo`. */
  earlier: Array<StudioTimeline | null>;
  /** Uploads and generated clips, oldest first. */
  media: MediaRecord[];
  /** Ids of media on their way: what is there of them at the next start is removed. */
  unfinished: string[];
  /** When it was last written, in milliseconds since the epoch. */
  touchedAt: number;
  /** One message at a time. */
  turns: Queue;
  claimToken?: string;
  /** The message that was answered with a question; empty once that was answered too. */
  askedAbout?: string;
}

/** Oldest first. */
export function listGenerated({ media }: Session): MediaRecord[] {
  return media.filter(({ generated }) => generated);
}
