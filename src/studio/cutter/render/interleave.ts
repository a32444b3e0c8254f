import { setImmediate } from 'node:timers/promises';

/** One stream on its way into the file. */
export interface StreamWriter {
  /** What has been reached, in seconds. */
  readonly time: number;
  readonly isDone: boolean;
  /** Does the next bit of work and writes what comes of it. */
  advance(): Promise<void>;
  close(): Promise<void>;
}

/** Copying never waits for another thread: progress would not get out, nor memory be watched. */
const BREATH_MS = 50;

/** Always advances the stream that is behind, so that packets stay interleaved and buffers small. */
export async function interleave(
  streams: StreamWriter[],
  onTime: (timeMs: number) => void,
): Promise<void> {
  let breathedAt = performance.now();
  for (;;) {
    const open = streams.filter((stream) => !stream.isDone);
    const behind = open.reduce<StreamWriter | null>(
      (a, b) => (a && a.time <= b.time ? a : b),
      null,
    );
    if (!behind) return;
    // Told before the step: what all streams have reached only rises.
    onTime(behind.time * 1000);
    await behind.advance();
    if (performance.now() - breathedAt < BREATH_MS) continue;
    await setImmediate();
    breathedAt = performance.now();
  }
}
