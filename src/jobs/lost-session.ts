import type { Context, Work } from '../steps/context.ts';
import { createSession, replaceSession } from '../steps/project.ts';
import { SkillError } from '../system/errors.ts';
import { jobWords } from '../words/jobs.ts';
import type { Job } from './record.ts';

/**
 * The backend no longer knows the session. A new one is opened. The job goes on there when nothing of it is lost but files,
 * which are uploaded again; a job whose edits were in the session is lost with it.
 */
export async function replaceLost(work: Work & { job: Job }, error: SkillError): Promise<void> {
  const { context, backend, job } = work;
  job.session =
    job.batch === null
      ? await replaceSession(context, backend, work.session)
      : await createSession(context, backend);
  const hasEdits = job.steps.some(({ action, state }) => action === 'chat' && state !== 'ready');
  const hasExportOnly = job.steps.every(({ action }) => /export|media/.test(action));
  if (hasEdits || hasExportOnly) {
    job.isLost = true;
    await work.save();
    throw tellLost(context, job, error);
  }
  for (const step of job.steps)
    if (step.action === 'upload') Object.assign(step, { state: 'ready', isPromised: null });
  await work.save();
}

/** Nothing goes on with a lost job; a batch goes on with its other items. */
export function tellLost({ begun }: Context, job: Job, error?: SkillError): SkillError {
  if (job.batch === null) begun.next = undefined;
  const [summary, advice] = [jobWords.sessionLost(), jobWords.beginAnew()];
  return error?.with({ summary, advice }) ?? new SkillError('backend', summary, { advice });
}
