import type { MediaItem } from '../backend/schemas.ts';
import { findArrivals, matchByName } from '../media/media-arrival.ts';
import { inspectMediaFile, type MediaFile } from '../media/media-file.ts';
import { isLink } from '../media/media-source.ts';
import { describeMedia, statedType, type MediaFacts } from '../media/media.ts';
import { buildUploadBody } from '../media/upload-body.ts';
import { SkillError } from '../system/errors.ts';
import { sizeText } from '../words/format.ts';
import { joinTexts } from '../words/text.ts';
import { uploadWords } from '../words/uploads.ts';
import { isLate, type StepEnd, type Work } from './context.ts';
import type { UploadStep } from './record.ts';
import { readState } from './session-state.ts';

/** A backend that has all bytes may take a moment to look into them. */
const PAUSES_MS = [0, 1_000, 4_000];
/** Two minutes: a file of some hundred MB may have to come from elsewhere. */
const ARRIVAL_PAUSES_MS = [1, 2, 4, 8, 15, 30, 30, 30].map((seconds) => seconds * 1_000);
/** What was broken off is sent once more, not again and again: it may be 500 MB. */
const UPLOAD_TRIES = 2;

/**
 * Puts files or links into the session so that they are there once. Where a request may have arrived although no good answer
 * came, the session's list is looked at before anything is sent again. An upload under way is never cut off by `--wait`.
 */
export async function upload(work: Work, step: UploadStep): Promise<StepEnd> {
  const { context, backend, session, save } = work;
  const { reporter, signal } = context;
  const areLinks = isLink(step.sources[0] ?? '');
  const files = areLinks ? [] : await Promise.all(step.sources.map(inspectMediaFile));
  let arrived: MediaItem[] = [];
  if (step.state === 'sent' && step.isPromised) return waitForArrival(work, step, files);
  if (step.state === 'sent') {
    arrived = await findArrived(work, step, { files, isSent: true });
    if (arrived.length === step.sources.length)
      return settleUpload(work, step, { files, items: arrived });
  } else {
    const before = session.isUsed ? (await readState(backend, session, signal)).media : [];
    step.before = before.map((item) => describeMedia(item).name);
    if (isLate(context)) return 'running';
  }
  // What an earlier command has brought is not sent again; links are fetched in their order.
  const there = new Set(matchByName(files, arrived).map(({ file }) => file));
  const missing = {
    files: files.filter((file) => !there.has(file)),
    links: areLinks ? step.sources.slice(arrived.length) : [],
  };
  for (let tries = 1; ; tries += 1) {
    await work.assertHeld();
    Object.assign(step, { state: 'sent', isPromised: null });
    session.isUsed = true;
    await save();
    const sending = { ...missing, isSent: false };
    try {
      const items = [...arrived, ...(await send(work, sending))];
      if (items.length >= step.sources.length)
        return await settleUpload(work, step, { files, items });
      break;
    } catch (error) {
      if (!(error instanceof SkillError)) throw error;
      if (error.isRefused || error.kind === 'file') {
        if (arrived.length === 0) step.state = 'ready';
        await save();
        if (error.kind === 'file') throw error;
        await backend.beforeRetry(error, tries);
        continue;
      }
      const found = await findArrived(work, step, { files, isSent: sending.isSent });
      if (found.length === step.sources.length) {
        reporter.notice(uploadWords.arrivedUnheard());
        return settleUpload(work, step, { files, items: found });
      }
      // Sent again, those that are there would be there twice.
      if (found.length > arrived.length) throw uncertain(error);
      if (tries >= UPLOAD_TRIES) throw error;
      reporter.progress(uploadWords.again());
    }
  }
  return waitForArrival(work, step, files);
}

/**
 * Looks until what was taken is in the session: the answer did not name all of it, as with links that are answered before they
 * are fetched (wire-contract.md section 9, item 15).
 */
async function waitForArrival(work: Work, step: UploadStep, files: MediaFile[]): Promise<StepEnd> {
  const { context, save } = work;
  const { clock, signal, deadlineMs = Infinity, reporter } = context;
  step.isPromised = true;
  await save();
  reporter.progress(uploadWords.fetching());
  for (const pauseMs of [...ARRIVAL_PAUSES_MS, 0]) {
    const found = await findArrived(work, step, { files, isSent: false });
    if (found.length === step.sources.length)
      return settleUpload(work, step, { files, items: found });
    const leftMs = deadlineMs - clock.now();
    if (leftMs <= 0) return 'running';
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
  }
  // A link may still be fetched; the next command sends files that did not come after all.
  if (files.length > 0) step.isPromised = null;
  await save();
  throw new SkillError('network', uploadWords.notFetched(), { advice: uploadWords.lookFirst() });
}

/** A request under way. */
interface Sending {
  files: MediaFile[];
  /** Where there are no files. */
  links: string[];
  /** All of it has gone out, so that the backend may still be at work on it. */
  isSent: boolean;
}

async function send({ context, backend, session }: Work, sending: Sending): Promise<MediaItem[]> {
  const { reporter, signal } = context;
  const { files, links } = sending;
  if (files.length === 0) {
    reporter.progress(uploadWords.handingOver(links.length));
    sending.isSent = true;
    return backend.uploadUrls(session.id, links, signal);
  }
  reporter.progress(
    uploadWords.start(files.map(({ name, bytes }) => ({ name, size: sizeText(bytes) }))),
  );
  const body = buildUploadBody(context, files, () => {
    sending.isSent = true;
  });
  return backend.uploadFiles(session.id, body, signal);
}

/** What of the step's sources has come into the session since it was written down. */
async function findArrived(
  { context, backend, session }: Work,
  step: UploadStep,
  { files, isSent }: Pick<Sending, 'files' | 'isSent'>,
): Promise<MediaItem[]> {
  const { clock, signal } = context;
  const before = (step.before ?? []).map((filename) => ({ filename }));
  let found: MediaItem[] = [];
  for (const pauseMs of isSent ? PAUSES_MS : [0]) {
    await clock.sleep(pauseMs, signal);
    // While promised files are waited for, a session that is gone is an error; else it only shows that nothing has arrived.
    const isUsed = step.isPromised === true;
    const { media } = await readState(backend, { ...session, isUsed }, signal);
    const arrivals = findArrivals(before, media);
    // Links get their names from the backend, as files may that it has taken: the last that have come are meant.
    found =
      files.length > 0 && !isUsed
        ? matchByName(files, arrivals).map(({ item }) => item)
        : arrivals.slice(-step.sources.length);
    if (found.length === step.sources.length) break;
  }
  return found;
}

async function settleUpload(
  { context, save }: Work,
  step: UploadStep,
  { files, items }: { files: MediaFile[]; items: MediaItem[] },
): Promise<StepEnd> {
  // A backend that gives files names of its own has at least kept their order.
  const named = new Map(matchByName(files, items).map(({ file, item }) => [file, item]));
  step.files =
    files.length > 0
      ? files.map((file, index) => mergeFacts(file, named.get(file) ?? items[index]))
      : items.map(describeMedia);
  step.state = 'settled';
  await save();
  if (isLate(context)) context.reporter.notice(uploadWords.pastWait());
  return 'settled';
}

/** What the backend tells of a file, with the name and size as they are here. */
const mergeFacts = (file: MediaFile, item: MediaItem = {}): MediaFacts => ({
  ...describeMedia(item),
  name: file.name,
  type: statedType(item) ?? file.type,
  bytes: file.bytes,
});

/** The same failure, for whoever decides whether to upload again. */
const uncertain = (error: SkillError): SkillError =>
  error.with({
    summary: uploadWords.uncertain(joinTexts([error.summary])),
    advice: uploadWords.lookFirst(),
  });
