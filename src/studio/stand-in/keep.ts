import type { Accounts } from './accounts.ts';
import type { Clock } from './clock.ts';
import type { Renders } from './renders.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The first answers do not wait for it. */
const FIRST_AFTER_MS = 1000;

export interface KeepParts {
  keepDays: number;
  clock: Clock;
  accounts: Accounts;
  renders: Renders;
  /** Told when it cannot be done; the studio goes on. */
  notice: (line: string) => void;
}

/**
 * Soon after the start and then every hour: clears away what a killed studio left half done, and forgets sessions and
 * renders that were not touched for `keepDays`, with their files. Returns how to stop.
 */
export function keepTidy({ keepDays, clock, accounts, renders, notice }: KeepParts): () => void {
  const stop = new AbortController();
  const tidy = async (): Promise<void> => {
    await clock.sleep(FIRST_AFTER_MS, stop.signal);
    while (!stop.signal.aborted) {
      const time = clock.now() - keepDays * DAY_MS;
      accounts.forgetSessionsBefore(time);
      renders.forgetBefore(time);
      await clock.sleep(HOUR_MS, stop.signal);
    }
  };
  tidy().catch((error: Error) => {
    if (!stop.signal.aborted) notice(`Cannot clear away old work: ${error.message}`);
  });
  return () => stop.abort();
}
