import { isKnownCode } from './backend-error.ts';
import { SkillError } from './errors.ts';
import { neverLeft } from './transport-error.ts';

/** A request that failed, and how often it has been tried. */
export interface FailedAttempt {
  method: 'GET' | 'POST';
  error: unknown;
  /** 1 for the first try. */
  attempt: number;
  /** 0 to 1; spreads out clients that failed together. */
  random: number;
}

const TRIES = 3;
const BACKOFF_MS = 500;
/** Seed, "Error Handling": 429 is tried again once, after 30 s when the backend does not say. */
const RATE_LIMIT_MS = 30_000;
/** Whatever a server asks for. */
export const LONGEST_WAIT_MS = 120_000;

/**
 * How long to wait before trying again; undefined when it must not be tried again. Nothing is repeated that could act or
 * charge twice: a POST only when it certainly never left this machine, or was turned away at the door (429).
 */
export function planRetry({ method, error, attempt, random }: FailedAttempt): number | undefined {
  if (!(error instanceof SkillError)) return undefined;
  if (error.kind === 'rate_limit') {
    return attempt === 1
      ? Math.min(error.retryAfterMs ?? RATE_LIMIT_MS, LONGEST_WAIT_MS)
      : undefined;
  }
  const isHarmless = method === 'GET' ? isPassing(error) : neverLeft(error.cause);
  if (!isHarmless || attempt >= TRIES) return undefined;
  const backoffMs = BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + random);
  return Math.min(error.retryAfterMs ?? backoffMs, LONGEST_WAIT_MS);
}

/** A broken connection, a timeout or a server in trouble: the next try may well succeed. */
export function isPassing(error: SkillError): boolean {
  const status = error.code ?? 0;
  return error.kind === 'network' || status === 408 || (status >= 500 && status < 600);
}

/**
 * The backend read the request and said no, or it never got there. Anything else after it left (a gateway's 5xx whatever
 * code it wraps, a code nobody knows, an answer nobody can read) may hide a backend at work.
 */
export function wasRefused(error: unknown): boolean {
  if (!(error instanceof SkillError)) return false;
  if (error.kind === 'network') return neverLeft(error.cause);
  const code = error.code ?? 0;
  return isKnownCode(code) || (code >= 400 && code < 500 && code !== 408);
}

/** `Retry-After` in seconds, or as a date beside the answer's own (RFC 9110, 10.2.3), in milliseconds. */
export function readRetryAfter(
  header: string | undefined,
  date: string | undefined,
): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(header) - Date.parse(date ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}
