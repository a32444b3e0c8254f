/** From a request to the value of its answer, validated, or to the events of its stream; a failure becomes a typed error. */
import { SkillError } from '../system/errors.ts';
import { asRecord, parseJsonIfAny } from '../system/json.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import { backendWords } from '../words/backend.ts';
import type { Text } from '../words/text.ts';
import { readFailure, readMessage, readPayload } from './envelope.ts';
import { explainBackendFailure } from './errors.ts';
import type { ServerEvent } from './event-stream.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';
import { readRetryAfter } from './retry.ts';

export interface Answer<T> {
  value: T;
  /** The JSON as the server sent it. */
  text: string;
}

const ANSWER_TIMEOUT_MS = 60_000;

/** Sends a request once and returns the validated payload of its JSON answer. */
export async function callJson<T>(
  http: Http,
  request: HttpRequest,
  schema: Schema<T>,
): Promise<Answer<T>> {
  const response = await http.request({ timeoutMs: ANSWER_TIMEOUT_MS, ...request });
  const { body, text } = await readAnswer(http, request, response);
  const parsed = safeParse(schema, readPayload(body));
  if (parsed.success) return { value: parsed.data, text };
  const [issue] = parsed.error.issues;
  const reason = backendWords.unexpected(issue?.path.map(String).join('.') ?? '', issue?.message);
  throw unreadable(request, response, reason);
}

/** Sends a request once and opens its event stream; JSON in place of one is a refusal (wire-contract.md 3.2, "Errors"). */
export async function openEvents(
  http: Http,
  request: HttpRequest,
): Promise<AsyncIterable<ServerEvent>> {
  const response = await http.request(request);
  if (response.status !== 200 || !/event-stream/i.test(response.header('content-type') ?? '')) {
    await readAnswer(http, request, response);
    throw unreadable(request, response, backendWords.noStream());
  }
  const { decodeEventStream } = await import('./event-stream.ts');
  return decodeEventStream(response.body);
}

/** Reads a JSON answer; an error page in another format still counts as the error it stands for. */
async function readAnswer(
  http: Http,
  request: HttpRequest,
  response: HttpResponse,
): Promise<{ body: unknown; text: string }> {
  const { status } = response;
  const text = await response.text();
  const body = parseJsonIfAny(text);
  const record = asRecord(body) ?? {};
  const failure = readFailure(record);
  if (status >= 400 || failure)
    throw explainBackendFailure({
      method: request.method,
      path: pathOf(request),
      status,
      code: failure?.code,
      message: failure?.message ?? readMessage(record),
      details: text,
      retryAfterMs: readRetryAfter(response.header('retry-after'), response.header('date')),
      caller: request.caller,
      webUrl: http.webUrl,
    });
  if (body === undefined) throw unreadable(request, response, backendWords.notJson());
  return { body, text };
}

/** An answer that cannot be read is never a refusal: nobody knows what the backend did. */
function unreadable(request: HttpRequest, { status }: HttpResponse, reason: Text): SkillError {
  const where = `${request.method} ${pathOf(request)}`;
  return new SkillError('backend', backendWords.unreadable(where, reason), {
    advice: backendWords.updateSkill(),
    status,
  });
}

const pathOf = ({ url }: HttpRequest): string => url.replace(/\?.*$/, '');

/**
 * The characters of a value of the payload as the server sent them: a draft goes back to the renderer byte for byte.
 * Undefined when the path leads nowhere.
 */
export async function findJsonText(text: string, path: string[]): Promise<string | undefined> {
  // Loaded on demand: few answers hold anything that is needed to the letter.
  const { findNodeAtLocation, parseTree } = await import('../vendor/jsonc-parser.ts');
  const tree = parseTree(text);
  if (!tree) return undefined;
  const node = findNodeAtLocation(tree, ['data', ...path]) ?? findNodeAtLocation(tree, path);
  return node && text.slice(node.offset, node.offset + node.length);
}
