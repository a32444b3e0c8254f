import { describeVideo } from '../media/video-facts.ts';
import type { Context } from '../steps/context.ts';
import type { SkillError } from '../system/errors.ts';
import type { Outcome } from '../system/outcome.ts';
import { batchWords, type BatchCounts } from '../words/batch.ts';
import { commonWords } from '../words/common.ts';
import { joinTexts, type Text } from '../words/text.ts';
import { markTold } from './jobs.ts';
import { exportOf, isSettled, type Batch, type Job } from './record.ts';
import { openJobs } from './store.ts';

/** An item of the manifest and its job. */
export interface Entry {
  file: string;
  job: Job;
}

/** What has become of an item in this call; one whose job is settled is done, whatever else is known. */
export type ItemEnd = { status: 'failed'; error: SkillError } | { status: 'running' | 'waiting' };

export interface BatchWork {
  ends: Map<Job, ItemEnd>;
  /** What has stopped the batch before its last item. */
  stopped: SkillError | undefined;
}

/** Ends with a table. Throws when a video could not be made and nothing is under way any more. */
export function conclude(
  context: Context,
  batch: Batch,
  { entries, ends, stopped }: BatchWork & { entries: Entry[] },
): Outcome {
  const counts = countEnds(entries, ends);
  const fields = {
    items: entries.map((entry) => describeItem(context, entry, ends.get(entry.job))),
    done: counts.done,
    failed: counts.failed,
  };
  const rows = entries.map(({ file, job }, index) =>
    batchWords.row(index + 1, file, describeEnd(job, ends.get(job))),
  );
  const failure = explainFailure(ends, counts, stopped);
  if (failure) throw failure.with({ fields, lines: rows });
  const isDone = counts.done === counts.total;
  if (isDone) context.begun.next = undefined;
  return {
    status: isDone ? 'done' : 'running',
    lines: [batchWords.summary(counts), ...rows],
    fields,
    job: batch.id,
    next: context.begun.next,
    onPrinted: isDone ? markTold(openJobs(context), batch) : undefined,
  };
}

function countEnds(entries: Entry[], ends: Map<Job, ItemEnd>): BatchCounts {
  const count = (status: string): number =>
    entries.filter(({ job }) => statusOf(job, ends.get(job)) === status).length;
  return {
    total: entries.length,
    done: count('done'),
    failed: count('failed'),
    running: count('running'),
    waiting: count('waiting'),
  };
}

const statusOf = (job: Job, end: ItemEnd | undefined): ItemEnd['status'] | 'done' =>
  isSettled(job) ? 'done' : (end?.status ?? 'waiting');

/** While items are under way, failed ones can wait: the command that goes on tries them again. */
function explainFailure(
  ends: Map<Job, ItemEnd>,
  counts: BatchCounts,
  stopped: SkillError | undefined,
): SkillError | undefined {
  if (stopped)
    return stopped.with({
      summary: batchWords.stopped(stopped.summary, counts),
      advice: batchWords.thenRunAgain(stopped.advice),
    });
  const first = [...ends.values()].find((end) => end.status === 'failed');
  if (!first || counts.running + counts.waiting > 0) return undefined;
  return first.error.with({
    summary: batchWords.someFailed(counts, first.error.summary),
    advice: batchWords.mendAndRunAgain(),
  });
}

export function describeEnd(job: Job, end: ItemEnd | undefined): Text {
  const step = exportOf(job);
  if (isSettled(job) && step?.naming && step.video)
    return batchWords.made(step.naming.file, describeVideo(step.video, step.naming.bytes));
  if (end?.status === 'failed') return joinTexts(['❌ ', commonWords.failure(end.error)]);
  return end?.status === 'running' ? batchWords.underWay() : batchWords.notStarted();
}

function describeItem(
  { reporter }: Context,
  { file, job }: Entry,
  end: ItemEnd | undefined,
): Record<string, unknown> {
  const item = { file, status: statusOf(job, end) };
  const step = exportOf(job);
  if (item.status === 'done') return { ...item, output: step?.naming?.file };
  if (end?.status !== 'failed') return item;
  const { kind, code, status, summary, advice } = end.error;
  const [message, help] = [reporter.word(summary), reporter.word(advice)];
  return { ...item, error: { kind, code, status, message, advice: help } };
}
