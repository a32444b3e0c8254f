import { openBackend } from '../backend/backend.ts';
import { lockFolder, type Context } from '../steps/context.ts';
import { isFile } from '../media/output.ts';
import { fetchedBy } from '../steps/record.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { takeLock, type Lock } from '../system/lock.ts';
import type { Outcome } from '../system/outcome.ts';
import { jobWords } from '../words/jobs.ts';
import { lockWords } from '../words/locks.ts';
import { describeJob } from './document.ts';
import { nextCommand } from './next.ts';
import { listPaces } from './pace.ts';
import { isOver, isSettled, type AnyJob, type Job } from './record.ts';
import { workThrough, type Runner } from './runner.ts';
import { isBatch, isJob, openJobs, startRecord, type JobStore } from './store.ts';
import type { Wish } from './wish.ts';

/**
 * The jobs room: what is remembered between commands. `doJob` begins a job, or goes on with the one that is open for the same
 * wish; `resume.ts` goes on with a job by its id. Both take the project's lock, work the steps off and tell the outcome from
 * the record. The room knows nothing of the command line.
 */
export async function doJob(context: Context, wish: Wish): Promise<Outcome> {
  const store = openJobs(context);
  const found = await claimJob(context, store, wish);
  if ('sentBy' in found) return tellSentElsewhere(context, found.sentBy);
  return goOn(context, found.job, wish);
}

/** Finds the job that is open for a wish, or writes a new one down. */
const claimJob = (
  context: Context,
  store: JobStore,
  wish: Wish,
): Promise<{ job: Job } | { sentBy: Job }> =>
  claim(context, async () => {
    const jobs = (await store.list(context.project)).filter(isJob);
    // Of several with one wish, which `--again` makes, the latest counts.
    const latest = jobs.findLast((job) => job.wish === wish.hash && job.batch === null);
    const isOpen = (job: Job): boolean => !isOver(job) && !job.isLost && !wish.again;
    if (latest && isOpen(latest)) return { job: latest };
    const sentBy = jobs.find((job) => isOpen(job) && hasSent(job, wish));
    if (sentBy) return { sentBy };
    const job = createJob(context, wish);
    await store.save(job);
    return { job };
  });

/** Of two commands with one wish that start at the same moment, one finds what the other has written down. */
export const claim = <T>(context: Context, act: () => Promise<T>): Promise<T> =>
  context.lock(`claim-${hashText(context.project)}`, act);

/** A bare message whose words another open job has sent already, with an outcome that is not known yet. */
const hasSent = (job: Job, { steps }: Wish): boolean =>
  steps.length === 1 &&
  job.steps.some(
    (step) =>
      step.action === 'chat' &&
      step.state === 'sent' &&
      !step.isOvertaken &&
      step.text === messageOf(steps),
  );

const messageOf = ([step]: Wish['steps']): string | undefined =>
  step?.action === 'chat' ? step.text : undefined;

/** A record of what is wanted; nothing of it is begun. */
export const createJob = (
  context: Context,
  wish: Pick<Wish, 'script' | 'hash' | 'steps'> & { timeline?: string | undefined; batch?: string },
): Job => ({
  ...startRecord(context, wish.hash),
  script: wish.script,
  batch: wish.batch ?? null,
  account: null,
  session: null,
  timeline: wish.timeline ?? null,
  steps: wish.steps,
});

function tellSentElsewhere(context: Context, job: Job): Outcome {
  return {
    status: 'running',
    lines: [jobWords.sentElsewhere(job.id)],
    job: job.id,
    next: nextCommand(context, job.id),
    fields: {},
  };
}

/**
 * Works a job off under the project's lock, and tells how it stands. `wish` is what this call asked for, where it was not
 * `--resume`.
 */
export async function goOn(context: Context, found: Job, wish?: Wish): Promise<Outcome> {
  const store = openJobs(context);
  beginTelling(context, found);
  return withProject(context, found, async (lock) => {
    // Another command may have gone on with it while this one waited for the lock.
    const job = ((await store.find(found.id)) as Job | undefined) ?? found;
    const before = JSON.stringify(job);
    job.language = context.speech.language;
    if (wish) adoptOptions(job, wish);
    if (JSON.stringify(job) !== before) await store.save(job);
    if (!isOver(job)) await fetchAgainIfGone(job);
    const isDone = isSettled(job) && (job.timeline === null || Boolean(job.savedTimeline));
    if (isOver(job) || isDone) return tellJob(context, job, markTold(store, job));
    await store.forgetOld(job.project);
    const records = await store.list(job.project);
    const backend = await openBackend(context);
    try {
      const runner: Runner = { context, backend, store, lock, paces: listPaces(records) };
      const end = await workThrough(runner, job);
      return tellJob(context, job, end === 'settled' ? markTold(store, job) : undefined);
    } catch (error) {
      if (await isRefusedWhole(context, job, error)) throw error;
      throw tellFailure(context, job, error);
    } finally {
      await backend.close();
    }
  });
}

/** The same wish can be said by several scripts, and may come with an option that it did not have at first. */
function adoptOptions(job: Job, { script, steps, timeline }: Wish): void {
  job.script = script;
  job.timeline = timeline ?? job.timeline;
  const isForced = steps.some((step) => 'force' in step && step.force);
  for (const step of job.steps) if ('force' in step) step.force ||= isForced;
}

/** A wish that turns out to be none before anything of it was done leaves no job (interface.md, "Jobs"). */
async function isRefusedWhole(context: Context, job: Job, error: unknown): Promise<boolean> {
  const isUsage = error instanceof SkillError && error.kind === 'usage';
  if (!isUsage || job.steps.some(({ state }) => state !== 'ready')) return false;
  job.isLost = true;
  await openJobs(context).save(job);
  Object.assign(context.begun, { job: undefined, next: undefined });
  return true;
}

/** A file that an earlier command made, did not tell, and that is gone since is to be fetched again. */
export async function fetchAgainIfGone({ steps }: Job): Promise<void> {
  for (const step of steps)
    for (const file of step.state === 'settled' ? fetchedBy(step) : []) {
      if (!file.naming || (await isFile(file.naming.file))) continue;
      step.state = 'sent';
      Object.assign(file, { naming: null, part: null });
    }
}

/** From here on, whatever ends the command names the job and what goes on with it. */
export function beginTelling(context: Context, record: AnyJob): void {
  context.begun.job = record.id;
  context.begun.next = nextCommand(context, record.id);
  // The outcome is told in the language in which the job was asked for, or in the one that this call asks for.
  const language = context.language === undefined ? record.language : context.speech.language;
  Object.assign(context.speech, { language, isGuess: false });
}

/** Holds the project's lock while something is done with a job; tells that it is still to do when the lock is not to be had. */
export async function withProject(
  context: Context,
  record: AnyJob,
  act: (lock: Lock) => Promise<Outcome>,
): Promise<Outcome> {
  const lock = await takeLock({
    ...context,
    folder: lockFolder(context, `project-${hashText(record.project)}`),
    onWait: () => context.reporter.progress(lockWords.waiting()),
  });
  if (!lock) {
    return {
      status: 'running',
      lines: [lockWords.stillBusy()],
      job: record.id,
      next: context.begun.next,
      fields: isBatch(record) ? {} : describe(context, record, 'running').fields,
    };
  }
  try {
    return await act(lock);
  } finally {
    await lock.release();
  }
}

const describe = (context: Context, job: Job, status: 'done' | 'running' | 'failed') =>
  describeJob(job, {
    status,
    json: context.call.json,
    stateFolder: context.files.folder,
  });

function tellJob(context: Context, job: Job, onPrinted?: Outcome['onPrinted']): Outcome {
  const isDone = onPrinted !== undefined;
  const { lines, fields, notices } = describe(context, job, isDone ? 'done' : 'running');
  for (const notice of notices) context.reporter.notice(notice);
  const { next } = context.begun;
  if (!isDone) return { status: 'running', lines, fields, job: job.id, next };
  context.begun.next = undefined;
  return { status: 'done', lines, fields, job: job.id, onPrinted };
}

/** The job is over from now on. */
export const markTold =
  (store: JobStore, record: AnyJob): Outcome['onPrinted'] =>
  async () => {
    record.isTold = true;
    await store.save(record);
  };

/** Names the step that failed, and keeps what was done before it. */
function tellFailure(context: Context, job: Job, error: unknown): unknown {
  if (!(error instanceof SkillError) || error.kind === 'interrupted') return error;
  const { fields } = describe(context, job, 'failed');
  const open = job.steps.find(({ state }) => state !== 'settled');
  const done = job.steps.filter(({ state }) => state === 'settled').map(({ action }) => action);
  if (!open || job.steps.length === 1) return error.with({ fields });
  const summary = jobWords.stopped({ step: open.action, done, reason: error.summary });
  return error.with({ summary, fields });
}
