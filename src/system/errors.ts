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
  /** The HTTP status of the answer, when there was one. */
  status?: number | undefined;
  /** The code in the answer's body, when there was one. */
  code?: number | undefined;
  /** The row of the seed's error table that the answer means, whichever of code and status said so: 1001, 1002, 402 … */
  row?: number | undefined;
  /** True when the backend certainly did not take the request; decided in `backend/errors.ts` alone. */
  isRefused?: boolean | undefined;
  /** How long the backend asks to wait before the next try (`Retry-After`). */
  retryAfterMs?: number | undefined;
  /** What had been done by then, for the JSON document. */
  fields?: Record<string, unknown> | undefined;
  /** The same for a person: lines behind the failure. */
  lines?: readonly Text[] | undefined;
  cause?: unknown;
}

/** A failure that has been understood: its kind, what happened and what to do about it. Its `message` is the English summary. */
export class SkillError extends Error {
  readonly kind: ErrorKind;
  /** What happened, without a full stop at its end. */
  readonly summary: Text;
  readonly advice: Text;
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly row: number | undefined;
  readonly isRefused: boolean;
  readonly retryAfterMs: number | undefined;
  readonly fields: Record<string, unknown>;
  readonly lines: readonly Text[];

  constructor(kind: ErrorKind, summary: Text, options: SkillErrorOptions) {
    super(summary.en, { cause: options.cause });
    this.name = 'SkillError';
    this.kind = kind;
    this.summary = summary;
    this.advice = options.advice;
    this.status = options.status;
    this.code = options.code;
    this.row = options.row;
    this.isRefused = options.isRefused ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.fields = options.fields ?? {};
    this.lines = options.lines ?? [];
  }

  /** The same failure, with more known about it. */
  with(more: Partial<Pick<SkillError, 'summary' | 'advice' | 'fields' | 'lines'>>): SkillError {
    return new SkillError(this.kind, more.summary ?? this.summary, {
      ...this,
      cause: this.cause,
      advice: more.advice ?? this.advice,
      fields: { ...this.fields, ...more.fields },
      lines: more.lines ?? this.lines,
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
