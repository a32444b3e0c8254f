import type { Outcome } from '../../core/outcome.ts';
import { SkillError } from '../../system/errors.ts';
import type { RenderRecord } from '../../core/records.ts';
import { describeVideo, findMismatches, type VideoFacts } from '../../media/video-facts.ts';
import { exportWords } from '../../words/exports.ts';
import { isFile, publishFile, type OutputPlace } from '../../media/output-file.ts';
import { claimPart, removePart, type PartFile } from '../../media/part-file.ts';
import { proveVideo } from '../../media/video-probe.ts';
import { findProjectLink } from '../connect.ts';
import type { Context } from '../context.ts';
import { downloadVideo } from './download.ts';
import { lockRender } from '../locks.ts';
import type { Connection } from '../project.ts';

export interface ExportFields {
  render_id: string;
  polls: number;
  link: string | null;
  file?: string;
  bytes?: number;
  video?: VideoFacts;
}

/** A finished render, and where its file is to go. */
export interface DeliverOptions {
  render: RenderRecord;
  place: OutputPlace;
  force: boolean;
  url: string | undefined;
  polls: number;
  /** How long the render took, where that was seen. */
  tookMs: number | undefined;
  /** The command that fetches the file again. */
  again: string;
}

/** Downloads, proves, names and reports the file. */
export async function deliver(
  context: Context,
  connection: Connection,
  options: DeliverOptions,
): Promise<Outcome<ExportFields>> {
  const { store } = context;
  const { render, polls } = options;
  const release = await lockRender(context, render.render_id);
  if (!release) return stillRunning(context, { render, resume: options.again, polls });
  try {
    const fetched = await fetchVideo(context, connection, options);
    if (!fetched) return stillRunning(context, { render, resume: options.again, polls });
    const { file, bytes } = fetched;
    const took_ms = options.tookMs ?? null;
    await store.saveRender({ ...render, naming: { file, bytes }, file, took_ms });
    context.unfinished.next = undefined;
    tellVideo(context, render, fetched);
    const link = await findProjectLink(context, connection);
    return { status: 'done', fields: { render_id: render.render_id, ...fetched, polls, link } };
  } finally {
    await release();
  }
}

/** Reports a file that an earlier run has brought home; undefined when it is not there, or not what it was. */
export async function recallVideo(
  context: Context,
  connection: Connection,
  { render, place }: Pick<DeliverOptions, 'render' | 'place'>,
): Promise<Outcome<ExportFields> | undefined> {
  const { file, bytes } = render.naming ?? {};
  if (file === undefined || !(await isFile(file))) return undefined;
  const proof = await proveVideo(file);
  if ('problem' in proof || proof.bytes !== bytes) return undefined;
  const fetched = { file, ...proof };
  await dropPart(await claimPart(place, render.render_id));
  await context.store.saveRender({ ...render, file });
  tellVideo(context, render, fetched);
  const link = await findProjectLink(context, connection);
  return { status: 'done', fields: { render_id: render.render_id, ...fetched, polls: 0, link } };
}

/** The video has its name: what is left of the way there spoils nothing, should it not go (a virus scanner holds it). */
const dropPart = (part: PartFile): Promise<void> => removePart(part).catch(() => {});

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
  const { reporter, signal, clock, deadlineMs, store } = context;
  const timeIsUp =
    deadlineMs === undefined
      ? undefined
      : clock.timeout(Math.max(LEAST_DOWNLOAD_MS, deadlineMs - clock.now()));
  reporter.progress(exportWords.downloadStarts());
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
    const file = await publishFile(part.path, place, {
      force,
      onName: (name) => store.saveRender({ ...render, naming: { file: name, bytes } }),
    });
    await dropPart(part);
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
  const name = file.split(/[\\/]/).at(-1) ?? file;
  reporter.say(exportWords.ready(name, describeVideo(video, bytes)));
  reporter.say(exportWords.savedTo(file));
  const wanted = { resolution: resolution ?? undefined, timelineMs };
  for (const mismatch of findMismatches(video, wanted))
    reporter.notice(exportWords.mismatch(mismatch));
}

/** `--wait` is used up; the render and what has arrived of its file are kept. */
export function stillRunning(
  { reporter }: Context,
  { render, resume, polls }: { render: RenderRecord; resume: string; polls: number },
): Outcome<ExportFields> {
  reporter.say(exportWords.stillRunning());
  return {
    status: 'running',
    next: resume,
    fields: { render_id: render.render_id, polls, link: null },
  };
}

/** The render is kept: whatever went wrong with it or its file, the same command goes on. */
export const withNext = (error: unknown, next: string): unknown =>
  error instanceof SkillError ? error.with({ next }) : error;
