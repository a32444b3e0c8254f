import { setTimeout as delay } from 'node:timers/promises';

/** Time as the studio sees it; tests pass their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Resolves after `durationMs`; rejects as soon as `signal` aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    sleep: async (durationMs, signal) => {
      await delay(durationMs, undefined, signal ? { signal } : {});
    },
  };
}
