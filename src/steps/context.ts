/**
 * The steps room: what a job is made of. `upload.ts`, `edit.ts`, `export.ts` and `look.ts` each take one step from its
 * beginning to its settling and keep its record. None of them knows which job the step belongs to, or the command line.
 */
import { join } from 'node:path';
import type { Backend } from '../backend/backend.ts';
import type { Skill } from '../backend/attribution.ts';
import type { Clock } from '../system/clock.ts';
import type { Speech } from '../system/language.ts';
import type { Reporter } from '../system/reporter.ts';
import type { Settings } from '../system/settings.ts';
import type { StateFiles } from '../system/state-files.ts';
import type { SessionRecord } from './record.ts';

/** What a command may use; built once per command in `cli/command.ts`. */
export interface Context {
  settings: Settings;
  skill: Skill;
  clock: Clock;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
  files: StateFiles;
  reporter: Reporter;
  speech: Speech;
  /** Aborts when the process is told to stop. */
  signal: AbortSignal;
  /** Clock time at which `--wait` is used up. */
  deadlineMs: number | undefined;
  /** The project's name; it maps to one session. */
  project: string;
  /** `--lang`. */
  language: string | undefined;
  /** How the command was called, which the command that goes on repeats. */
  call: { json: boolean; waitSeconds: number | undefined };
  /** The job this command has begun and what goes on with it; told with whatever ends the command. */
  begun: { job?: string | undefined; next?: string | undefined };
  /** Does something that only one command on this machine may do at a time. */
  lock<T>(name: string, act: () => Promise<T>): Promise<T>;
}

/** The folder of a lock, by its name. */
export const lockFolder = (
  { files, settings }: Pick<Context, 'files' | 'settings'>,
  name: string,
): string => join(files.folder, settings.apiFolder, 'locks', name);

/** What a step of a job works with. */
export interface Work {
  context: Context;
  backend: Backend;
  session: SessionRecord;
  /** Writes the job's record; called before each request that costs or starts something, and after each settling. */
  save(): Promise<void>;
  /** Throws when another command has taken the project over; called before each request that costs something. */
  assertHeld(): Promise<void>;
  /** How long a render of this length should take, from the project's earlier ones; undefined without any. */
  expectRenderMs(timelineMs: number): number | undefined;
}

/** `running`: `--wait` is used up, and the step is gone on with later. */
export type StepEnd = 'settled' | 'running';

/** True when `--wait` is used up. */
export const isLate = ({ clock, deadlineMs }: Pick<Context, 'clock' | 'deadlineMs'>): boolean =>
  clock.now() >= (deadlineMs ?? Infinity);
