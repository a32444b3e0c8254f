import { readRetryAfter } from '../backend/retry.ts';
import { verbatim, type Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';

/*
 * How a file is fetched in pieces: what to ask for, and what an answer means for the bytes that are there already. It is pure;
 * the rules are those of RFC 9110 (13.1.5 If-Range, 14 Range, 15.3.7 206, 15.5.17 416).
 */

/** What proves that the rest of a file is the rest of the same file. */
export interface FileIdentity {
  /** Of the whole file; null when the server does not say. */
  bytes: number | null;
  /** A strong validator. */
  etag: string | null;
  last_modified: string | null;
}

/** Proves nothing: bytes of such a file are never continued. */
export const UNKNOWN_FILE: FileIdentity = { bytes: null, etag: null, last_modified: null };

/** What the plan needs of an HTTP answer. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
}

/** What is to be done with an answer. */
export type Decision =
  /** The body goes into the file from this byte on. */
  | { kind: 'take'; fromByte: number; file: FileIdentity; encoding: Encoding | undefined }
  /** Everything is there already. */
  | { kind: 'complete' }
  /** What is there does not fit what the server has: begin anew. */
  | { kind: 'restart'; reason: Text }
  /** Another address may do. */
  | { kind: 'refused'; reason: Text }
  /** Trying again later may do. */
  | { kind: 'later'; reason: Text; retryAfterMs: number | undefined };

/** The compressions that can be undone here. */
export type Encoding = 'gzip' | 'deflate' | 'br';

/** The validator for `If-Range`: a strong ETag, else a date. A weak one proves nothing (RFC 9110, 13.1.5). */
const validatorOf = ({ etag, last_modified }: FileIdentity): string | null => etag ?? last_modified;

/** The headers that ask for the rest; none when nothing proves that it would fit. */
export function rangeHeaders(
  known: FileIdentity | undefined,
  haveBytes: number,
): Record<string, string> {
  const validator = known && known.bytes !== null && validatorOf(known);
  if (!validator || haveBytes === 0 || haveBytes > (known.bytes ?? 0)) return {};
  return { Range: `bytes=${haveBytes}-`, 'If-Range': validator };
}

/** True when a later request can go on with what is there, or everything is there already. */
export const isResumable = (known: FileIdentity, haveBytes: number): boolean =>
  haveBytes > 0 &&
  (known.bytes === haveBytes || rangeHeaders(known, haveBytes)['Range'] !== undefined);

/** What an answer means, given what was asked for and what is known of the file. */
export function readDownloadAnswer(
  answer: Answer,
  { known, askedFrom }: { known: FileIdentity | undefined; askedFrom: number },
): Decision {
  const { status } = answer;
  if (status === 206) return readPartialAnswer(answer, { known, askedFrom });
  if (status === 416) {
    const total = /^bytes \*\/(\d+)$/i.exec(answer.header('content-range') ?? '')?.[1];
    return total !== undefined && Number(total) === askedFrom && known?.bytes === askedFrom
      ? { kind: 'complete' }
      : { kind: 'restart', reason: videoWords.partMisfit() };
  }
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return { kind: 'later', reason: verbatim(`HTTP ${status}`), retryAfterMs: readWait(answer) };
  if (status !== 200) return { kind: 'refused', reason: verbatim(`HTTP ${status}`) };
  return readWholeAnswer(answer);
}

const readWait = (answer: Answer): number | undefined =>
  readRetryAfter(answer.header('retry-after'), answer.header('date'));

function readWholeAnswer(answer: Answer): Decision {
  const refusal = refuseType(answer);
  if (refusal !== undefined) return { kind: 'refused', reason: refusal };
  const encoding = readEncoding(answer);
  if (encoding === 'unknown') return { kind: 'refused', reason: videoWords.otherEncoding() };
  // The length of what is compressed says nothing about the file, and neither do positions in it.
  const bytes = encoding ? null : readLength(answer.header('content-length'));
  return { kind: 'take', fromByte: 0, file: { bytes, ...readValidators(answer) }, encoding };
}

function readPartialAnswer(
  answer: Answer,
  { known, askedFrom }: { known: FileIdentity | undefined; askedFrom: number },
): Decision {
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/i.exec(answer.header('content-range') ?? '');
  const [first = -1, last = 0, total = 0] = (range ?? []).slice(1).map(Number);
  const isRest = askedFrom > 0 && first === askedFrom && last >= first && last < total;
  const now = { bytes: total, ...readValidators(answer) };
  if (!isRest || !known || !isSame(known, now) || readEncoding(answer) !== undefined)
    return { kind: 'restart', reason: videoWords.otherPiece() };
  return { kind: 'take', fromByte: first, file: known, encoding: undefined };
}

/** A 206 may leave out what it need not repeat; what it says must agree. */
const isSame = (known: FileIdentity, now: FileIdentity): boolean =>
  now.bytes === known.bytes &&
  (now.etag === null || known.etag === null || now.etag === known.etag) &&
  (now.last_modified === null ||
    known.last_modified === null ||
    now.last_modified === known.last_modified);

function readValidators(answer: Answer): Pick<FileIdentity, 'etag' | 'last_modified'> {
  const etag = answer.header('etag');
  return {
    etag: etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : null,
    last_modified: answer.header('last-modified') ?? null,
  };
}

const readLength = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

function readEncoding(answer: Answer): Encoding | 'unknown' | undefined {
  const encoding = (answer.header('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return undefined;
  if (encoding === 'x-gzip') return 'gzip';
  return encoding === 'gzip' || encoding === 'deflate' || encoding === 'br' ? encoding : 'unknown';
}

/** A page, a playlist or a picture is not what was rendered. Its kind is named; its content is never quoted. */
function refuseType(answer: Answer): Text | undefined {
  const type = (answer.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/html/.test(type)) return videoWords.webPage();
  if (/\bjson$/.test(type)) return videoWords.jsonAnswer();
  if (type.startsWith('text/')) return videoWords.text();
  const isOther = /^(?:image|audio|multipart)\/|\b(?:xml|javascript|mpegurl)\b/.test(type);
  return isOther ? videoWords.otherType(type.replaceAll(/[^\w/.+-]/g, '').slice(0, 40)) : undefined;
}
