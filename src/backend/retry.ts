import { planRetry } from './retry-policy.ts';
import type { Clock } from '../system/clock.ts';

/** Runs a request again where that is harmless; the last error is thrown. */
export type Retry = <T>(method: 'GET' | 'POST', attempt: () => Promise<T>) => Promise<T>;

export interface RetryOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Clock time after which nothing is waited for any more. */
  deadlineMs: number | undefined;
  /** 0 to 1. */
  random: () => number;
  /** Hears of a wait before it begins. */
  onWait: (error: unknown, delayMs: number) => void;
}

export function createRetry({ clock, signal, deadlineMs, random, onWait }: RetryOptions): Retry {
  return async (method, attempt) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt();
      } catch (error) {
        const delayMs = planRetry({ method, error, attempt: tries, random: random() });
        if (delayMs === undefined || clock.now() + delayMs > (deadlineMs ?? Infinity)) throw error;
        onWait(error, delayMs);
        await clock.sleep(delayMs, signal);
      }
    }
  };
}
