import { openBackend } from '../backend/backend.ts';
import { isLate, type Context } from '../steps/context.ts';
import { SkillError, type ErrorKind } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import type { Outcome } from '../system/outcome.ts';
import type { Reporter } from '../system/reporter.ts';
import { batchWords } from '../words/batch.ts';
import {
  keepApart,
  locateManifest,
  readItems,
  type BatchItem,
  type BatchPlace,
} from './batch-items.ts';
import {
  conclude,
  describeEnd,
  type BatchWork,
  type Entry,
  type ItemEnd,
} from './batch-outcome.ts';
import { beginTelling, claim, createJob, fetchAgainIfGone, withProject } from './jobs.ts';
import { listPaces } from './pace.ts';
import { exportOf, isOver, isSettled, type Batch, type Job } from './record.ts';
import { workThrough, type Runner } from './runner.ts';
import { isBatch, isJob, openJobs, startRecord, type JobStore } from './store.ts';

export interface BatchOptions {
  manifest: string;
  /** Absolute. */
  out: string | undefined;
  resolution: string | undefined;
  force: boolean;
  /** Renders waited for at once. */
  parallel: number;
}

/**
 * A batch is a list of jobs, each with a session and a render of its own (seed, "Batch style"; interface.md, "Batch manifest").
 * Edits go strictly one after another, renders are waited for side by side. What fails does not stop the others, unless it
 * would stop them all. The same manifest again goes on where it stopped; a changed item is a new job.
 */
export async function doBatch(context: Context, options: BatchOptions): Promise<Outcome> {
  const store = openJobs(context);
  const manifest = await locateManifest(options.manifest);
  const place: BatchPlace = { ...options, manifest, project: context.project };
  const items = await readItems(place);
  const wish = hashText(JSON.stringify([context.project, manifest, options.out ?? null]), 32);
  const batch = await claim(context, async () => {
    const open = (await store.list(context.project)).findLast(
      (record): record is Batch => isBatch(record) && record.wish === wish && !isOver(record),
    );
    return open ?? createBatch(context, store, { wish, parallel: options.parallel });
  });
  batch.parallel = options.parallel;
  return goOn(context, batch, items);
}

/** Goes on with the items as they were when the manifest was last read. */
export const resumeBatch = (context: Context, batch: Batch): Promise<Outcome> =>
  goOn(context, batch);

async function createBatch(
  context: Context,
  store: JobStore,
  { wish, parallel }: { wish: string; parallel: number },
): Promise<Batch> {
  const batch: Batch = { ...startRecord(context, wish), script: 'batch', parallel, items: [] };
  await store.save(batch);
  return batch;
}

/** Writes a job down for every item that has none yet. */
async function fillBatch(context: Context, batch: Batch, items: BatchItem[]): Promise<void> {
  const store = openJobs(context);
  const jobs = new Map((await listJobs(store, batch)).map((job) => [job.wish, job]));
  const added = items.filter(({ hash }) => !jobs.has(hash));
  const kept = items.flatMap(({ hash }) => jobs.get(hash) ?? []);
  await keepApart(
    added,
    kept.flatMap((job) => exportOf(job)?.out ?? []),
  );
  for (const { hash, steps } of added) {
    const job = createJob(context, { script: 'run', hash, steps, batch: batch.id });
    await store.save(job);
    jobs.set(hash, job);
  }
  batch.items = items.map(({ file, hash }) => ({ file, job: jobs.get(hash)?.id ?? '' }));
  await store.save(batch);
}

/** An item whose job was lost is begun anew. */
const listJobs = async (store: JobStore, batch: Batch): Promise<Job[]> =>
  (await store.list(batch.project))
    .filter(isJob)
    .filter((job) => job.batch === batch.id && !job.isLost);

/** Works through the batch under the project's lock; `items` is what the manifest holds now. */
async function goOn(context: Context, batch: Batch, items?: BatchItem[]): Promise<Outcome> {
  const store = openJobs(context);
  beginTelling(context, batch);
  return withProject(context, batch, async (lock) => {
    if (items) await fillBatch(context, batch, items);
    await store.forgetOld(batch.project);
    const records = await store.list(batch.project);
    const byId = new Map(records.filter(isJob).map((job) => [job.id, job]));
    const entries = batch.items.flatMap(({ file, job: id }) => {
      const job = byId.get(id);
      return job ? [{ file, job }] : [];
    });
    for (const { job } of entries) if (!batch.isTold) await fetchAgainIfGone(job);
    const doneBefore = entries.filter(({ job }) => isSettled(job)).length;
    if (doneBefore > 0) context.reporter.notice(batchWords.doneBefore(doneBefore));
    if (doneBefore === entries.length)
      return conclude(context, batch, { entries, ends: new Map(), stopped: undefined });
    const backend = await openBackend(context);
    try {
      const runner: Runner = { context, backend, store, lock, paces: listPaces(records) };
      const work = await workOff(runner, entries, batch.parallel);
      return conclude(context, batch, { entries, ...work });
    } finally {
      await backend.close();
    }
  });
}

/** These would befall every other item as well. */
const STOPPING = new Set<ErrorKind>(['credits', 'plan', 'auth', 'rate_limit']);

/** Uploads and edits one item after another; each item's render is waited for while the next ones are edited. */
async function workOff(runner: Runner, entries: Entry[], parallel: number): Promise<BatchWork> {
  const { context } = runner;
  const ends = new Map<Job, ItemEnd>();
  const exports = new Set<Promise<boolean>>();
  let stopped: SkillError | undefined;
  let wasOffline = false;
  const fail = (job: Job, error: unknown): void => {
    if (!(error instanceof SkillError) || error.kind === 'interrupted') throw error;
    ends.set(job, { status: 'failed', error });
    // One broken connection is bad luck, two in a row are an outage.
    const isOutage = error.kind === 'network' && wasOffline;
    wasOffline = error.kind === 'network';
    if (STOPPING.has(error.kind) || isOutage) stopped ??= error;
  };
  const settle = async (place: string, job: Job, act: () => Promise<string>): Promise<boolean> => {
    try {
      if ((await act()) === 'running') ends.set(job, { status: 'running' });
      else {
        wasOffline = false;
        if (!isSettled(job)) return true;
      }
    } catch (error) {
      fail(job, error);
    }
    context.reporter.progress(batchWords.progress(place, describeEnd(job, ends.get(job))));
    return false;
  };
  try {
    for (const [index, { file, job }] of entries.entries()) {
      if (isSettled(job)) continue;
      if (stopped || isLate(context)) {
        ends.set(job, { status: 'waiting' });
        continue;
      }
      const place = `${index + 1}/${entries.length} ${file}`;
      const own = {
        ...runner,
        context: { ...context, reporter: tellPlace(context.reporter, place) },
      };
      const isReady = await settle(place, job, () => workThrough(own, job, 'before-export'));
      if (!isReady) continue;
      while (exports.size >= parallel) await Promise.race(exports);
      const exporting = settle(place, job, () => workThrough(own, job));
      exports.add(exporting);
      // What it throws is thrown where all are waited for.
      exporting.catch(() => {}).finally(() => exports.delete(exporting));
    }
    await Promise.all(exports);
  } finally {
    // Nothing is left at work behind an error that ends the batch.
    await Promise.allSettled(exports);
  }
  return { ends, stopped };
}

/** Puts the item's number and file before each line that is told while it is worked on. */
const tellPlace = (reporter: Reporter, place: string): Reporter => ({
  ...reporter,
  live: false,
  progress: (line) => reporter.progress(batchWords.progress(place, line)),
  notice: (line) => reporter.notice(batchWords.progress(place, line)),
});
