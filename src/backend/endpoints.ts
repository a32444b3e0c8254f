/**
 * What is sent to each endpoint and what is read from its answer (wire-contract.md section 2), and which of them may be
 * repeated by themselves.
 */
import type { Infer, Schema } from '../vendor/zod.ts';
import type { Account } from './account.ts';
import { callJson, findJsonText, openEvents, type Answer } from './answer.ts';
import { renderAnswer, type RenderReading } from './render-status.ts';
import type { Http, HttpRequest, HttpResponse } from './request.ts';
import { repeat, type BeforeRetry } from './retry.ts';
import {
  claimTokenAnswer,
  creditsAnswer,
  sessionAnswer,
  stateAnswer,
  uploadAnswer,
  type Credits,
  type MediaItem,
} from './schemas.ts';

/** A session's state, with the draft both as a value and as the text the renderer must get back. */
export type SessionState = Omit<Infer<typeof stateAnswer>, 'userId'> & {
  draftText: string | undefined;
};

export interface Session {
  sessionId: string;
  taskId: string | null;
}

export interface OutgoingMessage {
  sessionId: string;
  text: string;
  signal?: AbortSignal | undefined;
}

export interface RenderOrder {
  renderId: string;
  sessionId: string;
  draftText: string;
  resolution: string | undefined;
}

export interface UploadBody {
  contentType: string;
  bytes: number;
  /** Begins the body anew, since a request that was refused may be sent again. */
  chunks: () => AsyncIterable<Uint8Array>;
}

/** Where a finished render is fetched with the token when its URL does not work; there is no `/lambda` in it. */
export const downloadPath = (renderId: string): string =>
  `/api/render/proxy/${encodeURIComponent(renderId)}/download`;

/** An upload goes on to its end, beyond the command's deadline too (interface.md, `--wait`): only silence ends it. */
const UPLOAD_LIMIT = { timeoutMs: undefined, longestSilenceMs: 60 * 60_000 };
/** An export does without the link rather than wait long for it. */
const CLAIM_TIMEOUT_MS = 10_000;

export type Endpoints = ReturnType<typeof createEndpoints>;

type Call = <T>(request: HttpRequest, schema: Schema<T>) => Promise<Answer<T>>;

/** The endpoints in the name of an account, which is asked for anew for each attempt. */
export function createEndpoints(http: Http, account: () => Account, beforeRetry: BeforeRetry) {
  const callOnce: Call = (request, schema) =>
    callJson(http, { ...request, caller: account() }, schema);
  const call: Call = (request, schema) =>
    repeat(request.method, () => callOnce(request, schema), beforeRetry);
  return { ...createRepeated(call, account), ...createSentOnce(http, account, callOnce) };
}

/** The reads, and `createSession`: they are repeated where that is harmless. */
function createRepeated(call: Call, account: () => Account) {
  const learnUser = (userId: string | null | undefined): void => {
    account().userId ??= userId ?? undefined;
  };
  return {
    async createSession(language: string): Promise<Session> {
      const body = { task_name: 'project', language };
      const request = postJson('/api/tasks/me/with-session/nemo_agent', body);
      const { session_id, task_id, user_id } = (await call(request, sessionAnswer)).value;
      learnUser(user_id);
      return { sessionId: session_id, taskId: task_id ?? null };
    },
    readCredits: async (signal?: AbortSignal): Promise<Credits> =>
      (await call(get('/api/credits/balance/simple', signal), creditsAnswer)).value,
    async readState(sessionId: string, signal?: AbortSignal): Promise<SessionState> {
      const url = `/api/state/nemo_agent/me/${sessionId}/latest`;
      const { value, text } = await call(get(url, signal), stateAnswer);
      const { userId, ...state } = value;
      learnUser(userId);
      const draftText = state.draft && (await findJsonText(text, ['state', 'draft']));
      return { ...state, draftText };
    },
    async readRender(renderId: string, signal?: AbortSignal): Promise<RenderReading> {
      const url = `/api/render/proxy/lambda/${encodeURIComponent(renderId)}`;
      return (await call(get(url, signal), renderAnswer)).value;
    },
  };
}

/**
 * What makes one attempt: a message, an upload and a render are charged or done twice if they are sent twice, and a download
 * goes on from where it broke off.
 */
function createSentOnce(http: Http, account: () => Account, callOnce: Call) {
  const upload = async (request: HttpRequest): Promise<MediaItem[]> =>
    (await callOnce({ ...request, ...UPLOAD_LIMIT }, uploadAnswer)).value;
  return {
    /** Posts one message and opens the events of the turn it starts. */
    sendMessage({ sessionId, text, signal }: OutgoingMessage) {
      const post = postJson('/run_sse', {
        app_name: 'nemo_agent',
        user_id: 'me',
        session_id: sessionId,
        new_message: { parts: [{ text }] },
      });
      const headers = { ...post.headers, Accept: 'text/event-stream' };
      // No time limit here: the step that reads the events has its own (seed, "SSE Event Handling").
      return openEvents(http, { ...post, headers, caller: account(), signal });
    },
    uploadFiles(sessionId: string, body: UploadBody, signal?: AbortSignal): Promise<MediaItem[]> {
      const { contentType, bytes, chunks } = body;
      const headers = { 'Content-Type': contentType, 'Content-Length': String(bytes) };
      return upload({ method: 'POST', url: uploadPath(sessionId), headers, body: chunks, signal });
    },
    uploadUrls: (sessionId: string, urls: string[], signal?: AbortSignal): Promise<MediaItem[]> =>
      upload({ ...postJson(uploadPath(sessionId), { urls, source_type: 'url' }), signal }),
    async submitRender(order: RenderOrder, signal?: AbortSignal): Promise<RenderReading> {
      const { renderId, sessionId, draftText, resolution } = order;
      // Put together as text: the draft must reach the renderer byte for byte.
      const output = { format: 'mp4', quality: 'high', ...(resolution && { resolution }) };
      const [id, session] = [renderId, sessionId].map((text) => JSON.stringify(text));
      const body = `{"id":${id},"sessionId":${session},"draft":${draftText},"output":${JSON.stringify(output)}}`;
      const request = { ...postJson('/api/render/proxy/lambda', {}), body, signal };
      return (await callOnce(request, renderAnswer)).value;
    },
    /** Opens a file by its address, following redirects. */
    async openFile(
      address: string,
      headers: Record<string, string>,
      signal?: AbortSignal,
    ): Promise<HttpResponse> {
      const { openFile } = await import('./file-request.ts');
      return openFile(http, address, { headers, caller: account(), signal });
    },
    /** Whether a file would be asked for at that address, as far as the address itself tells. */
    async mayOpen(address: string): Promise<boolean> {
      const { isFileAddress } = await import('./file-request.ts');
      return isFileAddress(address, http.apiUrl);
    },
    /**
     * A link that opens the project in a browser: the claim token can do nothing else, and no link holds the real one
     * (wire-contract.md 2.11).
     */
    async createClaimLink({ sessionId, taskId }: Session): Promise<string> {
      const body = { task_id: taskId ?? '', session_id: sessionId };
      const request = { ...postJson('/api/auth/claim-token', body), timeoutMs: CLAIM_TIMEOUT_MS };
      const { claim_token } = (await callOnce(request, claimTokenAnswer)).value;
      return `${http.webUrl}/workspace/claim?ct=${encodeURIComponent(claim_token)}`;
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

const uploadPath = (sessionId: string): string => `/api/upload-video/nemo_agent/me/${sessionId}`;
