import type { Clock } from '../system/clock.ts';
import { standardError } from '../system/output.ts';
import type { Reporter } from '../system/reporter.ts';
import { sizeText } from '../words/format.ts';
import { progressWords } from '../words/progress.ts';
import type { Text } from '../words/text.ts';

/** Tells how far a transfer is: on a terminal a live bar, elsewhere a line now and then; always on stderr. */
export interface TransferProgress {
  /** Takes how many bytes there are now; cheap enough to be called for every piece. */
  at(bytes: number): void;
  /** Leaves the terminal as it should be. */
  stop(): void;
}

export interface TransferOptions {
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
/** A slow transfer is told of this often: hosts poll the output every 10 to 15 s (hosts.md). */
const LONGEST_SILENCE_MS = 12_000;

/** Starts to tell of a transfer; `stop` must be called, however it ends. */
export function startTransferProgress(options: TransferOptions): TransferProgress {
  const { reporter, clock, label, totalBytes, startBytes } = options;
  const isLive = reporter.live && totalBytes !== null;
  const startedMs = clock.now();
  const tenthOf = (bytes: number): number =>
    totalBytes ? Math.floor((bytes * 10) / totalBytes) : 0;
  let shownMs = startedMs;
  let toldTenth = tenthOf(startBytes);
  return {
    at(bytes) {
      const nowMs = clock.now();
      const silenceMs = nowMs - shownMs;
      if (silenceMs < LEAST_INTERVAL_MS && bytes !== totalBytes) return;
      const isWorthALine = tenthOf(bytes) > toldTenth || silenceMs >= LONGEST_SILENCE_MS;
      if (!isLive && !isWorthALine) return;
      shownMs = nowMs;
      toldTenth = tenthOf(bytes);
      const facts = describeTransfer(bytes, nowMs - startedMs, options);
      if (isLive) drawBar(options, bytes, facts);
      else reporter.progress(progressWords.line(label, facts));
    },
    stop: () => {
      if (isLive) standardError.write('\x1b[1G\x1b[0K');
    },
  };
}

/** How long the bar is, in characters. */
const BAR_LENGTH = 24;

/** A line that is written over itself (ECMA-48: to the first column, and clear to the end). */
function drawBar(
  { reporter, label, totalBytes }: TransferOptions,
  bytes: number,
  facts: Text,
): void {
  const done = Math.round(BAR_LENGTH * Math.min(1, bytes / (totalBytes ?? bytes)));
  const bar = '█'.repeat(done) + '░'.repeat(BAR_LENGTH - done);
  standardError.write(`\x1b[1G${reporter.word(label)} ${bar} ${reporter.word(facts)}\x1b[0K`);
}

/** `40% of 24.3 MB, 12.1 MB/s, 2 s left`; what is not known, or not yet, is left out. */
export function describeTransfer(
  bytes: number,
  elapsedMs: number,
  { totalBytes, startBytes }: Pick<TransferOptions, 'totalBytes' | 'startBytes'>,
): Text {
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
