import { foldPath } from '../../core/batch-outputs.ts';
import { SkillError } from '../../system/errors.ts';
import { clipText } from '../../words/format.ts';
import type { BatchRecord } from '../../core/records.ts';
import { batchWords } from '../../words/batch.ts';
import type { BatchRecordFile } from '../../ports/manifest-file.ts';
import { isFile } from '../../media/output-file.ts';
import { asSkillError } from '../../ports/reporter.ts';
import type { BatchItem } from './batch-items.ts';
import type { ItemEnd } from './batch-outcome.ts';
import type { Context } from '../context.ts';
import { exportVideo } from '../export/export.ts';
import type { StepDocument } from '../job.ts';
import { run, type FinishedVideo } from '../run.ts';

/** What the videos of a batch have in common. */
export interface BatchJob {
  force: boolean;
  /** What is done; every finished video adds itself. */
  record: BatchRecord;
  file: BatchRecordFile;
}

export interface VideoJob extends BatchJob {
  item: BatchItem;
  beforeExport(): Promise<void>;
}

/** Makes one video, or takes note that it is there. Its failure is an outcome: the others go on. */
export async function makeVideo(context: Context, job: VideoJob): Promise<ItemEnd> {
  const known = job.record.items[job.item.key];
  try {
    if (known && !(await isFile(known.output)))
      return await fetchAgain(context, job, known.render_id);
    return known ? { status: 'done', ...known } : await makeAnew(context, job);
  } catch (error) {
    if (context.signal.aborted) throw error;
    // A bug in one is no reason to leave the others.
    return { status: 'failed', error: asSkillError(error) };
  }
}

async function makeAnew(context: Context, job: VideoJob): Promise<ItemEnd> {
  const { item, force, beforeExport } = job;
  const outcome = await run(context, {
    message: item.message,
    files: item.sources,
    out: item.output,
    resolution: item.resolution,
    force,
    dryRun: false,
    again: false,
    asPart: { beforeExport, onDone: (video) => noteVideo(context, job, video) },
  });
  if ('steps' in outcome.fields) tellUnchanged(context, outcome.fields.steps);
  return endOf(job, outcome.status);
}

/** The editor may have understood nothing; nobody else would pass on what it said. */
function tellUnchanged({ reporter }: Context, steps: StepDocument[]): void {
  for (const { action, changes, text } of steps)
    if (action === 'chat' && Array.isArray(changes) && changes.length === 0)
      reporter.notice(batchWords.nothingChanged(clipText(String(text), 200)));
}

/** The video was made and its file is gone: it is rendered or fetched once more, which is free, and nothing is edited again. */
async function fetchAgain(context: Context, job: VideoJob, renderId: string): Promise<ItemEnd> {
  const { item, force, beforeExport } = job;
  context.reporter.progress(batchWords.fetchedAgain());
  await beforeExport();
  const wish = { out: item.output, resolution: item.resolution, force };
  const outcome = await exportVideo(context, { ...wish, resume: { renderId } }).catch(
    (error: unknown) => {
      // The render is no longer kept; its session may be, and rendering is free.
      const isGone = error instanceof SkillError && error.kind === 'backend';
      if (!isGone || context.signal.aborted) throw error;
      return exportVideo(context, { ...wish, resume: undefined });
    },
  );
  if (outcome.status === 'done') await noteVideo(context, job, outcome.fields as FinishedVideo);
  return endOf(job, outcome.status);
}

function endOf({ record, item }: VideoJob, status: 'done' | 'running'): ItemEnd {
  const made = record.items[item.key];
  return status === 'done' && made ? { status, ...made } : { status: 'running' };
}

async function noteVideo(
  { clock }: Context,
  { record, file, item }: VideoJob,
  { render_id, file: output, video, bytes }: FinishedVideo,
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  // What was overwritten is no longer what another item made.
  for (const [key, made] of Object.entries(record.items))
    if (foldPath(made.output) === foldPath(output)) delete record.items[key];
  record.items[item.key] = { render_id, output, video, bytes, at };
  await file.write(record);
}
