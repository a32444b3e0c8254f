import { verbatim, type Text } from '../words/text.ts';
import { describeTransfer, isWorthALine, type TransferReading } from './transfer.ts';
import { progressWords } from '../words/progress.ts';
import type { Clock } from '../system/clock.ts';
import { startProgressBar } from './progress-bar.ts';
import type { Reporter } from '../system/reporter.ts';

/** Tells of a transfer as it goes: a live bar on a terminal, a line at every tenth elsewhere; always on stderr. */
export interface TransferProgress {
  /** Hears how many bytes there are now; cheap enough for every piece. */
  at(bytes: number): void;
  /** Leaves the terminal as it should be. */
  stop(): void;
}

export interface TransferProgressOptions {
  reporter: Reporter;
  clock: Clock;
  /** `Downloading`, `Uploading`. */
  label: Text;
  totalBytes: number | null;
  startBytes: number;
}

/** Faster than this nobody reads. */
const LEAST_INTERVAL_MS = 100;

export async function startTransferProgress(
  options: TransferProgressOptions,
): Promise<TransferProgress> {
  const { reporter, clock, totalBytes, startBytes } = options;
  const startedMs = clock.now();
  const read = (bytes: number): TransferReading => ({
    bytes,
    totalBytes,
    startBytes,
    elapsedMs: clock.now() - startedMs,
  });
  const show = reporter.live ? await startBar(options) : startLines(options, read(startBytes));
  let shownMs = startedMs;
  let last = startBytes;
  return {
    at(bytes) {
      last = bytes;
      if (clock.now() - shownMs < LEAST_INTERVAL_MS && bytes !== totalBytes) return;
      shownMs = clock.now();
      show.update(read(bytes));
    },
    stop: () => show.end(read(last)),
  };
}

interface Show {
  update(reading: TransferReading): void;
  end(reading: TransferReading): void;
}

function startLines({ reporter, label }: TransferProgressOptions, first: TransferReading): Show {
  let told = first;
  return {
    update(reading) {
      if (!isWorthALine(told, reading)) return;
      told = reading;
      reporter.progress(progressWords.line(label, describeTransfer(reading)));
    },
    end: () => {},
  };
}

async function startBar({ reporter, label, totalBytes }: TransferProgressOptions): Promise<Show> {
  const describe = (facts: Text): Record<string, string> => ({
    label: reporter.word(label),
    facts: reporter.word(facts),
    line: reporter.word(progressWords.line(label, facts)),
  });
  const format = totalBytes === null ? '{line}' : '{label} {bar} {facts}';
  // A bar of nothing would count as complete.
  const bar = await startProgressBar(format, totalBytes ?? 1, describe(verbatim('')));
  return {
    update: (reading) =>
      bar.update(totalBytes === null ? 0 : reading.bytes, describe(describeTransfer(reading))),
    end: () => bar.stop(),
  };
}
