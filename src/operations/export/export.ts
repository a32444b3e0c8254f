import type { Outcome } from '../../core/outcome.ts';
import { SkillError } from '../../system/errors.ts';
import { safeStem } from '../../media/file-name.ts';
import type { RenderRecord } from '../../core/records.ts';
import type { Text } from '../../words/text.ts';
import { exportWords } from '../../words/exports.ts';
import { checkOutput, prepareOutput, type OutputPlace } from '../../media/output-file.ts';
import type { Context } from '../context.ts';
import { deliver, recallVideo, stillRunning, withNext, type ExportFields } from './deliver.ts';
import { openProject, type Connection } from '../project.ts';
import { resumeCommand, startRender, submitTimeline, type RenderWish } from './render-submit.ts';
import { waitForRender } from './render-wait.ts';

export interface ExportOptions extends RenderWish {
  /** Go on with an earlier render: its id, or the project's latest unfinished one. */
  resume: { renderId: string | undefined } | undefined;
}

/** Without `--wait`, a call lasts at most this long; the render goes on and can be resumed. */
const LONGEST_WAIT_MS = 15 * 60_000;

/** Renders the timeline, fetches the file and proves it: the whole way from draft to a video on disk. */
export async function exportVideo(
  context: Context,
  options: ExportOptions,
): Promise<Outcome<ExportFields>> {
  await checkOutput(options.out);
  const connection = await openProject(context);
  const job = options.resume
    ? { render: await findRender(context, options.resume.renderId), mayRetry: false }
    : await startRender(context, connection, options);
  const place = await prepareOutput(options.out, job.render.name);
  const recalled = await recallUntold(context, connection, { ...options, ...job, place });
  if (recalled) return recalled;
  return finishRender(context, connection, { ...options, ...job, place });
}

/** An earlier run may have been stopped just after its file got its name, before it could say so. */
async function recallUntold(
  context: Context,
  connection: Connection,
  {
    render,
    place,
    doneSinceMs = Infinity,
  }: ExportOptions & Pick<FinishOptions, 'render' | 'place'>,
): Promise<Outcome<ExportFields> | undefined> {
  const isOfThisJob = Date.parse(render.submitted_at) >= doneSinceMs;
  return !render.file || isOfThisJob
    ? recallVideo(context, connection, { render, place })
    : undefined;
}

/** The render named, or the project's latest whose file has not arrived. */
async function findRender(
  { store, project, clock }: Context,
  renderId: string | undefined,
): Promise<RenderRecord> {
  if (renderId !== undefined)
    return (await store.render(renderId)) ?? unknownRender(renderId, project, clock.now());
  const open = (await store.renders()).findLast(
    (render) => render.project === project && !render.file,
  );
  if (open) return open;
  throw new SkillError('usage', exportWords.noneUnfinished(project), {
    advice: exportWords.startOne(),
  });
}

/** A render that was submitted from elsewhere can be fetched all the same. */
const unknownRender = (renderId: string, project: string, nowMs: number): RenderRecord => ({
  render_id: renderId,
  project,
  session_id: '',
  submitted_at: new Date(nowMs - 24 * 60 * 60_000).toISOString(),
  timeline_ms: 0,
  name: safeStem(renderId, 'video'),
});

interface FinishOptions extends ExportOptions {
  render: RenderRecord;
  /** A failed render is submitted once more under a new id; never when it was only resumed. */
  mayRetry: boolean;
  place: OutputPlace;
}

async function finishRender(
  context: Context,
  connection: Connection,
  options: FinishOptions,
): Promise<Outcome<ExportFields>> {
  const { render } = options;
  const resume = resumeCommand(context, render.render_id, options);
  context.unfinished.next = resume;
  const end = await waitForRender({
    ...context,
    api: connection.api,
    render,
    expectedMs: await expectDuration(context, render.timeline_ms),
    deadlineMs: context.deadlineMs ?? context.clock.now() + LONGEST_WAIT_MS,
  }).catch((error: unknown) => {
    throw withNext(error, resume);
  });
  if (end.phase === 'running') return stillRunning(context, { render, resume, polls: end.polls });
  if (end.phase === 'failed') {
    // There is nothing left of it to go on with.
    await context.store.forgetRender(render);
    context.unfinished.next = undefined;
    if (!options.mayRetry) throw renderFailed(end.reason);
    context.reporter.progress(exportWords.failedOnce());
    const retried = await submitTimeline(context, connection, options);
    return finishRender(context, connection, { ...options, render: retried, mayRetry: false });
  }
  return deliver(context, connection, {
    ...options,
    ...end,
    again: resume,
  });
}

const renderFailed = (reason: Text | undefined): SkillError =>
  new SkillError('backend', reason ? exportWords.failedFor(reason) : exportWords.failed(), {
    advice: exportWords.tryLater(),
  });

/** The median pace of the last renders on this machine, for a timeline of this length. */
async function expectDuration({ store }: Context, timelineMs: number): Promise<number | undefined> {
  const paces = (await store.renders())
    .filter(({ took_ms, timeline_ms }) => took_ms && timeline_ms > 0)
    .slice(-5)
    .map(({ took_ms, timeline_ms }) => (took_ms ?? 0) / timeline_ms)
    .sort((a, b) => a - b);
  const median = paces[Math.floor(paces.length / 2)];
  return median === undefined || timelineMs === 0 ? undefined : median * timelineMs;
}
