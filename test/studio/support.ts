import { mkdtemp, rm } from 'node:fs/promises';
import { request as openRequest, type ClientRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { onTestFinished } from 'vitest';

import { type Clock, createSystemClock } from '../../src/studio/stand-in/clock.ts';
import { type StartOptions, startStudio, type Studio } from '../../src/studio/studio.ts';
import { createFile, createStubEngine } from './stub-engine.ts';

export { createFile, createStubEngine } from './stub-engine.ts';

/** A folder for a studio's work, which goes with the test. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A studio that answers at once and is closed after the test. */
export async function openStudio(options: StartOptions = {}): Promise<Studio> {
  const studio = await startStudio({
    engine: createStubEngine(),
    stepDelayMs: 0,
    silentEdits: 'never',
    ...options,
  });
  onTestFinished(() => studio.close());
  return studio;
}

/** Real sleeping, but a date that tests move. */
export function createMovableClock(): Clock & { advance(durationMs: number): void } {
  const { sleep } = createSystemClock();
  let now = Date.UTC(2026, 0, 1);
  return { now: () => now, sleep, advance: (durationMs) => void (now += durationMs) };
}

/** What the studio sent; tests read it as any client would, without knowing its type. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export const ATTRIBUTION = {
  'X-Skill-Source': 'ai-video-download',
  'X-Skill-Version': '1.0.0',
  'X-Skill-Platform': 'unknown',
};

export async function askToken({ url }: { url: string }, clientId: string): Promise<Answer> {
  return ask(`${url}/api/auth/anonymous-token`, {
    method: 'POST',
    headers: { 'X-Client-Id': clientId },
  });
}

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const json = response.headers.get('content-type')?.startsWith('application/json');
  return {
    status: response.status,
    headers: response.headers,
    body: json ? JSON.parse(text) : text,
  };
}

/** A client with a token and a session of its own, at a studio that may end and come back under the same address. */
export interface Visitor {
  token: string;
  userId: string;
  sessionId: string;
  taskId: string;
  call(path: string, init?: RequestInit & { json?: unknown }): Promise<Answer>;
  upload(name: string, bytes: Buffer): Promise<Answer>;
  uploadAll(files: Array<[name: string, bytes: Buffer]>): Promise<Answer>;
  /** Opens the stream of a message. */
  tell(text: string, signal?: AbortSignal): Promise<Response>;
  /** Posts a message and returns the raw stream. */
  say(text: string): Promise<Answer>;
  /** The same, as the JSON of its data lines. */
  hear(text: string): Promise<Json[]>;
  state(): Promise<Json>;
  credits(): Promise<Json>;
  /** Sends the draft of the state byte by byte, or another one as JSON. */
  submit(id: string, extra?: Record<string, unknown>): Promise<Answer>;
  poll(id: string): Promise<Answer>;
  /** Polls until the render has ended; returns its last reply. */
  finish(id: string): Promise<Json>;
}

let visitors = 0;

export const visit = (studio: { url: string }): Promise<Visitor> => openProject(studio.url);

export async function openProject(url: string, clientId?: string): Promise<Visitor> {
  visitors += 1;
  const { body } = await askToken({ url }, clientId ?? `client-${visitors}`);
  if (!body.data) throw new Error(body.message);
  return createVisitor({ url }, body.data.token);
}

export async function createVisitor({ url }: { url: string }, token: string): Promise<Visitor> {
  const authorization = { Authorization: `Bearer ${token}`, ...ATTRIBUTION };
  const post = (json: unknown, signal?: AbortSignal): RequestInit => ({
    method: 'POST',
    body: JSON.stringify(json),
    headers: { ...authorization, 'Content-Type': 'application/json' },
    ...(signal && { signal }),
  });
  const call: Visitor['call'] = (path, { json, ...init } = {}) =>
    ask(
      url + path,
      json === undefined
        ? { ...init, headers: { ...authorization, ...(init.headers as Record<string, string>) } }
        : post(json),
    );
  const created = await call('/api/tasks/me/with-session/nemo_agent', {
    json: { task_name: 'project', language: 'en' },
  });
  const { session_id: sessionId, task_id: taskId, user_id: userId } = created.body.data;
  const uploadAll: Visitor['uploadAll'] = (files) => {
    const form = new FormData();
    for (const [name, bytes] of files) form.append('files', new Blob([bytes]), name);
    return call(`/api/upload-video/nemo_agent/me/${sessionId}`, { method: 'POST', body: form });
  };
  const say = (text: string) => call('/run_sse', { json: createMessage(sessionId, text) });
  const statePath = `/api/state/nemo_agent/me/${sessionId}/latest`;
  const state = async () => (await call(statePath)).body.data.state;
  const readDraftText = async () => {
    const text = await (await fetch(url + statePath, { headers: authorization })).text();
    const root = parseTree(text);
    const node = root && findNodeAtLocation(root, ['data', 'state', 'draft']);
    return node ? text.slice(node.offset, node.offset + node.length) : 'null';
  };
  const poll = (id: string) => call(`/api/render/proxy/lambda/${id}`);
  return {
    token,
    userId,
    sessionId,
    taskId,
    call,
    uploadAll,
    upload: (name, bytes) => uploadAll([[name, bytes]]),
    tell: (text, signal) => fetch(`${url}/run_sse`, post(createMessage(sessionId, text), signal)),
    say,
    hear: async (text) => readEvents((await say(text)).body),
    state,
    credits: async () => (await call('/api/credits/balance/simple')).body.data,
    async submit(id, { draft, ...extra } = {}) {
      const text = draft === undefined ? await readDraftText() : JSON.stringify(draft);
      const rest = JSON.stringify({ id, sessionId, ...extra });
      const init = post({});
      return ask(`${url}/api/render/proxy/lambda`, {
        ...init,
        body: `{"draft":${text},${rest.slice(1)}`,
      });
    },
    poll,
    async finish(id) {
      for (;;) {
        const { body } = await poll(id);
        const status = body.data?.status ?? body.status;
        if (status !== 'pending' && status !== 'processing') return body;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
  };
}

export function createMessage(sessionId: string, text: string) {
  return {
    app_name: 'nemo_agent',
    user_id: 'me',
    session_id: sessionId,
    new_message: { parts: [{ text }] },
  };
}

/** The JSON of each data line that has some. */
export function readEvents(stream: string): Json[] {
  return stream
    .split('\n')
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}

/** All visible text of a stream of ADK events. */
export function readText(events: Json[]): string {
  const parts = events.flatMap((event) => event.content?.parts ?? []);
  return parts.map((part) => part.text ?? '').join('');
}

/** Sends the beginning of a file that is said to be longer. */
export function beginUpload(
  url: string,
  { sessionId, token }: Visitor,
  { name, bytes }: { name: string; bytes: Uint8Array },
): ClientRequest {
  const upload = openRequest(`${url}/api/upload-video/nemo_agent/me/${sessionId}`, {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${token}`,
      ...ATTRIBUTION,
      'Content-Type': 'multipart/form-data; boundary=b',
      'Content-Length': 1_000_000,
    },
  });
  upload.on('error', () => undefined);
  upload.write(`--b\r\nContent-Disposition: form-data; name="files"; filename="${name}"\r\n\r\n`);
  upload.write(bytes);
  return upload;
}

/** A client whose timeline has one clip and a title. */
export async function beginExport(options: StartOptions = {}) {
  const engine = createStubEngine();
  const studio = await openStudio({ engine, ...options });
  const visitor = await visit(studio);
  await visitor.upload('clip.mp4', createFile());
  await visitor.hear('add the title "Hi"');
  return { studio, engine, ...visitor };
}
