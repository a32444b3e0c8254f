import type { StudioOptions } from './options.ts';

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

/** A body that FastAPI refuses before the application sees it: 422, with the fields that are wrong (contract 3.2, "Errors"). */
export class FieldsError extends ApiError {
  readonly fields: string[];

  constructor(fields: string[], message = 'Field required') {
    super(422, message);
    this.fields = fields;
  }
}

export interface Reply {
  status?: number;
  headers?: Record<string, string>;
  body: unknown;
}

/**
 * Writes a refusal the way the chosen backend would.
 * Codes below 1000 are HTTP statuses (contract 5: 400, 402, 429), but for a backend that puts every code in a body.
 */
export function toErrorReply(
  error: ApiError,
  { errorEnvelope, retryAfterS }: StudioOptions,
): Reply {
  const reply = error instanceof FieldsError ? listFields(error) : wrapError(error, errorEnvelope);
  if (error.code !== 429 || retryAfterS === 0) return reply;
  return { ...reply, headers: { 'Retry-After': String(retryAfterS) } };
}

function listFields({ fields, message: msg }: FieldsError): Reply {
  const loc = fields.map((name) => ['body', name]);
  const detail = (loc.length > 0 ? loc : [['body']]).map((each) => ({
    loc: each,
    msg,
    type: 'missing',
  }));
  return { status: 422, body: { detail } };
}

function wrapError({ code, message }: ApiError, envelope: StudioOptions['errorEnvelope']): Reply {
  const body = { code, message };
  const status = code < 1000 ? code : (CODE_STATUS[code] ?? 400);
  switch (envelope) {
    case 'body':
      if (code === 1002) return { status, body: { detail: message } };
      return code < 1000 ? { status, body } : { status: 200, body };
    case 'status':
      return { status, body };
    case 'detail':
      return { status, body: { detail: message } };
    case 'error':
      return { status, body: { error: message } };
    case 'all-in-body':
      return { status: 200, body: { success: false, code, error: message } };
  }
}
