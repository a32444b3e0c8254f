import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { onTestFinished } from 'vitest';

import { type Answer, ask, ATTRIBUTION, createMessage, type Json, readEvents } from './support.ts';

const SCRIPT = fileURLToPath(new URL('../../scripts/dev/studio.mjs', import.meta.url));

/** The studio as a process of its own, which can be killed. */
export interface Program {
  url: string;
  pid: number;
  /** Ends it and waits until it has. */
  end(signal: NodeJS.Signals): Promise<void>;
}

/** Starts the program as `npm run studio` does; throws what it printed when it does not start. */
export async function startProgram(
  words: string[],
  place: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<Program> {
  const child = spawn(process.execPath, [SCRIPT, ...words], {
    ...place,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await readUrl(child);
  const end: Program['end'] = async (signal) => {
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  };
  return { url, pid: child.pid ?? 0, end };
}

function readUrl(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer) => {
      printed += chunk.toString('utf8');
      const url = /^NemoVideo studio: (\S+)$/m.exec(printed)?.[1];
      if (url !== undefined) resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(printed)));
  });
}

/** A project at a studio that may be gone and come back under the same address. */
export interface Project {
  url: string;
  token: string;
  sessionId: string;
  call(path: string, json?: object): Promise<Answer>;
  upload(name: string, bytes: Buffer): Promise<Answer>;
  /** Opens the stream of a message. */
  tell(text: string): Promise<Response>;
  /** The events of a message, when it has been answered. */
  hear(text: string): Promise<Json[]>;
  state(): Promise<Json>;
  credits(): Promise<Json>;
  submit(id: string, output?: object): Promise<Answer>;
  poll(id: string): Promise<Json>;
  /** Polls until the render is over. */
  finish(id: string): Promise<Json>;
}

export async function openProject(url: string, clientId = 'client'): Promise<Project> {
  const given = await ask(`${url}/api/auth/anonymous-token`, {
    method: 'POST',
    headers: { 'X-Client-Id': clientId },
  });
  if (!given.body.data) throw new Error(given.body.message);
  const token: string = given.body.data.token;
  const headers = { Authorization: `Bearer ${token}`, ...ATTRIBUTION };
  const post = (path: string, json: object) =>
    fetch(url + path, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(json),
    });
  const call: Project['call'] = async (path, json) => {
    if (!json) return ask(url + path, { headers });
    const response = await post(path, json);
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  const created = await call('/api/tasks/me/with-session/nemo_agent', { task_name: 'project' });
  const sessionId: string = created.body.data.session_id;
  const tell = (text: string) => post('/run_sse', createMessage(sessionId, text));
  const state = async () =>
    (await call(`/api/state/nemo_agent/me/${sessionId}/latest`)).body.data.state;
  const poll = async (id: string) => (await call(`/api/render/proxy/lambda/${id}`)).body;
  return {
    url,
    token,
    sessionId,
    call,
    upload(name, bytes) {
      const body = new FormData();
      body.append('files', new Blob([bytes]), name);
      const path = `/api/upload-video/nemo_agent/me/${sessionId}`;
      return ask(url + path, { method: 'POST', headers, body });
    },
    tell,
    hear: async (text) => readEvents(await (await tell(text)).text()),
    state,
    credits: async () => (await call('/api/credits/balance/simple')).body.data,
    submit: async (id, output = {}) => {
      const { draft } = await state();
      return call('/api/render/proxy/lambda', { id, sessionId, draft, output });
    },
    poll,
    async finish(id) {
      for (;;) {
        const job = await poll(id);
        if (job.status !== 'pending' && job.status !== 'processing') return job;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}
