/** HTTP statuses of the contract's own codes, for backends that use them (contract 5). */
const CODE_STATUS: Record<number, number> = {
  1001: 401,
  1002: 404,
  2001: 402,
  4001: 415,
  4002: 413,
};

/** A refusal the API answers with; `code` is the contract's code or an HTTP status. */
export class ApiError extends Error {
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
  }
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/**
 * Writes a refusal the way the chosen backend would.
 * Codes below 1000 are HTTP statuses in every envelope (contract 5: 400, 402, 429).
 */
export function toErrorReply(error: ApiError, envelope: 'body' | 'status' | 'detail'): Reply {
  const body = { code: error.code, message: error.message };
  if (error.code < 1000) return { status: error.code, body };
  if (envelope === 'body') return { status: 200, body };
  const status = CODE_STATUS[error.code] ?? 400;
  return envelope === 'status' ? { status, body } : { status, body: { detail: error.message } };
}
