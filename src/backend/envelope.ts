import { asRecord, type JsonObject } from '../system/json.ts';
import { clipText } from '../words/format.ts';

/** What the backend says went wrong, in an answer or in an event of a turn. */
export interface Failure {
  /** Its own code; undefined where it names none. */
  code: number | undefined;
  /** Its own words, fit to be shown; may be empty. */
  message: string;
}

/**
 * The failure that a JSON body reports: a `code` other than 0 (a word, too), `success: false`, or an error (wire-contract.md section 1,
 * "Tolerant unwrap"). A render or a tool that failed says so in its `status`, and the request about it did not fail.
 */
export function readFailure(body: JsonObject): Failure | undefined {
  const code = readFailureCode(body['code']);
  const hasStatus = [body, asRecord(body['data'])].some((it) => typeof it?.['status'] === 'string');
  const isCodeOdd = body['type'] === undefined && Number.isNaN(Number(body['code'] ?? 0));
  const saysFailed =
    isCodeOdd || body['success'] === false || body['type'] === 'error' || body['error'];
  if (code === undefined && (hasStatus || !saysFailed)) return undefined;
  return { code, message: readMessage(body) };
}

/** A code other than 0, as a number or a string. */
export function readFailureCode(value: unknown): number | undefined {
  const code = typeof value === 'string' ? Number(value) : value;
  return typeof code === 'number' && Number.isFinite(code) && code !== 0 ? code : undefined;
}

/** The payload of an answer: `{code, data}`, `{success, data}` or no envelope at all; renders use both levels at once. */
export function readPayload(body: unknown): unknown {
  const data = asRecord(asRecord(body)?.['data']);
  return data ? { ...asRecord(body), ...data } : body;
}

/** The first of these keys that holds text. */
export const readMessage = (body: JsonObject): string =>
  quoteBackend(
    ['message', 'msg', 'detail', 'error', 'content']
      .map((key) => readText(body[key]))
      .find(Boolean) ?? '',
  );

/** Text as it is, an error object's own message, or a FastAPI list of `{msg}` joined. */
export function readText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(readText).join('; ');
  const record = asRecord(value);
  return record ? readText(record['message'] ?? record['msg']) : '';
}

/**
 * What may be shown of the backend's own words: one line of at most 300 characters, and nothing at all of a text that is
 * a web page or JSON (interface.md, "Output").
 */
export const quoteBackend = (text: string): string =>
  MARKUP.test(text) || JSON_TEXT.test(text) ? '' : clipText(text, 300);

const MARKUP = /<[a-z!/?]/i;
/** An object or list at the beginning, an object anywhere, or a quoted key. */
const JSON_TEXT = /^\s*\{|^\s*\[\s*(?:[\]{["\d-]|true|false|null)|\{\s*["'}]|["']\s*:\s*["'{[\d-]/;
