import { readFailureCode } from './envelope.ts';
import { clipText } from '../words/format.ts';
import { SkillError, type ErrorKind } from '../system/errors.ts';
import type { Text } from '../words/text.ts';
import { backendWords } from '../words/backend.ts';

/** What went wrong at the backend, wherever it said so: the HTTP status or the body's `code`. */
export interface BackendFailure {
  method: string;
  /** Without query string. */
  path: string;
  status: number;
  code?: number | undefined;
  message?: string;
  /** The parsed body, which may name the user or a registration address. */
  details?: unknown;
  /** What the `Retry-After` header asks for. */
  retryAfterMs?: number | undefined;
  /** Where an anonymous user registers; see `registrationLink`. */
  registerUrl?: string | undefined;
  anonymous?: boolean | undefined;
}

interface Explanation {
  kind: ErrorKind;
  summary: Text;
  advice: Text;
}

export const SUPPORTED_FORMATS =
  'mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac';
export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;

/** The seed's error table (SKILL.md "Error Handling"; wire-contract.md section 5). */
const EXPLANATIONS: Record<number, Explanation> = {
  1001: {
    kind: 'auth',
    summary: backendWords.tokenRefused(),
    advice: backendWords.checkToken(),
  },
  1002: {
    kind: 'backend',
    summary: backendWords.sessionGone(),
    advice: backendWords.startOver(),
  },
  2001: {
    kind: 'credits',
    summary: backendWords.noCredits(),
    advice: backendWords.topUp(),
  },
  4001: {
    kind: 'file',
    summary: backendWords.wrongType(),
    advice: backendWords.useFormats(SUPPORTED_FORMATS),
  },
  4002: {
    kind: 'file',
    summary: backendWords.tooLarge(),
    advice: backendWords.compress(),
  },
  402: {
    kind: 'plan',
    summary: backendWords.notInPlan(),
    advice: backendWords.upgrade(),
  },
  429: {
    kind: 'rate_limit',
    summary: backendWords.tooMany(),
    advice: backendWords.tryLater(),
  },
};

/** A code with which the backend turns a request away; another may stand for anything. */
export const isKnownCode = (code: number): boolean => EXPLANATIONS[code] !== undefined;

/** HTTP statuses that mean the same as a body code. */
const STATUS_CODES: Record<number, number> = { 401: 1001, 413: 4002, 415: 4001 };

/** Turns a refusal of the backend into a typed error. The one place where its codes are read. */
export function explainBackendFailure(failure: BackendFailure): SkillError {
  const code = findCode(failure);
  const found = code === undefined ? undefined : EXPLANATIONS[code];
  const { kind, summary, advice } = found ?? explainUnknown(failure);
  const said = failure.message ? clipText(failure.message, 300) : '';
  const number = code ?? `HTTP ${failure.status}`;
  const where = `${failure.method} ${failure.path}`;
  return new SkillError(kind, backendWords.refusal(summary, where, { number, said }), {
    advice: code === 2001 && failure.anonymous ? adviseRegistration(failure) : advice,
    code,
    retryAfterMs: failure.retryAfterMs,
  });
}

/**
 * The body's code where it is one we know, else what the status means, else either number as it is. A number that stands for
 * success explains no failure: `{"success":false}` with HTTP 200 has no code.
 */
function findCode({ status, code, path }: BackendFailure): number | undefined {
  const known = (code ? knownCode(code, path) : undefined) ?? knownCode(status, path);
  return known ?? readFailureCode(code) ?? (status >= 400 ? status : undefined);
}

function knownCode(number: number, path: string): number | undefined {
  // A missing session is a 404 on the routes that name one.
  if (number === 404 && /\/(?:state|upload-video)\/|\/run_sse$/.test(path)) return 1002;
  return STATUS_CODES[number] ?? (EXPLANATIONS[number] ? number : undefined);
}

/** The session is gone, or was never used: the routes that name one say 1002 or 404. */
export const isSessionGone = (error: unknown): error is SkillError =>
  error instanceof SkillError && error.code === 1002;

/** The backend's own address where it gives one, else ours with the user it names (wire-contract.md section 8, row 9). */
function adviseRegistration({ details, registerUrl }: BackendFailure): Text {
  const text = JSON.stringify(details ?? '');
  const given = /https:\/\/[^\s"'\\]*register[^\s"'\\]*/.exec(text)?.[0];
  const userId = /"user_?id"\s*:\s*"([\w-]+)"/i.exec(text)?.[1];
  const named =
    userId && registerUrl && !registerUrl.includes('bind=')
      ? `${registerUrl}?bind=${userId}`
      : registerUrl;
  const link = given ?? named;
  return link ? backendWords.registerAt(link) : backendWords.register();
}

function explainUnknown({ status, path }: BackendFailure): Explanation {
  if (status >= 500) {
    return {
      kind: 'backend',
      summary: backendWords.ownProblem(),
      advice: backendWords.fewMinutes(),
    };
  }
  // A file it does not take, or a link it cannot fetch.
  if (status >= 400 && path.includes('/upload-video/')) {
    return {
      kind: 'file',
      summary: backendWords.uploadRefused(),
      advice: backendWords.checkUpload(),
    };
  }
  return {
    kind: 'backend',
    summary: backendWords.refused(),
    advice: backendWords.runDoctor(),
  };
}
