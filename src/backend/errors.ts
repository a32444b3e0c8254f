/**
 * Every error of the backend and of the way to it is made here: which row of the seed's error table an answer means, and
 * whether the backend certainly did not take the request (`isRefused`). Nothing else decides either.
 */
import { SkillError, findErrorCode, type ErrorKind } from '../system/errors.ts';
import { backendWords } from '../words/backend.ts';
import { networkWords } from '../words/network.ts';
import { joinTexts, type Text } from '../words/text.ts';

export const SUPPORTED_FORMATS =
  'mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac';
export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;

/** The one route that is called without a token. */
export const TOKEN_PATH = '/api/auth/anonymous-token';

/** In whose name a request is sent; some advice depends on it. */
export interface Caller {
  token: string;
  /** True for a free starter token that this skill obtained. */
  anonymous: boolean;
  userId: string | undefined;
}

/** An answer of the backend that reports a failure, by its HTTP status or by the `code` in its body. */
export interface BackendFailure {
  method: string;
  /** Without query string. */
  path: string;
  status: number;
  code: number | undefined;
  /** The backend's own words, as `envelope.ts` reads them. */
  message: string;
  /** The answer's text, which may name the user or a registration address. */
  details?: string;
  retryAfterMs?: number | undefined;
  /** Undefined for the request for a token. */
  caller: Caller | undefined;
  webUrl: string;
  /** It came as an event of a turn: the backend had taken the message before it failed. */
  isInsideTurn?: boolean;
}

type Explanation = [kind: ErrorKind, summary: Text, advice: Text];

/** The seed's error table (SKILL.md "Error Handling"; wire-contract.md section 5). */
const ROWS: Record<number, Explanation> = {
  1001: ['auth', backendWords.tokenRefused(), backendWords.checkToken()],
  1002: ['backend', backendWords.sessionGone(), backendWords.startOver()],
  2001: ['credits', backendWords.noCredits(), backendWords.topUp()],
  4001: ['file', backendWords.wrongType(), backendWords.useFormats(SUPPORTED_FORMATS)],
  4002: ['file', backendWords.tooLarge(), backendWords.compress()],
  402: ['plan', backendWords.notInPlan(), backendWords.upgrade()],
  429: ['rate_limit', backendWords.tooMany(), backendWords.slowDown()],
  // "Missing client id": it is about the request for a token alone.
  400: ['auth', backendWords.clientIdRefused(), backendWords.otherClientId()],
};

/** HTTP statuses that mean the same as a row of the table. */
const STATUS_ROWS: Record<number, number> = { 401: 1001, 413: 4002, 415: 4001 };

/** True for a code that means the same on every route; any other code may stand for anything. */
export const isKnownCode = (code: number): boolean => code !== 400 && ROWS[code] !== undefined;

/** True when the session is gone or never existed. */
export const isSessionGone = (error: unknown): error is SkillError =>
  error instanceof SkillError && error.row === 1002;

/** Turns a failure that the backend reports into a typed error. */
export function explainBackendFailure(failure: BackendFailure): SkillError {
  const { method, path, status, code, message, retryAfterMs } = failure;
  const row = findRow(failure);
  const [kind, summary, advice] = (row && ROWS[row]) || explainUnknown(failure);
  const number = code === undefined || status >= 500 ? `HTTP ${status}` : code;
  const reason = backendWords.refusal(summary, `${method} ${path}`, { number, said: message });
  return new SkillError(kind, reason, {
    advice: adviseCaller(row, failure) ?? advice,
    status,
    code,
    row,
    isRefused: isRefusal(failure, row),
    retryAfterMs,
  });
}

/**
 * The row an answer means: by the body's code where it is a known one, else by the HTTP status. A 5xx means none, whatever
 * its body says: a gateway may wrap any code, and the backend behind it may be at work on the request.
 */
function findRow({ status, code, path }: BackendFailure): number | undefined {
  if (status >= 500) return undefined;
  return (code === undefined ? undefined : rowOf(code, path)) ?? rowOf(status, path);
}

function rowOf(number: number, path: string): number | undefined {
  // A missing session is a 404 on the routes that name one (wire-contract.md section 5).
  if (number === 404 && /\/(?:state|upload-video)\/|\/run_sse$/.test(path)) return 1002;
  if (number === 400 && path === TOKEN_PATH) return 400;
  return STATUS_ROWS[number] ?? (isKnownCode(number) ? number : undefined);
}

/**
 * The request was certainly not taken: the application itself answered, with a known code and a status below 500, or with a
 * bare 4xx. A 408 says only that a server stopped waiting, and an unknown code may stand for anything.
 */
function isRefusal(
  { status, code = status, isInsideTurn }: BackendFailure,
  row: number | undefined,
): boolean {
  if (isInsideTurn || status >= 500) return false;
  return row !== undefined || (code >= 400 && code < 500 && code !== 408);
}

/** Advice that depends on whose account it is; undefined where it does not. */
function adviseCaller(row: number | undefined, failure: BackendFailure): Text | undefined {
  const { caller } = failure;
  if (caller && !caller.anonymous) return undefined;
  if (row === 1001) return backendWords.starterRefused();
  if (row === 2001) return backendWords.registerAt(registrationLink(failure));
  return row === 429 && !caller ? backendWords.oneTokenAWeek() : undefined;
}

/** The backend's own address where it gives one, else ours with the user's id (wire-contract.md section 8, row 9). */
function registrationLink({ details = '', caller, webUrl }: BackendFailure): string {
  const given = /https:\/\/[^\s"'\\]*register[^\s"'\\]*/.exec(details)?.[0];
  if (given) return given;
  const userId = caller?.userId ?? /"user_id"\s*:\s*"([\w-]+)"/.exec(details)?.[1];
  return `${webUrl}/register${userId ? `?bind=${encodeURIComponent(userId)}` : ''}`;
}

function explainUnknown({ status, code, path }: BackendFailure): Explanation {
  if (isServerTrouble(status) || isServerTrouble(code))
    return ['backend', backendWords.ownProblem(), backendWords.fewMinutes()];
  // A file it does not take, or a link it cannot fetch.
  if (status >= 400 && path.includes('/upload-video/'))
    return ['file', backendWords.uploadRefused(), backendWords.checkUpload()];
  return ['backend', backendWords.refused(), backendWords.runDoctor()];
}

/** True for a 5xx, as HTTP status or as code in a body. */
const isServerTrouble = (number: number | undefined): boolean =>
  number !== undefined && number >= 500 && number < 600;

/** True when the next try of a GET may well succeed: a broken connection, a timeout, or a server in trouble. */
export const isPassing = (error: SkillError): boolean =>
  error.kind === 'network' ||
  [error.status, error.code].some((number) => number === 408 || isServerTrouble(number));

export interface FailedRequest {
  method: string;
  path: string;
  /** The host name the request was for, named in the advice: sandboxes allow hosts one by one. */
  host: string;
  /** The proxy that is set for such requests, as host and port. */
  proxy?: string | undefined;
  /** The answer had begun to arrive. */
  isAnswered?: boolean;
}

/** Codes that only a connection which never came about ends with. */
const NEVER_CONNECTED = /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|UND_ERR_CONNECT_TIMEOUT)$/;

/** What a blocked or missing network looks like besides; these may also strike in the middle of a connection. */
const UNREACHABLE = /^(?:EPERM|EACCES|ENETUNREACH|EHOSTUNREACH)$/;

/** How OpenSSL and Node name a certificate that they refuse. */
const UNTRUSTED =
  /SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|CERT_(?:HAS_EXPIRED|NOT_YET|UNTRUSTED)|CERT_ALTNAME/;

/** True for the code of a certificate that is refused. */
export const isUntrusted = (code: string): boolean => UNTRUSTED.test(code);

/** Classifies a request that got no answer, by its cause's code and never by its text. */
export function explainTransportError(error: unknown, request: FailedRequest): SkillError {
  if (error instanceof SkillError) return error;
  const { method, path, host, proxy, isAnswered = false } = request;
  const code = findErrorCode(error);
  const failed = { request: `${method} ${path}`, host, code };
  const hint = proxy === undefined ? [] : [networkWords.checkProxy(proxy)];
  const fail = (summary: Text, ...advice: Text[]): SkillError =>
    new SkillError('network', summary, {
      advice: joinTexts(advice),
      isRefused: !isAnswered && neverConnected(error, code),
      cause: error,
    });
  if (NEVER_CONNECTED.test(code ?? '') || UNREACHABLE.test(code ?? ''))
    return fail(networkWords.unreachable(failed), networkWords.allowHost(host), ...hint);
  if (isUntrusted(code ?? ''))
    return fail(networkWords.untrusted(failed), networkWords.checkClock());
  if (error instanceof Error && error.name === 'TimeoutError')
    return fail(networkWords.timeout(failed.request, host), backendWords.fewMinutes());
  return fail(networkWords.broken(failed), networkWords.sameAgain(), ...hint);
}

/**
 * True when no byte of the request can have left: no name was found, no connection was made (the failed system call says
 * so), or the certificate was refused before.
 */
function neverConnected(error: unknown, code = ''): boolean {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const { syscall } = (first ?? {}) as NodeJS.ErrnoException;
  return NEVER_CONNECTED.test(code) || isUntrusted(code) || syscall === 'connect';
}
