import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { pipeline } from 'node:stream';
import { downloadPath, type Api } from '../../client/api.ts';
import type { HttpResponse } from '../../client/http.ts';
import {
  rangeHeaders,
  readDownloadAnswer,
  type Decision,
  type Encoding,
  type FileIdentity,
} from '../../core/download-plan.ts';
import { SkillError } from '../../core/errors.ts';
import { parseJsonIfAny } from '../../core/json.ts';
import { LONGEST_WAIT_MS } from '../../core/retry-policy.ts';
import { readRender } from '../../core/render-status.ts';
import type { VideoFacts } from '../../core/video-facts.ts';
import type { Text } from '../../core/text.ts';
import { exportWords } from '../../core/words/exports.ts';
import type { Clock } from '../../ports/clock.ts';
import {
  checkSpace,
  identifyPart,
  removePart,
  writePart,
  type PartFile,
} from '../../ports/part-file.ts';
import type { Reporter } from '../../ports/reporter.ts';
import { startTransferProgress, type TransferProgress } from '../../ports/transfer-progress.ts';

export interface DownloadOptions {
  api: Api;
  clock: Clock;
  reporter: Reporter;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
  renderId: string;
  /** From the finished render; undefined goes straight to the fallback. */
  url: string | undefined;
  /** Where the bytes gather, and what an earlier try has left there. */
  part: PartFile;
  signal: AbortSignal;
}

/** No export is larger: an hour of 1080p has about 4 GB. */
const MOST_BYTES = 20 * 1024 ** 3;
/** Tries in a row that bring no new byte; as long as some arrive, it goes on. */
const TRIES = 4;
const BACKOFF_MS = 500;
const LONGEST_BACKOFF_MS = 15_000;

/**
 * Fetches a rendered file into its part and proves that it is a complete video. Goes on where an earlier try stopped, when
 * the server proves that it has the same file still. Throws `network` and `file` errors with the part kept, and a `backend`
 * error, naming the first cause, when no address leads to a video.
 */
export async function downloadVideo(
  options: DownloadOptions,
): Promise<{ bytes: number; video: VideoFacts }> {
  const { part, signal } = options;
  if (part.known?.bytes === part.bytes) {
    const found = await prove(part).catch(() => undefined);
    if (found) return found;
  }
  let cause: unknown;
  for await (const open of listSources(options)) {
    try {
      await fetchFrom(open, options);
      return await prove(part);
    } catch (error) {
      const mayTryElsewhere =
        error instanceof SkillError && (error.kind === 'backend' || error.kind === 'network');
      if (signal.aborted || !mayTryElsewhere) throw error;
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
async function* listSources({ api, renderId, url, signal }: DownloadOptions): AsyncGenerator<Open> {
  if (url !== undefined) {
    yield (headers) => api.openFile(url, headers, signal);
    const { status } = (await api.readRender(renderId, signal).catch(() => undefined)) ?? {};
    const fresh = status?.phase === 'completed' ? status.url : undefined;
    if (fresh !== undefined && fresh !== url)
      yield (headers) => api.openFile(fresh, headers, signal);
  }
  yield (headers) => openFallback(api, { renderId, headers, signal });
}

/** Some versions of the endpoint answer with the file's address instead of the file. */
async function openFallback(
  api: Api,
  {
    renderId,
    headers,
    signal,
  }: { renderId: string; headers: Record<string, string>; signal: AbortSignal },
): Promise<HttpResponse> {
  const response = await api.openFile(downloadPath(renderId), headers, signal);
  const isLink = response.status === 200 && /\bjson\b/i.test(response.header('content-type') ?? '');
  if (!isLink) return response;
  const status = readRender(parseJsonIfAny(await response.text()))?.status;
  if (status?.phase !== 'completed' || !status.url) throw unusable(exportWords.namesNoFile());
  return api.openFile(status.url, headers, signal);
}

/** Fetches all of it from one source, trying again as long as there is hope. */
async function fetchFrom(open: Open, options: DownloadOptions): Promise<void> {
  const { part, clock, signal, reporter, random } = options;
  for (let failures = 0; ;) {
    const bytesBefore = part.bytes;
    const problem = await fetchOnce(open, options).catch((error: unknown) => {
      const mayPass = error instanceof SkillError && error.kind === 'network';
      if (signal.aborted || !mayPass) throw error;
      return error;
    });
    if (problem === undefined) return;
    failures = part.bytes > bytesBefore ? 0 : failures + 1;
    if (failures >= TRIES) throw problem;
    reporter.debug(`Download interrupted at byte ${part.bytes}, going on: ${problem.message}`);
    const backoffMs = Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** failures) * (0.5 + random());
    await clock.sleep(Math.min(problem.retryAfterMs ?? backoffMs, LONGEST_WAIT_MS), signal);
  }
}

/** One request. Returns what stands in the way when another may do better, undefined when everything is there. */
async function fetchOnce(open: Open, options: DownloadOptions): Promise<SkillError | undefined> {
  const { part } = options;
  const headers = rangeHeaders(part.known, part.bytes);
  const askedFrom = headers['Range'] === undefined ? 0 : part.bytes;
  const response = await open(headers);
  try {
    const decision = readDownloadAnswer(response, { known: part.known, askedFrom });
    switch (decision.kind) {
      case 'complete':
        return undefined;
      case 'take':
        await take(response, decision, options);
        return isComplete(part) ? undefined : unusable(exportWords.onlyPiece());
      case 'restart':
        await removePart(part);
        Object.assign(part, { bytes: 0, known: undefined });
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

const isComplete = ({ bytes, known }: PartFile): boolean =>
  known === undefined || known.bytes === null || bytes === known.bytes;

/** Writes a body into the part; whatever arrives is kept, however it ends. */
async function take(
  response: HttpResponse,
  { fromByte, file, encoding }: Extract<Decision, { kind: 'take' }>,
  options: DownloadOptions,
): Promise<void> {
  const { part } = options;
  const limit = file.bytes ?? MOST_BYTES;
  if (limit > MOST_BYTES) throw unusable(exportWords.tooLarge());
  await checkSpace(part, (file.bytes ?? 0) - fromByte);
  const writer = await writePart(part, fromByte);
  const progress = await startProgress(options, file);
  try {
    await identifyPart(part, file);
    for await (const piece of unpack(response.body, encoding)) {
      if (part.bytes + piece.length > limit) throw unusable(exportWords.tooLong());
      await writer.write(piece);
      progress.at(part.bytes);
    }
  } finally {
    progress.stop();
    await writer.close();
  }
}

const startProgress = (
  { reporter, clock, part }: DownloadOptions,
  { bytes }: FileIdentity,
): Promise<TransferProgress> =>
  startTransferProgress({
    reporter,
    clock,
    label: exportWords.downloading(),
    totalBytes: bytes,
    startBytes: part.bytes,
  });

/** Unpacks what a server compressed although it was asked not to. */
async function* unpack(
  body: AsyncIterable<Uint8Array>,
  encoding: Encoding | undefined,
): AsyncGenerator<Uint8Array> {
  if (encoding === undefined) return yield* body;
  try {
    // The error comes out of the iteration.
    yield* pipeline(body, DECODERS[encoding](), () => {});
  } catch (error) {
    throw error instanceof SkillError ? error : unusable(exportWords.notUnpacked(encoding));
  }
}

const DECODERS = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
} satisfies Record<Encoding, unknown>;

/** Proves the part; one that is no video is removed. */
async function prove(part: PartFile): Promise<{ bytes: number; video: VideoFacts }> {
  // Loaded when the bytes are there: its parser would only make their way through memory longer.
  const { proveVideo } = await import('../../ports/video-probe.ts');
  const proof = await proveVideo(part.path);
  if ('video' in proof) return { bytes: part.bytes, video: proof.video };
  await removePart(part);
  Object.assign(part, { bytes: 0, known: undefined });
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
