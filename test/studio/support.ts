import { onTestFinished } from 'vitest';

import { type Clock, createSystemClock } from '../../src/studio/clock.ts';
import { type StartOptions, startStudio, type Studio } from '../../src/studio/studio.ts';
import { createStubEngine } from './stub-engine.ts';

export { createFile, createStubEngine } from './stub-engine.ts';

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

export async function askToken(studio: Studio, clientId: string): Promise<Answer> {
  return ask(`${studio.url}/api/auth/anonymous-token`, {
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

export interface Visitor {
  token: string;
  userId: string;
  sessionId: string;
  taskId: string;
  call(path: string, init?: RequestInit & { json?: unknown }): Promise<Answer>;
  upload(files: Array<[name: string, bytes: Buffer]>): Promise<Answer>;
  /** Posts a message and returns the raw stream. */
  say(text: string): Promise<Answer>;
  /** The same, as the JSON of its data lines. */
  hear(text: string): Promise<Json[]>;
  state(): Promise<Json>;
  submit(id: string, extra?: Record<string, unknown>): Promise<Answer>;
  poll(id: string): Promise<Answer>;
  /** Polls until the render has ended. */
  finish(id: string): Promise<Answer>;
}

let visitors = 0;

/** A client with a token and a session of its own. */
export async function visit(studio: Studio): Promise<Visitor> {
  visitors += 1;
  const { token, user_id: userId } = (await askToken(studio, `client-${visitors}`)).body.data;
  const visitor = await createVisitor(studio, token);
  return { ...visitor, userId };
}

export async function createVisitor(studio: Studio, token: string): Promise<Visitor> {
  const call: Visitor['call'] = (path, { json, ...init } = {}) =>
    ask(studio.url + path, {
      ...init,
      ...(json !== undefined && { method: 'POST', body: JSON.stringify(json) }),
      headers: {
        Authorization: `Bearer ${token}`,
        ...ATTRIBUTION,
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
  const created = await call('/api/tasks/me/with-session/nemo_agent', {
    json: { task_name: 'project', language: 'en' },
  });
  const { session_id: sessionId, task_id: taskId, user_id: userId } = created.body.data;
  const say = (text: string) => call('/run_sse', { json: createMessage(sessionId, text) });
  const state = async () =>
    (await call(`/api/state/nemo_agent/me/${sessionId}/latest`)).body.data.state;
  const poll = (id: string) => call(`/api/render/proxy/lambda/${id}`);
  return {
    token,
    userId,
    sessionId,
    taskId,
    call,
    upload(files) {
      const form = new FormData();
      for (const [name, bytes] of files) form.append('files', new Blob([bytes]), name);
      const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
      return call(path, { method: 'POST', body: form });
    },
    say,
    hear: async (text) => readEvents((await say(text)).body),
    state,
    submit: async (id, extra = {}) =>
      call('/api/render/proxy/lambda', {
        json: { id, sessionId, draft: (await state()).draft, ...extra },
      }),
    poll,
    async finish(id) {
      for (;;) {
        const answer = await poll(id);
        const status = answer.body.data?.status ?? answer.body.status;
        if (status !== 'pending' && status !== 'processing') return answer;
        await new Promise((resolve) => setTimeout(resolve, 10));
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
