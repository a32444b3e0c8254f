import type { ErrorKind, SkillError } from '../../system/errors.ts';
import { createGate, type Gate } from '../../core/gate.ts';
import { batchWords } from '../../words/batch.ts';
import { startBatchProgress, type BatchProgress } from '../../ports/batch-progress.ts';
import type { BatchItem } from './batch-items.ts';
import { describeEnd, nameItem, type ItemEnd } from './batch-outcome.ts';
import { makeVideo, type BatchJob } from './batch-video.ts';
import type { Context } from '../context.ts';

export interface BatchWork extends BatchJob {
  items: BatchItem[];
  /** Renders waited for at once. */
  parallel: number;
}

/** Works through the items: one at a time is edited, so many are rendered. Returns an end for each. */
export async function workThrough(
  context: Context,
  work: BatchWork,
): Promise<{ ends: ItemEnd[]; stopped: SkillError | undefined }> {
  const { items, record, file } = work;
  const doneBefore = items.filter(({ key }) => record.items[key]).length;
  if (doneBefore > 0) context.reporter.notice(batchWords.doneBefore(doneBefore));
  // Before anything is paid for: it must be possible to write down what is done.
  if (doneBefore < items.length) await file.write(record);
  const workshop: Workshop = {
    editor: createGate(1),
    renders: createGate(work.parallel),
    watch: watchForStop(),
    progress: await startBatchProgress(context.reporter, items.length),
  };
  try {
    const ends = await Promise.all(
      items.map((item) => attend(context, workshop, { ...work, item })),
    );
    return { ends, stopped: workshop.watch.reason() };
  } finally {
    workshop.progress.stop();
  }
}

/** What the items share. */
interface Workshop {
  editor: Gate;
  renders: Gate;
  watch: StopWatch;
  progress: BatchProgress;
}

/** One item, when its turn comes. */
async function attend(
  context: Context,
  { editor, renders, watch, progress }: Workshop,
  { item, ...work }: BatchWork & { item: BatchItem },
): Promise<ItemEnd> {
  const leaveEditor = await editor.enter();
  let leaveRenders: (() => void) | undefined;
  const beforeExport = async (): Promise<void> => {
    leaveRenders ??= await renders.enter();
    // From here on this item only waits: the next one may be edited.
    leaveEditor();
  };
  try {
    if (watch.reason() || isLate(context)) return { status: 'waiting' };
    const place = `${item.number}/${work.items.length} ${nameItem(item)}`;
    const own = contextOf(context, item, (line) => progress.tell(place, line));
    const end = await makeVideo(own, { ...work, item, beforeExport });
    watch.note(end);
    for (const notice of own.reporter.transcript().notices)
      if (!isPassing(notice)) context.reporter.notice(batchWords.progress(place, notice));
    progress.advance(place, context.reporter.word(describeEnd(end)));
    return end;
  } finally {
    leaveRenders?.();
    leaveEditor();
  }
}

const isLate = ({ clock, deadlineMs }: Context): boolean => clock.now() >= (deadlineMs ?? Infinity);

/** An item has a project of its own, and says nothing but what it is doing. */
const contextOf = (
  context: Context,
  { project }: BatchItem,
  onProgress: (line: string) => void,
): Context => ({
  ...context,
  project,
  reporter: context.reporter.aside(onProgress),
  unfinished: { next: undefined },
});

/** "⏳ Still working..." is worth nothing afterwards. */
const isPassing = (notice: string): boolean => notice.startsWith('⏳');

/** These would befall every other item as well. */
const STOPPING = new Set<ErrorKind>(['credits', 'plan', 'auth', 'rate_limit']);

interface StopWatch {
  note(end: ItemEnd): void;
  /** Why no other item is begun. */
  reason(): SkillError | undefined;
}

/** Notices what makes it useless to go on. */
function watchForStop(): StopWatch {
  let reason: SkillError | undefined;
  let wasOffline = false;
  return {
    note(end) {
      const error = end.status === 'failed' ? end.error : undefined;
      const isOffline = error?.kind === 'network';
      // One broken connection is bad luck, two in a row are an outage.
      if (error && (STOPPING.has(error.kind) || (isOffline && wasOffline))) reason ??= error;
      wasOffline = isOffline;
    },
    reason: () => reason,
  };
}
