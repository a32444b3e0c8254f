import { readFailureCode } from './envelope.ts';
import { clipText } from './format.ts';
import { SkillError, type ErrorKind } from './errors.ts';

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
  summary: string;
  advice: string;
}

export const SUPPORTED_FORMATS =
  'mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac';
export const MAX_UPLOAD_BYTES = 500 * 1024 * 1024;

/** The seed's error table (SKILL.md "Error Handling"; wire-contract.md section 5). */
const EXPLANATIONS: Record<number, Explanation> = {
  1001: {
    kind: 'auth',
    summary: 'The token was refused: it is wrong or has expired',
    advice: 'Check NEMO_TOKEN, or unset it to go on with a free starter token.',
  },
  1002: {
    kind: 'backend',
    summary: 'The editing session no longer exists',
    advice: 'Start over with "node scripts/connect.mjs --new", then upload and edit again.',
  },
  2001: {
    kind: 'credits',
    summary: 'There are no credits left',
    advice: 'Top up credits in your account.',
  },
  4001: {
    kind: 'file',
    summary: 'The file type is not supported',
    advice: `Use one of: ${SUPPORTED_FORMATS}.`,
  },
  4002: {
    kind: 'file',
    summary: 'The file is too large',
    advice: 'The limit is 500 MB: compress or trim the file first.',
  },
  402: {
    kind: 'plan',
    summary: 'Export is not part of this plan (this is not about credits)',
    advice: 'Register or upgrade your plan to unlock export.',
  },
  429: {
    kind: 'rate_limit',
    summary: 'Too many requests',
    advice: 'A free token is given once per machine in 7 days. Try again later, or set NEMO_TOKEN.',
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
  const said = failure.message ? `: ${clipText(failure.message, 300)}` : '';
  const number = code ?? `HTTP ${failure.status}`;
  return new SkillError(kind, `${summary} (${failure.method} ${failure.path}: ${number}${said})`, {
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
function adviseRegistration({ details, registerUrl }: BackendFailure): string {
  const text = JSON.stringify(details ?? '');
  const given = /https:\/\/[^\s"'\\]*register[^\s"'\\]*/.exec(text)?.[0];
  const userId = /"user_?id"\s*:\s*"([\w-]+)"/i.exec(text)?.[1];
  const named =
    userId && registerUrl && !registerUrl.includes('bind=')
      ? `${registerUrl}?bind=${userId}`
      : registerUrl;
  const link = given ?? named;
  return link ? `Register to get more credits: ${link}` : 'Register to get more credits.';
}

function explainUnknown({ status }: BackendFailure): Explanation {
  if (status >= 500) {
    return {
      kind: 'backend',
      summary: 'The video service has a problem of its own',
      advice: 'Try again in a few minutes.',
    };
  }
  return {
    kind: 'backend',
    summary: 'The video service refused the request',
    advice: 'Run "node scripts/doctor.mjs" to see what works; report it if it persists.',
  };
}
