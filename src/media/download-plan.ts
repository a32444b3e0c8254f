import { readRetryAfter } from '../backend/retry.ts';
import { SkillError } from '../system/errors.ts';
import { exportWords } from '../words/exports.ts';
import { verbatim, type Text } from '../words/text.ts';
import { videoWords } from '../words/video.ts';

/*
 * How a file is fetched in pieces: what to ask for, and what an answer means for the bytes that are there already. It is pure;
 * the rules are those of RFC 9110 (13.1.5 If-Range, 14 Range, 15.3.7 206).
 */

/** What proves that the rest of a file is the rest of the same file. */
export interface FileIdentity {
  /** Of the whole file; null when the server does not say. */
  bytes: number | null;
  /** A strong validator; a weak one proves nothing (RFC 9110, 13.1.5). */
  etag: string | null;
  last_modified: string | null;
}

/** Proves nothing: bytes of such a file are never continued. */
export const UNKNOWN_FILE: FileIdentity = { bytes: null, etag: null, last_modified: null };

/** A request for the rest of a file. */
export interface RestRequest {
  fromByte: number;
  identity: FileIdentity;
  headers: Record<string, string>;
}

/** The request for what is missing; undefined when nothing is there, nothing is missing, or nothing proves that the rest would fit. */
export function requestRest(
  identity: FileIdentity | undefined,
  haveBytes: number,
): RestRequest | undefined {
  const validator = identity?.etag ?? identity?.last_modified;
  if (!identity || !validator || haveBytes === 0 || haveBytes >= (identity.bytes ?? 0))
    return undefined;
  const headers = { Range: `bytes=${haveBytes}-`, 'If-Range': validator };
  return { fromByte: haveBytes, identity, headers };
}

/** True when a later request can go on with what is there, or everything is there already. */
export const isResumable = (identity: FileIdentity, haveBytes: number): boolean =>
  haveBytes > 0 && (identity.bytes === haveBytes || requestRest(identity, haveBytes) !== undefined);

/** What the plan needs of an HTTP answer. */
export interface Answer {
  status: number;
  header(name: string): string | undefined;
}

/** A body that is worth taking. */
export interface Delivery {
  /** Where in the file its first byte belongs. */
  fromByte: number;
  identity: FileIdentity;
  /** How it is compressed; undefined when it is not. */
  encoding: string | undefined;
}

/**
 * Reads the answer to a request for the rest, or for the whole file. Returns undefined when the rest cannot be had: then the
 * whole file must be asked for. Throws a `backend` error when this address does not lead to the file.
 */
export function readDownloadAnswer(
  answer: Answer,
  asked: RestRequest | undefined,
): Delivery | undefined {
  const { status } = answer;
  if (status === 206) return readPiece(answer, asked);
  if (status === 416 && asked) return undefined;
  if (status !== 200) throw refuse(answer, verbatim(`HTTP ${status}`));
  const otherType = findOtherType(answer);
  if (otherType) throw refuse(answer, otherType);
  const encoding = readEncoding(answer);
  // The length of what is compressed says nothing about the file.
  const bytes = encoding ? null : readLength(answer.header('content-length'));
  return { fromByte: 0, identity: { bytes, ...readValidators(answer) }, encoding };
}

function readPiece(answer: Answer, asked: RestRequest | undefined): Delivery | undefined {
  if (!asked) throw refuse(answer, videoWords.otherPiece());
  const range = /^bytes (\d+)-(\d+)\/(\d+)$/i.exec(answer.header('content-range') ?? '');
  const [first, last = 0, total = 0] = (range ?? []).slice(1).map(Number);
  const { fromByte, identity } = asked;
  const fits =
    first === fromByte &&
    last >= first &&
    last < total &&
    total === identity.bytes &&
    hasSameValidators(identity, readValidators(answer)) &&
    readEncoding(answer) === undefined;
  return fits ? { fromByte, identity, encoding: undefined } : undefined;
}

type Validators = Pick<FileIdentity, 'etag' | 'last_modified'>;

/** A 206 may leave out what it need not repeat; what it says must agree. */
const hasSameValidators = (known: Validators, now: Validators): boolean =>
  (['etag', 'last_modified'] as const).every(
    (name) => now[name] === null || known[name] === null || now[name] === known[name],
  );

function readValidators(answer: Answer): Validators {
  const etag = answer.header('etag');
  return {
    etag: etag !== undefined && /^"[^"]*"$/.test(etag) ? etag : null,
    last_modified: answer.header('last-modified') ?? null,
  };
}

const readLength = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;

function readEncoding(answer: Answer): string | undefined {
  const encoding = answer.header('content-encoding')?.trim().toLowerCase();
  return encoding === 'identity' || encoding === '' ? undefined : encoding;
}

/** A page, a playlist or a picture is not what was rendered. Its kind is named; its content is never quoted. */
function findOtherType(answer: Answer): Text | undefined {
  const type = (answer.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (/html/.test(type)) return videoWords.webPage();
  if (/\bjson$/.test(type)) return videoWords.jsonAnswer();
  if (type.startsWith('text/')) return videoWords.text();
  const isOther = /^(?:image|audio|multipart)\/|\b(?:xml|javascript|mpegurl)\b/.test(type);
  return isOther ? videoWords.otherType(type.replaceAll(/[^\w/.+-]/g, '').slice(0, 40)) : undefined;
}

/** `backend/retry.ts` judges by it whether the address may be asked again. */
const refuse = (answer: Answer, reason: Text): SkillError =>
  new SkillError('backend', exportWords.notFetched(reason), {
    advice: exportWords.fetchAgain(),
    status: answer.status,
    row: answer.status === 429 ? 429 : undefined,
    retryAfterMs: readRetryAfter(answer.header('retry-after'), answer.header('date')),
  });
