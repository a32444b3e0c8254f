import { sizeText } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import { progressWords } from '../words/progress.ts';

/** How far a transfer is. */
export interface TransferReading {
  bytes: number;
  /** Null when nobody knows. */
  totalBytes: number | null;
  /** What was there before this transfer began, from an earlier try. */
  startBytes: number;
  elapsedMs: number;
}

/** Bytes per second since the transfer began; 0 when it is too early to tell. */
export const rateOf = ({ bytes, startBytes, elapsedMs }: TransferReading): number =>
  elapsedMs < 100 ? 0 : ((bytes - startBytes) * 1000) / elapsedMs;

/** Seconds to the end; undefined when it is too early to tell, or nobody knows. */
export function secondsLeft(reading: TransferReading): number | undefined {
  const rate = rateOf(reading);
  if (reading.totalBytes === null || rate <= 0) return undefined;
  return Math.max(0, Math.ceil((reading.totalBytes - reading.bytes) / rate));
}

/** `40% of 24.3 MB, 12.1 MB/s, 2 s left`; what is not known is left out. */
export function describeTransfer(reading: TransferReading): Text {
  const { bytes, totalBytes } = reading;
  const rate = rateOf(reading);
  const left = secondsLeft(reading);
  const done =
    totalBytes === null
      ? sizeText(bytes)
      : progressWords.share(Math.floor((bytes / totalBytes) * 100), sizeText(totalBytes));
  return progressWords.facts([
    done,
    ...(rate > 0 ? [progressWords.rate(sizeText(Math.round(rate)))] : []),
    ...(left === undefined || left === 0 ? [] : [describeRest(left)]),
  ]);
}

const describeRest = (seconds: number): Text =>
  seconds < 120
    ? progressWords.secondsLeft(seconds)
    : progressWords.minutesLeft(Math.round(seconds / 60));

const STEP = 0.1;
const UNKNOWN_STEP_BYTES = 50_000_000;
/** Whoever waits must hear something (hosts.md: a poll of the output every 10 to 15 s must make sense). */
const LONGEST_SILENCE_MS = 12_000;

/** True when a quiet log is worth a line: at every tenth of the way, and after a silence. */
export function isWorthALine(last: TransferReading, now: TransferReading): boolean {
  if (now.elapsedMs - last.elapsedMs >= LONGEST_SILENCE_MS) return true;
  const stepBytes = now.totalBytes === null ? UNKNOWN_STEP_BYTES : now.totalBytes * STEP;
  return Math.floor(now.bytes / stepBytes) > Math.floor(last.bytes / stepBytes);
}
