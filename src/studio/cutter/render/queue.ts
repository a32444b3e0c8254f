import { RenderError } from './errors.ts';

/** Runs tasks in order, only so many at once. */
export interface Queue {
  /** Waits for a place, then runs. Aborting while waiting fails with `aborted`, and nothing runs. */
  run<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
}

/** Creates a queue that runs at most `limit` tasks at once. */
export function createQueue(limit: number): Queue {
  const waiting: (() => void)[] = [];
  let running = 0;
  const leave = (): void => {
    running -= 1;
    waiting.shift()?.();
  };
  const enter = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener('abort', giveUp);
        running += 1;
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(new RenderError('aborted', 'The work was aborted while it waited.'));
      };
      if (running < limit) return start();
      waiting.push(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  return {
    run: async (task, signal) => {
      if (signal?.aborted)
        throw new RenderError('aborted', 'The work was aborted before it began.');
      await enter(signal);
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
