import { commonWords } from '../words/common.ts';
import type { Clock } from '../system/clock.ts';
import type { Output } from '../system/output.ts';
import type { Reporter } from '../system/reporter.ts';

/** Hosts show what a command prints, and take long silence for death (hosts.md, section 4: a line every 10 to 15 s). */
const LONGEST_SILENCE_MS = 12_000;
const LOOK_EVERY_MS = 1_000;

/** Fills long silences, so that who waits can see that a command is alive. */
export interface Heartbeat {
  /** The output, listened to. */
  listen(output: Output): Output;
  /** Begins to fill silences; returns what ends it. */
  start(reporter: Reporter): () => void;
}

export function createHeartbeat(clock: Pick<Clock, 'now' | 'every'>): Heartbeat {
  const startedMs = clock.now();
  let heardMs = startedMs;
  return {
    listen: (output) => ({
      ...output,
      write(text) {
        heardMs = clock.now();
        output.write(text);
      },
    }),
    start(reporter) {
      // A terminal shows bars, which a line would break.
      if (reporter.live) return () => {};
      return clock.every(LOOK_EVERY_MS, () => {
        const nowMs = clock.now();
        if (nowMs - heardMs < LONGEST_SILENCE_MS) return;
        reporter.progress(commonWords.stillAtWork(Math.round((nowMs - startedMs) / 1000)));
      });
    },
  };
}
