import { rename, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { USUAL_CRF } from './encoders.ts';
import { RenderError } from './errors.ts';
import { FORMATS } from './formats.ts';
import { withJobFolder } from './job-folder.ts';
import { LIMITS } from './limits.ts';
import type { WorkerLimits } from './limits.ts';
import type { ProbedFacts, RenderPlan, StreamPlan } from './plan.ts';
import type { RenderJob, WorkerRequest } from './protocol.ts';
import { createQueue } from './queue.ts';
import { planSample } from './sample.ts';
import type { SampleOptions } from './sample.ts';
import { createStaff } from './staff.ts';
import { verifyResult } from './verify.ts';
import type { RenderedFacts } from './verify.ts';

const TEMPORARY_NAME = 'out.tmp';

export interface EngineOptions {
  /** Of x264: `veryfast` unless told. */
  preset?: string | undefined;
  /** Of x264 at high quality: 20 unless told; lower is better. */
  crf?: number | undefined;
  /** How many renders may run at once: 1 unless told, since one uses about two cores. */
  maxParallel?: number;
  /** How long a render of that duration may take: 20 times as long, at least a minute, unless told. */
  watchdogMs?: (durationMs: number) => number;
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
  /** Asks the long-lived worker something short; `frames.ts` is made of it. */
  ask<Result>(request: WorkerRequest): Promise<Result>;
  /** The process ids of the workers running now. */
  listWorkers(): number[];
  /** Kills all workers; what they were doing fails as `closed`. */
  close(): Promise<void>;
}

/** Creates an engine. No process is started before it is needed. */
export function createEngine(options: EngineOptions = {}): Engine {
  const watchdogMs = options.watchdogMs ?? ((durationMs) => Math.max(60_000, durationMs * 20));
  const renders = createQueue(options.maxParallel ?? 1);
  const staff = createStaff({ ...LIMITS, ...options.limits });

  const probe: Engine['probe'] = (file, demuxer) =>
    staff.ask({ command: 'probe', file: resolve(file), demuxer });

  const produce = (plan: RenderPlan, producing: Producing): Promise<RenderedFacts> => {
    const { command, outputFile, ...how } = producing;
    const parent = dirname(resolve(outputFile));
    const work = async (folder: string): Promise<RenderedFacts> => {
      const request = { command, job: planJob(plan, { ...options, folder }) };
      const asking = { ...how, folder, timeoutMs: watchdogMs(plan.durationMs) };
      // Without a graph, nothing is decoded: that is no more than probing does.
      await (plan.graph === '' ? staff.ask(request, asking) : staff.runAlone(request, asking));
      const made = join(folder, TEMPORARY_NAME);
      const probed = await probe(made, FORMATS[plan.format].demuxer);
      const facts = verifyResult(plan, { ...probed, bytes: (await stat(made)).size });
      if (how.signal?.aborted) throw new RenderError('aborted', 'The work was aborted.');
      await rename(made, outputFile);
      how.onProgress?.(100);
      return facts;
    };
    return renders.run(() => withJobFolder({ parent, files: plan.files }, work), how.signal);
  };

  return {
    probe,
    render: (plan, how) => produce(plan, { ...how, command: 'render' }),
    makeClip: async (sample) => {
      await produce(planSample(sample), { command: 'make-clip', outputFile: sample.file });
    },
    ask: staff.ask,
    listWorkers: staff.list,
    close: staff.close,
  };
}

interface Producing extends RenderOptions {
  command: 'render' | 'make-clip';
}

function planJob(
  { graph, format, durationMs, streams }: RenderPlan,
  { folder, ...options }: EngineOptions & { folder: string },
): RenderJob {
  const tuned = streams.map((stream) => tuneEncoder(stream, options));
  const output = join(folder, TEMPORARY_NAME);
  const { muxer } = FORMATS[format];
  return { folder, graph, muxer, durationMs, streams: tuned, output };
}

function tuneEncoder(stream: StreamPlan, { preset, crf }: EngineOptions): StreamPlan {
  if ('parts' in stream || stream.codec !== 'libx264') return stream;
  const tuned = { ...stream.options };
  if (preset !== undefined) tuned['preset'] = preset;
  if (crf !== undefined) tuned['crf'] = String(crf + Number(tuned['crf']) - USUAL_CRF);
  return { ...stream, options: tuned };
}
