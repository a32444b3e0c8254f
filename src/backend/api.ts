import { asRecord } from './envelope.ts';
import type { ServerEvent } from './event-stream.ts';
import type { JsonDocument } from './json-document.ts';
import { claimLink, registrationLink } from './links.ts';
import { readRender, type RenderReading } from './render-status.ts';
import {
  anonymousTokenAnswer,
  claimTokenAnswer,
  creditsAnswer,
  mediaItem,
  sessionAnswer,
  stateAnswer,
  uploadAnswer,
  type MediaItem,
} from './schemas.ts';
import { SkillError } from '../system/errors.ts';
import { wasRefused } from './retry-policy.ts';
import { backendWords } from '../words/backend.ts';
import { safeParse, unknown, type Infer, type Schema } from '../vendor/zod.ts';
import type { Account } from './account.ts';
import type { Authorized } from './authorized.ts';
import { callJson, openEvents, type Answer, type ErrorHints } from './call.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';
import type { Retry } from './retry.ts';

export interface Session {
  sessionId: string;
  taskId: string | undefined;
  userId: string | undefined;
}

/** A session's state, with the draft both as a value and as the text the renderer must get back. */
export interface SessionState {
  draft: unknown;
  draftText: string | undefined;
  media: MediaItem[];
  /** What was generated, and the canvas: an edit may show there alone. */
  generated: unknown;
  canvas: unknown;
}

export interface RenderOrder {
  renderId: string;
  sessionId: string;
  draftText: string;
  resolution: string | undefined;
}

export interface Credits {
  available: number;
  frozen: number;
  total: number;
}

/** The backend's endpoints as functions (wire-contract.md section 2); what may be tried again is in `Authorized`. */
export interface Api {
  createSession(language: string): Promise<Session>;
  /**
   * Posts one message and opens the events of the turn it starts. Throws when the backend turned it away; a post that may
   * have arrived is never repeated, since the backend charges for each.
   */
  sendMessage(message: OutgoingMessage): Promise<AsyncIterable<ServerEvent>>;
  uploadFiles(sessionId: string, upload: UploadBody, signal?: AbortSignal): Promise<MediaItem[]>;
  uploadUrls(sessionId: string, urls: string[], signal?: AbortSignal): Promise<MediaItem[]>;
  readCredits(signal?: AbortSignal): Promise<Credits>;
  readState(sessionId: string, signal?: AbortSignal): Promise<SessionState>;
  submitRender(order: RenderOrder, signal?: AbortSignal): Promise<RenderReading | undefined>;
  readRender(renderId: string, signal?: AbortSignal): Promise<RenderReading>;
  /** Opens a rendered file, or goes on with one; see `openFile` in file-request.ts. */
  openFile(
    address: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<HttpResponse>;
  /** A link that opens the project in a browser. */
  createClaimLink(session: { sessionId: string; taskId: string | undefined }): Promise<string>;
}

export interface OutgoingMessage {
  sessionId: string;
  text: string;
  signal?: AbortSignal | undefined;
  /** Called at the last moment before the message's bytes leave this machine. */
  onSending?: (() => void) | undefined;
  /** Called when the backend turned it away: nothing was taken, though another try may follow (429, a renewed token). */
  onRefused?: (() => void) | undefined;
}

export interface UploadBody {
  contentType: string;
  bytes: number;
  /** Begins the body anew: a request that never left may be sent again. */
  chunks: () => AsyncIterable<Uint8Array>;
}

export interface ApiOptions {
  http: Http;
  webUrl: string;
  authorized: Authorized;
}

/** Where a finished render is fetched with the token when its URL does not work; there is no `/lambda` in it. */
export const downloadPath = (renderId: string): string =>
  `/api/render/proxy/${encodeURIComponent(renderId)}/download`;

/** Asks for a free starter token: 100 credits, 7 days, one per client (seed, "Getting Connected"). */
export async function requestAnonymousToken(
  { http, retry }: { http: Http; retry: Retry },
  clientId: string,
): Promise<Infer<typeof anonymousTokenAnswer>> {
  const request = {
    method: 'POST' as const,
    url: '/api/auth/anonymous-token',
    headers: { 'X-Client-Id': clientId },
  };
  const answer = await retry('POST', () =>
    callJson(http, request, { schema: anonymousTokenAnswer }),
  );
  return answer.value;
}

export function createApi({ http, webUrl, authorized }: ApiOptions): Api {
  const describe = (account: Account): ErrorHints => ({
    anonymous: account.anonymous,
    registerUrl: registrationLink(webUrl, account.userId),
  });
  const call = <T>(request: HttpRequest, schema: Schema<T>): Promise<Answer<T>> =>
    authorized.send(request.method, (account) =>
      callJson(http, addToken(request, account), { schema, hints: describe(account) }),
    );
  const knowUser = (userId: string | null | undefined): void => {
    authorized.account.userId ??= userId ?? undefined;
  };
  return {
    async createSession(language) {
      const { value, document } = await call(
        postJson('/api/tasks/me/with-session/nemo_agent', { task_name: 'project', language }),
        sessionAnswer,
      );
      const { session_id, task_id, user_id } = value;
      knowUser(user_id);
      return {
        sessionId: (await readExactId(document, 'session_id')) ?? session_id,
        taskId: task_id ?? undefined,
        userId: user_id ?? undefined,
      };
    },
    sendMessage({ sessionId, text, signal, onSending, onRefused }) {
      const request = postJson('/run_sse', {
        app_name: 'nemo_agent',
        user_id: 'me',
        session_id: sessionId,
        new_message: { parts: [{ text }] },
      });
      const headers = { ...request.headers, Accept: 'text/event-stream' };
      const post = { ...request, headers, signal, onSending };
      return authorized.send('POST', (account) =>
        openEvents(http, addToken(post, account), describe(account)).catch((error: unknown) => {
          if (wasRefused(error)) onRefused?.();
          throw error;
        }),
      );
    },
    async uploadFiles(sessionId, { contentType, bytes, chunks }, signal) {
      const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes) };
      const url = uploadPath(sessionId);
      const request = { method: 'POST' as const, url, headers, body: chunks, signal };
      return (
        (await call({ ...request, timeoutMs: UPLOAD_TIMEOUT_MS }, uploadAnswer)).value.files ?? []
      );
    },
    async uploadUrls(sessionId, urls, signal) {
      const request = postJson(uploadPath(sessionId), { urls, source_type: 'url' });
      const { value } = await call(
        { ...request, signal, timeoutMs: UPLOAD_TIMEOUT_MS },
        uploadAnswer,
      );
      return value.files ?? [];
    },
    async readCredits(signal) {
      const { value } = await call(get('/api/credits/balance/simple', signal), creditsAnswer);
      const frozen = value.frozen ?? 0;
      return { available: value.available, frozen, total: value.total ?? value.available + frozen };
    },
    async readState(sessionId, signal) {
      const { value, document } = await call(
        get(`/api/state/nemo_agent/me/${sessionId}/latest`, signal),
        stateAnswer,
      );
      const draft = value.state?.draft ?? undefined;
      const path = asRecord(asRecord(document.value)?.['data'])
        ? ['data', 'state', 'draft']
        : ['state', 'draft'];
      knowUser(value.user_id ?? value.state?.user_id);
      return {
        draft,
        draftText: draft === undefined ? undefined : await document.textAt(path),
        media: readMediaList(value.state?.video_infos),
        generated: value.state?.generated_media ?? null,
        canvas: value.state?.canvas_config ?? null,
      };
    },
    async submitRender({ renderId, sessionId, draftText, resolution }, signal) {
      // Put together as text: the draft must reach the renderer byte for byte.
      const output = { format: 'mp4', quality: 'high', ...(resolution && { resolution }) };
      const [id, session] = [renderId, sessionId].map((text) => JSON.stringify(text));
      const body = `{"id":${id},"sessionId":${session},"draft":${draftText},"output":${JSON.stringify(output)}}`;
      const request = { ...postJson('/api/render/proxy/lambda', {}), body, signal };
      return readRender((await call(request, unknown())).document.value);
    },
    async readRender(renderId, signal) {
      const url = `/api/render/proxy/lambda/${encodeURIComponent(renderId)}`;
      const reading = readRender((await call(get(url, signal), unknown())).document.value);
      if (reading) return reading;
      throw new SkillError('backend', backendWords.unreadable(`GET ${url}`), {
        advice: backendWords.inAMinute(),
      });
    },
    async openFile(address, headers, signal) {
      const { openFile } = await import('./file-request.ts');
      return openFile(http, { address, headers, token: authorized.account.token, signal });
    },
    async createClaimLink({ sessionId, taskId }) {
      const body = { task_id: taskId ?? '', session_id: sessionId };
      const request = { ...postJson('/api/auth/claim-token', body), timeoutMs: CLAIM_TIMEOUT_MS };
      const { account } = authorized;
      // A link that can be done without is no reason to wait, or to give up a token.
      const { value } = await callJson(http, addToken(request, account), {
        schema: claimTokenAnswer,
      });
      return claimLink(webUrl, value.claim_token);
    },
  };
}

const get = (url: string, signal?: AbortSignal): HttpRequest => ({ method: 'GET', url, signal });

const postJson = (url: string, body: object) => ({
  method: 'POST' as const,
  url,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

/** The one place where the token is written: the header of a request to the API. */
const addToken = (request: HttpRequest, { token }: Account): HttpRequest => ({
  ...request,
  headers: { ...request.headers, Authorization: `Bearer ${token}` },
});

/** Nobody waits long for a link that can be done without. */
const CLAIM_TIMEOUT_MS = 10_000;

/** A 19-digit id that comes as a number is past what a number can hold: its own digits are taken. */
async function readExactId(document: JsonDocument, key: string): Promise<string | undefined> {
  const text = (await document.textAt(['data', key])) ?? (await document.textAt([key]));
  return text && /^\d+$/.test(text) ? text : undefined;
}

/** 500 MB over a slow line take their time. */
const UPLOAD_TIMEOUT_MS = 60 * 60_000;

const uploadPath = (sessionId: string): string => `/api/upload-video/nemo_agent/me/${sessionId}`;

/** The list's elements were never published: what is an object counts, and tells what of it can be read. */
const readMediaList = (value: unknown): MediaItem[] =>
  Array.isArray(value)
    ? value
        .filter((item) => asRecord(item) !== undefined)
        .map((item) => safeParse(mediaItem, item).data ?? {})
    : [];
