import { SkillError } from '../../system/errors.ts';
import { clipText } from '../../words/format.ts';
import type { Outcome } from '../../core/outcome.ts';
import { joinTexts, type Text } from '../../words/text.ts';
import { describeVideo, type VideoFacts } from '../../media/video-facts.ts';
import { batchWords, type BatchCounts } from '../../words/batch.ts';
import { commonWords } from '../../words/common.ts';
import type { BatchItem } from './batch-items.ts';
import type { Context } from '../context.ts';

/** What has become of an item. */
export type ItemEnd =
  | { status: 'done'; output: string; video: VideoFacts; bytes: number }
  | { status: 'failed'; error: SkillError }
  /** `--wait` was used up before its video was there. */
  | { status: 'running' }
  /** Not begun: the time was up, or something has stopped the batch. */
  | { status: 'waiting' };

export interface BatchFields {
  items: ItemFields[];
  done: number;
  failed: number;
}

interface ItemFields {
  /** As the manifest has it. */
  file: string | string[];
  status: ItemEnd['status'];
  output?: string;
  error?: { kind: string; code?: number; message: string; advice: string };
}

export interface BatchEnd {
  items: BatchItem[];
  /** One for each item. */
  ends: ItemEnd[];
  /** What has stopped the batch before its last item. */
  stopped: SkillError | undefined;
}

/**
 * Ends with a table. Throws when a video could not be made: with the error that stopped the batch, or that of the first item
 * that failed.
 */
export function concludeBatch(context: Context, end: BatchEnd): Outcome<BatchFields> {
  const { reporter, unfinished } = context;
  const counts = countEnds(end.ends);
  reporter.say(batchWords.summary(counts));
  for (const [index, item] of end.items.entries()) {
    const itemEnd = end.ends[index];
    if (itemEnd) reporter.say(batchWords.row(item.number, nameItem(item), describeEnd(itemEnd)));
  }
  const fields: BatchFields = {
    items: end.items.map((item, index) => describeItem(context, item, end.ends[index])),
    done: counts.done,
    failed: counts.failed,
  };
  const failure = explainFailure(end, counts);
  if (failure) throw failure.with({ next: unfinished.next, fields: { ...fields } });
  const { next } = unfinished;
  const isRunning = counts.done < counts.total;
  return { status: isRunning ? 'running' : 'done', ...(isRunning && next && { next }), fields };
}

function countEnds(ends: ItemEnd[]): BatchCounts {
  const count = (status: ItemEnd['status']): number =>
    ends.filter((end) => end.status === status).length;
  return {
    total: ends.length,
    done: count('done'),
    failed: count('failed'),
    running: count('running'),
    waiting: count('waiting'),
  };
}

/** While items are under way, failed ones can wait: the command that goes on tries them again. */
function explainFailure({ ends, stopped }: BatchEnd, counts: BatchCounts): SkillError | undefined {
  if (stopped)
    return restate(stopped, {
      summary: batchWords.stopped(stopped.summary, counts),
      advice: batchWords.thenRunAgain(stopped.advice),
    });
  const first = ends.find((end) => end.status === 'failed')?.error;
  if (!first || counts.running + counts.waiting > 0) return undefined;
  return restate(first, {
    summary: batchWords.someFailed(counts, first.summary),
    advice: batchWords.mendAndRunAgain(),
  });
}

const restate = (
  { kind, code, cause }: SkillError,
  { summary, advice }: { summary: Text; advice: Text },
): SkillError => new SkillError(kind, summary, { advice, code, cause });

/** `a.mp4`, `a.mp4 + b.mp3`, or the first words of what is to be made. */
export const nameItem = ({ given, message }: BatchItem): string =>
  given.length > 0 ? given.join(' + ') : JSON.stringify(clipText(message, 40));

export function describeEnd(end: ItemEnd): Text {
  switch (end.status) {
    case 'done':
      return batchWords.made(end.output, describeVideo(end.video, end.bytes));
    case 'failed':
      return joinTexts(['❌ ', commonWords.failure(end.error)]);
    case 'running':
      return batchWords.underWay();
    case 'waiting':
      return batchWords.notStarted();
    default:
      return end satisfies never;
  }
}

function describeItem(
  { reporter }: Context,
  { given }: BatchItem,
  end: ItemEnd = { status: 'waiting' },
): ItemFields {
  const item = { file: given.length === 1 ? (given[0] ?? '') : given, status: end.status };
  if (end.status === 'done') return { ...item, output: end.output };
  if (end.status !== 'failed') return item;
  const { kind, code, summary, advice } = end.error;
  const [message, help] = [reporter.word(summary), reporter.word(advice)];
  const error = { kind, ...(code !== undefined && { code }), message, advice: help };
  return { ...item, error };
}
