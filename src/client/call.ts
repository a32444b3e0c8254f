import { explainBackendFailure } from '../core/backend-error.ts';
import { unwrapEnvelope } from '../core/envelope.ts';
import { SkillError } from '../core/errors.ts';
import { parseJsonDocument, type JsonDocument } from '../core/json-document.ts';
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

/** Sends a request and returns the validated payload of its JSON answer; every refusal becomes a typed error. */
export async function callJson<T>(
  http: Http,
  request: HttpRequest,
  { schema, hints }: { schema: Schema<T>; hints?: ErrorHints },
): Promise<Answer<T>> {
  const response = await http.request({ timeoutMs: ANSWER_TIMEOUT_MS, ...request });
  const document = await readAnswer(response, request, hints);
  const unwrapped = unwrapEnvelope(response.status, document.value);
  if (!unwrapped.ok) throw explainRefusal(unwrapped, response.status, { request, hints });
  const parsed = safeParse(schema, unwrapped.payload);
  if (!parsed.success) throw unreadable(request, describeIssue(parsed.error.issues[0]));
  return { value: parsed.data, document };
}

/** Reads a JSON body; an error page in another format still counts as the error it stands for. */
export async function readAnswer(
  response: HttpResponse,
  request: HttpRequest,
  hints?: ErrorHints,
): Promise<JsonDocument> {
  const text = await response.text();
  try {
    return parseJsonDocument(text);
  } catch (error) {
    if (response.status >= 400) {
      throw explainRefusal({ code: undefined, message: '' }, response.status, { request, hints });
    }
    throw unreadable(request, 'it is not JSON', error);
  }
}

/** Maps a refusal, wherever it stood, to a typed error. */
export function explainRefusal(
  refusal: { code: number | undefined; message: string },
  status: number,
  { request, hints }: { request: HttpRequest; hints?: ErrorHints | undefined },
): SkillError {
  return explainBackendFailure({
    method: request.method,
    path: pathOf(request.url),
    status,
    ...refusal,
    ...hints,
  });
}

function unreadable(request: HttpRequest, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'backend',
    `${request.method} ${pathOf(request.url)}: the answer cannot be read (${reason})`,
    {
      advice:
        'Try again; if it persists, the video service has changed and the skill needs an update.',
      cause,
    },
  );
}

const describeIssue = (issue: { path: PropertyKey[]; message?: string } | undefined): string =>
  issue
    ? `${issue.path.map(String).join('.') || 'the whole'}: ${issue.message || 'not as expected'}`
    : 'not as expected';

const pathOf = (url: string): string =>
  url.startsWith('/') ? url.replace(/\?.*$/, '') : new URL(url).pathname;
