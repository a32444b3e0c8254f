import { createHash } from 'node:crypto';
import type { Api } from '../client/api.ts';
import { isSessionGone } from '../core/backend-error.ts';
import { SkillError } from '../core/errors.ts';
import { safeStem } from '../core/file-name.ts';
import type { RenderRecord } from '../core/records.ts';
import { wasRefused } from '../core/retry-policy.ts';
import { isExportable, type Timeline } from '../core/timeline.ts';
import { describeVideo, findMismatches, type VideoFacts } from '../core/video-facts.ts';
import {
  absoluteOutput,
  checkOutput,
  prepareOutput,
  publishFile,
  type OutputPlace,
} from '../ports/output-file.ts';
import { claimPart, removePart } from '../ports/part-file.ts';
import { createUuid } from '../vendor/uuid.ts';
import { findProjectLink } from './connect.ts';
import { openProject, type Connection } from './project.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';
import { downloadVideo } from './download.ts';
import { lockRender } from './locks.ts';
import { nextCommand } from './next-command.ts';
import { waitForRender } from './render-wait.ts';
import { readProjectState } from './session-state.ts';

export interface ExportOptions {
  out: string | undefined;
  force: boolean;
  /** Asked of the renderer only when the user names one. */
  resolution: string | undefined;
  /** Go on with an earlier render: its id, or the project's latest unfinished one. */
  resume: { renderId: string | undefined } | undefined;
}

export interface ExportFields {
  render_id: string;
  polls: number;
  link: string | null;
  file?: string;
  bytes?: number;
  video?: VideoFacts;
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
  return finishRender(context, connection, { ...options, ...job, place });
}

/** A refused submission gets a second id, once, as a failed render does (wire-contract.md 2.7). */
async function startRender(
  context: Context,
  connection: Connection,
  options: ExportOptions,
): Promise<{ render: RenderRecord; mayRetry: boolean }> {
  try {
    return { render: await submitTimeline(context, connection, options), mayRetry: true };
  } catch (error) {
    // Another id helps against nothing else: not a missing plan or session, nor a network that is down.
    const mayHelp =
      error instanceof SkillError && error.kind === 'backend' && !isSessionGone(error);
    if (!mayHelp || !wasRefused(error)) throw error;
    context.reporter.progress('The export was refused; trying once more.');
    return { render: await submitTimeline(context, connection, options), mayRetry: false };
  }
}

/** Submits the timeline as it is now. */
async function submitTimeline(
  context: Context,
  { api, project }: Connection,
  options: ExportOptions,
): Promise<RenderRecord> {
  const { timeline, draftText } = await readProjectState(context, { api, project });
  if (draftText === undefined || !isExportable(timeline)) throw nothingToExport();
  const draftHash = hashDraft(draftText, options.resolution);
  const underWay = await findUnderWay(context, project.session_id, draftHash);
  if (underWay) return underWay;
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
  createHash('sha256').update(`${resolution} ${draftText}`).digest('hex').slice(0, 16);

/** A render that is finished, or gone, after a day is no longer waited for. */
const LONGEST_RENDER_MS = 24 * 60 * 60_000;

/** The render of this very timeline that an earlier command has begun and not brought home: it is gone on with. */
async function findUnderWay(
  { store, clock, reporter }: Context,
  sessionId: string,
  draftHash: string,
): Promise<RenderRecord | undefined> {
  const found = (await store.renders()).findLast(
    (render) =>
      render.draft_hash === draftHash &&
      render.session_id === sessionId &&
      !render.file &&
      clock.now() - Date.parse(render.submitted_at) < LONGEST_RENDER_MS,
  );
  if (found) reporter.notice('This timeline is being rendered already; going on with that.');
  return found;
}

const nothingToExport = (): SkillError =>
  new SkillError('empty', 'There is nothing on the timeline to export yet', {
    advice: 'Upload a clip or describe the video first, then export.',
  });

/** The project's name if it has one, else the first clip's. */
function nameVideo(project: string, { tracks }: Timeline): string {
  if (project !== 'default') return safeStem(project, 'video');
  const clip = tracks.find(({ kind }) => kind === 'video')?.segments[0];
  return clip ? `${safeStem(clip.label, 'video')}-export` : 'video-export';
}

interface DraftOrder extends ExportOptions {
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
    reporter.progress(`⏳ Rendering ~30s (${renderId})`);
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
      reporter.progress(`⏳ The export was not confirmed; looking for it (${render.render_id})`);
      return render;
    }
    await store.forgetRender(render);
    context.unfinished.next = undefined;
    throw error;
  }
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
  throw new SkillError('usage', `There is no unfinished export in project "${project}"`, {
    advice: 'Run export without --resume to start one, or name a render id.',
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
    context.reporter.progress('The render failed; trying once more.');
    const retried = await submitTimeline(context, connection, options);
    return finishRender(context, connection, { ...options, render: retried, mayRetry: false });
  }
  return deliver(context, connection, {
    ...options,
    url: end.url,
    polls: end.polls,
    again: resume,
  });
}

/** Run from anywhere: the file goes where it was to go. */
const resumeCommand = (
  context: Context,
  renderId: string,
  { out = '.', force }: ExportOptions,
): string =>
  nextCommand(context, 'export', {
    options: ['--resume', renderId, '--out', absoluteOutput(out), ...(force ? ['--force'] : [])],
  });

const renderFailed = (reason: string): SkillError =>
  new SkillError('backend', `The render failed${reason ? `: ${reason}` : ''}`, {
    advice: 'Export failed, please try again later.',
  });

function stillRunning(
  { reporter }: Context,
  { render, resume, polls }: { render: RenderRecord; resume: string; polls: number },
): Outcome<ExportFields> {
  reporter.say('⏳ Still on its way; nothing is lost.');
  return {
    status: 'running',
    next: resume,
    fields: { render_id: render.render_id, polls, link: null },
  };
}

interface DeliverOptions extends FinishOptions {
  url: string | undefined;
  polls: number;
  /** The command that fetches the file again. */
  again: string;
}

/** Downloads, proves, names and reports the file. */
async function deliver(
  context: Context,
  connection: Connection,
  options: DeliverOptions,
): Promise<Outcome<ExportFields>> {
  const { store, clock } = context;
  const { render, polls } = options;
  const tookMs = clock.now() - Date.parse(render.submitted_at);
  const release = await lockRender(context, render.render_id);
  if (!release) return stillRunning(context, { render, resume: options.again, polls });
  try {
    const fetched = await fetchVideo(context, connection, options);
    if (!fetched) return stillRunning(context, { render, resume: options.again, polls });
    await store.saveRender({ ...render, file: fetched.file, took_ms: tookMs });
    context.unfinished.next = undefined;
    tellVideo(context, render, fetched);
    const link = await findProjectLink(context, connection);
    return { status: 'done', fields: { render_id: render.render_id, ...fetched, polls, link } };
  } finally {
    await release();
  }
}

interface FetchedVideo {
  file: string;
  bytes: number;
  video: VideoFacts;
}

/** `--wait` may have been used up by the render; what is left of it is never less. */
const LEAST_DOWNLOAD_MS = 5_000;

/** Brings the file to its place; undefined when `--wait` is used up before, with the part kept. */
async function fetchVideo(
  context: Context,
  { api }: Connection,
  { render, place, url, force, again }: DeliverOptions,
): Promise<FetchedVideo | undefined> {
  const { reporter, signal, clock, deadlineMs } = context;
  const timeIsUp =
    deadlineMs === undefined
      ? undefined
      : clock.timeout(Math.max(LEAST_DOWNLOAD_MS, deadlineMs - clock.now()));
  reporter.progress('Downloading…');
  try {
    const part = await claimPart(place, render.render_id);
    const { bytes, video } = await downloadVideo({
      ...context,
      api,
      renderId: render.render_id,
      url,
      part,
      random: Math.random,
      signal: timeIsUp ? AbortSignal.any([signal, timeIsUp]) : signal,
    });
    const file = await publishFile(part.path, place, force);
    await removePart(part);
    return { file, bytes, video };
  } catch (error) {
    if (timeIsUp?.aborted && !signal.aborted) return undefined;
    throw withNext(error, again);
  }
}

function tellVideo(
  { reporter }: Context,
  { resolution, timeline_ms: timelineMs }: RenderRecord,
  { file, bytes, video }: FetchedVideo,
): void {
  reporter.say(`✅ Video ready: ${file.split(/[\\/]/).at(-1)} (${describeVideo(video, bytes)})`);
  reporter.say(`Saved to ${file}`);
  const wanted = { resolution: resolution ?? undefined, timelineMs };
  for (const mismatch of findMismatches(video, wanted)) reporter.notice(`⚠️ ${mismatch}`);
}

/** The render is kept: whatever went wrong with it or its file, the same command goes on. */
const withNext = (error: unknown, next: string): unknown =>
  error instanceof SkillError ? error.with({ next }) : error;

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
