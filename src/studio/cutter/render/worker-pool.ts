import { RenderError } from './errors.ts';
import { startWorker } from './process.ts';
import type { AskOptions, WorkerProcess } from './process.ts';
import type { WorkerRequest } from './protocol.ts';

/** The workers of one engine. Each does one thing at a time, and is kept for the next: a start costs a tenth of a second. */
export interface WorkerPool {
  /** Asks a worker that has nothing to do, or starts one. */
  ask<Result>(request: WorkerRequest, options: AskOptions): Promise<Result>;
  /** The process ids of the workers running now. */
  list(): number[];
  /** Kills them all; what they were doing, and everything asked later, fails as `closed`. */
  close(): Promise<void>;
}

/** Creates a pool of no workers yet. */
export function createWorkerPool(memoryBytes: number): WorkerPool {
  const workers = new Set<WorkerProcess>();
  const busy = new Set<WorkerProcess>();
  let isClosed = false;

  const take = (): WorkerProcess => {
    for (const worker of workers) if (!worker.isAlive) workers.delete(worker);
    const worker = [...workers].find((each) => !busy.has(each)) ?? startWorker(memoryBytes);
    workers.add(worker);
    busy.add(worker);
    return worker;
  };

  return {
    async ask(request, options) {
      if (isClosed) throw describeClosed();
      const worker = take();
      try {
        return await worker.ask(request, options);
      } catch (error) {
        throw isClosed ? describeClosed(error) : error;
      } finally {
        busy.delete(worker);
      }
    },
    list: () => [...workers].flatMap(({ pid, isAlive }) => (isAlive && pid ? [pid] : [])),
    async close() {
      isClosed = true;
      await Promise.all([...workers].map((worker) => worker.stop()));
    },
  };
}

const describeClosed = (cause?: unknown): RenderError =>
  new RenderError('closed', 'The render engine is closed.', { cause });
