import type { StudioContext } from './context.ts';
import type { RenderJob } from './records.ts';

/** A job as the render endpoints show it, in either published shape (contract 2.7, 2.8). */
export function describeRender(job: RenderJob, context: StudioContext): object {
  const { options } = context;
  const progress = options.renderProgress ? { progress: job.progress } : {};
  const failure = job.error === undefined ? {} : { error: job.error };
  const url = showUrl(job, context);
  if (options.renderReply === 'seed') {
    const size = { duration: job.durationMs / 1000, size: job.bytes };
    const output = job.status === 'completed' ? { output: url ? { url, ...size } : {} } : {};
    return { taskId: job.id, status: job.status, ...progress, ...output, ...failure };
  }
  const { id, status, createdAt, completedAt } = job;
  return {
    success: true,
    data: {
      id,
      status,
      ...progress,
      ...(url && { outputUrl: url }),
      createdAt,
      ...(completedAt !== undefined && { completedAt }),
      ...failure,
    },
  };
}

/** The link to a finished file. */
export function linkResult(job: RenderJob, { links, origin }: StudioContext): string {
  return `${origin()}${links.sign(`/render-result/${encodeURIComponent(job.id)}.mp4`)}`;
}

function showUrl(job: RenderJob, context: StudioContext): string | undefined {
  if (job.status !== 'completed') return undefined;
  job.completedPolls += 1;
  if (context.options.firstCompletedWithoutUrl && job.completedPolls === 1) return undefined;
  return linkResult(job, context);
}
