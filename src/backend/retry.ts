/** When a request may be sent again, and how long is waited before; nothing else in the skill repeats one. */
import type { Clock } from '../system/clock.ts';
import { SkillError } from '../system/errors.ts';
import type { Reporter } from '../system/reporter.ts';
import { networkWords } from '../words/network.ts';
import { isPassing } from './errors.ts';

export type Method = 'GET' | 'POST';

/** Returns when the same request may be sent again; throws `error` when it may not. `attempt` counts from 1. */
export type BeforeRetry = (method: Method, error: unknown, attempt: number) => Promise<void>;

/** Sends a request until it succeeds or `beforeRetry` throws. */
export async function repeat<T>(
  method: Method,
  send: () => Promise<T>,
  beforeRetry: BeforeRetry,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      await beforeRetry(method, error, attempt);
    }
  }
}

const TRIES = 3;
const BACKOFF_MS = 500;
/** Seed, "Error Handling": 429 is tried again once, after 30 s when the backend does not say. */
const RATE_LIMIT_MS = 30_000;
/** A server may ask for a day; nobody waits so long. */
const LONGEST_WAIT_MS = 120_000;

export interface WaitOptions {
  clock: Clock;
  signal: AbortSignal;
  /** Clock time at which the command's time is up: no wait goes beyond it. */
  deadlineMs: number | undefined;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
  reporter: Pick<Reporter, 'progress' | 'debug'>;
}

/** From this long on, a wait is worth a line on stderr. */
const NOTABLE_WAIT_MS = 5_000;

/** Makes what waits before a request is sent again. */
export function createWait(options: WaitOptions): BeforeRetry {
  const { clock, signal, deadlineMs = Infinity, random, reporter } = options;
  return async (method, error, attempt) => {
    const waitMs = planWaitMs(method, error, { attempt, random: random() });
    if (waitMs === undefined || clock.now() + waitMs > deadlineMs) throw error;
    if (waitMs < NOTABLE_WAIT_MS) reporter.debug(`Trying again in ${waitMs} ms: ${String(error)}`);
    else reporter.progress(networkWords.patience(Math.round(waitMs / 1000)));
    await clock.sleep(waitMs, signal);
  };
}

/**
 * How long to wait before trying again; undefined when it must not be tried again. A GET is repeated where the next try may
 * well succeed; a POST only when it was certainly not taken, since it could act or charge twice.
 */
function planWaitMs(
  method: Method,
  error: unknown,
  { attempt, random }: { attempt: number; random: number },
): number | undefined {
  if (!(error instanceof SkillError)) return undefined;
  const isRateLimit = error.row === 429;
  const neverConnected = error.kind === 'network' && error.isRefused;
  const mayRetry = isRateLimit
    ? (method === 'GET' || error.isRefused) && attempt === 1
    : (method === 'GET' ? isPassing(error) : neverConnected) && attempt < TRIES;
  if (!mayRetry) return undefined;
  const ownMs = isRateLimit ? RATE_LIMIT_MS : BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + random);
  return error.retryAfterMs ?? ownMs;
}

/** `Retry-After` in milliseconds, capped: given in seconds, or as a date beside the answer's own (RFC 9110, 10.2.3). */
export function readRetryAfter(
  header: string | undefined,
  date: string | undefined,
): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const waitMs = Number.isFinite(seconds)
    ? seconds * 1000
    : Date.parse(header) - Date.parse(date ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(0, waitMs), LONGEST_WAIT_MS);
}
