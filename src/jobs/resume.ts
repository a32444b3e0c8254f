import type { Context } from '../steps/context.ts';
import { SkillError } from '../system/errors.ts';
import type { Outcome } from '../system/outcome.ts';
import { jobWords } from '../words/jobs.ts';
import { goOn } from './jobs.ts';
import { isResumable, type AnyJob } from './record.ts';
import { isBatch, openJobs, type JobStore } from './store.ts';

/** Goes on with a job: the one named, or the project's latest that is not over. */
export async function resumeJob(context: Context, id: string | undefined): Promise<Outcome> {
  const store = openJobs(context);
  const record = id === undefined ? await findLatest(context, store) : await findNamed(store, id);
  if (!record) {
    return { status: 'done', lines: [jobWords.noneOpen(context.project)], fields: {} };
  }
  context.project = record.project;
  if (!isBatch(record)) return goOn(context, record);
  const { resumeBatch } = await import('./batch.ts');
  return resumeBatch(context, record);
}

async function findNamed(store: JobStore, id: string): Promise<AnyJob> {
  const record = /^[a-z0-9]{1,12}$/i.test(id) ? await store.find(id.toLowerCase()) : undefined;
  if (record) return record;
  throw new SkillError('usage', jobWords.unknownJob(id), { advice: jobWords.listOpen() });
}

async function findLatest({ project }: Context, store: JobStore): Promise<AnyJob | undefined> {
  const records = await store.list(project);
  return records.findLast(isResumable);
}
