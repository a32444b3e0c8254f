import { rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { RenderError } from './errors.ts';
import { withJobFolder } from './job-folder.ts';
import type { ProbedFacts, RenderPlan, StreamPlan } from './plan.ts';
import { startWorker } from './process.ts';
import type { AskOptions, WorkerProcess } from './process.ts';
import type { WorkerRequest } from './protocol.ts';
import { createQueue } from './queue.ts';
import { planSample } from './sample.ts';
import type { SampleOptions } from './sample.ts';
import { verifyResult } from './verify.ts';
import type { RenderedFacts } from './verify.ts';

const PROBE_TIMEOUT_MS = 60_000;
const TEMPORARY_NAME = 'out.tmp.mp4';

export interface EngineOptions {
  /** Of x264: `veryfast` unless told. */
  preset?: string;
  /** Of x264: 20 unless told; lower is better. */
  crf?: number;
  /** How many renders may run at once: 1 unless told, since one uses about two cores. */
  maxParallel?: number;
  /** How long a render of that duration may take: 20 times as long, at least a minute, unless told. */
  watchdogMs?: (durationMs: number) => number;
}

export interface RenderOptions {
  /** Replaced only once the new file is whole and verified. */
  outputFile: string;
  /** Whole percent, rising, 100 only at the very end. */
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

/** Reads and renders media, always in processes of its own. Every failure is a `RenderError`. */
export interface Engine {
  /** Tells what a file holds; `demuxer` comes from `sniffMedia`. */
  probe(file: string, demuxer: string): Promise<ProbedFacts>;
  /** Renders a plan; waits its turn behind other renders. */
  render(plan: RenderPlan, options: RenderOptions): Promise<RenderedFacts>;
  /** Makes up a real media file, for demonstrations and tests. */
  makeClip(options: SampleOptions): Promise<void>;
  /** Asks the long-lived worker something short; `frames.ts` is made of it. */
  ask<Result>(request: WorkerRequest): Promise<Result>;
  /** The process ids of the workers running now. */
  listWorkers(): number[];
  /** Kills all workers; what they were doing fails. */
  close(): Promise<void>;
}

/** Creates an engine. No process is started before it is needed. */
export function createEngine(options: EngineOptions = {}): Engine {
  const watchdogMs = options.watchdogMs ?? ((durationMs) => Math.max(60_000, durationMs * 20));
  const renders = createQueue(options.maxParallel ?? 1);
  const shortJobs = createQueue(1);
  const workers = new Set<WorkerProcess>();
  let shared: WorkerProcess | null = null;
  let isClosed = false;

  const start = (folder: string): WorkerProcess => {
    if (isClosed) throw new RenderError('closed', 'The render engine is closed.');
    const worker = startWorker(folder);
    workers.add(worker);
    return worker;
  };
  const end = async (worker: WorkerProcess): Promise<void> => {
    await worker.stop();
    workers.delete(worker);
  };

  /** One request at a time, so that a crash takes only its own request along. */
  const ask = <Result>(request: WorkerRequest): Promise<Result> =>
    shortJobs.run(async () => {
      if (!shared?.isAlive) {
        if (shared) workers.delete(shared);
        shared = start(tmpdir());
      }
      return shared.ask<Result>(request, { timeoutMs: PROBE_TIMEOUT_MS });
    });

  const probe: Engine['probe'] = (file, demuxer) =>
    ask({ command: 'probe', file: resolve(file), demuxer });

  /** A process for this render alone: whatever happens to it happens to no other. */
  const runAlone = async (
    folder: string,
    job: { request: WorkerRequest; options: AskOptions },
  ): Promise<void> => {
    const worker = start(folder);
    try {
      await worker.ask(job.request, job.options);
    } finally {
      await end(worker);
    }
  };

  const produce = (
    plan: RenderPlan,
    {
      command,
      outputFile,
      onProgress,
      signal,
    }: RenderOptions & { command: 'render' | 'make-clip' },
  ): Promise<RenderedFacts> =>
    renders.run(
      () =>
        withJobFolder(
          { parent: dirname(resolve(outputFile)), files: plan.files },
          async (folder) => {
            const { graph, muxer, durationMs } = plan;
            const streams = plan.streams.map((stream) => tuneEncoder(stream, options));
            const job = { graph, muxer, durationMs, streams, output: TEMPORARY_NAME };
            await runAlone(folder, {
              request: { command, job },
              options: {
                timeoutMs: watchdogMs(durationMs),
                signal,
                ...(onProgress ? { onProgress } : {}),
              },
            });
            const made = join(folder, TEMPORARY_NAME);
            const facts = verifyResult(plan, {
              ...(await probe(made, 'mov')),
              bytes: (await stat(made)).size,
            });
            signal?.throwIfAborted();
            await rename(made, outputFile);
            onProgress?.(100);
            return facts;
          },
        ),
      signal,
    );

  return {
    probe,
    render: (plan, renderOptions) => produce(plan, { ...renderOptions, command: 'render' }),
    makeClip: async (sample) => {
      await produce(planSample(sample), { command: 'make-clip', outputFile: sample.file });
    },
    ask,
    listWorkers: () => [...workers].flatMap(({ pid, isAlive }) => (isAlive && pid ? [pid] : [])),
    close: async () => {
      isClosed = true;
      await Promise.all([...workers].map(end));
    },
  };
}

function tuneEncoder(stream: StreamPlan, { preset, crf }: EngineOptions): StreamPlan {
  if (stream.kind !== 'video') return stream;
  const tuned = {
    ...(preset ? { preset } : {}),
    ...(crf === undefined ? {} : { crf: String(crf) }),
  };
  return { ...stream, options: { ...stream.options, ...tuned } };
}
