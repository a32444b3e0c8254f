import { extname } from 'node:path';
import type { StudioContext } from './context.ts';
import type { FileDetails } from './file-reply.ts';
import type { RenderJob } from './records.ts';

/** A job as the render endpoints show it, in one of the published shapes, or in the other endpoints' (contract 2.7, 2.8, 7). */
export function describeRender(job: RenderJob, context: StudioContext): object {
  const { options } = context;
  const { progress } = job;
  const path = job.path === undefined ? {} : { path: job.path };
  const failure = job.error === undefined ? {} : { error: job.error };
  const url = showUrl(job, context);
  if (options.renderReply !== 'reference') {
    const size = { duration: job.durationMs / 1000, size: job.bytes };
    const output = job.status === 'completed' ? { output: url ? { url, ...size } : {} } : {};
    const told = {
      taskId: job.id,
      status: job.status,
      progress,
      ...output,
      ...path,
      ...failure,
    };
    return options.renderReply === 'seed' ? told : { code: 0, data: told };
  }
  const { id, status, createdAt, completedAt } = job;
  return {
    success: true,
    data: {
      id,
      status,
      progress,
      ...(url && { outputUrl: url }),
      createdAt,
      ...(completedAt !== undefined && { completedAt }),
      ...path,
      ...failure,
    },
  };
}

/** The link to a finished file. */
function linkResult(job: RenderJob, { links, origin }: StudioContext): string {
  return `${origin()}${links.sign(`/render-result/${encodeURIComponent(nameResult(job))}`)}`;
}

/** A result as a file: the job's id, and the extension of its format. */
export function nameResult({ id, file }: RenderJob): string {
  return id + extname(file);
}

/** What `sendFile` is to say of a finished file. */
export function describeFile(job: RenderJob): FileDetails {
  const { file, completedAt, bytes } = job;
  return {
    file,
    contentType: 'video/mp4',
    tag: `${completedAt}-${bytes}`,
  };
}

function showUrl(job: RenderJob, context: StudioContext): string | undefined {
  if (job.status !== 'completed') return undefined;
  job.completedPolls += 1;
  const { resultUrl } = context.options;
  const isHeld = resultUrl === 'never' || (resultUrl === 'late' && job.completedPolls === 1);
  return isHeld ? undefined : linkResult(job, context);
}
