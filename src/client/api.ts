import { asRecord } from '../core/envelope.ts';
import type { JsonDocument } from '../core/json-document.ts';
import { claimLink, registrationLink } from '../core/links.ts';
import { readRender, type RenderReading } from '../core/render-status.ts';
import {
  anonymousTokenAnswer,
  claimTokenAnswer,
  creditsAnswer,
  mediaItem,
  sessionAnswer,
  stateAnswer,
  uploadAnswer,
  type MediaItem,
} from '../core/schemas.ts';
import { SkillError } from '../core/errors.ts';
import { safeParse, unknown, type Infer } from '../vendor/zod.ts';
import type { Account } from './account.ts';
import { callJson, type ErrorHints } from './call.ts';
import type { Http, HttpResponse } from './http.ts';

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
  userId: string | undefined;
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

/** The backend's endpoints as functions (wire-contract.md section 2). None of them retries. */
export interface Api {
  createSession(language: string): Promise<Session>;
  /** Opens the event stream of one turn. Never sent twice: the backend charges for each. */
  sendMessage(sessionId: string, text: string, signal?: AbortSignal): Promise<HttpResponse>;
  uploadFiles(sessionId: string, upload: UploadBody, signal?: AbortSignal): Promise<MediaItem[]>;
  uploadUrls(sessionId: string, urls: string[], signal?: AbortSignal): Promise<MediaItem[]>;
  readCredits(signal?: AbortSignal): Promise<Credits>;
  readState(sessionId: string, signal?: AbortSignal): Promise<SessionState>;
  submitRender(order: RenderOrder, signal?: AbortSignal): Promise<RenderReading | undefined>;
  readRender(renderId: string, signal?: AbortSignal): Promise<RenderReading>;
  /** Opens a rendered file. The token goes along only to the API's own origin. */
  openFile(url: string, signal?: AbortSignal): Promise<HttpResponse>;
  /** A link that opens the project in a browser. */
  createClaimLink(session: { sessionId: string; taskId: string | undefined }): Promise<string>;
}

export interface UploadBody {
  contentType: string;
  bytes: number;
  chunks: AsyncIterable<Uint8Array>;
}

export interface ApiOptions {
  http: Http;
  webUrl: string;
  account: Account;
}

/** Where a finished render is fetched with the token when its URL does not work; there is no `/lambda` in it. */
export const downloadPath = (renderId: string): string =>
  `/api/render/proxy/${encodeURIComponent(renderId)}/download`;

/** Asks for a free starter token: 100 credits, 7 days, one per client (seed, "Getting Connected"). */
export async function requestAnonymousToken(
  http: Http,
  clientId: string,
): Promise<Infer<typeof anonymousTokenAnswer>> {
  const { value } = await callJson(
    http,
    { method: 'POST', url: '/api/auth/anonymous-token', headers: { 'X-Client-Id': clientId } },
    { schema: anonymousTokenAnswer },
  );
  return value;
}

export function createApi({ http, webUrl, account }: ApiOptions): Api {
  const hints: ErrorHints = {
    anonymous: account.anonymous,
    registerUrl: registrationLink(webUrl, account.userId),
  };
  const bearer = { Authorization: `Bearer ${account.token}` };
  const get = (url: string, signal?: AbortSignal) => ({
    method: 'GET' as const,
    url,
    headers: bearer,
    signal,
  });
  const post = (url: string, body: string, signal?: AbortSignal) => ({
    method: 'POST' as const,
    url,
    headers: { ...bearer, 'Content-Type': 'application/json' },
    body,
    signal,
  });
  return {
    async createSession(language) {
      const body = JSON.stringify({ task_name: 'project', language });
      const answer = await callJson(http, post('/api/tasks/me/with-session/nemo_agent', body), {
        schema: sessionAnswer,
        hints,
      });
      const { session_id, task_id, user_id } = answer.value;
      return {
        sessionId: readExactId(answer.document, 'session_id') ?? session_id,
        taskId: task_id ?? undefined,
        userId: user_id ?? undefined,
      };
    },
    async sendMessage(sessionId, text, signal) {
      const body = JSON.stringify({
        app_name: 'nemo_agent',
        user_id: 'me',
        session_id: sessionId,
        new_message: { parts: [{ text }] },
      });
      const request = post('/run_sse', body, signal);
      return http.request({
        ...request,
        headers: { ...request.headers, Accept: 'text/event-stream' },
      });
    },
    async uploadFiles(sessionId, { contentType, bytes, chunks }, signal) {
      const headers = { ...bearer, 'Content-Type': contentType, 'Content-Length': String(bytes) };
      const request = { ...post(uploadPath(sessionId), '', signal), headers, body: chunks };
      const { value } = await callJson(
        http,
        { ...request, timeoutMs: UPLOAD_TIMEOUT_MS },
        { schema: uploadAnswer, hints },
      );
      return value.files ?? [];
    },
    async uploadUrls(sessionId, urls, signal) {
      const body = JSON.stringify({ urls, source_type: 'url' });
      const request = {
        ...post(uploadPath(sessionId), body, signal),
        timeoutMs: UPLOAD_TIMEOUT_MS,
      };
      const { value } = await callJson(http, request, { schema: uploadAnswer, hints });
      return value.files ?? [];
    },
    async readCredits(signal) {
      const { value } = await callJson(http, get('/api/credits/balance/simple', signal), {
        schema: creditsAnswer,
        hints,
      });
      const frozen = value.frozen ?? 0;
      return { available: value.available, frozen, total: value.total ?? value.available + frozen };
    },
    async readState(sessionId, signal) {
      const { value, document } = await callJson(
        http,
        get(`/api/state/nemo_agent/me/${sessionId}/latest`, signal),
        {
          schema: stateAnswer,
          hints,
        },
      );
      const draft = value.state?.draft ?? undefined;
      const path = asRecord(asRecord(document.value)?.['data'])
        ? ['data', 'state', 'draft']
        : ['state', 'draft'];
      return {
        draft,
        draftText: draft === undefined ? undefined : document.textAt(path),
        media: readMediaList(value.state?.video_infos),
        userId: value.user_id ?? value.state?.user_id ?? undefined,
      };
    },
    async submitRender({ renderId, sessionId, draftText, resolution }, signal) {
      // Put together as text: the draft must reach the renderer byte for byte.
      const output = { format: 'mp4', quality: 'high', ...(resolution && { resolution }) };
      const [id, session] = [renderId, sessionId].map((text) => JSON.stringify(text));
      const body = `{"id":${id},"sessionId":${session},"draft":${draftText},"output":${JSON.stringify(output)}}`;
      const { document } = await callJson(http, post('/api/render/proxy/lambda', body, signal), {
        schema: unknown(),
        hints,
      });
      return readRender(document.value);
    },
    async readRender(renderId, signal) {
      const url = `/api/render/proxy/lambda/${encodeURIComponent(renderId)}`;
      const { document } = await callJson(http, get(url, signal), { schema: unknown(), hints });
      const reading = readRender(document.value);
      if (reading) return reading;
      throw new SkillError('backend', `GET ${url}: the answer cannot be read`, {
        advice: 'Try again in a minute.',
      });
    },
    openFile: (url, signal) =>
      http.request({ method: 'GET', url, signal, headers: http.isApi(url) ? bearer : {} }),
    async createClaimLink({ sessionId, taskId }) {
      const body = JSON.stringify({ task_id: taskId ?? '', session_id: sessionId });
      const { value } = await callJson(
        http,
        { ...post('/api/auth/claim-token', body), timeoutMs: 10_000 },
        {
          schema: claimTokenAnswer,
          hints,
        },
      );
      return claimLink(webUrl, value.claim_token);
    },
  };
}

/** A 19-digit id that comes as a number is past what a number can hold: its own digits are taken. */
function readExactId(document: JsonDocument, key: string): string | undefined {
  const text = document.textAt(['data', key]) ?? document.textAt([key]);
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
