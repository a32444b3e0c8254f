import { accountKey } from '../backend/account.ts';
import type { Backend } from '../backend/backend.ts';
import { isSessionGone } from '../backend/errors.ts';
import { isLate, type Context, type StepEnd, type Work } from '../steps/context.ts';
import { edit, settleEarlier } from '../steps/edit.ts';
import { exportVideo } from '../steps/export.ts';
import { exportMedia } from '../steps/export-media.ts';
import { lookAtCredits, lookAtState } from '../steps/look.ts';
import { createSession, openProject, touchProject } from '../steps/project.ts';
import type { EditStep, ExportStep, LookStep, SessionRecord, Step } from '../steps/record.ts';
import { saveTimeline } from '../steps/save-timeline.ts';
import { readState } from '../steps/session-state.ts';
import { upload } from '../steps/upload.ts';
import { SkillError } from '../system/errors.ts';
import type { Lock } from '../system/lock.ts';
import { isExportable } from '../timeline/timeline.ts';
import { commonWords } from '../words/common.ts';
import { editingWords } from '../words/editing.ts';
import { clipText } from '../words/format.ts';
import { jobWords } from '../words/jobs.ts';
import { verbatim } from '../words/text.ts';
import { replaceLost, tellLost } from './lost-session.ts';
import { isAnswerMissing } from './open-question.ts';
import { expectRenderMs } from './pace.ts';
import { isSettled, type Job } from './record.ts';
import { isJob, type JobStore } from './store.ts';

/** What a job is worked on with. The project's lock is held all the while. */
export interface Runner {
  context: Context;
  backend: Backend;
  store: JobStore;
  lock: Lock;
  /** See `listPaces`. */
  paces: number[];
}

/** Which steps of a job are wanted now: a batch edits one job after the other, and waits for renders side by side. */
export type Stretch = 'all' | 'before-export';

/**
 * Does what is left of a job, step by step, in order. Ends early when `--wait` is used up, and throws at the first failure;
 * either way the record says how far it came, and nothing that was done, or may have been, is done again.
 */
export async function workThrough(
  runner: Runner,
  job: Job,
  stretch: Stretch = 'all',
): Promise<StepEnd> {
  const { context, backend, store } = runner;
  let isReplaced = false;
  if (job.isLost) throw tellLost(context, job);
  // A job of which nothing has been done works in the session that the project has now, for whatever account.
  if (job.steps.every(({ state }) => state === 'ready'))
    Object.assign(job, { session: null, account: null });
  if (job.account !== null && job.account !== accountKey(backend.account)) throw otherAccount();
  job.account = accountKey(backend.account);
  try {
    for (;;) {
      const step = job.steps.find(({ state }) => state !== 'settled');
      if (!step) break;
      if (isLate(context)) return 'running';
      if (await isAnswerMissing(store, job)) return 'running';
      if (step.action === 'credits') {
        await answer(runner, job, step);
        continue;
      }
      job.session ??= await openSession(runner, job);
      const work = createWork(runner, job);
      try {
        if (step.action === 'export') {
          if (await placeUpload(work, step)) continue;
          if (stretch === 'before-export') return 'settled';
        }
        if ((await perform(work, step)) === 'running') return 'running';
      } catch (error) {
        // A new session that is not known either will not be helped by another one.
        if (!isSessionGone(error) || isReplaced) throw error;
        isReplaced = true;
        await replaceLost(work, error);
      }
    }
    if (job.timeline !== null && isSettled(job)) await saveJobTimeline(runner, job);
    return 'settled';
  } finally {
    if (job.session) await touchProject(context, backend.account, job.session);
  }
}

const otherAccount = (): SkillError =>
  new SkillError('auth', jobWords.otherAccount(), { advice: jobWords.useItsToken() });

/** The project's session; a job of a batch has one of its own. */
const openSession = async ({ context, backend }: Runner, job: Job): Promise<SessionRecord> =>
  job.batch === null
    ? (await openProject(context, backend)).session
    : createSession(context, backend);

/** What the steps work with, and the job they belong to. */
interface JobWork extends Work {
  job: Job;
  store: JobStore;
}

function createWork({ context, backend, store, lock, paces }: Runner, job: Job): JobWork {
  return {
    context,
    backend,
    store,
    job,
    session: job.session as SessionRecord,
    save: () => store.save(job),
    assertHeld: lock.assertHeld,
    expectRenderMs: (timelineMs) => expectRenderMs(paces, timelineMs),
  };
}

async function perform(work: JobWork, step: Step): Promise<StepEnd> {
  const { steps } = work.job;
  switch (step.action) {
    case 'upload':
      return upload(work, step);
    case 'chat':
      if (step.state === 'ready' && (await settleOthers(work)) === 'running') return 'running';
      return edit(work, step, steps[steps.indexOf(step) + 1]?.action);
    case 'export':
      return exportVideo(work, step);
    case 'media':
      return exportMedia(work, step);
    default:
      return answer(work, work.job, step);
  }
}

/** Answers a question about the balance or the timeline; what was answered is told from the record. */
async function answer(
  { context, backend, store }: Pick<Runner, 'context' | 'backend' | 'store'>,
  job: Job,
  step: LookStep,
): Promise<StepEnd> {
  const { fields, lines } =
    step.action === 'credits'
      ? await lookAtCredits(backend, context.signal)
      : await lookAtState(context, backend, job.session as SessionRecord);
  step.answer = { fields, lines: lines.map(context.reporter.word) };
  step.state = 'settled';
  await store.save(job);
  return 'settled';
}

/**
 * Finds out what became of edits that other jobs have sent into this session, before another one is posted: once it is, a
 * change can no longer be attributed to them.
 */
async function settleOthers(work: JobWork): Promise<StepEnd> {
  const { context, store, job } = work;
  const { reporter } = context;
  const others = (await store.list(job.project)).filter(isJob);
  for (const other of others) {
    if (other.id === job.id || other.isLost || other.session?.id !== work.session.id) continue;
    for (const step of other.steps) {
      if (step.action !== 'chat' || step.state !== 'sent' || step.isOvertaken) continue;
      const words = clipText(step.text, 60);
      const save = (): Promise<void> => store.save(other);
      const end = await settleEarlier({ ...work, save }, step).catch((error: unknown) => {
        // The editor reported that it failed: that is an end too.
        if (!(error instanceof SkillError) || step.state !== 'ready') throw error;
        return 'failed' as const;
      });
      if (end === 'running') return 'running';
      if (end === 'unclear') {
        step.isOvertaken = true;
        await save();
      }
      const changes = (step.outcome?.changes ?? []).map(verbatim);
      reporter.notice(
        changes.length > 0
          ? editingWords.earlierLanded(words, changes)
          : editingWords.earlierSilent(words),
      );
    }
  }
  return 'settled';
}

/** Puts an uploaded clip on the timeline and does nothing else (wire-contract.md section 9, item 1). */
const PLACEMENT = 'Place the uploaded clip on the timeline unchanged, full length, nothing added.';

/**
 * An export needs a timeline: where there are only uploads, an edit that places them is put before it. Returns true when it
 * was. That may use credits, so a bare `export` does not do it.
 */
async function placeUpload(work: JobWork, step: ExportStep): Promise<boolean> {
  const { context, backend, session, job, save } = work;
  const wasPlaced = job.steps.some((each) => each.action === 'chat' && each.isPlacement);
  if (step.state !== 'ready' || job.script === 'export' || wasPlaced) return false;
  const { media, timeline } = await readState(backend, session, context.signal);
  if (isExportable(timeline) || media.length === 0) return false;
  context.reporter.notice(jobWords.placing());
  const placement: EditStep = {
    action: 'chat',
    state: 'ready',
    text: PLACEMENT,
    isPlacement: true,
  };
  job.steps.splice(job.steps.indexOf(step), 0, placement);
  await save();
  return true;
}

/** A file that cannot be written, or would be empty, is a notice: what the job did besides is done and paid for. */
async function saveJobTimeline({ context, backend, store }: Runner, job: Job): Promise<void> {
  if (job.timeline === null || job.session === null || job.savedTimeline) return;
  const state = await readState(backend, job.session, context.signal);
  try {
    await saveTimeline(context, state, job.timeline);
    job.savedTimeline = job.timeline;
    await store.save(job);
  } catch (error) {
    if (!(error instanceof SkillError) || !['file', 'empty'].includes(error.kind)) throw error;
    context.reporter.notice(commonWords.failure(error));
  }
}
