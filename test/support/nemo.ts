import { Readable } from 'node:stream';
import { onTestFinished, vi } from 'vitest';
import { Agent } from '../../src/vendor/undici.ts';
import { box, zeros } from './boxes.ts';
import type { FakeClock } from './fake-clock.ts';
import { Agent as FakeAgent, failure, network, type Answer, type Call } from './fake-undici.ts';

export const API_URL = 'http://127.0.0.1:9';

/** What a session holds. */
export interface Session {
  id: string;
  media: object[];
  draft: unknown;
}

/** A turn under way, which a test lets happen. */
export interface Turn {
  text: string;
  session: Session;
  /** Puts a title on the session's timeline. */
  edit(title?: string): void;
  say(text: string): void;
  send(event: object): void;
  end(): void;
  /** The connection is reset. */
  break(): void;
}

export interface Render {
  id: string;
  sessionId: string;
  draft: unknown;
  resolution: string | undefined;
  atMs: number;
}

type Reply = Answer | ((call: Call) => Answer | Promise<Answer>);

/** NemoVideo as a command meets it, until the test ends. What is not said otherwise goes well. */
export interface Nemo {
  /** Every request, with the clock's time. */
  calls: (Call & { atMs: number })[];
  sessions: Session[];
  renders: Render[];
  /** The messages that were posted, whatever came of them. */
  posts: () => string[];
  /** When requests that begin so came after the first message was posted, in seconds from then on. */
  times(request: string): number[];
  /** When the session was looked at after that. */
  looks(): number[];
  /** What an editor does with a message; by default it adds a title and says so. */
  turn: (turn: Turn) => void | Promise<void>;
  /** Where a render stands; by default it takes 5 s. */
  render: (render: Render & { ageMs: number }) => object;
  /** The next requests that begin so are answered thus, one each. */
  next(request: string, ...replies: Reply[]): void;
  /** So are all that come after. */
  always(request: string, reply: Reply): void;
  /** Answers as if nothing else were planned. */
  routes(call: Call): Answer;
  /** No session is known any more. */
  forget(): void;
}

export const json = (body: unknown, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** The connection ends with this code instead of an answer. */
export const broken =
  (code = 'ECONNRESET'): Reply =>
  () => {
    throw failure(code);
  };

const track = (tt: number, ...segments: object[]): object => ({ tt, sg: segments });
const CLIP = track(0, { d: 10_000, m: { name: 'clip.mp4' } });
/** A timeline of one clip, with these titles. */
export const draftOf = (...titles: string[]): object => ({
  t: [CLIP, ...(titles.length > 0 ? [track(7, ...titles.map(titled))] : [])],
  d: 10_000,
});
const titled = (text: string): object => ({ d: 2_000, m: { text } });

export function createNemo(clock: FakeClock): Nemo {
  const tokens = new Set<string>();
  let isForgetful = new Set<string>();
  const replies: { request: string; reply: Reply; isOnce: boolean }[] = [];
  const sessionAt = (path: string): Session | undefined =>
    nemo.sessions.find(({ id }) => path.includes(id) && !isForgetful.has(id));
  const routes: Record<string, (call: Call) => Answer> = {
    'POST /api/auth/anonymous-token'() {
      tokens.add(`nmv_usr_${tokens.size + 1}`);
      return json({ code: 0, data: { token: [...tokens].at(-1) } });
    },
    'POST /api/tasks/me/with-session'() {
      const id = `55297987060244${nemo.sessions.length + 10_000}`;
      nemo.sessions.push({ id, media: [], draft: null });
      return json({ code: 0, data: { session_id: id, task_id: 'task_1' } });
    },
    'GET /api/state/'({ path }) {
      const session = sessionAt(path);
      if (!session) return json({ code: 1002, message: 'Session not found' }, 404);
      const { media, draft } = session;
      return json({ code: 0, data: { state: { video_infos: media, draft } } });
    },
    'POST /api/upload-video/'({ path, body }) {
      const session = sessionAt(path);
      if (!session) return json({ code: 1002 }, 404);
      const files = Array.from(body.matchAll(/filename="([^"]+)"/g), ([, filename]) => ({
        filename,
        file_type: 'video',
      }));
      session.media.push(...files);
      return json({ code: 0, data: { files } });
    },
    'POST /run_sse'({ body }) {
      const { session_id, new_message } = JSON.parse(body);
      const session = sessionAt(session_id);
      if (!session) return json({ code: 1002 }, 404);
      return openTurn(session, new_message.parts[0].text);
    },
    'POST /api/render/proxy/lambda'({ body }) {
      const { id, sessionId, draft, output } = JSON.parse(body);
      const { resolution } = output;
      nemo.renders.push({ id, sessionId, draft, resolution, atMs: clock.now() });
      return json({ success: true, data: { id, status: 'pending' } });
    },
    'GET /api/render/proxy/': serveVideo,
    'GET /api/render/proxy/lambda/'({ path }) {
      const render = nemo.renders.find(({ id }) => path.endsWith(id));
      if (!render) return json({ detail: 'Not found' }, 404);
      return json(nemo.render({ ...render, ageMs: clock.now() - render.atMs }));
    },
    'GET /files/': serveVideo,
    'POST /api/auth/claim-token': () => json({ code: 0, data: { claim_token: 'clm_1' } }),
    'GET /api/credits/': () => json({ code: 0, data: { available: 90 } }),
  };

  function openTurn(session: Session, text: string): Answer {
    const stream = new Readable({ read() {} });
    const push = (words: string): void => void (stream.destroyed || stream.push(words));
    const turn: Turn = {
      text,
      session,
      edit: (title = text) => void (session.draft = draftOf(title)),
      say: (content) => turn.send({ type: 'text', content }),
      send: (event) => push(`data: ${JSON.stringify(event)}\n\n`),
      end: () => void (stream.destroyed || stream.push(null)),
      break: () => void stream.destroy(failure('ECONNRESET')),
    };
    void nemo.turn(turn);
    return { headers: { 'content-type': 'text/event-stream' }, body: stream };
  }

  const nemo: Nemo = {
    calls: [],
    sessions: [],
    renders: [],
    posts: () =>
      nemo.calls
        .filter(({ path }) => path === '/run_sse')
        .map(({ body }) => JSON.parse(body).new_message.parts[0].text),
    times(request) {
      const posted = nemo.calls.findIndex(({ path }) => path === '/run_sse');
      const [first, ...later] = nemo.calls.slice(posted);
      return later
        .filter(({ method, path }) => `${method} ${path}`.startsWith(request))
        .map(({ atMs }) => (atMs - (first?.atMs ?? 0)) / 1000);
    },
    looks: () => nemo.times('GET /api/state/'),
    turn({ edit, say, end }) {
      edit();
      say('Title added.');
      end();
    },
    render: ({ id, ageMs }) =>
      ageMs < 5_000
        ? { status: 'processing', progress: ageMs / 50 }
        : { status: 'completed', output: { url: `${API_URL}/files/${id}.mp4` } },
    next(request, ...given) {
      for (const reply of given) replies.push({ request, reply, isOnce: true });
    },
    always: (request, reply) => void replies.push({ request, reply, isOnce: false }),
    routes(call) {
      const request = `${call.method} ${call.path}`;
      const route = Object.keys(routes).findLast((each) => request.startsWith(each));
      return routes[route ?? '']?.(call) ?? json({ detail: 'Not found' }, 404);
    },
    forget: () => void (isForgetful = new Set(nemo.sessions.map(({ id }) => id))),
  };
  const answering = FakeAgent.prototype.request as never;
  const spy = vi.spyOn(Agent.prototype, 'request').mockImplementation(answering);
  onTestFinished(() => void spy.mockRestore());
  network.answer = (call) => {
    nemo.calls.push({ ...call, atMs: clock.now() });
    const request = `${call.method} ${call.path}`;
    const planned = replies.find((each) => request.startsWith(each.request));
    if (planned?.isOnce) replies.splice(replies.indexOf(planned), 1);
    const { reply = nemo.routes } = planned ?? {};
    return typeof reply === 'function' ? reply(call) : reply;
  };
  return nemo;
}

const avc1 = box('avc1', zeros(24), (320 << 16) + 180, zeros(50));
const table = box('stbl', box('stsd', 0, 1, avc1), box('stsz', 0, 0, 50, zeros(200)));
const handler = box('hdlr', 0, 0, 'vide', zeros(12));
const media = box('mdia', box('mdhd', 0, 0, 0, 1000, 10_000, 0), handler, box('minf', table));
const picture = box('trak', box('tkhd', 3, 0, 0, 1, 0, 0, zeros(60)), media);
const movie = box('moov', box('mvhd', 0, 0, 0, 1000, 10_000, zeros(80)), picture);
/** A complete video of ten seconds, as its boxes tell; 300 KB of it are nothing. */
export const VIDEO = Buffer.concat([
  box('ftyp', 'isom', 512, 'isommp42'),
  movie,
  box('mdat', zeros(300_000)),
]);

/** Serves the video whole or from a byte on. */
export function serveVideo({ headers }: Call): Answer {
  const from = Number(/^bytes=(\d+)-$/.exec(headers['Range'] ?? '')?.[1] ?? 0);
  const body = VIDEO.subarray(from);
  return {
    status: from > 0 ? 206 : 200,
    headers: {
      'content-type': 'video/mp4',
      'content-length': String(body.length),
      etag: '"v1"',
      ...(from > 0 && { 'content-range': `bytes ${from}-${VIDEO.length - 1}/${VIDEO.length}` }),
    },
    body,
  };
}
