/** No command is silent for long while it works: hosts show what it prints, and take silence for death. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clearSamples,
  makeSamples,
  packageFolder,
  setStage,
  type Samples,
} from '../package/support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

const LONGEST_SILENCE_MS = 15_000;

test.each([
  ['text', []],
  ['JSON', ['--json']],
])(
  'a whole job that takes its time speaks at least every 15 s (%s)',
  async (_mode, options) => {
    // An edit of 40 s, and a render that waits another 20 s.
    const stage = await setStage({ stepDelayMs: 20_000, renderDelayMs: 20_000 });
    const script = join(packageFolder, 'scripts/run.mjs');
    const words = ['trim to 1 second, then export it', '--file', samples.clip, ...options];
    const child = spawn(process.execPath, [script, ...words], {
      cwd: stage.home,
      env: { PATH: process.env['PATH'] ?? '', HOME: stage.home, ...stage.env },
    });
    const startedMs = performance.now();
    const heardMs = [startedMs];
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', () => heardMs.push(performance.now()));
    const [exitCode] = await once(child, 'close');
    const gaps = heardMs.slice(1).map((atMs, index) => atMs - (heardMs[index] ?? 0));

    expect(exitCode).toBe(0);
    expect(performance.now() - startedMs).toBeGreaterThan(60_000);
    expect(Math.max(...gaps)).toBeLessThan(LONGEST_SILENCE_MS);
  },
  180_000,
);
