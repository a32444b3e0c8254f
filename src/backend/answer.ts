/** From a request to the value of its answer, validated, or to the events of its stream; a failure becomes a typed error. */
import { SkillError } from '../system/errors.ts';
import { asRecord } from '../system/json.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import { backendWords } from '../words/backend.ts';
import { verbatim, type Text } from '../words/text.ts';
import { unwrapEnvelope } from './envelope.ts';
import { explainBackendFailure, type Caller } from './errors.ts';
import type { ServerEvent } from './event-stream.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';
import { readRetryAfter } from './retry.ts';

/** A JSON answer: its value, and the exact text of any part of it. */
export interface JsonDocument {
  value: unknown;
  /**
   * The characters of one value as the server sent them: a draft goes back to the renderer byte for byte, and an id with
   * 19 digits is more than a number can hold. Undefined when the path leads nowhere.
   */
  textAt(path: string[]): Promise<string | undefined>;
}

/** Throws a `SyntaxError` when the text is not JSON. */
export function parseJsonDocument(text: string): JsonDocument {
  const value: unknown = JSON.parse(text);
  return {
    value,
    async textAt(path) {
      // Loaded on demand: few answers hold anything that is needed to the letter.
      const { findNodeAtLocation, parseTree } = await import('../vendor/jsonc-parser.ts');
      const tree = parseTree(text);
      const node = tree && findNodeAtLocation(tree, path);
      return node && text.slice(node.offset, node.offset + node.length);
    },
  };
}

export interface Answer<T> {
  value: T;
  document: JsonDocument;
}

const ANSWER_TIMEOUT_MS = 60_000;

/** Sends a request once and returns the validated payload of its JSON answer. */
export async function callJson<T>(
  http: Http,
  request: HttpRequest,
  { schema, caller }: { schema: Schema<T>; caller: Caller },
): Promise<Answer<T>> {
  const response = await http.request({ timeoutMs: ANSWER_TIMEOUT_MS, ...request });
  const { document, payload } = await readAnswer(response, request, caller);
  const parsed = safeParse(schema, payload);
  if (!parsed.success)
    throw unreadable(request, describeIssue(parsed.error.issues[0]), { status: response.status });
  return { value: parsed.data, document };
}

/** Sends a request once and opens its event stream; JSON in place of a stream is a refusal, or the whole answer. */
export async function openEvents(
  http: Http,
  request: HttpRequest,
  caller: Caller,
): Promise<AsyncIterable<ServerEvent>> {
  const response = await http.request(request);
  const { status } = response;
  const type = response.header('content-type') ?? '';
  const isStream = status === 200 && /^$|event-stream|octet-stream|text\/plain/i.test(type);
  if (isStream) {
    const { decodeEventStream } = await import('./event-stream.ts');
    return decodeEventStream(response.body);
  }
  if (status < 400 && !/\bjson\b/i.test(type)) {
    await response.discard();
    const problem = type ? verbatim(`HTTP ${status} ${type}`) : backendWords.untyped(status);
    throw unreadable(request, problem, { status });
  }
  const { document } = await readAnswer(response, request, caller);
  const events = listEvents(document.value).map((event) => JSON.stringify(event));
  return (async function* whole() {
    for (const data of events) yield { name: '', data };
  })();
}

/** A turn's whole answer: an event, which may be in an envelope (see `readTurnEvents`), or a list of them. */
function listEvents(body: unknown): unknown[] {
  if (Array.isArray(body)) return body;
  const list = asRecord(body)?.['data'];
  return Array.isArray(list) ? [body, ...list] : [body];
}

/** Reads a JSON answer; an error page in another format still counts as the error it stands for. */
async function readAnswer(
  response: HttpResponse,
  request: HttpRequest,
  caller: Caller,
): Promise<{ document: JsonDocument; payload: unknown }> {
  const { status } = response;
  const document = parseAnswer(await response.text(), status, request);
  const unwrapped = unwrapEnvelope(status, document.value);
  if (unwrapped.ok) return { document, payload: unwrapped.payload };
  throw explainBackendFailure({
    method: request.method,
    path: pathOf(request.url),
    status,
    ...unwrapped,
    caller,
    retryAfterMs: readRetryAfter(response.header('retry-after'), response.header('date')),
  });
}

function parseAnswer(text: string, status: number, request: HttpRequest): JsonDocument {
  try {
    return parseJsonDocument(text);
  } catch (error) {
    if (status >= 400) return parseJsonDocument('null');
    throw unreadable(request, backendWords.notJson(), { status, cause: error });
  }
}

/** An answer that cannot be read is never a refusal: nobody knows what the backend did. */
function unreadable(
  request: HttpRequest,
  reason: Text,
  more: { status: number; cause?: unknown },
): SkillError {
  const where = `${request.method} ${pathOf(request.url)}`;
  return new SkillError('backend', backendWords.unreadableFor(where, reason), {
    advice: backendWords.updateSkill(),
    ...more,
  });
}

const describeIssue = (issue: { path: PropertyKey[]; message?: string } | undefined): Text =>
  issue
    ? backendWords.unexpected(issue.path.map(String).join('.'), issue.message)
    : backendWords.notExpected();

const pathOf = (url: string): string =>
  url.startsWith('/') ? url.replace(/\?.*$/, '') : new URL(url).pathname;
