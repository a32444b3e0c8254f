import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import {
  openBackend as openConnection,
  type Backend as Connected,
  type BackendOptions,
} from '../../src/backend/backend.ts';
import { createHttp, type Http, type HttpOptions } from '../../src/backend/request.ts';
import type { Clock } from '../../src/system/clock.ts';
import type { Reporter } from '../../src/system/reporter.ts';
import type { Proxies, Settings } from '../../src/system/settings.ts';
import { createStateFiles } from '../../src/system/state-files.ts';
import { makeFolder } from './files.ts';
import { serveHttp } from './serve.ts';

/** One request as it arrived. */
export interface Recorded {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

export interface Backend {
  url: string;
  requests: Recorded[];
}

type Reply = (response: ServerResponse, request: Recorded) => void;

/** A server on this machine that records what it is asked and answers as told. */
export async function openBackend(reply: Reply): Promise<Backend> {
  const requests: Recorded[] = [];
  const record = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = '', url = '', headers } = request;
    const recorded = { method, path: url, headers, body: await readBody(request) };
    requests.push(recorded);
    reply(response, recorded);
  };
  const url = await serveHttp((request, response) => void record(request, response));
  return { url, requests };
}

/** An address at which nobody listens: no program takes port 1, and no other test is given it meanwhile. */
export const CLOSED_URL = 'http://127.0.0.1:1';

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** Answers with a JSON text, or with a value made into one. */
export const sendJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
};

export interface ManualClock extends Clock {
  /** The limits that requests were given. */
  asked: number[];
  /** The waits that were slept through. */
  slept: number[];
  /** Lets every request's time be up. */
  expire(): void;
}

/** A clock that sleeps at once, and on which no request's time is up until a test says so. */
export function createManualClock(): ManualClock {
  const controllers: AbortController[] = [];
  const asked: number[] = [];
  const slept: number[] = [];
  let nowMs = 0;
  return {
    asked,
    slept,
    now: () => nowMs,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      nowMs += ms;
    },
    timeout(ms) {
      asked.push(ms);
      const controller = new AbortController();
      controllers.push(controller);
      return controller.signal;
    },
    every: () => () => {},
    expire() {
      for (const controller of controllers)
        controller.abort(new DOMException('time is up', 'TimeoutError'));
    },
  };
}

export const ATTRIBUTION = {
  'X-Skill-Source': 'ai-video-download',
  'X-Skill-Version': '1.0.0',
  'X-Skill-Platform': 'unknown',
};

export const NO_PROXIES: Proxies = { http: undefined, https: undefined, none: '' };

/** The backend room's one request path, closed when the test ends. */
export function openHttp(apiUrl: string, more: Partial<HttpOptions> = {}): Http {
  const http = createHttp({
    apiUrl,
    webUrl: 'https://nemovideo.com',
    proxies: NO_PROXIES,
    attribution: ATTRIBUTION,
    clock: createManualClock(),
    signal: new AbortController().signal,
    deadlineMs: undefined,
    ...more,
  });
  onTestFinished(() => http.close());
  return http;
}

export interface RecordingReporter extends Reporter {
  progressed: string[];
  notices: string[];
  hidden: string[];
}

/** A reporter that keeps what it is told, in English. */
export function createRecordingReporter(): RecordingReporter {
  const progressed: string[] = [];
  const notices: string[] = [];
  const hidden: string[] = [];
  return {
    progressed,
    notices,
    hidden,
    live: false,
    progress: ({ en }) => void progressed.push(en),
    notice: ({ en }) => void notices.push(en),
    debug: () => {},
    word: ({ en }) => en,
    hide: (token) => void hidden.push(token),
  };
}

/** Locks as commands on one machine share them. */
export function createLocks(): BackendOptions['lock'] {
  const ends = new Map<string, Promise<unknown>>();
  return (name, act) => {
    const turn = (ends.get(name) ?? Promise.resolve()).then(act);
    ends.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  };
}

export interface Command extends BackendOptions {
  clock: ManualClock;
  reporter: RecordingReporter;
}

/** Settings of a machine where nothing is set but the API's address, and what is given besides. */
export const settingsFor = (apiUrl: string, more: Partial<Settings> = {}): Settings => ({
  token: undefined,
  apiUrl,
  webUrl: 'https://nemovideo.com',
  clientId: undefined,
  skillSource: undefined,
  proxies: NO_PROXIES,
  longestCallMs: undefined,
  system: 'linux',
  stateDir: undefined,
  stateFolder: '',
  apiFolder: '',
  ...more,
});

/** What a command that talks to this API works with: a state folder of its own, a clock that stands still, no token. */
export async function createCommand(
  apiUrl: string,
  { settings, ...more }: Partial<Omit<Command, 'settings'>> & { settings?: Partial<Settings> } = {},
): Promise<Command> {
  return {
    settings: settingsFor(apiUrl, { apiFolder: 'hosts/test/', ...settings }),
    clock: createManualClock(),
    files: createStateFiles(await makeFolder()),
    reporter: createRecordingReporter(),
    signal: new AbortController().signal,
    deadlineMs: undefined,
    skill: { name: 'ai-video-download', version: '1.0.0', folder: '', platform: 'unknown' },
    random: () => 0.5,
    lock: createLocks(),
    ...more,
  };
}

/** Opens the API for a command, closed when the test ends. */
export async function connect(command: Command): Promise<Connected> {
  const backend = await openConnection(command);
  onTestFinished(() => backend.close());
  return backend;
}
