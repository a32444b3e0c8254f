import { isSessionGone } from '../backend/errors.ts';
import { exportStem, safeStem } from '../media/file-name.ts';
import { prepareOutput } from '../media/output.ts';
import { listRenderSources } from '../media/render-sources.ts';
import { proveVideo, type ProvenVideo } from '../media/video-probe.ts';
import { SkillError } from '../system/errors.ts';
import { isExportable, type Timeline } from '../timeline/timeline.ts';
import { createUuid } from '../vendor/uuid.ts';
import { exportWords } from '../words/exports.ts';
import { clipText } from '../words/format.ts';
import { verbatim } from '../words/text.ts';
import { findClaimLink } from './claim-link.ts';
import type { StepEnd, Work } from './context.ts';
import { fetchFile, isPublished } from './fetch-file.ts';
import type { ExportStep } from './record.ts';
import { waitForLateTracks } from './late-tracks.ts';
import { waitForRender } from './render-wait.ts';
import { readState } from './session-state.ts';

type Render = NonNullable<ExportStep['render']>;

/** A failed or refused render gets a second id, once (wire-contract.md 2.7). */
const RENDER_TRIES = 2;

/**
 * The way from the timeline to a video on disk: submit, wait, download, prove, name. Each part is on record before it begins,
 * so that a command which is stopped anywhere is gone on with and nothing is rendered or saved twice. Throws `empty` when
 * there is nothing on the timeline.
 */
export async function exportVideo(work: Work, step: ExportStep): Promise<StepEnd> {
  const { context, backend, save } = work;
  if (step.video && (await isPublished(step))) return settleExport(work, step);
  let problem: SkillError | undefined;
  for (;;) {
    if (step.state === 'ready') {
      if (!(await waitForLateTracks(work))) return 'running';
      problem = await submit(work, step);
    }
    const { render } = step;
    if (!render) throw new Error('a submitted export without a render');
    if (!render.isCompleted) {
      const end = await waitForRender(work, render);
      step.polls += end.polls;
      if (end.phase === 'running') {
        await save();
        return 'running';
      }
      if (end.phase === 'completed') {
        Object.assign(render, {
          isCompleted: true,
          url: end.url ?? null,
          tookMs: end.tookMs ?? null,
        });
        await save();
      } else {
        const failure = end.phase === 'unknown' ? (problem ?? unknownRender()) : failed(end.reason);
        step.state = 'ready';
        if (render.tries >= RENDER_TRIES) step.render = null;
        await save();
        if (!step.render) throw failure;
        context.reporter.progress(exportWords.failedOnce());
        continue;
      }
    }
    context.reporter.progress(exportWords.downloadStarts());
    const isFetched = await fetchFile<ProvenVideo>(work, step, {
      place: await prepareOutput(step.out, render.stem),
      sources: (signal) =>
        listRenderSources({ backend, signal, renderId: render.id, url: render.url ?? undefined }),
      prove: proveVideo,
      onProof: ({ video }) => void (step.video = video),
      force: step.force,
    });
    return isFetched ? settleExport(work, step) : 'running';
  }
}

/**
 * Submits the timeline as it is now, under an id that is on disk before the request leaves. Returns the problem when it is
 * not known whether the render was taken: asking for it by its id tells, and starts nothing twice.
 */
async function submit(work: Work, step: ExportStep): Promise<SkillError | undefined> {
  const { context, backend, session, save } = work;
  const { clock, signal, reporter, project } = context;
  const { timeline, draftText } = await readState(backend, session, signal);
  if (draftText === undefined || !isExportable(timeline)) throw nothingToExport();
  let tries = step.render?.tries ?? 0;
  for (let attempt = 1; ; attempt += 1) {
    tries += 1;
    const render: Render = {
      id: `render_${clock.now()}_${createUuid().slice(0, 8)}`,
      submittedAt: new Date(clock.now()).toISOString(),
      timelineMs: timeline.durationMs,
      stem: nameVideo(project, timeline),
      tries,
    };
    Object.assign(step, { state: 'sent', render, part: null, naming: null, video: null });
    await work.assertHeld();
    await save();
    try {
      const order = { renderId: render.id, sessionId: session.id, draftText };
      const reading = await backend.submitRender(
        { ...order, resolution: step.resolution ?? undefined },
        signal,
      );
      render.isConfirmed = true;
      // A backend that names the job differently is polled by its own name, or the answer is about something else.
      if (reading.id !== undefined && reading.id !== render.id)
        Object.assign(render, { id: reading.id, otherId: render.id });
      await save();
      reporter.progress(exportWords.started(render.id));
      return undefined;
    } catch (error) {
      if (signal.aborted || !(error instanceof SkillError)) throw error;
      if (!error.isRefused) {
        reporter.progress(exportWords.notConfirmed(render.id));
        return error;
      }
      step.state = 'ready';
      step.render = null;
      await save();
      // Another id helps against a duplicate or a passing refusal, not against a missing plan or session.
      const mayHelp = error.kind === 'backend' && !isSessionGone(error) && tries < RENDER_TRIES;
      if (mayHelp) reporter.progress(exportWords.refusedOnce());
      else {
        await backend.beforeRetry(error, attempt);
        tries -= 1;
      }
    }
  }
}

const nothingToExport = (): SkillError =>
  new SkillError('empty', exportWords.nothingToExport(), { advice: exportWords.fillTimeline() });

const failed = (reason: string): SkillError =>
  new SkillError(
    'backend',
    reason === '' ? exportWords.failed() : exportWords.failedFor(verbatim(clipText(reason, 300))),
    { advice: exportWords.tryLater() },
  );

const unknownRender = (): SkillError =>
  new SkillError('backend', exportWords.failedFor(exportWords.unknownRender()), {
    advice: exportWords.tryLater(),
  });

/** The project's name if it has one, else the first clip's. */
function nameVideo(project: string, { tracks }: Timeline): string {
  if (project !== 'default') return safeStem(project, 'video');
  const clip = tracks.find(({ kind }) => kind === 'video')?.segments[0];
  return exportStem(clip?.label.en ?? 'video', 'video');
}

async function settleExport(
  { context, backend, session, save }: Work,
  step: ExportStep,
): Promise<StepEnd> {
  step.part = null;
  step.state = 'settled';
  await save();
  step.link = await findClaimLink(context, backend, session);
  await save();
  return 'settled';
}
