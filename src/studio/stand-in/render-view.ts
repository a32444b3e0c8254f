import { randomUUID } from 'node:crypto';

import type { StudioContext } from './context.ts';
import type { RenderJob } from './records.ts';
import { nameResult } from './renders.ts';

/** A job as its submission is answered: like polls or otherwise, or with JSON that is about something else (contract 2.7). */
export function describeSubmitted(job: RenderJob, context: StudioContext): object {
  const { submitReply } = context.options;
  if (submitReply === 'unrelated') {
    return { id: `req_${randomUUID()}`, message: 'Accepted', output: 'queued' };
  }
  return describeJob(job, context, submitReply);
}

/** A job as polls show it. */
export function describeRender(job: RenderJob, context: StudioContext): object {
  return describeJob(job, context, context.options.pollReply);
}

/** In one of the published shapes, or in the other endpoints' (contract 2.7, 2.8). */
function describeJob(
  job: RenderJob,
  context: StudioContext,
  shape: 'seed' | 'reference' | 'code',
): object {
  const { id, status, progress, createdAt, completedAt } = job;
  const url = showUrl(job, context);
  const rest = {
    ...(job.path !== undefined && { path: job.path }),
    ...(job.error !== undefined && { error: job.error }),
  };
  if (shape === 'reference') {
    const times = { createdAt, ...(completedAt !== undefined && { completedAt }) };
    const data = { id, status, progress, ...(url && { outputUrl: url }), ...times, ...rest };
    return { success: true, data };
  }
  const size = { duration: job.durationMs / 1000, size: job.bytes };
  const output = status === 'completed' && { output: url ? { url, ...size } : {} };
  const told = { taskId: id, status, progress, ...output, ...rest };
  return shape === 'seed' ? told : { code: 0, data: told };
}

function showUrl(job: RenderJob, context: StudioContext): string | undefined {
  if (job.status !== 'completed') return undefined;
  job.completedPolls += 1;
  const { resultUrl, results } = context.options;
  const isHeld = resultUrl === 'never' || (resultUrl === 'late' && job.completedPolls === 1);
  if (isHeld) return undefined;
  const path = `/render-result/${encodeURIComponent(nameResult(job))}`;
  const origin = results === 'store' ? context.storeOrigin() : context.origin();
  return origin + context.links.sign(path);
}
