import { asRecord, type JsonObject } from '../system/json.ts';

/**
 * The backend wraps its answers in several ways: `{code, data}`, `{success, data}` or nothing at all
 * (wire-contract.md section 1, "Tolerant unwrap").
 */
export type Unwrapped =
  | { ok: true; payload: unknown }
  | { ok: false; code: number | undefined; message: string; details: unknown };

/** Takes the payload out of a parsed answer, or the error it reports. Never throws. */
export function unwrapEnvelope(status: number, body: unknown): Unwrapped {
  const record = asRecord(body);
  const code = readCode(record?.['code']);
  // A render that failed is an answer about the render, not a failed request.
  const saysStatus = typeof asRecord(record?.['data'])?.['status'] === 'string';
  const failed =
    status >= 400 ||
    (code !== undefined && !isFine(code)) ||
    (record?.['success'] === false && !saysStatus);
  if (failed) return { ok: false, code, message: readMessage(record), details: body };
  const data = asRecord(record?.['data']);
  return { ok: true, payload: data ?? body };
}

/** Reads a body code, which comes as a number or as a string. */
export function readCode(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const code = Number(value);
  return value !== '' && Number.isFinite(code) ? code : undefined;
}

/** Codes that report success: the backend's own, and HTTP's put into a body. */
const isFine = (code: number): boolean => code === 0 || code === 200;

/** Reads a body code that reports a failure. */
export function readFailureCode(value: unknown): number | undefined {
  const code = readCode(value);
  return code === undefined || isFine(code) ? undefined : code;
}

/** The first of `message`, `msg`, `detail` and `error` that holds text. */
export function readMessage(record: JsonObject | undefined): string {
  for (const key of ['message', 'msg', 'detail', 'error']) {
    const text = readText(record?.[key]);
    if (text) return text;
  }
  return '';
}

/** Text as it is, an error object's own message, or a FastAPI list of `{msg}` joined. */
export function readText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value))
    return value.map((item) => readText(asRecord(item)?.['msg']) ?? '').join('; ');
  const record = asRecord(value);
  return record ? readText(record['message'] ?? record['msg']) : undefined;
}
