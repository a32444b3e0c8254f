/** The system room: time, output, settings, records and locks. It knows nothing of NemoVideo, media or jobs. */
import { setTimeout as delay } from 'node:timers/promises';

/** Time, injected everywhere so that tests need not wait. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Rejects with the signal's reason when it aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** A signal that aborts after `ms` with a `TimeoutError`. */
  timeout(ms: number): AbortSignal;
  /** Does something again and again; keeps no process alive. Returns what ends it. */
  every(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  timeout: (ms) => AbortSignal.timeout(Math.ceil(ms)),
  every(ms, act) {
    const interval = setInterval(act, ms).unref();
    return () => clearInterval(interval);
  },
};
