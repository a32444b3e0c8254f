import { rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createQueue } from '../queue.ts';
import { RenderError } from './errors.ts';
import { withJobFolder } from './job-folder.ts';
import { LIMITS } from './limits.ts';
import type { WorkerLimits } from './limits.ts';
import type { ProbedFacts, RenderPlan, StreamPlan } from './plan.ts';
import type { RenderJob } from './protocol.ts';
import { planSample } from './sample.ts';
import type { SampleOptions } from './sample.ts';
import { verifyResult } from './verify.ts';
import type { RenderedFacts } from './verify.ts';
import { createWorkerPool } from './worker-pool.ts';

const TEMPORARY_NAME = 'out.tmp';

export interface EngineOptions {
  /** Of x264: `veryfast` unless told. */
  preset?: string | undefined;
  /** Of x264: 20 unless told; lower is better. */
  crf?: number | undefined;
  /** How many renders may run at once: 1 unless told, since one uses about two cores. */
  maxParallel?: number;
  /** Those of `limits.ts` unless told. */
  limits?: Partial<WorkerLimits>;
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
  /** The process ids of the workers running now. */
  listWorkers(): number[];
  /** Kills all workers; what they were doing fails as `closed`. */
  close(): Promise<void>;
}

/** Creates an engine. No process is started before it is needed. */
export function createEngine(options: EngineOptions = {}): Engine {
  const renders = createQueue(options.maxParallel ?? 1);
  const limits = { ...LIMITS, ...options.limits };
  const probes = createQueue(1);
  const workers = createWorkerPool(limits.memoryBytes);

  const probe: Engine['probe'] = (file, demuxer) => {
    const request = { command: 'probe' as const, file: resolve(file), demuxer };
    return probes.run(() => workers.ask(request, { timeoutMs: limits.shortWorkMs }));
  };

  const render: Engine['render'] = (plan, { outputFile, ...how }) => {
    const parent = dirname(resolve(outputFile));
    const work = async (folder: string): Promise<RenderedFacts> => {
      const request = { command: 'render' as const, job: planJob(plan, { ...options, folder }) };
      await workers.ask(request, { ...how, timeoutMs: allowTime(plan) });
      const made = join(folder, TEMPORARY_NAME);
      const probed = await probe(made, 'mov');
      const facts = verifyResult(plan, { ...probed, bytes: (await stat(made)).size });
      if (how.signal?.aborted) throw new RenderError('aborted', 'The work was aborted.');
      await rename(made, outputFile);
      how.onProgress?.(100);
      return facts;
    };
    return renders
      .run(() => withJobFolder({ parent, files: plan.files }, work), how.signal)
      .catch((error: unknown) => {
        // Aborted while it waited for its place.
        if (error !== how.signal?.reason) throw error;
        throw new RenderError('aborted', 'The work was aborted before it began.');
      });
  };

  return {
    probe,
    render,
    makeClip: async (sample) => {
      await render(planSample(sample), { outputFile: sample.file });
    },
    listWorkers: workers.list,
    close: workers.close,
  };
}

/** A render may take 20 times as long as its result lasts, and a minute at least. */
const allowTime = ({ durationMs }: RenderPlan): number => Math.max(60_000, durationMs * 20);

function planJob(
  { graph, muxer, durationMs, streams }: RenderPlan,
  { folder, ...options }: EngineOptions & { folder: string },
): RenderJob {
  const tuned = streams.map((stream) => tuneEncoder(stream, options));
  const output = join(folder, TEMPORARY_NAME);
  return { folder, graph, muxer, durationMs, streams: tuned, output };
}

function tuneEncoder(stream: StreamPlan, { preset, crf }: EngineOptions): StreamPlan {
  if ('parts' in stream || stream.codec !== 'libx264') return stream;
  const tuned = { ...stream.options };
  if (preset !== undefined) tuned['preset'] = preset;
  if (crf !== undefined) tuned['crf'] = String(crf);
  return { ...stream, options: tuned };
}
