import { expect, test } from 'vitest';
import { describeTransfer, startTransferProgress } from '../../src/media/transfer.ts';
import { createRecordingReporter } from '../support/backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const WHOLE = { totalBytes: 100_000_000, startBytes: 0 };

test.each([
  [40_000_000, 2_000, WHOLE, '40% of 100.0 MB, 20.0 MB/s, 3 s left'],
  [100_000_000, 5_000, WHOLE, '100% of 100.0 MB, 20.0 MB/s'],
  [1_000_000, 10_000, WHOLE, '1% of 100.0 MB, 100 KB/s, 17 min left'],
  [0, 0, WHOLE, '0% of 100.0 MB'],
  [90_000_000, 1_000, { ...WHOLE, startBytes: 80_000_000 }, '90% of 100.0 MB, 10.0 MB/s, 1 s left'],
  [40_000_000, 2_000, { ...WHOLE, totalBytes: null }, '40.0 MB, 20.0 MB/s'],
])('%d bytes after %d ms of %j read "%s"', (...[bytes, elapsedMs, whole, text]) => {
  expect(describeTransfer(bytes, elapsedMs, whole).en).toBe(text);
});

/** The lines of a transfer in a quiet log, given what has come by when. */
async function tell(totalBytes: number | null, readings: [atMs: number, bytes: number][]) {
  const reporter = createRecordingReporter();
  let nowMs = 0;
  const clock = { ...createFakeClock(), now: () => nowMs };
  const label = { en: 'Downloading', zh: '' };
  const progress = startTransferProgress({
    reporter,
    clock,
    label,
    totalBytes,
    startBytes: 0,
  });
  for (const [atMs, bytes] of readings) {
    nowMs = atMs;
    progress.at(bytes);
  }
  progress.stop();
  return reporter.progressed.map((line) => line.split(',')[0]);
}

test('a quiet log has a line at every tenth, and after twelve silent seconds', async () => {
  const readings: [number, number][] = [
    [1_000, 9_000_000],
    [2_000, 10_000_000],
    [3_000, 19_000_000],
    [13_999, 19_000_001],
    [14_000, 19_000_002],
  ];
  expect(await tell(100_000_000, readings)).toEqual([
    'Downloading: 10% of 100.0 MB',
    'Downloading: 19% of 100.0 MB',
  ]);
  expect(await tell(null, readings)).toEqual(['Downloading: 19.0 MB']);
});
