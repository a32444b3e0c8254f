export interface Queue {
  /** Runs `task` when a place is free, in order of arrival. */
  run<Result>(task: () => Promise<Result>): Promise<Result>;
}

/** At most `limit` tasks at a time; a failed task does not stop the next one. */
export function createQueue(limit: number): Queue {
  const waiting: Array<() => void> = [];
  let running = 0;

  async function enter(): Promise<void> {
    if (running < limit) {
      running += 1;
      return;
    }
    // The place is handed over directly, so nobody can slip in between.
    await new Promise<void>((resolve) => waiting.push(resolve));
  }

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }

  return {
    async run(task) {
      await enter();
      try {
        return await task();
      } finally {
        leave();
      }
    },
  };
}
