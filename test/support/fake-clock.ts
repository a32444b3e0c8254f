import type { Clock } from '../../src/system/clock.ts';

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on, waking who sleeps in between, one after another. */
  advance(ms: number): Promise<void>;
  /** Moves time on, from one sleeper to the next, until something ends; throws when nobody is left who could end it. */
  until<T>(ending: Promise<T>): Promise<T>;
  /** Does something later. */
  after(ms: number, act: () => void): void;
}

interface Sleeper {
  atMs: number;
  /** One of `every` wakes nobody who waits. */
  isTick: boolean;
  wake(): void;
}

export function createFakeClock(startMs = Date.parse('2026-01-01T00:00:00Z')): FakeClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();
  const sleepUntil = (atMs: number, wake: () => void, isTick = false): Sleeper => {
    const sleeper = { atMs, wake, isTick };
    sleepers.add(sleeper);
    return sleeper;
  };
  /** False when nobody sleeps until then. */
  const wakeNext = (endMs: number): boolean => {
    const next = [...sleepers]
      .filter(({ atMs }) => atMs <= endMs)
      .sort((a, b) => a.atMs - b.atMs)[0];
    if (!next) return false;
    sleepers.delete(next);
    nowMs = Math.max(nowMs, next.atMs);
    next.wake();
    return true;
  };
  return {
    now: () => nowMs,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const sleeper = sleepUntil(nowMs + ms, () => {
          signal?.removeEventListener('abort', leave);
          resolve();
        });
        const leave = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', leave);
      }),
    timeout(ms) {
      const controller = new AbortController();
      sleepUntil(nowMs + ms, () => controller.abort(new DOMException('timed out', 'TimeoutError')));
      return controller.signal;
    },
    every(ms, act) {
      const rest = (): Sleeper =>
        sleepUntil(
          nowMs + ms,
          () => {
            sleeper = rest();
            act();
          },
          true,
        );
      let sleeper = rest();
      return () => sleepers.delete(sleeper);
    },
    after: (ms, act) => void sleepUntil(nowMs + ms, act),
    async advance(ms) {
      const endMs = nowMs + ms;
      await settle();
      while (wakeNext(endMs)) await settle();
      nowMs = endMs;
      await settle();
    },
    async until(ending) {
      let isOver = false;
      const end = (): void => void (isOver = true);
      ending.then(end, end);
      for (;;) {
        await settle();
        if (isOver) return ending;
        const mayWake = [...sleepers].some(({ isTick }) => !isTick);
        if (!mayWake) throw new Error('it waits for something that never comes');
        wakeNext(Infinity);
      }
    },
  };
}

/** What the system does for a file at the moment. */
const isDiskBusy = (): boolean =>
  process.getActiveResourcesInfo().some((name) => /^(?:FSReq|CloseReq)/.test(name));

/** Lets everything run that is ready, and what the disk is at work on. */
async function settle(): Promise<void> {
  for (let quiet = 0; quiet < 5; quiet = isDiskBusy() ? 0 : quiet + 1)
    await new Promise((resolve) => setImmediate(resolve));
}
