import type { Text } from '../words/text.ts';

/** The reasons a command can fail, with their process exit codes (interface.md, "Exit codes"). */
export const EXIT_CODES = {
  internal: 1,
  usage: 2,
  auth: 3,
  credits: 4,
  plan: 5,
  file: 6,
  rate_limit: 7,
  network: 8,
  empty: 9,
  backend: 10,
  interrupted: 130,
} as const;

export type ErrorKind = keyof typeof EXIT_CODES;

export interface SkillErrorOptions {
  /** What to do now, in words that can be relayed to the user. */
  advice: Text;
  /** The backend's own code (1001, 2001, 402 …), when it gave one. */
  code?: number | undefined;
  /** The command that goes on from here, when there is one. */
  next?: string | undefined;
  /** How long the backend asks to wait before the next try (`Retry-After`). */
  retryAfterMs?: number | undefined;
  /** What had been done by then, for the JSON document. */
  fields?: Record<string, unknown> | undefined;
  cause?: unknown;
}

/** A failure that has been understood: its kind, what happened and what to do about it. Its `message` is the English summary. */
export class SkillError extends Error {
  readonly kind: ErrorKind;
  /** What happened, without a full stop at its end. */
  readonly summary: Text;
  readonly advice: Text;
  readonly code: number | undefined;
  readonly next: string | undefined;
  readonly retryAfterMs: number | undefined;
  readonly fields: Record<string, unknown>;

  constructor(kind: ErrorKind, summary: Text, options: SkillErrorOptions) {
    super(summary.en, { cause: options.cause });
    this.name = 'SkillError';
    this.kind = kind;
    this.summary = summary;
    this.advice = options.advice;
    this.code = options.code;
    this.next = options.next;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields ?? {};
  }

  /** The same failure, with more known about it. */
  with(more: {
    summary?: Text;
    next?: string | undefined;
    fields?: Record<string, unknown>;
  }): SkillError {
    const { kind, summary, advice, code, next, retryAfterMs, fields, cause } = this;
    return new SkillError(kind, more.summary ?? summary, {
      advice,
      code,
      next: more.next ?? next,
      retryAfterMs,
      fields: { ...fields, ...more.fields },
      cause,
    });
  }
}

/** Names a system error's code (`ENOENT`, `ECONNRESET`, `UND_ERR_SOCKET` …), looking through its causes. */
export function findErrorCode(error: unknown): string | undefined {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    const { code } = current as NodeJS.ErrnoException;
    if (typeof code === 'string') return code;
    // A failed "happy eyeballs" connection is an AggregateError: any of its reasons will do.
    current = current instanceof AggregateError ? current.errors[0] : current.cause;
  }
  return undefined;
}
