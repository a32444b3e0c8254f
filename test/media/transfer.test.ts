import { expect, test } from 'vitest';
import { describeTransfer, isWorthALine, startTransferProgress } from '../../src/media/transfer.ts';
import { createRecordingReporter } from '../support/backend.ts';
import { createFakeClock } from '../support/fake-clock.ts';

const reading = (bytes: number, elapsedMs: number, own = {}) => ({
  bytes,
  elapsedMs,
  totalBytes: 100_000_000,
  startBytes: 0,
  ...own,
});

test.each([
  [reading(40_000_000, 2_000), '40% of 100.0 MB, 20.0 MB/s, 3 s left'],
  [reading(100_000_000, 5_000), '100% of 100.0 MB, 20.0 MB/s'],
  [reading(1_000_000, 10_000), '1% of 100.0 MB, 100 KB/s, 17 min left'],
  [reading(0, 0), '0% of 100.0 MB'],
  [reading(0, 5_000), '0% of 100.0 MB'],
  [reading(90_000_000, 1_000, { startBytes: 80_000_000 }), '90% of 100.0 MB, 10.0 MB/s, 1 s left'],
  [reading(40_000_000, 2_000, { totalBytes: null }), '40.0 MB, 20.0 MB/s'],
])('%j reads "%s"', (given, text) => {
  expect(describeTransfer(given).en).toBe(text);
});

test('a quiet log has a line at every tenth, and after twelve silent seconds', () => {
  expect(isWorthALine(reading(9_000_000, 0), reading(9_900_000, 500))).toBe(false);
  expect(isWorthALine(reading(9_000_000, 0), reading(10_000_000, 500))).toBe(true);
  expect(isWorthALine(reading(9_000_000, 0), reading(9_000_001, 12_000))).toBe(true);
});

test('of a file of unknown length, every 50 MB', () => {
  const own = { totalBytes: null };
  expect(isWorthALine(reading(40_000_000, 0, own), reading(49_000_000, 9, own))).toBe(false);
  expect(isWorthALine(reading(40_000_000, 0, own), reading(50_000_000, 9, own))).toBe(true);
});

test('lines come at most every tenth of a second, and the last byte always has one', async () => {
  const reporter = createRecordingReporter();
  let nowMs = 0;
  const clock = { ...createFakeClock(), now: () => nowMs };
  const progress = await startTransferProgress({
    reporter,
    clock,
    label: { en: 'Downloading', zh: '' },
    totalBytes: 100_000_000,
    startBytes: 0,
  });
  progress.at(30_000_000);
  nowMs = 200;
  progress.at(50_000_000);
  progress.at(80_000_000);
  progress.at(100_000_000);
  progress.stop();

  expect(reporter.progressed).toEqual([
    'Downloading: 50% of 100.0 MB, 250.0 MB/s, 1 s left',
    'Downloading: 100% of 100.0 MB, 500.0 MB/s',
  ]);
});
