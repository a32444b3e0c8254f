/**
 * The process libav runs in, never the server's: a broken upload may crash or hang it, and it is
 * then killed without harm. It takes one request at a time over IPC and answers with JSON messages.
 */
import { Log } from 'node-av/lib';
import { AV_LOG_ERROR } from 'node-av/constants';
import { OUT_OF_MEMORY_EXIT, RenderError } from './errors.ts';
import { inspectMedia } from './inspect.ts';
import type { RenderJob, WorkerReply, WorkerRequest } from './plan.ts';
import { writeOutput } from './write-output.ts';

const PROGRESS_INTERVAL_MS = 100;
const MEMORY_INTERVAL_MS = 200;

Log.setLevel(AV_LOG_ERROR);
process.on('message', (request: WorkerRequest) => void answer(request));
// The server is gone: nobody waits for the result.
process.on('disconnect', () => process.exit(0));
limitMemory(Number(process.argv[2]));

/** libav works in other threads, so that a bomb is noticed while it unfolds. */
function limitMemory(bytes: number): void {
  setInterval(() => {
    if (process.memoryUsage.rss() > bytes) process.exit(OUT_OF_MEMORY_EXIT);
  }, MEMORY_INTERVAL_MS).unref();
}

async function answer(request: WorkerRequest): Promise<void> {
  try {
    reply({ kind: 'done', result: (await run(request)) ?? null });
  } catch (error) {
    const reason = error instanceof RenderError ? error.reason : 'failed';
    reply({
      kind: 'failed',
      reason,
      message: error instanceof Error ? error.message : String(error),
    });
  }
}

async function run(request: WorkerRequest): Promise<unknown> {
  switch (request.command) {
    case 'probe':
      return inspectMedia(request.file, request.demuxer);
    case 'render':
      return renderIn(request.job);
    default:
      return request satisfies never;
  }
}

/** A graph names its files without their folder. */
async function renderIn(job: RenderJob): Promise<void> {
  const idleFolder = process.cwd();
  process.chdir(job.folder);
  try {
    await writeOutput(job, createProgress(job));
  } finally {
    // Windows does not remove a folder that a process works in.
    process.chdir(idleFolder);
  }
}

/** Reports at most ten times a second, and never 100: the file is not verified yet. */
function createProgress({ durationMs }: RenderJob): (timeMs: number) => void {
  let reportedAt = 0;
  return (timeMs) => {
    const now = performance.now();
    if (now - reportedAt < PROGRESS_INTERVAL_MS) return;
    reportedAt = now;
    reply({ kind: 'progress', percent: Math.min(99, Math.floor((timeMs / durationMs) * 100)) });
  };
}

function reply(message: WorkerReply): void {
  process.send?.(message);
}
