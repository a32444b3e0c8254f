import { explainBackendFailure } from './backend-error.ts';
import { asRecord, unwrapEnvelope } from './envelope.ts';
import { SkillError } from '../system/errors.ts';
import { readRetryAfter } from './retry-policy.ts';
import type { ServerEvent } from './event-stream.ts';
import { parseJsonDocument, type JsonDocument } from './json-document.ts';
import { verbatim, type Text } from '../words/text.ts';
import { backendWords } from '../words/backend.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';

export interface Answer<T> {
  value: T;
  document: JsonDocument;
}

/** What an error message may say about the account. */
export interface ErrorHints {
  anonymous?: boolean;
  registerUrl?: string;
}

const ANSWER_TIMEOUT_MS = 60_000;

/** Sends a request once and returns the validated payload of its JSON answer; every refusal becomes a typed error. */
export async function callJson<T>(
  http: Http,
  request: HttpRequest,
  { schema, hints }: { schema: Schema<T>; hints?: ErrorHints },
): Promise<Answer<T>> {
  const response = await http.request({ timeoutMs: ANSWER_TIMEOUT_MS, ...request });
  const { document, payload } = await readAnswer(response, request, hints);
  const parsed = safeParse(schema, payload);
  if (!parsed.success) throw unreadable(request, describeIssue(parsed.error.issues[0]));
  return { value: parsed.data, document };
}

/** Sends a request once and opens its event stream; JSON in place of a stream is a refusal, or the whole answer. */
export async function openEvents(
  http: Http,
  request: HttpRequest,
  hints: ErrorHints,
): Promise<AsyncIterable<ServerEvent>> {
  const response = await http.request(request);
  const type = response.header('content-type') ?? '';
  const isStream =
    response.status === 200 && /^$|event-stream|octet-stream|text\/plain/i.test(type);
  if (isStream) {
    const { decodeEventStream } = await import('./event-stream.ts');
    return decodeEventStream(response.body);
  }
  if (response.status < 400 && !/\bjson\b/i.test(type)) {
    await response.discard();
    throw unreadable(
      request,
      type ? verbatim(`HTTP ${response.status} ${type}`) : backendWords.untyped(response.status),
    );
  }
  const { document } = await readAnswer(response, request, hints);
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
  hints: ErrorHints | undefined,
): Promise<{ document: JsonDocument; payload: unknown }> {
  const document = parseAnswer(await response.text(), response.status, request);
  const unwrapped = unwrapEnvelope(response.status, document.value);
  if (unwrapped.ok) return { document, payload: unwrapped.payload };
  throw explainBackendFailure({
    method: request.method,
    path: pathOf(request.url),
    status: response.status,
    ...unwrapped,
    ...hints,
    retryAfterMs: readRetryAfter(response.header('retry-after'), response.header('date')),
  });
}

function parseAnswer(text: string, status: number, request: HttpRequest): JsonDocument {
  try {
    return parseJsonDocument(text);
  } catch (error) {
    if (status >= 400) return parseJsonDocument('null');
    throw unreadable(request, backendWords.notJson(), error);
  }
}

function unreadable(request: HttpRequest, reason: Text, cause?: unknown): SkillError {
  const where = `${request.method} ${pathOf(request.url)}`;
  return new SkillError('backend', backendWords.unreadableFor(where, reason), {
    advice: backendWords.updateSkill(),
    cause,
  });
}

const describeIssue = (issue: { path: PropertyKey[]; message?: string } | undefined): Text =>
  issue
    ? backendWords.unexpected(issue.path.map(String).join('.'), issue.message)
    : backendWords.notExpected();

const pathOf = (url: string): string =>
  url.startsWith('/') ? url.replace(/\?.*$/, '') : new URL(url).pathname;
