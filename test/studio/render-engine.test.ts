import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';

import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import type { Engine, EngineOptions } from '../../src/studio/cutter/render/engine.ts';
import { LIMITS } from '../../src/studio/cutter/render/errors.ts';
import type { RenderPlan } from '../../src/studio/cutter/render/plan.ts';
import { planSample } from '../../src/studio/cutter/render/sample.ts';
import {
  makeFolder,
  removeFolder,
  SMALL,
  timelineOf,
  titleOf,
  writeHalfWhitePng,
} from './render-support.ts';

let folder: string;
/** Needs seconds of work: long enough to interfere with. */
let longPlan: RenderPlan;
let shortPlan: RenderPlan;

const failure = (reason: string) => expect.objectContaining({ name: 'RenderError', reason });

function openEngine(options: EngineOptions = {}): Engine {
  const engine = createEngine({ preset: 'ultrafast', ...options });
  onTestFinished(() => engine.close());
  return engine;
}

interface LongRender {
  /** The error the render failed with. */
  result: Promise<unknown>;
  pid: number;
}

/** Starts the long render, and resolves at its first progress. */
function beginLongRender(
  engine: Engine,
  options: { signal?: AbortSignal } = {},
): Promise<LongRender> {
  return new Promise((resolve) => {
    const onProgress = (): void => resolve({ result, pid: engine.listWorkers().at(-1) ?? 0 });
    const rendering = engine.render(longPlan, {
      ...options,
      outputFile: join(folder, 'long.mp4'),
      onProgress,
    });
    const result = rendering.then(
      () => 'rendered',
      (error: unknown) => error,
    );
  });
}

beforeAll(async () => {
  folder = await makeFolder();
  longPlan = planSample({ ...SMALL, file: '', durationMs: 1_200_000, withSound: true });
  const timeline = timelineOf({ titles: [titleOf('你好', { durationMs: 300 })] });
  shortPlan = compileTimeline(timeline, { media: {}, output: SMALL });
});

afterAll(() => removeFolder(folder));

test('fails a render whose worker is killed, and renders the next one', async () => {
  const engine = openEngine();
  const { result, pid } = await beginLongRender(engine);
  process.kill(pid, 'SIGKILL');
  expect(await result).toEqual(failure('crashed'));
  const outputFile = join(folder, 'next.mp4');
  expect(await engine.render(shortPlan, { outputFile })).toMatchObject({
    ...SMALL,
    hasAudio: true,
  });
  expect(await readdir(folder)).toEqual(['next.mp4']);
});

test('aborts a render that is under way and leaves nothing behind', async () => {
  const engine = openEngine();
  const abort = new AbortController();
  const { result } = await beginLongRender(engine, { signal: abort.signal });
  abort.abort();
  expect(await result).toEqual(failure('aborted'));
  expect(engine.listWorkers()).toEqual([]);
  expect(
    (await readdir(folder)).filter((name) => name.startsWith('.') || name === 'long.mp4'),
  ).toEqual([]);
});

test('aborts a render that waits behind another one', async () => {
  const engine = openEngine();
  const first = new AbortController();
  const second = new AbortController();
  const { result } = await beginLongRender(engine, { signal: first.signal });
  const waiting = engine.render(shortPlan, {
    outputFile: join(folder, 'second.mp4'),
    signal: second.signal,
  });
  second.abort();
  await expect(waiting).rejects.toEqual(failure('aborted'));
  first.abort();
  expect(await result).toEqual(failure('aborted'));
  const tooLate = { outputFile: join(folder, 'second.mp4'), signal: second.signal };
  await expect(engine.render(shortPlan, tooLate)).rejects.toEqual(failure('aborted'));
});

/** Time is moved on by the test, not waited for. */
function holdTime(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
}

test('kills a worker that takes too long, even one that no longer listens', async () => {
  const engine = openEngine();
  holdTime();
  const { result, pid } = await beginLongRender(engine);
  process.kill(pid, 'SIGSTOP');
  await vi.advanceTimersByTimeAsync(20 * longPlan.durationMs);
  expect(await result).toEqual(failure('timed-out'));
  await expect.poll(() => isRunning(pid)).toBe(false);
});

test('kills a worker that hangs over a file, and reads the next one', async () => {
  const engine = openEngine();
  const file = join(folder, 'still.png');
  await writeHalfWhitePng(file, { width: 20, height: 20 });
  await engine.probe(file, 'png_pipe');
  const [pid = 0] = engine.listWorkers();
  process.kill(pid, 'SIGSTOP');
  holdTime();
  const hanging = expect(engine.probe(file, 'png_pipe')).rejects.toEqual(failure('timed-out'));
  await expect.poll(() => vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(LIMITS.shortWorkMs);
  await hanging;
  expect(await engine.probe(file, 'png_pipe')).toMatchObject({ width: 20 });
  await expect.poll(() => isRunning(pid)).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test('ends a render that needs more memory than it may have', async () => {
  const engine = openEngine({ memoryBytes: 1 });
  await expect(engine.render(longPlan, { outputFile: join(folder, 'big.mp4') })).rejects.toThrow(
    'The render process needed too much memory.',
  );
});

test('fails what is running and waiting as closed when the engine closes', async () => {
  const engine = openEngine();
  const { result } = await beginLongRender(engine);
  const waiting = engine.render(shortPlan, { outputFile: join(folder, 'never.mp4') });
  await engine.close();
  expect(await result).toEqual(failure('closed'));
  await expect(waiting).rejects.toEqual(failure('closed'));
  await expect(engine.probe('any.mp4', 'mov')).rejects.toEqual(failure('closed'));
});

test('reports rising percents and 100 only once the file is there', async () => {
  const engine = openEngine();
  const outputFile = join(folder, 'watched.mp4');
  const percents: number[] = [];
  await engine.render(shortPlan, { outputFile, onProgress: (percent) => percents.push(percent) });
  expect(percents).toEqual([...percents].sort((a, b) => a - b));
  expect(percents.at(-1)).toBe(100);
  expect((await stat(outputFile)).size).toBeGreaterThan(0);
});

test('fails a graph libav does not understand, with what libav says', async () => {
  const engine = openEngine();
  const plan = { ...shortPlan, graph: 'nosuchfilter,buffersink@v' };
  const rendering = engine.render(plan, { outputFile: join(folder, 'never.mp4') });
  await expect(rendering).rejects.toEqual(failure('failed'));
});

test('refuses a result that is not what was planned, and keeps the file that was there', async () => {
  const engine = openEngine();
  const outputFile = join(folder, 'kept.mp4');
  await writeFile(outputFile, 'the old one');
  const plan = { ...shortPlan, durationMs: 9000 };
  await expect(engine.render(plan, { outputFile })).rejects.toEqual(failure('unverified'));
  expect((await stat(outputFile)).size).toBe('the old one'.length);
});

test('refuses files that are broken, foreign or gigantic', async () => {
  const engine = openEngine();
  const write = async (name: string, content: string | Uint8Array): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const broken = await write('broken.mp4', '\0\0\0\x18ftypisom\0\0\x02\0isomiso2');
  await expect(engine.probe(broken, 'mov')).rejects.toEqual(failure('unreadable'));
  const playlist = await write('list.mp4', '#EXTM3U\n#EXTINF:1,\nbroken.mp4\n');
  await expect(engine.probe(playlist, 'mov')).rejects.toEqual(failure('unreadable'));
  await expect(engine.probe(playlist, 'hls')).rejects.toEqual(failure('unsupported'));
  await expect(engine.probe(join(folder, 'gone.mp4'), 'mov')).rejects.toEqual(
    failure('unreadable'),
  );
  const giant = join(folder, 'giant.png');
  await writeHalfWhitePng(giant, { width: 16_000, height: 2400 });
  await expect(engine.probe(giant, 'png_pipe')).rejects.toThrow(/limit of 8K/);
});
