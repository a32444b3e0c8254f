import { constants } from 'node:fs';
import { copyFile, link, mkdtemp, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { createQueue } from '../queue.ts';
import type { MediaFacts } from '../timeline.ts';
import { LIMITS, RenderError } from './errors.ts';
import { buildFont } from './fonts.ts';
import { FPS } from './frames.ts';
import type { JobFile, RenderJob, RenderPlan, StreamPlan } from './plan.ts';
import { planSample } from './sample.ts';
import type { SampleOptions } from './sample.ts';
import { createWorkerPool } from './workers.ts';

const TEMPORARY_NAME = 'out.tmp';
/** Of a result: a frame of the picture, and two of AAC, which is written in frames of 1024 samples. */
const TOLERANCE_MS = 1000 / FPS + (2 * 1024) / 48;

export interface EngineOptions {
  /** Of x264: `veryfast` unless told. */
  preset?: string | undefined;
  /** How many renders may run at once: 1 unless told, since one uses about two cores. */
  maxParallel?: number;
  /** Of one worker; `LIMITS.memoryBytes` unless told. */
  memoryBytes?: number;
}

export interface RenderOptions {
  /** Replaced only once the new file is whole and verified. */
  outputFile: string;
  /** Whole percent, rising, 100 only at the very end. */
  onProgress?: (percent: number) => void;
  signal?: AbortSignal;
}

/** What a finished render is: its facts as probed, and its size. */
export interface RenderedFacts extends MediaFacts {
  bytes: number;
}

/** Reads and renders media, always in processes of its own. Every failure is a `RenderError`. */
export type Engine = ReturnType<typeof createEngine>;

/** Creates an engine. No process is started before it is needed. */
export function createEngine({ preset, maxParallel = 1, memoryBytes }: EngineOptions = {}) {
  const renders = createQueue(maxParallel);
  const probes = createQueue(1);
  const workers = createWorkerPool(memoryBytes ?? LIMITS.memoryBytes);

  /** Tells what a file holds; `demuxer` comes from `sniffMedia`. */
  const probe = (file: string, demuxer: string): Promise<MediaFacts> => {
    const request = { command: 'probe' as const, file: resolve(file), demuxer };
    return probes.run(() => workers.ask(request, { timeoutMs: LIMITS.shortWorkMs }));
  };

  /** Renders a plan; waits its turn behind other renders. */
  const render = (
    plan: RenderPlan,
    { outputFile, ...how }: RenderOptions,
  ): Promise<RenderedFacts> => {
    const work = async (folder: string): Promise<RenderedFacts> => {
      const { graph, muxer, durationMs } = plan;
      const made = join(folder, TEMPORARY_NAME);
      const streams = plan.streams.map((stream) => tuneEncoder(stream, preset));
      const job: RenderJob = { folder, graph, muxer, durationMs, streams, output: made };
      await workers.ask({ command: 'render', job }, { ...how, timeoutMs: allowTime(plan) });
      const probed = await probe(made, 'mov');
      const facts = verifyResult(plan, { ...probed, bytes: (await stat(made)).size });
      if (how.signal?.aborted) throw new RenderError('aborted', 'The work was aborted.');
      await rename(made, outputFile);
      how.onProgress?.(100);
      return facts;
    };
    const parent = dirname(resolve(outputFile));
    return renders
      .run(() => withJobFolder(parent, plan.files, work), how.signal)
      .catch((error: unknown) => {
        // Aborted while it waited for its place.
        if (error !== how.signal?.reason) throw error;
        throw new RenderError('aborted', 'The work was aborted before it began.');
      });
  };

  return {
    probe,
    render,
    /** Makes up a real media file, for demonstrations and tests. */
    makeClip: async (sample: SampleOptions): Promise<void> => {
      await render(planSample(sample), { outputFile: sample.file });
    },
    /** The process ids of the workers running now. */
    listWorkers: workers.list,
    /** Kills all workers; what they were doing fails as `closed`. */
    close: workers.close,
  };
}

/** A render may take 20 times as long as its result lasts, and a minute at least. */
const allowTime = ({ durationMs }: RenderPlan): number => Math.max(60_000, durationMs * 20);

function tuneEncoder(stream: StreamPlan, preset: string | undefined): StreamPlan {
  if (preset === undefined || 'copied' in stream || stream.codec !== 'libx264') return stream;
  return { ...stream, options: { ...stream.options, preset } };
}

/**
 * Runs `use` in a new folder that holds the given files under their generated names, and removes
 * the folder afterwards. It is made inside `parent`, so that a result can be renamed out of it.
 */
async function withJobFolder<Result>(
  parent: string,
  files: JobFile[],
  use: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(parent, '.render-'));
  try {
    for (const file of files) await placeFile(file, join(folder, file.name));
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function placeFile(file: JobFile, path: string): Promise<void> {
  if (file.kind === 'text') return writeFile(path, file.text);
  if (file.kind === 'font') return writeFile(path, buildFont(file.characters));
  try {
    await link(file.source, path);
  } catch {
    // Another file system, or one without hard links.
    await copyFile(file.source, path, constants.COPYFILE_FICLONE);
  }
}

/** Compares a finished file with its plan; throws `unverified` when it is not what was planned. */
function verifyResult(plan: RenderPlan, facts: RenderedFacts): RenderedFacts {
  const { picture, durationMs } = plan;
  const wantsSound = plan.streams.some((stream) => stream.kind === 'audio');
  const complaints = [
    facts.bytes === 0 && 'it is empty',
    (facts.width !== picture?.width || facts.height !== picture?.height) &&
      `its picture is ${facts.width} x ${facts.height}`,
    facts.hasAudio !== wantsSound && `its sound is ${facts.hasAudio ? 'unwanted' : 'missing'}`,
    Math.abs(facts.durationMs - durationMs) > TOLERANCE_MS &&
      `it lasts ${facts.durationMs} ms instead of ${Math.round(durationMs)} ms`,
  ].filter((complaint) => complaint !== false);
  if (complaints.length === 0) return facts;
  const told = `The rendered file is not what was planned: ${complaints.join(', ')}.`;
  throw new RenderError('unverified', told);
}
