import { pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { downloadPath, type Backend } from '../backend/backend.ts';
import { isUntrusted } from '../backend/errors.ts';
import type { HttpResponse } from '../backend/request.ts';
import { readRender } from '../backend/render-status.ts';
import type { Clock } from '../system/clock.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { parseJsonIfAny } from '../system/json.ts';
import type { Reporter } from '../system/reporter.ts';
import { exportWords } from '../words/exports.ts';
import { fileWords } from '../words/files.ts';
import { networkWords } from '../words/network.ts';
import type { Text } from '../words/text.ts';
import {
  isResumable,
  rangeHeaders,
  readDownloadAnswer,
  type Decision,
  type Encoding,
} from './download-plan.ts';
import {
  checkSpace,
  distrustPart,
  findPart,
  removePart,
  writePart,
  type Part,
  type PartKeeping,
  type PartRecord,
} from './part.ts';
import { startTransferProgress } from './transfer.ts';
import type { VideoFacts } from './video-facts.ts';

export interface DownloadOptions extends PartKeeping {
  backend: Pick<Backend, 'openFile' | 'readRender'>;
  clock: Clock;
  reporter: Reporter;
  signal: AbortSignal;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
  renderId: string;
  /** From the finished render; undefined goes straight to the download endpoint. */
  url: string | undefined;
  /** What an earlier command recorded. */
  part: PartRecord | undefined;
}

/** A complete video, still under the name of its part. */
export interface DownloadedVideo {
  part: string;
  bytes: number;
  video: VideoFacts;
}

/** No export is larger: an hour of 1080p has about 4 GB. */
const MOST_BYTES = 20 * 1024 ** 3;
/** Tries in a row that bring no new byte; as long as some arrive, it goes on. */
const TRIES = 4;
const BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;
/** From this long on, a wait is worth a line. */
const NOTABLE_WAIT_MS = 5_000;

/**
 * Fetches a rendered file into a part and proves that it is a complete video. Goes on where an earlier command stopped, when
 * the server proves that it still has the same file. Throws `network` and `file` errors, and a `backend` error naming the
 * first cause when no address leads to a video. The part is left only where the next command can go on with it.
 */
export async function downloadVideo(options: DownloadOptions): Promise<DownloadedVideo> {
  const part = await findPart(options.part, options);
  try {
    return await fetchVideo(part, options);
  } catch (error) {
    if (!part.record || !isResumable(part.record, part.bytes))
      // What went wrong first matters more than a part that cannot be removed.
      await removePart(part).catch(() => {});
    throw error;
  }
}

async function fetchVideo(part: Part, options: DownloadOptions): Promise<DownloadedVideo> {
  let cause: unknown;
  if (part.record && part.record.bytes === part.bytes) {
    // An earlier command was ended when everything had come.
    const found = await prove(part).catch(() => undefined);
    if (found) return found;
  }
  for await (const open of listSources(options)) {
    try {
      await fetchFrom(open, part, options);
      return await prove(part);
    } catch (error) {
      const mayTryElsewhere =
        error instanceof SkillError && (error.kind === 'backend' || error.kind === 'network');
      if (options.signal.aborted || !mayTryElsewhere) throw error;
      cause ??= error;
    }
  }
  throw cause;
}

type Open = (headers: Record<string, string>) => Promise<HttpResponse>;

/**
 * The ways to the file, one after the other: the render's own URL; the one it has now, should the first have expired; the
 * download endpoint with the token (wire-contract.md 2.10).
 */
async function* listSources({
  backend,
  renderId,
  url,
  signal,
}: DownloadOptions): AsyncGenerator<Open> {
  if (url !== undefined) {
    yield (headers) => backend.openFile(url, headers, signal);
    const { status } = (await backend.readRender(renderId, signal).catch(() => undefined)) ?? {};
    const fresh = status?.phase === 'completed' ? status.url : undefined;
    if (fresh !== undefined && fresh !== url)
      yield (headers) => backend.openFile(fresh, headers, signal);
  }
  yield async (headers) => {
    const response = await backend.openFile(downloadPath(renderId), headers, signal);
    // Some versions of the endpoint answer with the file's address instead of the file.
    const isLink =
      response.status === 200 && /\bjson\b/i.test(response.header('content-type') ?? '');
    if (!isLink) return response;
    const status = readRender(parseJsonIfAny(await response.text()))?.status;
    if (status?.phase !== 'completed' || !status.url) throw unusable(exportWords.namesNoFile());
    return backend.openFile(status.url, headers, signal);
  };
}

/** Fetches all of it from one source, trying again as long as there is hope. */
async function fetchFrom(open: Open, part: Part, options: DownloadOptions): Promise<void> {
  const { clock, signal, reporter, random } = options;
  let mostBytes = part.bytes;
  for (let failures = 0; ;) {
    const problem = await fetchOnce(open, part, options).catch((error: unknown) => {
      const mayPass = error instanceof SkillError && error.kind === 'network';
      // A certificate that is refused will be refused again.
      if (signal.aborted || !mayPass || isUntrusted(findErrorCode(error.cause) ?? '')) throw error;
      return error;
    });
    if (problem === undefined) return;
    failures = part.bytes > mostBytes ? 0 : failures + 1;
    mostBytes = Math.max(mostBytes, part.bytes);
    if (failures >= TRIES) throw problem;
    reporter.debug(`Download interrupted at byte ${part.bytes}, going on: ${problem.message}`);
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** failures) * (0.5 + random());
    const waitMs = problem.retryAfterMs ?? backoffMs;
    if (waitMs >= NOTABLE_WAIT_MS)
      reporter.progress(networkWords.patience(Math.round(waitMs / 1000)));
    await clock.sleep(waitMs, signal);
  }
}

/** One request. Returns what stands in the way when another may do better, undefined when everything is there. */
async function fetchOnce(
  open: Open,
  part: Part,
  options: DownloadOptions,
): Promise<SkillError | undefined> {
  const headers = rangeHeaders(part.record, part.bytes);
  const askedFrom = headers['Range'] === undefined ? 0 : part.bytes;
  const response = await open(headers);
  try {
    const decision = readDownloadAnswer(response, { known: part.record, askedFrom });
    switch (decision.kind) {
      case 'complete':
        return undefined;
      case 'take':
        await take(part, { ...decision, body: response.body }, options);
        return isComplete(part) ? undefined : unusable(exportWords.onlyPiece());
      case 'restart':
        // The next request asks for all of it.
        distrustPart(part);
        return unusable(decision.reason);
      case 'later':
        return refused(decision.reason, decision.retryAfterMs);
      case 'refused':
        throw refused(decision.reason);
      default:
        return decision satisfies never;
    }
  } finally {
    await response.discard();
  }
}

const isComplete = ({ record, bytes }: Part): boolean =>
  record?.bytes === null || record?.bytes === bytes;

/** Writes a body into the part; whatever arrives is kept, however it ends. */
async function take(
  part: Part,
  {
    fromByte,
    file,
    encoding,
    body,
  }: Extract<Decision, { kind: 'take' }> & Pick<HttpResponse, 'body'>,
  { reporter, clock }: DownloadOptions,
): Promise<void> {
  const limit = file.bytes ?? MOST_BYTES;
  if (limit > MOST_BYTES) throw unusable(exportWords.tooLarge());
  await checkSpace(part.place.folder, (file.bytes ?? 0) - part.bytes);
  const writer = await writePart(part, { fromByte, identity: file });
  const progress = await startTransferProgress({
    reporter,
    clock,
    label: exportWords.downloading(),
    totalBytes: file.bytes,
    startBytes: fromByte,
  });
  try {
    for await (const piece of unpack(body, encoding)) {
      if (part.bytes + piece.length > limit) {
        distrustPart(part);
        throw unusable(exportWords.tooLong());
      }
      await writer.write(piece);
      progress.at(part.bytes);
    }
  } finally {
    progress.stop();
    await writer.close();
  }
}

const DECODERS = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} satisfies Record<Encoding, unknown>;

/** Unpacks what a server compressed although it was asked not to. */
async function* unpack(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
): AsyncGenerator<Uint8Array> {
  if (encoding === undefined) return yield* body;
  try {
    // Its error comes out of the iteration.
    yield* pipeline(body, DECODERS[encoding](), () => {});
  } catch (error) {
    throw error instanceof SkillError ? error : unusable(exportWords.notUnpacked(encoding));
  }
}

/** Proves that the part is a complete video; one that is none is removed. */
async function prove(part: Part): Promise<DownloadedVideo> {
  const path = part.record?.path ?? '';
  // Loaded only now: its parser need not be in memory while the bytes come.
  const { proveVideo } = await import('./video-probe.ts');
  const proof = await proveVideo(path).catch((error: unknown) => {
    throw new SkillError('file', fileWords.unreadable(path, findErrorCode(error)), {
      advice: exportWords.fetchAgain(),
      cause: error,
    });
  });
  if ('video' in proof) return { part: path, bytes: part.bytes, video: proof.video };
  await removePart(part);
  throw unusable(proof.problem);
}

const refused = (reason: Text, retryAfterMs?: number): SkillError =>
  new SkillError('backend', exportWords.notFetched(reason), {
    advice: exportWords.fetchAgain(),
    retryAfterMs,
  });

const unusable = (reason: Text): SkillError =>
  new SkillError('backend', exportWords.incomplete(reason), {
    advice: exportWords.nothingSaved(),
  });
