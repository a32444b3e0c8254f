/**
 * NemoVideo's API on this machine, played by a small server that misbehaves as it is told. Left alone it keeps sessions, takes
 * uploads, answers every message by a title on the timeline and "renders" a video it was given, all at once. Any route can be
 * made to answer something else: another status, a page, a broken stream, silence. Where real editing and rendering matter,
 * use the studio.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { send, type Reply } from './hostile-reply.ts';
import { serveHttp } from './serve.ts';

/** The endpoints of wire-contract.md section 2, and the addresses of the rendered file and of a session's media. */
const ROUTES = {
  token: ['POST', /^\/api\/auth\/anonymous-token$/],
  claim: ['POST', /^\/api\/auth\/claim-token$/],
  session: ['POST', /^\/api\/tasks\/me\/with-session\/nemo_agent$/],
  credits: ['GET', /^\/api\/credits\/balance\/simple$/],
  state: ['GET', /^\/api\/state\/nemo_agent\/me\/(\w+)\/latest$/],
  upload: ['POST', /^\/api\/upload-video\/nemo_agent\/me\/(\w+)$/],
  chat: ['POST', /^\/run_sse$/],
  submit: ['POST', /^\/api\/render\/proxy\/lambda$/],
  poll: ['GET', /^\/api\/render\/proxy\/lambda\/([\w.-]+)$/],
  download: ['GET', /^\/api\/render\/proxy\/([\w.-]+)\/download$/],
  file: ['GET', /^\/rendered\/([\w.-]+)\.mp4$/],
  media: ['GET', /^\/media\/([\w.-]+)$/],
} satisfies Record<string, [method: string, path: RegExp]>;

export type Route = keyof typeof ROUTES;

/** The route that a method and a path lead to, with what the path names. */
function findRoute(method: string, path: string): { route: Route; id: string } | undefined {
  for (const [route, [needed, pattern]] of Object.entries(ROUTES)) {
    const match = method === needed ? pattern.exec(path) : undefined;
    if (match) return { route: route as Route, id: match[1] ?? '' };
  }
  return undefined;
}

export interface HostileRequest {
  route: Route;
  path: string;
  /** What the path names. */
  id: string;
  headers: IncomingMessage['headers'];
  /** As latin1: every byte a character. */
  body: string;
  /** What stood behind `Bearer`; empty without. */
  token: string;
  /** The session it is about, made up where it was not known; undefined on routes that name none. */
  session: HostileSession;
}

/** A session as its state shows it. */
export interface HostileSession {
  id: string;
  media: object[];
  draft: object | null;
}

export type Answer = Reply | ((request: HostileRequest) => Reply | undefined);

export interface HostileBackend {
  url: string;
  requests: HostileRequest[];
  sessions: Map<string, HostileSession>;
  /** Answers a route so: always, or the next `times`. An answer of undefined is the usual one. */
  on(route: Route, answer: Answer, times?: number): void;
  /** What a request would be answered if nothing else were told. */
  usual(request: HostileRequest): Reply;
  /** How often a route was asked. */
  count(route: Route): number;
  /** How many requests of a route were open at one time, at most. */
  mostAtOnce(route: Route): number;
}

export interface HostileOptions {
  /** What every render ends as. */
  video?: Buffer;
  /** What the first session has on its timeline; nothing when left out. */
  draft?: object;
}

export async function openHostileBackend({
  video = Buffer.alloc(0),
  draft,
}: HostileOptions = {}): Promise<HostileBackend> {
  const requests: HostileRequest[] = [];
  const sessions = new Map<string, HostileSession>();
  const rules: { route: Route; answer: Answer; left: number }[] = [];
  const open = new Map<Route, { now: number; most: number }>();
  const backend: HostileBackend = {
    url: '',
    requests,
    sessions,
    on: (route, answer, times = Infinity) => void rules.push({ route, answer, left: times }),
    usual: (request) => answerUsually({ backend, request, video, draft }),
    count: (route) => requests.filter((request) => request.route === route).length,
    mostAtOnce: (route) => open.get(route)?.most ?? 0,
  };

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const [path = ''] = (incoming.url ?? '').split('?');
    const found = findRoute(incoming.method ?? '', path);
    if (!found) return send(response, { status: 404, body: { detail: 'Not Found' } });
    const { route, id } = found;
    const count = open.get(route) ?? { now: 0, most: 0 };
    count.now += 1;
    open.set(route, { now: count.now, most: Math.max(count.most, count.now) });
    response.once('close', () => {
      const { now = 1, most = 1 } = open.get(route) ?? {};
      open.set(route, { now: now - 1, most });
    });
    const body = await readBody(incoming);
    const sessionId = route === 'state' || route === 'upload' ? id : sessionIn(body);
    const request: HostileRequest = {
      route,
      path,
      id,
      headers: incoming.headers,
      body,
      token: /^Bearer (.*)$/.exec(incoming.headers.authorization ?? '')?.[1] ?? '',
      session: sessions.get(sessionId) ?? { id: sessionId, media: [], draft: null },
    };
    requests.push(request);
    const rule = rules.findLast((each) => each.route === route && each.left > 0);
    if (rule) rule.left -= 1;
    const told = typeof rule?.answer === 'function' ? rule.answer(request) : rule?.answer;
    const reply = told ?? backend.usual(request);
    await reply.after;
    return send(response, reply);
  };

  backend.url = await serveHttp((request, response) => {
    // A client that is gone is no failure of the server.
    serve(request, response).catch(() => response.destroy());
  });
  return backend;
}

const sessionIn = (body: string): string =>
  /"session_?id"\s*:\s*"(\w+)"/i.exec(body.slice(0, 100_000))?.[1] ?? '';

async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request as AsyncIterable<Buffer>) pieces.push(piece);
  return Buffer.concat(pieces).toString('latin1');
}

const ok = (data: object): Reply => ({ body: { code: 0, data } });

interface Usual {
  backend: HostileBackend;
  request: HostileRequest;
  video: Buffer;
  draft: object | undefined;
}

/** No two sessions have one id, of whichever backend. */
let sessionNumber = 10_000;

/** What a backend in good health says. */
function answerUsually({ backend, request, video, draft }: Usual): Reply {
  const { sessions, url } = backend;
  const { route, id, session, body } = request;
  switch (route) {
    case 'token':
      return ok({ token: `nmv_usr_${'h'.repeat(40)}${backend.count('token')}`, user_id: 'anon_1' });
    case 'claim':
      return ok({ claim_token: 'clm_hostile' });
    case 'session': {
      const isFirst = backend.count('session') === 1;
      sessionNumber += 1;
      const opened = {
        id: `55297987060244${sessionNumber}`,
        media: [],
        draft: (isFirst && draft) || null,
      };
      sessions.set(opened.id, opened);
      return ok({ session_id: opened.id, task_id: 'task_1' });
    }
    case 'credits':
      return ok({ available: 100, frozen: 0, total: 100 });
    case 'state':
      if (!sessions.has(id)) return { status: 404, body: { detail: 'Session not found' } };
      return ok({ state: { video_infos: session.media, draft: session.draft } });
    case 'upload': {
      if (!sessions.has(id)) return { status: 404, body: { detail: 'Session not found' } };
      const names = Array.from(body.matchAll(/filename="([^"]*)"/g), ([, filename]) => filename);
      const facts = { file_type: 'video', duration: 2, width: 320, height: 180 };
      const files = names.map((filename) => ({ filename, ...facts }));
      session.media.push(...files);
      return ok({ files });
    }
    case 'chat':
      if (!sessions.has(session.id)) return { status: 404, body: { detail: 'Session not found' } };
      session.draft = draftOf(`Title ${backend.count('chat')}`);
      return { events: [{ type: 'text', content: 'Done.' }] };
    case 'submit':
      return { body: { success: true, data: { status: 'pending', progress: 5 } } };
    case 'poll':
      return { body: { status: 'completed', output: { url: `${url}/rendered/${id}.mp4` } } };
    case 'media':
      return { status: 404, body: { detail: 'Not Found' } };
    case 'download':
    case 'file':
      return serveVideo(video, request);
    default:
      return route satisfies never;
  }
}

/** The whole file, or from the byte on that is asked for (RFC 9110, 14.2). */
export function serveVideo(video: Buffer, { headers }: HostileRequest): Reply {
  const [, from = '0'] = /^bytes=(\d+)-$/.exec(headers.range ?? '') ?? [];
  const start = headers['if-range'] === '"1"' ? Number(from) : 0;
  return {
    status: start > 0 ? 206 : 200,
    headers: {
      'Content-Type': 'video/mp4',
      ETag: '"1"',
      ...(start > 0 && { 'Content-Range': `bytes ${start}-${video.length - 1}/${video.length}` }),
    },
    body: video.subarray(start),
  };
}

/** A draft of one clip of 2 s, and a title; with `music` a sound track too. */
export const draftOf = (title: string, { music }: { music?: string } = {}): object => ({
  t: [
    { tt: 0, sg: [{ d: 2000, m: { name: 'clip.mp4' } }] },
    { tt: 7, sg: [{ d: 1000, m: { text: title } }] },
    ...(music === undefined ? [] : [{ tt: 1, sg: [{ d: 2000, m: { name: music } }] }]),
  ],
  d: 2000,
});
