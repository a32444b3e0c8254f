export type Queue = ReturnType<typeof createQueue>;

/** Runs tasks in order of arrival, at most `limit` at a time; a failed task does not stop the next one. */
export function createQueue(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  const enter = (signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const start = (): void => {
        signal?.removeEventListener('abort', giveUp);
        running += 1;
        resolve();
      };
      const giveUp = (): void => {
        waiting.splice(waiting.indexOf(start), 1);
        reject(signal?.reason);
      };
      if (running < limit) return start();
      waiting.push(start);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  return {
    /** Aborting while the task waits for its place fails with the signal's reason, and nothing runs. */
    async run<Result>(task: () => Promise<Result>, signal?: AbortSignal): Promise<Result> {
      signal?.throwIfAborted();
      await enter(signal);
      try {
        return await task();
      } finally {
        running -= 1;
        waiting.shift()?.();
      }
    },
  };
}
