import { hashText } from '../../system/hash.ts';
import type { Api } from '../../backend/api.ts';
import { isSessionGone } from '../../backend/backend-error.ts';
import { SkillError } from '../../system/errors.ts';
import { safeStem } from '../../media/file-name.ts';
import type { RenderRecord } from '../../core/records.ts';
import { wasRefused } from '../../backend/retry-policy.ts';
import { isExportable, type Timeline } from '../../timeline/timeline.ts';
import { exportWords } from '../../words/exports.ts';
import { absoluteOutput } from '../../media/output-file.ts';
import { createUuid } from '../../vendor/uuid.ts';
import type { Context } from '../context.ts';
import { nextCommand } from '../next-command.ts';
import type { Connection } from '../project.ts';
import { readProjectState } from '../session-state.ts';

/** What an export is asked for; it is kept along in the command that goes on. */
export interface RenderWish {
  out: string | undefined;
  force: boolean;
  /** Asked of the renderer only when the user names one. */
  resolution: string | undefined;
  /** Clock time from which on an earlier run of the same job may have rendered this and brought it home. */
  doneSinceMs?: number | undefined;
}

/** A refused submission gets a second id, once, as a failed render does (wire-contract.md 2.7). */
export async function startRender(
  context: Context,
  connection: Connection,
  options: RenderWish,
): Promise<{ render: RenderRecord; mayRetry: boolean }> {
  try {
    return { render: await submitTimeline(context, connection, options), mayRetry: true };
  } catch (error) {
    // Another id helps against nothing else: not a missing plan or session, nor a network that is down.
    const mayHelp =
      error instanceof SkillError && error.kind === 'backend' && !isSessionGone(error);
    if (!mayHelp || !wasRefused(error)) throw error;
    context.reporter.progress(exportWords.refusedOnce());
    return { render: await submitTimeline(context, connection, options), mayRetry: false };
  }
}

/** Submits the timeline as it is now. */
export async function submitTimeline(
  context: Context,
  { api, project }: Connection,
  options: RenderWish,
): Promise<RenderRecord> {
  const { timeline, draftText } = await readProjectState(context, { api, project });
  if (draftText === undefined || !isExportable(timeline)) throw nothingToExport();
  const draftHash = hashDraft(draftText, options.resolution);
  const known = (await context.store.renders()).filter(
    (render) => render.draft_hash === draftHash && render.session_id === project.session_id,
  );
  const found = findDone(known, options.doneSinceMs) ?? findUnderWay(context, known);
  if (found) return found;
  return submitDraft(context, api, {
    ...options,
    draftText,
    draftHash,
    sessionId: project.session_id,
    timelineMs: timeline.durationMs,
    name: nameVideo(context.project, timeline),
  });
}

const hashDraft = (draftText: string, resolution = ''): string =>
  hashText(`${resolution} ${draftText}`);

/** A render that is finished, or gone, after a day is no longer waited for. */
const LONGEST_RENDER_MS = 24 * 60 * 60_000;

/** The render whose file an earlier run of the same job has brought home, just before it was stopped. */
const findDone = (known: RenderRecord[], sinceMs = Infinity): RenderRecord | undefined =>
  known.findLast(({ file, submitted_at }) => file && Date.parse(submitted_at) >= sinceMs);

/** The render of this very timeline that an earlier command has begun and not brought home: it is gone on with. */
function findUnderWay(
  { clock, reporter }: Context,
  known: RenderRecord[],
): RenderRecord | undefined {
  const found = known.findLast(
    (render) => !render.file && clock.now() - Date.parse(render.submitted_at) < LONGEST_RENDER_MS,
  );
  if (found) reporter.notice(exportWords.underWay());
  return found;
}

const nothingToExport = (): SkillError =>
  new SkillError('empty', exportWords.nothingToExport(), {
    advice: exportWords.fillTimeline(),
  });

/** The project's name if it has one, else the first clip's. */
function nameVideo(project: string, { tracks }: Timeline): string {
  if (project !== 'default') return safeStem(project, 'video');
  const clip = tracks.find(({ kind }) => kind === 'video')?.segments[0];
  return clip ? `${safeStem(clip.label.en, 'video')}-export` : 'video-export';
}

interface DraftOrder extends RenderWish {
  draftText: string;
  draftHash: string;
  sessionId: string;
  timelineMs: number;
  name: string;
}

/** Submits under an id that is on disk before the request leaves: a render can be lost sight of, never lost. */
async function submitDraft(context: Context, api: Api, order: DraftOrder): Promise<RenderRecord> {
  const { clock, store, project, signal, reporter } = context;
  const render: RenderRecord = {
    render_id: `render_${clock.now()}_${createUuid().slice(0, 8)}`,
    project,
    session_id: order.sessionId,
    submitted_at: new Date(clock.now()).toISOString(),
    timeline_ms: order.timelineMs,
    resolution: order.resolution ?? null,
    name: order.name,
    draft_hash: order.draftHash,
  };
  await store.saveRender(render);
  context.unfinished.next = resumeCommand(context, render.render_id, order);
  try {
    const renderId = render.render_id;
    const reading = await api.submitRender({ ...order, renderId }, signal);
    reporter.progress(exportWords.started(renderId));
    // A backend that names the job differently is polled by its own name.
    if (reading?.id === undefined || reading.id === renderId) return render;
    const renamed = { ...render, render_id: reading.id };
    await store.saveRender(renamed);
    await store.forgetRender(render);
    return renamed;
  } catch (error) {
    if (signal.aborted) throw error;
    if (!wasRefused(error)) {
      // It may have arrived: asking for it by its id tells, and starts nothing twice.
      reporter.progress(exportWords.notConfirmed(render.render_id));
      return render;
    }
    await store.forgetRender(render);
    context.unfinished.next = undefined;
    throw error;
  }
}

/** Run from anywhere: the file goes where it was to go. */
export const resumeCommand = (
  context: Context,
  renderId: string,
  { out = '.', force }: RenderWish,
): string =>
  nextCommand(context, 'export', {
    options: ['--resume', renderId, '--out', absoluteOutput(out), ...(force ? ['--force'] : [])],
  });
