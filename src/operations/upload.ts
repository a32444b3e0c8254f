import type { Api, UploadBody } from '../client/api.ts';
import { SkillError } from '../core/errors.ts';
import { formatLength, sizeText } from '../core/format.ts';
import { isLink } from '../core/media-source.ts';
import { findArrivals, matchByName } from '../core/media-arrival.ts';
import { describeMedia, statedType, type MediaFacts } from '../core/media.ts';
import { frameMultipart, type MultipartFrame } from '../core/multipart.ts';
import type { Outcome } from '../core/outcome.ts';
import { wasRefused } from '../core/retry-policy.ts';
import type { MediaItem } from '../core/schemas.ts';
import { joinTexts, verbatim, type Text } from '../core/text.ts';
import { uploadWords } from '../core/words/uploads.ts';
import { inspectMediaFile, readMediaFile, type MediaFile } from '../ports/media-file.ts';
import { startTransferProgress } from '../ports/transfer-progress.ts';
import { createUuid } from '../vendor/uuid.ts';
import type { Context } from './context.ts';
import { nextCommand } from './next-command.ts';
import { inSession, openProject, type Connection } from './project.ts';
import { readState } from './session-state.ts';

export interface UploadFields {
  files: MediaFacts[];
}

export interface UploadOptions {
  sources: string[];
  /** Of the job that the upload is a step of. */
  memory?: UploadMemory;
}

/** Keeps what tells, after a command was killed, whether its upload had arrived. */
export interface UploadMemory {
  /** The names in the session's list before an earlier try; undefined when there was none. */
  recall(kind: ShipmentKind): string[] | undefined;
  /** Called before anything is sent. */
  keep(kind: ShipmentKind, names: string[]): Promise<void>;
}

type ShipmentKind = 'files' | 'links';

/** Sends files and URLs into the project's session. Everything is checked before a byte is sent. */
export async function upload(
  context: Context,
  { sources, memory }: UploadOptions,
): Promise<Outcome<UploadFields>> {
  // Before anything can be wrong with the files.
  if (sources.length === 0) throw nothingGiven();
  const urls = sources.filter(isLink).map(checkUrl);
  const paths = sources.filter((source) => !isLink(source));
  const files = await Promise.all(paths.map(inspectMediaFile));
  const connection = await openProject(context, { working: true });
  const uploaded: MediaFacts[] = [];
  if (files.length > 0)
    uploaded.push(...(await uploadFiles(context, connection, { files, memory })));
  if (urls.length > 0) {
    const isFirst = files.length === 0;
    uploaded.push(...(await uploadUrls(context, connection, { urls, isFirst, memory })));
  }
  for (const facts of uploaded) context.reporter.say(tellUploaded(facts));
  return { status: 'done', fields: { files: uploaded } };
}

async function uploadFiles(
  context: Context,
  connection: Connection,
  { files, memory }: { files: MediaFile[]; memory: UploadMemory | undefined },
): Promise<MediaFacts[]> {
  const { api } = connection;
  context.reporter.progress(
    uploadWords.start(files.map(({ name, bytes }) => ({ name, size: sizeText(bytes) }))),
  );
  let isSent = false;
  const send = (sessionId: string): Promise<MediaItem[]> => {
    isSent = false;
    const body = buildBody(context, files, () => (isSent = true));
    return api.uploadFiles(sessionId, body, context.signal);
  };
  const items = await deliver(context, connection, {
    kind: 'files',
    memory,
    count: files.length,
    isFirst: true,
    send,
    isSent: () => isSent,
    findIn: (arrivals) => matchByName(files, arrivals).map(({ item }) => item),
  });
  // A backend that gives them names of its own has at least kept their order.
  const named = new Map(matchByName(files, items).map(({ file, item }) => [file, item]));
  return files.map((file, index) => mergeFacts(file, named.get(file) ?? items[index]));
}

async function uploadUrls(
  context: Context,
  connection: Connection,
  { urls, isFirst, memory }: { urls: string[]; isFirst: boolean; memory: UploadMemory | undefined },
): Promise<MediaFacts[]> {
  const { api } = connection;
  context.reporter.progress(uploadWords.handingOver(urls.length));
  const items = await deliver(context, connection, {
    kind: 'links',
    memory,
    count: urls.length,
    isFirst,
    send: (sessionId) => api.uploadUrls(sessionId, urls, context.signal),
    isSent: () => true,
    // The backend names them: what has come in meanwhile is what was asked for.
    findIn: (arrivals) => arrivals.slice(-urls.length),
  });
  return items.map(describeMedia);
}

/** What one request puts into a session, and how to tell that it got there. */
interface Shipment {
  kind: ShipmentKind;
  memory: UploadMemory | undefined;
  /** How many files it holds. */
  count: number;
  /** False when this command has put something into the session before. */
  isFirst: boolean;
  send(sessionId: string): Promise<MediaItem[]>;
  /** True when all of the latest request has gone out, so that the backend may still be at work on it. */
  isSent(): boolean;
  /** Its own among the items that have come into the session meanwhile. */
  findIn(arrivals: MediaItem[]): MediaItem[];
}

/** Something broken off is sent once more, not again and again: it may be 500 MB. */
const TRIES = 2;

/**
 * Sends a shipment so that it is there once. Where a request may have arrived although no good answer came, the session's
 * list is looked at before it is sent again. Returns the items as the backend describes them.
 */
function deliver(
  context: Context,
  connection: Connection,
  shipment: Shipment,
): Promise<MediaItem[]> {
  return inSession(context, connection, async (sessionId) => {
    const place = { api: connection.api, sessionId };
    const { kind, memory } = shipment;
    const earlier = memory?.recall(kind)?.map((filename) => ({ filename }));
    const isEmpty = connection.isNew && shipment.isFirst;
    const before = earlier ?? (isEmpty ? [] : await listBefore(context, place));
    if (earlier) {
      const found = await findArrived(context, { ...place, before: earlier, shipment });
      if (found.length === shipment.count) {
        context.reporter.notice(uploadWords.doneBefore());
        return found;
      }
    } else if (before)
      await memory?.keep(
        kind,
        before.map(describeMedia).map(({ name }) => name),
      );
    for (let tries = 1; ; tries += 1) {
      try {
        return await shipment.send(sessionId);
      } catch (error) {
        if (!mayHaveArrived(error)) throw error;
        if (before === undefined) throw uncertain(context, error);
        const found = await findArrived(context, { ...place, before, shipment }).catch(() => {
          throw context.signal.aborted ? context.signal.reason : uncertain(context, error);
        });
        if (found.length === shipment.count) {
          context.reporter.notice(uploadWords.arrivedUnheard());
          return found;
        }
        // Sent again, those that are there would be there twice.
        if (found.length > 0) throw uncertain(context, error);
        if (tries === TRIES || isLate(context)) throw error;
        context.reporter.progress(uploadWords.again());
      }
    }
  });
}

/** Our own errors (a file that changed) and refusals are final; anything else may hide a backend that has the files. */
const mayHaveArrived = (error: unknown): error is SkillError =>
  error instanceof SkillError &&
  (error.kind === 'network' || error.kind === 'backend') &&
  !wasRefused(error);

const isLate = ({ clock, deadlineMs }: Context): boolean => clock.now() >= (deadlineMs ?? Infinity);

interface Place {
  api: Api;
  sessionId: string;
}

const listMedia = async ({ signal }: Context, { api, sessionId }: Place): Promise<MediaItem[]> =>
  (await readState(api, { sessionId, mustExist: false, signal })).media;

/** Undefined when it cannot be told: that alone is no reason not to upload. */
async function listBefore(context: Context, place: Place): Promise<MediaItem[] | undefined> {
  try {
    return await listMedia(context, place);
  } catch (error) {
    if (mayHaveArrived(error)) return undefined;
    throw error;
  }
}

/** A backend that has all bytes may take a moment to look into them. */
const PAUSES_MS = [0, 1_000, 4_000];

/** What has arrived of a shipment. */
async function findArrived(
  context: Context,
  { before, shipment, ...place }: Place & { before: MediaItem[]; shipment: Shipment },
): Promise<MediaItem[]> {
  const { clock, signal } = context;
  let found: MediaItem[] = [];
  const mayBeAtWork = shipment.isSent() || shipment.memory?.recall(shipment.kind) !== undefined;
  for (const pauseMs of mayBeAtWork ? PAUSES_MS : [0]) {
    await clock.sleep(pauseMs, signal);
    found = shipment.findIn(findArrivals(before, await listMedia(context, place)));
    if (found.length === shipment.count || isLate(context)) break;
  }
  return found;
}

/** The same failure, for whoever decides whether to upload again. */
const uncertain = (context: Context, { kind, summary, code, cause }: SkillError): SkillError =>
  new SkillError(kind, uploadWords.uncertain(joinTexts([summary])), {
    advice: uploadWords.lookFirst(nextCommand(context, 'state')),
    code,
    cause,
  });

const nothingGiven = (): SkillError =>
  new SkillError('usage', uploadWords.nothingGiven(), {
    advice: uploadWords.nameFiles(),
  });

function checkUrl(source: string): string {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    const address = url ? `${url.protocol}//${url.host}/…` : source;
    throw new SkillError('usage', uploadWords.noSource(address), {
      advice: uploadWords.giveSource(),
    });
  }
  return url.href;
}

/** One request for all files, its length known beforehand; tells how far it is, and when all of it has gone out. */
function buildBody(
  { reporter, clock }: Context,
  files: MediaFile[],
  onSent: () => void,
): UploadBody {
  const frame = frameMultipart(files, { field: 'files', boundary: createUuid() });
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, frame.bytes);
  return {
    contentType: frame.contentType,
    bytes: totalBytes,
    chunks: async function* chunks() {
      const about = { label: uploadWords.uploading(), totalBytes, startBytes: 0 };
      const progress = await startTransferProgress({ reporter, clock, ...about });
      try {
        let sentBytes = 0;
        for await (const piece of readParts(frame, files)) {
          yield piece;
          // The next piece is asked for when the connection has taken this one.
          progress.at((sentBytes += piece.length));
        }
        onSent();
      } finally {
        progress.stop();
      }
    },
  };
}

async function* readParts(
  { heads, tail }: MultipartFrame,
  files: MediaFile[],
): AsyncGenerator<Uint8Array> {
  for (const [index, file] of files.entries()) {
    yield Buffer.from(heads[index] ?? '');
    yield* readMediaFile(file);
  }
  yield Buffer.from(tail);
}

/** What the backend tells of a file, with the name and size as they are here. */
const mergeFacts = (file: MediaFile, item: MediaItem = {}): MediaFacts => ({
  ...describeMedia(item),
  name: file.name,
  type: statedType(item) ?? file.type,
  bytes: file.bytes,
});

/** `✅ Uploaded promo.mp4 (video, 60.0 s, 1920×1080, 24.3 MB)`. */
function tellUploaded({ name, type, duration_s, width, height, bytes }: MediaFacts): Text {
  const facts: Text[] = [uploadWords.type(type)];
  if (duration_s !== undefined) facts.push(uploadWords.length(formatLength(duration_s)));
  if (width !== undefined && height !== undefined) facts.push(verbatim(`${width}×${height}`));
  if (bytes !== undefined) facts.push(sizeText(bytes));
  return uploadWords.done(name, facts);
}
