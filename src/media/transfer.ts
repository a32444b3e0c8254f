import type { Clock } from '../system/clock.ts';
import type { Reporter } from '../system/reporter.ts';
import { sizeText } from '../words/format.ts';
import { progressWords } from '../words/progress.ts';
import { verbatim, type Text } from '../words/text.ts';

/** Tells how far a transfer is: on a terminal a live bar, elsewhere a line now and then; always on stderr. */
export interface TransferProgress {
  /** Takes how many bytes there are now; cheap enough to be called for every piece. */
  at(bytes: number): void;
  /** Leaves the terminal as it should be. */
  stop(): void;
}

export interface TransferProgressOptions {
  reporter: Reporter;
  clock: Clock;
  /** `Downloading`, `Uploading`. */
  label: Text;
  /** Null when nobody knows. */
  totalBytes: number | null;
  /** What was there before, from an earlier try. */
  startBytes: number;
}

/** A bar that changes more often cannot be read. */
const LEAST_INTERVAL_MS = 100;

/** Starts to tell of a transfer; `stop` must be called, however it ends. */
export async function startTransferProgress(
  options: TransferProgressOptions,
): Promise<TransferProgress> {
  const { reporter, clock, totalBytes, startBytes } = options;
  const hasBar = reporter.live && totalBytes !== null && totalBytes > 0;
  const show = hasBar ? await startBar(options, totalBytes) : startLines(options);
  const startedMs = clock.now();
  let shownMs = startedMs;
  return {
    at(bytes) {
      const nowMs = clock.now();
      if (nowMs - shownMs < LEAST_INTERVAL_MS && bytes !== totalBytes) return;
      shownMs = nowMs;
      show.update({ bytes, totalBytes, startBytes, elapsedMs: nowMs - startedMs });
    },
    stop: () => show.stop(),
  };
}

interface Show {
  update(reading: TransferReading): void;
  stop(): void;
}

function startLines({ reporter, label, totalBytes, startBytes }: TransferProgressOptions): Show {
  let last: TransferReading = { bytes: startBytes, totalBytes, startBytes, elapsedMs: 0 };
  return {
    update(reading) {
      if (!isWorthALine(last, reading)) return;
      last = reading;
      reporter.progress(progressWords.line(label, describeTransfer(reading)));
    },
    stop: () => {},
  };
}

async function startBar(
  { reporter, label, startBytes }: TransferProgressOptions,
  totalBytes: number,
): Promise<Show> {
  const { SingleBar } = await import('../vendor/cli-progress.ts');
  const bar = new SingleBar({
    format: '{label} {bar} {facts}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    stopOnComplete: false,
    hideCursor: true,
    linewrap: false,
    // The command handles signals itself.
    gracefulExit: false,
    stream: process.stderr,
  });
  const describe = (facts: Text): Record<string, string> => ({
    label: reporter.word(label),
    facts: reporter.word(facts),
  });
  bar.start(totalBytes, startBytes, describe(verbatim('')));
  return {
    update: (reading) => bar.update(reading.bytes, describe(describeTransfer(reading))),
    stop: () => bar.stop(),
  };
}

/** How far a transfer is. */
export interface TransferReading extends Pick<
  TransferProgressOptions,
  'totalBytes' | 'startBytes'
> {
  bytes: number;
  elapsedMs: number;
}

/** `40% of 24.3 MB, 12.1 MB/s, 2 s left`; what is not known, or not yet, is left out. */
export function describeTransfer({
  bytes,
  totalBytes,
  startBytes,
  elapsedMs,
}: TransferReading): Text {
  const rate = elapsedMs < 100 ? 0 : ((bytes - startBytes) * 1000) / elapsedMs;
  const left = totalBytes === null || rate <= 0 ? 0 : Math.ceil((totalBytes - bytes) / rate);
  const done =
    totalBytes === null
      ? sizeText(bytes)
      : progressWords.share(Math.floor((bytes / totalBytes) * 100), sizeText(totalBytes));
  return progressWords.facts([
    done,
    ...(rate > 0 ? [progressWords.rate(sizeText(Math.round(rate)))] : []),
    ...(left > 0 ? [describeRest(left)] : []),
  ]);
}

const describeRest = (seconds: number): Text =>
  seconds < 120
    ? progressWords.secondsLeft(seconds)
    : progressWords.minutesLeft(Math.round(seconds / 60));

/** How much is worth a line: a tenth of the whole, or so many bytes where the whole is not known. */
const STEP = 0.1;
const UNKNOWN_STEP_BYTES = 50_000_000;
/** A slow transfer is told of this often: hosts poll the output every 10 to 15 s (hosts.md). */
const LONGEST_SILENCE_MS = 12_000;

/** True when a quiet log is worth a line: at every tenth of the way, and after a silence. */
export function isWorthALine(last: TransferReading, now: TransferReading): boolean {
  if (now.elapsedMs - last.elapsedMs >= LONGEST_SILENCE_MS) return true;
  const stepBytes = now.totalBytes === null ? UNKNOWN_STEP_BYTES : now.totalBytes * STEP;
  return Math.floor(now.bytes / stepBytes) > Math.floor(last.bytes / stepBytes);
}
