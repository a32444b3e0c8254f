import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

import type { RenderRequest, StudioEngine } from '../cutter/engine-port.ts';
import { createQueue } from '../cutter/queue.ts';
import type { Clock } from './clock.ts';
import { syncPath } from './own-folder.ts';
import type { RenderJob } from './records.ts';
import type { StudioOptions } from './options.ts';
import type { Storage } from './storage.ts';

/** Progress shown before the work has begun (contract 2.7). */
const PENDING_PROGRESS = 5;

const CANCELLED = 'Render cancelled';
const STOPPED = 'The studio was stopped before this render was finished';
const RESTARTED = 'The studio was restarted before this render was finished';

export type RenderWork = Omit<RenderRequest, 'outputFile' | 'onProgress' | 'signal'>;

interface RendersParts {
  engine: StudioEngine;
  storage: Storage;
  options: StudioOptions;
  clock: Clock;
}

export type Renders = ReturnType<typeof createRenders>;

/** The jobs there are, and their records and results on disk. */
function openRecords({ renders: records, resultsFolder }: Storage) {
  const jobs = new Map<string, RenderJob>();

  /** What a failed render leaves is removed before the failure is told. */
  function fail(job: RenderJob, error: string): void {
    rmSync(dirname(job.file), { recursive: true, force: true });
    Object.assign(job, { status: 'failed', error });
    save(job);
  }

  function save({ abort: _abort, ...job }: RenderJob): void {
    records.write(nameRecord(job.id), job);
  }

  /** A render of an earlier studio has ended, one way or the other. */
  function restore(name: string): RenderJob | undefined {
    const stored = records.read(name);
    if (!stored || nameRecord(stored.id) !== name) return undefined;
    const file = locateResult(resultsFolder, name);
    const job = { ...stored, file, abort: new AbortController() };
    jobs.set(job.id, job);
    if (isOpen(job)) fail(job, RESTARTED);
    return job;
  }

  return {
    jobs,
    save,
    fail,
    find: (id: string): RenderJob | undefined => jobs.get(id) ?? restore(nameRecord(id)),
    locate: (id: string): string => locateResult(resultsFolder, nameRecord(id)),
    /** Forgets the renders that ended before then, with their results. */
    forgetBefore(time: number): void {
      for (const name of records.list()) {
        const job = [...jobs.values()].find(({ id }) => nameRecord(id) === name) ?? restore(name);
        if (!job || isOpen(job) || (job.completedAt ?? job.createdAt) >= time) continue;
        rmSync(dirname(job.file), { recursive: true, force: true });
        records.remove(name);
        jobs.delete(job.id);
      }
    },
  };
}

/** Renders one job; the first few fail where a test wants it so. */
function createWork(
  { engine, storage, options, clock }: RendersParts,
  save: (job: RenderJob) => void,
) {
  let failuresLeft = options.renderFailures;
  return async function render(job: RenderJob, request: RenderWork): Promise<void> {
    const { signal } = job.abort;
    if (options.renderDelayMs > 0) await clock.sleep(options.renderDelayMs, signal);
    job.status = 'processing';
    if (failuresLeft > 0) {
      failuresLeft -= 1;
      throw new Error('The render node ran out of memory');
    }
    mkdirSync(dirname(job.file), { recursive: true, mode: 0o700 });
    const { durationMs, bytes, path } = await engine.render({
      ...request,
      outputFile: job.file,
      onProgress: (percent) => void (job.progress = toShownProgress(percent)),
      signal,
    });
    // A job cancelled at the last moment stays cancelled.
    signal.throwIfAborted();
    for (const place of [job.file, dirname(job.file), storage.resultsFolder]) syncPath(place);
    Object.assign(job, { durationMs, bytes, path });
    Object.assign(job, { status: 'completed', progress: 100, completedAt: clock.now() });
    save(job);
  };
}

/** Renders one job at a time, in order. */
export function createRenders({ engine, storage, options, clock }: RendersParts) {
  const { jobs, save, fail, find, locate, forgetBefore } = openRecords(storage);
  const queue = createQueue(1);
  const running = new Set<Promise<void>>();
  const render = createWork({ engine, storage, options, clock }, save);

  return {
    /** Queues a render; `null` when the id was used before. */
    submit({
      id,
      userId,
      work,
    }: {
      id: string;
      userId: string;
      work: RenderWork;
    }): RenderJob | null {
      if (find(id)) return null;
      const job = makeJob({ id, userId, file: locate(id), createdAt: clock.now() });
      save(job);
      jobs.set(id, job);
      const { signal } = job.abort;
      const task = queue
        .run(() => render(job, work), signal)
        .catch((error: unknown) => {
          if (isOpen(job)) fail(job, signal.aborted ? String(signal.reason) : describe(error));
        });
      running.add(task);
      void task.finally(() => running.delete(task));
      return job;
    },
    find,
    forgetBefore,
    /** False when the job has ended already. */
    cancel(job: RenderJob): boolean {
      if (!isOpen(job)) return false;
      job.abort.abort(CANCELLED);
      Object.assign(job, { status: 'failed', error: CANCELLED });
      save(job);
      return true;
    },
    /** Aborts what is running and waits for it. */
    async close(): Promise<void> {
      for (const job of jobs.values()) job.abort.abort(STOPPED);
      await Promise.all(running);
    },
  };
}

const makeJob = (own: Pick<RenderJob, 'id' | 'userId' | 'file' | 'createdAt'>): RenderJob => ({
  ...own,
  status: 'pending',
  progress: PENDING_PROGRESS,
  durationMs: 0,
  bytes: 0,
  completedPolls: 0,
  abort: new AbortController(),
});

function isOpen({ status }: RenderJob): boolean {
  return status === 'pending' || status === 'processing';
}

/** The client's own id may be no name of a file, or one that differs in capitals only. */
function nameRecord(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}

/** In a folder of its own: what is made beside it on the way goes with it. */
function locateResult(resultsFolder: string, name: string): string {
  return join(resultsFolder, name, 'result.mp4');
}

function toShownProgress(percent: number): number {
  return Math.max(PENDING_PROGRESS, Math.min(99, Math.round(percent)));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** A result as a file. */
export function nameResult({ id }: RenderJob): string {
  return `${id}.mp4`;
}
