import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReport } from '../../src/cli/report.ts';
import { chat, run, type RunOptions } from '../../src/jobs/commands.ts';
import type { Context } from '../../src/steps/context.ts';
import { SkillError } from '../../src/system/errors.ts';
import { takeLock } from '../../src/system/lock.ts';
import type { Outcome } from '../../src/system/outcome.ts';
import type { StateFiles } from '../../src/system/state-files.ts';
import { settingsFor } from './backend.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { makeFolder } from './files.ts';
import { API_URL, VIDEO, createNemo, type Nemo } from './nemo.ts';
// Loaded now, so that no command waits for a module on a clock that stands still.
import '../../src/backend/event-stream.ts';
import '../../src/backend/file-request.ts';
import '../../src/jobs/batch.ts';
import '../../src/media/video-probe.ts';
import '../../src/vendor/file-type.ts';
import '../../src/vendor/jsonc-parser.ts';

/** The document a command ends with. */
export interface Doc {
  ok: boolean;
  status: 'done' | 'running' | 'failed';
  message: string;
  job?: string;
  next?: string;
  notices: string[];
  error?: { kind: string; message: string; advice: string; status?: number };
  [field: string]: unknown;
}

export interface CommandOptions {
  /** `--wait`, in seconds. */
  wait?: number;
  project?: string;
  token?: string | undefined;
  /** Its lock is not kept alive, as while a machine sleeps. */
  isAsleep?: boolean;
  /** Nobody reads what it prints. */
  isUnread?: boolean;
  /** Called before each record is written, and after it; a promise that never ends stops the command there, as a kill would. */
  onWrite?: (when: 'before' | 'after', name: string) => Promise<void> | void;
}

export type Act = (context: Context) => Promise<Outcome>;

export interface Command {
  ending: Promise<Doc>;
  /** Ends it as SIGKILL would: nothing more is written, awaited or kept alive. */
  kill(): void;
  /** Ends it as SIGTERM would. */
  stop(): void;
}

/** A machine on which commands are run, and the API they talk to; time is the test's. */
export interface Stage {
  clock: FakeClock;
  nemo: Nemo;
  /** An empty folder for videos. */
  out: string;
  /** A video to upload. */
  clip: string;
  /** What is kept between commands. */
  files: StateFiles;
  /** What was told on the way, and when, in seconds from the beginning. */
  told: [line: string, seconds: number][];
  start(act: Act, options?: CommandOptions): Command;
  /** Starts a command and lets time pass until it ends. */
  run(act: Act, options?: CommandOptions): Promise<Doc>;
}

export async function openStage(): Promise<Stage> {
  const clock = createFakeClock();
  const nemo = createNemo(clock);
  const out = await makeFolder();
  const clip = join(await makeFolder(), 'clip.mp4');
  await writeFile(clip, VIDEO);
  const files = keepInMemory(await makeFolder());
  const told: Stage['told'] = [];
  const startedMs = clock.now();
  const tell = (line: string): void => void told.push([line, (clock.now() - startedMs) / 1000]);
  const start: Stage['start'] = (act, options = {}) => {
    const life = { isKilled: false };
    const stop = new AbortController();
    const ending = perform(act, { clock, files, tell, options, life, signal: stop.signal });
    ending.catch(() => {});
    return {
      ending,
      kill: () => void (life.isKilled = true),
      stop: () =>
        stop.abort(
          new SkillError('interrupted', { en: 'stopped', zh: '' }, { advice: { en: '', zh: '' } }),
        ),
    };
  };
  return {
    clock,
    nemo,
    out,
    clip,
    files,
    told,
    start,
    run: (...given) => clock.until(start(...given).ending),
  };
}

/** Records as `createStateFiles` keeps them, without a disk that takes its time to have them for good. */
function keepInMemory(folder: string): StateFiles {
  const texts = new Map<string, string>();
  return {
    folder,
    read: async (name) => texts.get(name),
    write: async (name, text) => void texts.set(name, text),
    remove: async (name) => void texts.delete(name),
    async list(subfolder) {
      const names = [...texts.keys()].filter((name) => name.startsWith(`${subfolder}/`));
      return [
        ...new Set(names.map((name) => name.split('/')[subfolder.split('/').length] ?? '')),
      ].sort();
    },
  };
}

interface Surroundings {
  clock: FakeClock;
  files: StateFiles;
  tell(line: string): void;
  options: CommandOptions;
  life: { isKilled: boolean };
  signal: AbortSignal;
}

/** What the command line does with a command: a context for it, a document from it. */
async function perform(act: Act, surroundings: Surroundings): Promise<Doc> {
  const { options, signal, tell } = surroundings;
  let printed = '';
  const speech = { language: 'en', isGuess: false } as const;
  const report = createReport({
    json: true,
    verbose: false,
    speech,
    stdout: { write: (text) => void (printed += text) },
    stderr: { write: tell },
  });
  const begun: Context['begun'] = {};
  const clock = mortalClock(surroundings);
  const files = mortalFiles(surroundings);
  const { wait, project = 'default' } = options;
  const deadlineMs = wait === undefined ? undefined : clock.now() + wait * 1000;
  try {
    const outcome = await act({
      settings: settingsFor(API_URL, { token: 'token' in options ? options.token : 'own-token-1' }),
      skill: { name: 'ai-video-download', version: '1', folder: '/skill', platform: 'unknown' },
      clock,
      random: () => 0.5,
      files,
      reporter: report.reporter,
      speech: { ...speech },
      signal,
      deadlineMs,
      project,
      language: undefined,
      call: { json: true, waitSeconds: wait },
      begun,
      async lock(name, locked) {
        const folder = join(files.folder, 'locks', name);
        const lock = await takeLock({ folder, clock, signal, deadlineMs, onWait: () => {} });
        if (!lock) throw new Error(`the lock ${name} cannot be had`);
        return locked().finally(() => lock.release());
      },
    });
    report.conclude(outcome);
    if (!options.isUnread) await outcome.onPrinted?.();
  } catch (error) {
    report.fail(error, begun);
  }
  return JSON.parse(printed);
}

const forever = new Promise<never>(() => {});

function mortalClock({ clock, life, options }: Surroundings): FakeClock {
  return {
    ...clock,
    async sleep(ms, signal) {
      await clock.sleep(ms, signal);
      if (life.isKilled) await forever;
    },
    every: (ms, act) => clock.every(ms, () => life.isKilled || options.isAsleep || act()),
  };
}

function mortalFiles({ files, life, options }: Surroundings): StateFiles {
  const alive = async <T>(act: Promise<T>): Promise<T> => {
    const value = await act;
    return life.isKilled ? forever : value;
  };
  return {
    folder: files.folder,
    read: (name) => alive(files.read(name)),
    list: (name) => alive(files.list(name)),
    remove: (name) => alive(files.remove(name)),
    async write(name, text) {
      if (life.isKilled) await forever;
      await options.onWrite?.('before', name);
      await files.write(name, text);
      await alive(Promise.resolve(options.onWrite?.('after', name)));
    },
  };
}

/** `run` with steps. */
export const doing =
  (options: Partial<RunOptions>): Act =>
  (context) =>
    run(context, {
      words: [],
      files: [],
      edits: [],
      exports: false,
      out: undefined,
      resolution: undefined,
      force: false,
      timeline: undefined,
      again: false,
      resume: false,
      dryRun: false,
      ...options,
    });

/** `chat`. */
export const saying =
  (message: string, { again = false } = {}): Act =>
  (context) =>
    chat(context, { message, again, timeline: undefined });

/** `run --resume`. */
export const goingOn = (job?: string): Act => doing({ resume: true, words: job ? [job] : [] });
