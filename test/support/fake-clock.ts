import type { Clock } from '../../src/system/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on, waking who sleeps in between, one after another. */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  atMs: number;
  wake(): void;
}

export function createFakeClock(startMs = Date.parse('2026-01-01T00:00:00Z')): FakeClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  const sleepUntil = (atMs: number, wake: () => void): Sleeper => {
    const sleeper = { atMs, wake };
    sleepers.add(sleeper);
    return sleeper;
  };
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = sleepUntil(nowMs + ms, resolve);
        signal?.addEventListener('abort', () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    timeout(ms) {
      const controller = new AbortController();
      sleepUntil(nowMs + ms, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
      return controller.signal;
    },
    every: () => () => {},
    async advance(ms) {
      const endMs = nowMs + ms;
      for (;;) {
        const next = [...sleepers]
          .filter(({ atMs }) => atMs <= endMs)
          .sort((a, b) => a.atMs - b.atMs)[0];
        if (!next) break;
        sleepers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.wake();
        await settle();
      }
      nowMs = endMs;
      await settle();
    },
  };
}

/** Lets everything that is ready run, I/O on loopback included. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};
