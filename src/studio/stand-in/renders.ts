import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

import type { Clock } from './clock.ts';
import type { RenderRequest, StudioEngine } from '../cutter/engine-port.ts';
import type { StudioOptions } from './options.ts';
import { createQueue } from '../cutter/queue.ts';
import type { Storage, StoredRender } from './storage.ts';
import type { RenderJob } from './records.ts';

/** Progress shown before the work has begun (contract 2.7). */
const PENDING_PROGRESS = 5;

const CANCELLED = 'Render cancelled';
const STOPPED = 'The studio was stopped before this render was finished';

export type RenderWork = Omit<RenderRequest, 'outputFile' | 'onProgress' | 'signal'>;

export interface Renders {
  /** Queues a render; `null` when the id was used before. */
  submit(request: { id: string; userId: string; work: RenderWork }): RenderJob | null;
  find(id: string): RenderJob | undefined;
  /** False when the job has ended already. */
  cancel(job: RenderJob): boolean;
  /** Aborts what is running and waits for it. */
  close(): Promise<void>;
}

export interface RendersOptions {
  engine: StudioEngine;
  storage: Storage;
  options: StudioOptions;
  clock: Clock;
}

/** Renders one job at a time, in order. */
export function createRenders({ engine, storage, options, clock }: RendersOptions): Renders {
  const jobs = new Map(storage.kept.renders.map((stored) => [stored.id, restore(stored)]));
  const queue = createQueue(1);
  const running = new Set<Promise<void>>();
  let failuresLeft = options.renderFailures;

  async function work(job: RenderJob, request: RenderWork): Promise<void> {
    const { signal } = job.abort;
    try {
      signal.throwIfAborted();
      if (options.renderDelayMs > 0) await clock.sleep(options.renderDelayMs, signal);
      job.status = 'processing';
      if (failuresLeft > 0) {
        failuresLeft -= 1;
        throw new Error('The render node ran out of memory');
      }
      const result = await engine.render({
        ...request,
        outputFile: job.file,
        onProgress: (percent) => void (job.progress = toShownProgress(percent)),
        signal,
      });
      const { durationMs, bytes, path } = result;
      complete(job, { durationMs, bytes, path }, clock);
    } catch (error) {
      job.status = 'failed';
      job.error = signal.aborted ? String(signal.reason) : describe(error);
    }
    save(job);
  }

  function save({ abort: _abort, ...job }: RenderJob): void {
    storage.saveRender(job);
  }

  return {
    submit({ id, userId, work: request }) {
      if (jobs.has(id)) return null;
      const job = createJob({
        id,
        userId,
        directory: storage.resultsFolder,
        createdAt: clock.now(),
      });
      save(job);
      jobs.set(id, job);
      const task = queue
        .run(() => work(job, request))
        .catch(
          (error: unknown) => void Object.assign(job, { status: 'failed', error: describe(error) }),
        );
      running.add(task);
      void task.finally(() => running.delete(task));
      return job;
    },
    find: (id) => jobs.get(id),
    cancel(job) {
      if (job.status === 'completed' || job.status === 'failed') return false;
      job.abort.abort(CANCELLED);
      job.status = 'failed';
      job.error = CANCELLED;
      save(job);
      return true;
    },
    async close() {
      for (const job of jobs.values()) job.abort.abort(STOPPED);
      await Promise.all(running);
    },
  };
}

function restore(stored: StoredRender): RenderJob {
  return { ...stored, abort: new AbortController() };
}

function createJob(details: {
  id: string;
  userId: string;
  directory: string;
  createdAt: number;
}): RenderJob {
  const { directory, ...rest } = details;
  return {
    ...rest,
    status: 'pending',
    progress: PENDING_PROGRESS,
    file: join(directory, `${randomUUID()}.mp4`),
    durationMs: 0,
    bytes: 0,
    completedPolls: 0,
    abort: new AbortController(),
  };
}

function complete(
  job: RenderJob,
  result: Pick<RenderJob, 'durationMs' | 'bytes' | 'path'>,
  clock: Clock,
) {
  // A job cancelled at the last moment stays cancelled.
  if (job.abort.signal.aborted) return;
  Object.assign(job, result, { status: 'completed', progress: 100, completedAt: clock.now() });
}

function toShownProgress(percent: number): number {
  return Math.max(PENDING_PROGRESS, Math.min(99, Math.round(percent)));
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
