/**
 * What is sent to each endpoint and what is read from its answer (wire-contract.md section 2), and which of them may be
 * repeated by themselves.
 */
import { SkillError } from '../system/errors.ts';
import { asRecord } from '../system/json.ts';
import { safeParse, unknown, type Schema } from '../vendor/zod.ts';
import { backendWords } from '../words/backend.ts';
import type { Account } from './account.ts';
import { callJson, openEvents, type Answer, type JsonDocument } from './answer.ts';
import type { Caller } from './errors.ts';
import type { ServerEvent } from './event-stream.ts';
import { readRender, type RenderReading } from './render-status.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';
import type { Method } from './retry.ts';
import {
  claimTokenAnswer,
  creditsAnswer,
  mediaItem,
  sessionAnswer,
  stateAnswer,
  uploadAnswer,
  type MediaItem,
} from './schemas.ts';

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

export interface OutgoingMessage {
  sessionId: string;
  text: string;
  signal?: AbortSignal | undefined;
}

export interface UploadBody {
  contentType: string;
  bytes: number;
  /** Begins the body anew, since a request that was refused may be sent again. */
  chunks: () => AsyncIterable<Uint8Array>;
}

/**
 * The reads and `createSession` are repeated by themselves where that is harmless. `sendMessage`, `uploadFiles`,
 * `uploadUrls` and `submitRender` make one attempt each, since what they start is charged or done twice if it is sent twice.
 */
export interface Endpoints {
  createSession(language: string): Promise<Session>;
  /** Posts one message and opens the events of the turn it starts. */
  sendMessage(message: OutgoingMessage): Promise<AsyncIterable<ServerEvent>>;
  /** Has an hour, and goes on beyond the command's deadline; so does `uploadUrls`. */
  uploadFiles(sessionId: string, body: UploadBody, signal?: AbortSignal): Promise<MediaItem[]>;
  uploadUrls(sessionId: string, urls: string[], signal?: AbortSignal): Promise<MediaItem[]>;
  readCredits(signal?: AbortSignal): Promise<Credits>;
  readState(sessionId: string, signal?: AbortSignal): Promise<SessionState>;
  submitRender(order: RenderOrder, signal?: AbortSignal): Promise<RenderReading | undefined>;
  readRender(renderId: string, signal?: AbortSignal): Promise<RenderReading>;
  /** Opens a rendered file once, following redirects; a download goes on by itself from where it broke off. */
  openFile(
    address: string,
    headers: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<HttpResponse>;
  /** A link that opens the project in a browser; tried once, for at most 10 s. */
  createClaimLink(session: Pick<Session, 'sessionId' | 'taskId'>): Promise<string>;
}

export interface EndpointOptions {
  http: Http;
  webUrl: string;
  /** The account as it is at the moment. */
  account: () => Account;
  /** Makes one attempt. */
  once?: <T>(act: () => Promise<T>) => Promise<T>;
  /** Makes as many attempts as are harmless; one when left out. */
  repeated?: <T>(method: Method, act: () => Promise<T>) => Promise<T>;
}

/** Where a finished render is fetched with the token when its URL does not work; there is no `/lambda` in it. */
export const downloadPath = (renderId: string): string =>
  `/api/render/proxy/${encodeURIComponent(renderId)}/download`;

/** 500 MB over a slow line take their time. */
const UPLOAD_LIMIT = { timeoutMs: 60 * 60_000, outlivesDeadline: true };
/** An export does without the link rather than wait long for it. */
const CLAIM_TIMEOUT_MS = 10_000;

export function createEndpoints(options: EndpointOptions): Endpoints {
  const {
    http,
    webUrl,
    account,
    once = (act) => act(),
    repeated = (_method, act) => act(),
  } = options;
  const withAccount = <T>(act: (token: string, caller: Caller) => Promise<T>): Promise<T> =>
    once(() => act(account().token, describeCaller(webUrl, account())));
  const callOnce = <T>(request: HttpRequest, schema: Schema<T>): Promise<Answer<T>> =>
    withAccount((token, caller) => callJson(http, { ...request, token }, { schema, caller }));
  const call = <T>(request: HttpRequest, schema: Schema<T>): Promise<Answer<T>> =>
    repeated(request.method, () => callOnce(request, schema));
  const upload = async (request: HttpRequest): Promise<MediaItem[]> =>
    (await callOnce({ ...request, ...UPLOAD_LIMIT }, uploadAnswer)).value.files ?? [];
  const learnUser = (userId: string | null | undefined): void => {
    account().userId ??= userId ?? undefined;
  };
  return {
    async createSession(language) {
      const body = { task_name: 'project', language };
      const request = postJson('/api/tasks/me/with-session/nemo_agent', body);
      const { value, document } = await call(request, sessionAnswer);
      const { session_id, task_id, user_id } = value;
      learnUser(user_id);
      return {
        sessionId: (await readExactId(document, 'session_id')) ?? session_id,
        taskId: task_id ?? undefined,
        userId: user_id ?? undefined,
      };
    },
    sendMessage({ sessionId, text, signal }) {
      const post = postJson('/run_sse', {
        app_name: 'nemo_agent',
        user_id: 'me',
        session_id: sessionId,
        new_message: { parts: [{ text }] },
      });
      const headers = { ...post.headers, Accept: 'text/event-stream' };
      // No time limit here: the step that reads the events has its own (seed, "SSE Event Handling").
      return withAccount((token, caller) =>
        openEvents(http, { ...post, headers, token, signal }, caller),
      );
    },
    uploadFiles(sessionId, { contentType, bytes, chunks }, signal) {
      const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes) };
      return upload({ method: 'POST', url: uploadPath(sessionId), headers, body: chunks, signal });
    },
    uploadUrls: (sessionId, urls, signal) =>
      upload({ ...postJson(uploadPath(sessionId), { urls, source_type: 'url' }), signal }),
    async readCredits(signal) {
      const { value } = await call(get('/api/credits/balance/simple', signal), creditsAnswer);
      const frozen = value.frozen ?? 0;
      return { available: value.available, frozen, total: value.total ?? value.available + frozen };
    },
    async readState(sessionId, signal) {
      const url = `/api/state/nemo_agent/me/${sessionId}/latest`;
      const { value, document } = await call(get(url, signal), stateAnswer);
      const draft = value.state?.draft ?? undefined;
      const path = asRecord(asRecord(document.value)?.['data'])
        ? ['data', 'state', 'draft']
        : ['state', 'draft'];
      learnUser(value.user_id ?? value.state?.user_id);
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
      return readRender((await callOnce(request, unknown())).document.value);
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
      return openFile(http, { address, headers, token: account().token, signal });
    },
    async createClaimLink({ sessionId, taskId }) {
      const body = { task_id: taskId ?? '', session_id: sessionId };
      const request = { ...postJson('/api/auth/claim-token', body), timeoutMs: CLAIM_TIMEOUT_MS };
      const { value } = await callOnce(request, claimTokenAnswer);
      return claimLink(webUrl, value.claim_token);
    },
  };
}

/** What error messages may say about the account that sent a request. */
export const describeCaller = (webUrl: string, { anonymous, userId }: Account): Caller => ({
  account: anonymous ? 'starter' : 'own',
  registerUrl: registrationLink(webUrl, userId),
});

/** Where an anonymous user turns the trial into an account (seed, error 2001). */
export const registrationLink = (webUrl: string, userId: string | undefined): string =>
  userId ? `${webUrl}/register?bind=${encodeURIComponent(userId)}` : `${webUrl}/register`;

/** Opens the project in a browser; the claim token can do nothing else, and no link holds the real one (wire-contract.md 2.11). */
const claimLink = (webUrl: string, claimToken: string): string =>
  `${webUrl}/workspace/claim?ct=${encodeURIComponent(claimToken)}`;

const get = (url: string, signal?: AbortSignal): HttpRequest => ({ method: 'GET', url, signal });

const postJson = (url: string, body: object) => ({
  method: 'POST' as const,
  url,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(body),
});

const uploadPath = (sessionId: string): string => `/api/upload-video/nemo_agent/me/${sessionId}`;

/** A 19-digit id that comes as a number is past what a number can hold: its digits are taken from the text. */
async function readExactId(document: JsonDocument, key: string): Promise<string | undefined> {
  const text = (await document.textAt(['data', key])) ?? (await document.textAt([key]));
  return text && /^\d+$/.test(text) ? text : undefined;
}

/** The list's elements were never published: every object counts as an item, with those of its facts that can be read. */
const readMediaList = (value: unknown): MediaItem[] =>
  Array.isArray(value)
    ? value
        .filter((item) => asRecord(item) !== undefined)
        .map((item) => safeParse(mediaItem, item).data ?? {})
    : [];
