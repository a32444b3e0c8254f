import { tmpdir } from 'node:os';
import { createQueue } from '../queue.ts';
import { RenderError } from './errors.ts';
import type { RenderErrorReason } from './errors.ts';
import type { WorkerLimits } from './limits.ts';
import { startWorker } from './process.ts';
import type { AskOptions, WorkerProcess } from './process.ts';
import type { WorkerRequest } from './protocol.ts';

/** All workers of one engine: a long-lived one that probes and copies, one for each render that decodes. */
export interface WorkerPool {
  /** Asks the long-lived worker; it is started when needed, and anew after it died or was killed. */
  ask<Result>(request: WorkerRequest, options?: Partial<AskOptions>): Promise<Result>;
  /** Starts a worker in that folder for this request alone, and ends it afterwards. */
  runAlone(request: WorkerRequest, options: AskOptions & { folder: string }): Promise<void>;
  /** The process ids of the workers running now. */
  list(): number[];
  /** Kills them all; what they were doing, and everything asked later, fails as `closed`. */
  close(): Promise<void>;
}

/** A worker that did not end by itself may take a while to, and must not be given the next file. */
const KILLED = new Set<RenderErrorReason>(['timed-out', 'aborted']);

/** Creates a pool of no workers yet. */
export function createWorkerPool({ memoryBytes, shortWorkMs }: WorkerLimits): WorkerPool {
  const shortWork = createQueue(1);
  const workers = new Set<WorkerProcess>();
  let shared: WorkerProcess | null = null;
  let isClosed = false;

  const start = (folder: string): WorkerProcess => {
    const worker = startWorker(folder, memoryBytes);
    workers.add(worker);
    return worker;
  };
  const end = async (worker: WorkerProcess): Promise<void> => {
    await worker.stop();
    workers.delete(worker);
  };
  const unlessClosed = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (isClosed) throw describeClosed();
    try {
      return await work();
    } catch (error) {
      throw isClosed ? describeClosed(error) : error;
    }
  };

  return {
    // One request at a time, so that a crash takes only its own request along.
    ask: (request, options) =>
      shortWork.run(
        () =>
          unlessClosed(async () => {
            if (shared && !shared.isAlive) workers.delete(shared);
            if (!shared?.isAlive) shared = start(tmpdir());
            const worker = shared;
            try {
              return await worker.ask(request, { timeoutMs: shortWorkMs, ...options });
            } catch (error) {
              if (error instanceof RenderError && KILLED.has(error.reason)) {
                shared = null;
                void end(worker);
              }
              throw error;
            }
          }),
        options?.signal,
      ),
    runAlone: (request, { folder, ...options }) =>
      unlessClosed(async () => {
        const worker = start(folder);
        try {
          await worker.ask(request, options);
        } finally {
          await end(worker);
        }
      }),
    list: () => [...workers].flatMap(({ pid, isAlive }) => (isAlive && pid ? [pid] : [])),
    close: async () => {
      isClosed = true;
      await Promise.all([...workers].map(end));
    },
  };
}

function describeClosed(cause?: unknown): RenderError {
  return new RenderError('closed', 'The render engine is closed.', { cause });
}
