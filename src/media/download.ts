import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createUnzip } from 'node:zlib';
import type { HttpResponse } from '../backend/request.ts';
import { createWait } from '../backend/retry.ts';
import type { Clock } from '../system/clock.ts';
import { SkillError } from '../system/errors.ts';
import type { Reporter } from '../system/reporter.ts';
import { exportWords } from '../words/exports.ts';
import type { Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';
import { isResumable, readDownloadAnswer, requestRest, type Delivery } from './download-plan.ts';
import {
  checkSpace,
  distrustPart,
  fillPart,
  findPart,
  removePart,
  type Part,
  type PartRecord,
} from './part.ts';
import { startTransferProgress } from './transfer.ts';

export interface DownloadOptions<Proof> extends Pick<Part, 'place' | 'savePart'> {
  clock: Clock;
  reporter: Reporter;
  signal: AbortSignal;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
  /** The ways to the file, one after the other: another one is taken when a way does not lead there. */
  sources: AsyncIterable<Open>;
  /** Says what the bytes are, or why they are not what is wanted. */
  prove: (path: string) => Promise<Proof | { problem: Text }>;
  /** What an earlier command recorded. */
  part: PartRecord | undefined;
}

/** Sends a request for the file. */
export type Open = (headers: Record<string, string>) => Promise<HttpResponse>;

/** No file is larger: an hour of 1080p has about 4 GB. */
const MOST_BYTES = 20 * 1024 ** 3;

/**
 * Fetches a file into a part and proves it by its bytes; it is complete, but has no name of its own yet. Goes on where an
 * earlier command stopped, when the server proves that it still has the same file. Throws `network` and `file` errors, and a
 * `backend` error naming the first cause when no way leads to the file. The part is left only where the next command can go
 * on with it.
 */
export async function downloadFile<Proof extends object>(
  options: DownloadOptions<Proof>,
): Promise<Proof & { part: string; bytes: number }> {
  const part = await findPart(options.part, options);
  try {
    if (part.record && part.record.bytes === part.bytes) {
      // An earlier command was ended when everything had come.
      const found = await prove(part, options).catch(() => undefined);
      if (found) return found;
    }
    let cause: unknown;
    for await (const open of options.sources) {
      try {
        await fetchFrom(open, part, options);
        return await prove(part, options);
      } catch (error) {
        const mayTryElsewhere =
          error instanceof SkillError && (error.kind === 'backend' || error.kind === 'network');
        if (options.signal.aborted || !mayTryElsewhere) throw error;
        cause ??= error;
      }
    }
    throw cause;
  } catch (error) {
    if (!part.record || !isResumable(part.record, part.bytes))
      // What went wrong first matters more than a part that cannot be removed.
      await removePart(part).catch(() => {});
    throw error;
  }
}

type Options = Pick<DownloadOptions<object>, 'clock' | 'reporter' | 'signal' | 'random'>;

/** Fetches all of it from one source, trying again as long as there is hope: as long as some bytes arrive, it goes on. */
async function fetchFrom(open: Open, part: Part, options: Options): Promise<void> {
  // `--wait` ends the download by its signal.
  const beforeRetry = createWait({ ...options, deadlineMs: undefined });
  let mostBytes = part.bytes;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await fetchRest(open, part, options);
    } catch (error) {
      if (part.bytes > mostBytes) attempt = 1;
      mostBytes = Math.max(mostBytes, part.bytes);
      await beforeRetry('GET', error, attempt);
    }
  }
}

/** Fetches what is missing with one request, or all of it with a second one when the rest cannot be had. */
async function fetchRest(open: Open, part: Part, options: Options): Promise<void> {
  const rest = requestRest(part.record, part.bytes);
  const response = await open(rest?.headers ?? {});
  try {
    const delivery = readDownloadAnswer(response, rest);
    if (delivery) return await take(part, { ...delivery, body: response.body }, options);
  } finally {
    await response.discard();
  }
  distrustPart(part);
  return fetchRest(open, part, options);
}

/** Writes a body into the part; whatever arrives is kept, however it ends. */
async function take(
  part: Part,
  delivery: Delivery & Pick<HttpResponse, 'body'>,
  { reporter, clock }: Options,
): Promise<void> {
  const { fromByte, identity } = delivery;
  const limit = identity.bytes ?? MOST_BYTES;
  if (limit > MOST_BYTES) throw unusable(exportWords.tooLarge());
  await checkSpace(part.place.folder, (identity.bytes ?? 0) - part.bytes);
  const pieces = unpack(delivery);
  const progress = startTransferProgress({
    reporter,
    clock,
    label: exportWords.downloading(),
    totalBytes: identity.bytes,
    startBytes: fromByte,
  });
  async function* count(): AsyncGenerator<Uint8Array> {
    let bytes = fromByte;
    for await (const piece of pieces) {
      bytes += piece.length;
      if (bytes > limit) {
        distrustPart(part);
        throw unusable(exportWords.tooLong());
      }
      progress.at(bytes);
      yield piece;
    }
  }
  try {
    await fillPart(part, delivery, count());
  } finally {
    progress.stop();
  }
  if (identity.bytes !== null && part.bytes < identity.bytes)
    throw new SkillError('network', exportWords.incomplete(exportWords.onlyPiece()), {
      advice: exportWords.fetchAgain(),
    });
}

const DECODERS: Record<string, () => Transform> = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
};

/** Unpacks what a server compressed although it was asked not to. */
function unpack({
  body,
  encoding,
}: Pick<Delivery, 'encoding'> & Pick<HttpResponse, 'body'>): AsyncIterable<Uint8Array> {
  if (encoding === undefined) return body;
  const decoder = DECODERS[encoding]?.();
  if (!decoder) throw unusable(videoWords.otherEncoding());
  return (async function* decode() {
    try {
      // Its error comes out of the iteration.
      yield* pipeline(body, decoder, () => {});
    } catch (error) {
      throw error instanceof SkillError ? error : unusable(exportWords.notUnpacked(encoding));
    }
  })();
}

/** One that is not what is wanted is removed. */
async function prove<Proof extends object>(
  part: Part,
  options: Pick<DownloadOptions<Proof>, 'prove'>,
): Promise<Proof & { part: string; bytes: number }> {
  const path = part.record?.path ?? '';
  const proof = await options.prove(path);
  if (!('problem' in proof)) return { ...proof, part: path, bytes: part.bytes };
  await removePart(part);
  throw unusable(proof.problem);
}

export const unusable = (reason: Text): SkillError =>
  new SkillError('backend', exportWords.incomplete(reason), {
    advice: exportWords.nothingSaved(),
  });
