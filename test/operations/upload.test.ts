/** Uploads to a backend that loses answers, breaks off and takes its time: what is sent arrives whole, and once. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { rename, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { expect, onTestFinished, test } from 'vitest';
import type { Context } from '../../src/operations/context.ts';
import { upload } from '../../src/operations/upload/upload.ts';
import { createRecordFiles } from '../../src/ports/record-files.ts';
import { createReporter } from '../../src/ports/reporter.ts';
import { ENGLISH } from './speech.ts';
import { createStore } from '../../src/ports/store.ts';
import {
  createManualClock,
  NO_PROXIES,
  openHttp,
  openRetry,
  sendJson,
  type ManualClock,
} from '../client/support.ts';
import { SAMPLES } from '../ports/media-samples.ts';
import { makeFolder } from '../ports/support.ts';

interface Received {
  filename: string;
  bytes: number;
  sha256: string;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  stage: Stage;
  /** Reads the request and returns its files. */
  receive(): Promise<Received[]>;
  /** Puts files into the session's list. */
  keep(files: Received[]): void;
}

/** What the backend does with an upload. */
type Act = (exchange: Exchange) => Promise<void> | void;

interface Stage {
  context: Context;
  clock: ManualClock;
  /** The paths asked for, shortened to `upload`, `state`, `session`. */
  asked: string[];
  /** The session's media list. */
  media: { filename: string; file_type?: string; duration?: number }[];
  received: Received[][];
  /** Called before each answer of the state. */
  onState: (response: ServerResponse) => void;
  stderr: string[];
  send(...sources: string[]): ReturnType<typeof upload>;
}

const accept: Act = async ({ receive, keep, response, stage }) => {
  const files = await receive();
  keep(files);
  sendJson(response, { code: 0, data: { files: stage.media.slice(-files.length) } });
};

/** Takes the files, and then the connection breaks. */
const loseAnswer: Act = async ({ receive, keep, request }) => {
  keep(await receive());
  request.socket.resetAndDestroy();
};

/** Reads it all and forgets it. */
const dropAll: Act = async ({ receive, request }) => {
  await receive();
  request.socket.resetAndDestroy();
};

/** Breaks in the middle of the body. */
const dropEarly: Act = async ({ request }) => {
  await once(request, 'data');
  request.socket.resetAndDestroy();
};

const answerWith =
  (status: number, body: unknown, { keeps = false } = {}): Act =>
  async ({ receive, keep, response }) => {
    const files = await receive();
    if (keeps) keep(files);
    sendJson(response, body, status);
  };

/** A backend that does `acts` with one upload after the other, and a project that may have a session already. */
async function setStage(acts: Act[], { isNew = false }: { isNew?: boolean } = {}): Promise<Stage> {
  const left = isNew ? [...acts] : [accept];
  let sessions = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path.startsWith('/api/tasks/')) {
      stage.asked.push('session');
      request.resume();
      sendJson(response, { code: 0, data: { session_id: `s${(sessions += 1)}`, task_id: 't' } });
    } else if (path.startsWith('/api/state/')) {
      stage.asked.push('state');
      stage.onState(response);
      if (response.writableEnded) return;
      const state = { draft: null, video_infos: stage.media };
      sendJson(response, { code: 0, data: { session_id: 's', state } });
    } else {
      stage.asked.push('upload');
      const keep = (files: Received[]): void =>
        void stage.media.push(
          ...files.map(({ filename }) => ({ filename, file_type: 'image', duration: 0 })),
        );
      const receive = async (): Promise<Received[]> => {
        const files = await readUpload(request);
        stage.received.push(files);
        return files;
      };
      const act = left.shift() ?? accept;
      void (async () => act({ request, response, stage, receive, keep }))().catch(() => {});
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = createManualClock();
  const stderr: string[] = [];
  const context = await makeContext(url, { clock, stderr });
  const stage: Stage = {
    context,
    clock,
    stderr,
    asked: [],
    media: [],
    received: [],
    onState: () => {},
    send: (...sources) => upload(context, { sources }),
  };
  if (!isNew) {
    await stage.send(await makePng('earlier.png'));
    left.push(...acts);
    stage.asked.length = 0;
    stage.received.length = 0;
    stderr.length = 0;
  }
  return stage;
}

async function makeContext(
  apiUrl: string,
  { clock, stderr }: { clock: ManualClock; stderr: string[] },
): Promise<Context> {
  const stateFolder = await makeFolder();
  const webUrl = 'https://nemovideo.com';
  return {
    settings: {
      token: 'nmv_usr_own',
      apiUrl,
      webUrl,
      clientId: undefined,
      skillSource: undefined,
      proxies: NO_PROXIES,
      longestCallMs: undefined,
      system: 'linux',
      stateFolder,
      apiFolder: '',
    },
    skill: { name: 'ai-video-download', version: '1.0.0', platform: 'unknown' } as Context['skill'],
    clock,
    speech: ENGLISH,
    reporter: createReporter({
      speech: ENGLISH,
      json: true,
      verbose: false,
      stdout: { write: () => {} },
      stderr: { write: (text) => void stderr.push(text) },
    }),
    store: createStore(createRecordFiles({ folder: stateFolder, onProblem: () => {} }), ''),
    http: openHttp(apiUrl),
    retry: openRetry(clock),
    signal: new AbortController().signal,
    project: 'default',
    picture: undefined,
    language: undefined,
    deadlineMs: undefined,
    unfinished: { next: undefined },
    told: [],
  };
}

/** Reads a multipart request, or the links of a JSON one. */
async function readUpload(request: IncomingMessage): Promise<Received[]> {
  if (request.headers['content-type'] === 'application/json') {
    const { urls } = (await new Response(Readable.toWeb(request) as ReadableStream).json()) as {
      urls: string[];
    };
    return urls.map((url) => ({ filename: url.split('/').at(-1) ?? '', bytes: 0, sha256: '' }));
  }
  const files: Received[] = [];
  const parser = new Busboy({ headers: request.headers as { 'content-type': string } });
  parser.on('file', (...[, stream, filename]) => {
    const hash = createHash('sha256');
    const file = { filename, bytes: 0, sha256: '' };
    files.push(file);
    stream.on('data', (piece: Buffer) => {
      file.bytes += piece.length;
      hash.update(piece);
    });
    stream.on('end', () => (file.sha256 = hash.digest('hex')));
  });
  request.pipe(parser);
  await once(parser, 'finish');
  return files;
}

async function makePng(name: string, moreBytes = 0): Promise<string> {
  const path = join(await makeFolder(), name);
  await writeFile(path, Buffer.concat([SAMPLES.png, randomBytes(moreBytes)]));
  return path;
}

const notices = ({ context }: Stage): string[] => context.reporter.transcript().notices;
const ARRIVED = 'The answer got lost, but the files have arrived.';

test('a session made just now is not asked what it holds', async () => {
  const stage = await setStage([], { isNew: true });
  await stage.send(await makePng('a.png'));
  expect(stage.asked).toEqual(['session', 'upload']);
});

test.each<[string, Act]>([
  ['the connection breaks', loseAnswer],
  ['a gateway gives up', answerWith(504, '<html>', { keeps: true })],
  ['the answer cannot be read', answerWith(200, '<html>', { keeps: true })],
  ['the answer has another shape', answerWith(200, { files: 'two' }, { keeps: true })],
  ['the code is an unknown one', answerWith(200, { code: 9999 }, { keeps: true })],
])('files that have arrived are not sent again when %s', async (_what, act) => {
  const stage = await setStage([act]);
  const outcome = await stage.send(await makePng('a.png'), await makePng('b.png'));

  expect(stage.asked).toEqual(['state', 'upload', 'state']);
  expect(notices(stage)).toEqual([ARRIVED]);
  expect(outcome.fields.files).toMatchObject([
    { name: 'a.png', type: 'image', bytes: SAMPLES.png.length },
    { name: 'b.png', type: 'image', bytes: SAMPLES.png.length },
  ]);
});

test('the facts come from the state then', async () => {
  const stage = await setStage([loseAnswer]);
  stage.onState = () => {
    for (const item of stage.media) Object.assign(item, { file_type: 'audio', duration: 12.5 });
  };
  const outcome = await stage.send(await makePng('song.mp4'));
  expect(outcome.fields.files).toMatchObject([{ type: 'audio', duration_s: 12.5 }]);
});

test('a new session that loses the answer is asked all the same', async () => {
  const stage = await setStage([loseAnswer], { isNew: true });
  await stage.send(await makePng('a.png'));
  expect(stage.asked).toEqual(['session', 'upload', 'state']);
});

test.each<[string, Act]>([
  ['the connection broke after the body', dropAll],
  ['a gateway gave up', answerWith(502, 'bad gateway')],
  ['the answer was a page', answerWith(200, '<html>')],
])('files that have not arrived are sent once more when %s', async (_what, act) => {
  const stage = await setStage([act]);
  const outcome = await stage.send(await makePng('a.png', 3000));

  // All of it went out: the backend gets a moment before it counts as lost.
  expect(stage.asked).toEqual(['state', 'upload', 'state', 'state', 'state', 'upload']);
  expect(stage.clock.slept).toEqual([0, 1_000, 4_000]);
  expect(stage.media.map(({ filename }) => filename)).toEqual(['earlier.png', 'a.png']);
  expect(outcome.fields.files).toMatchObject([{ name: 'a.png', bytes: SAMPLES.png.length + 3000 }]);
  expect(notices(stage)).toEqual([]);
});

test('an upload cut in its middle is begun anew without waiting', async () => {
  const stage = await setStage([dropEarly]);
  const path = await makePng('a.png', 40 * 1024 * 1024);
  await stage.send(path);
  expect(stage.asked).toEqual(['state', 'upload', 'state', 'upload']);
  expect(stage.received.at(-1)).toMatchObject([{ bytes: SAMPLES.png.length + 40 * 1024 * 1024 }]);
});

test('files that show up late are waited for', async () => {
  const stage = await setStage([dropAll]);
  let states = 0;
  stage.onState = () => {
    states += 1;
    if (states === 4) stage.media.push({ filename: 'a.png', file_type: 'image' });
  };
  await stage.send(await makePng('a.png'));
  expect(stage.asked).toEqual(['state', 'upload', 'state', 'state', 'state']);
  expect(notices(stage)).toEqual([ARRIVED]);
});

test('a file of the same name from before does not count', async () => {
  const stage = await setStage([dropAll]);
  stage.media.push({ filename: 'a.png' });
  await stage.send(await makePng('a.png'));
  expect(stage.asked.filter((what) => what === 'upload')).toHaveLength(2);
});

test('a file that another command brought meanwhile does not count', async () => {
  const stage = await setStage([
    (exchange) => {
      stage.media.push({ filename: 'other.png' });
      return dropAll(exchange);
    },
  ]);
  await stage.send(await makePng('a.png'));
  expect(stage.asked.filter((what) => what === 'upload')).toHaveLength(2);
});

test('the second failure is thrown', async () => {
  const stage = await setStage([dropAll, answerWith(503, 'busy')]);
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject({ code: 503 });
  expect(stage.asked.filter((what) => what === 'upload')).toHaveLength(2);
});

test('a second answer may get lost as well', async () => {
  const stage = await setStage([dropAll, loseAnswer]);
  await stage.send(await makePng('a.png'));
  expect(stage.received).toHaveLength(2);
  expect(notices(stage)).toEqual([ARRIVED]);
});

test('nothing is sent again when some of it has arrived', async () => {
  const stage = await setStage([
    async ({ receive, keep, request }) => {
      keep((await receive()).slice(0, 1));
      request.socket.resetAndDestroy();
    },
  ]);
  const sent = stage.send(await makePng('a.png'), await makePng('b.png'));
  await expect(sent).rejects.toMatchObject({
    kind: 'network',
    message: expect.stringContaining('it is not known whether all files have arrived'),
    advice: { en: expect.stringContaining('node scripts/state.mjs --json') },
  });
  expect(stage.received).toHaveLength(1);
});

test.each([
  ['afterwards', 1],
  ['before or afterwards', 0],
])('nothing is sent again when the state cannot be read %s', async (_when, readable) => {
  const stage = await setStage([dropAll]);
  let states = 0;
  stage.onState = (response) => {
    states += 1;
    if (states > readable) sendJson(response, { detail: 'down' }, 500);
  };
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject({
    kind: 'network',
    message: expect.stringContaining('it is not known whether all files have arrived'),
  });
  expect(stage.received).toHaveLength(1);
});

test('a state that cannot be read does not keep files from being uploaded', async () => {
  const stage = await setStage([]);
  stage.onState = (response) => sendJson(response, { detail: 'down' }, 500);
  expect(await stage.send(await makePng('a.png'))).toMatchObject({ status: 'done' });
});

test.each<[string, number, unknown, object]>([
  ['a type it does not take', 200, { code: 4001 }, { kind: 'file', code: 4001 }],
  ['too large a file', 413, '<html>', { kind: 'file', code: 4002 }],
  ['a missing credit', 200, { code: 2001 }, { kind: 'credits' }],
  ['a malformed request', 400, { detail: 'no files' }, { kind: 'file', code: 400 }],
  ['a token', 401, { code: 1001 }, { kind: 'auth' }],
])('a refusal of %s is final', async (...row) => {
  const [, status, body, error] = row;
  const stage = await setStage([answerWith(status, body)]);
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject(error);
  expect(stage.asked).toEqual(['state', 'upload']);
});

test('a session that is gone is replaced, and the files go there', async () => {
  const stage = await setStage([answerWith(200, { code: 1002 }), loseAnswer]);
  await stage.send(await makePng('a.png'));
  expect(stage.asked).toEqual(['state', 'upload', 'session', 'upload', 'state']);
  expect(notices(stage)).toEqual([expect.stringContaining('a new one was started'), ARRIVED]);
});

test('nothing is sent again when the time is up', async () => {
  const stage = await setStage([dropAll]);
  stage.context.deadlineMs = stage.clock.now();
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject({ kind: 'network' });
  expect(stage.asked).toEqual(['state', 'upload', 'state']);
});

const LINKS = ['https://example.com/a.mp4', 'https://example.com/b.mp4'];

test('links that were fetched are not handed over again', async () => {
  const stage = await setStage([loseAnswer]);
  const outcome = await stage.send(...LINKS);
  expect(stage.asked).toEqual(['state', 'upload', 'state']);
  expect(notices(stage)).toEqual([ARRIVED]);
  expect(outcome.fields.files.map(({ name }) => name)).toEqual(['a.mp4', 'b.mp4']);
});

test('links that were not fetched are handed over once more', async () => {
  const stage = await setStage([dropAll]);
  await stage.send(...LINKS);
  expect(stage.asked.filter((what) => what === 'upload')).toHaveLength(2);
});

test('links of which some were fetched are not handed over again', async () => {
  const stage = await setStage([
    async ({ receive, keep, response }) => {
      keep((await receive()).slice(0, 1));
      sendJson(response, {}, 504);
    },
  ]);
  await expect(stage.send(...LINKS)).rejects.toThrow(/not known whether all files have arrived/);
  expect(stage.received).toHaveLength(1);
});

test('files of the same command are not taken for the links after them', async () => {
  const stage = await setStage([accept, dropAll], { isNew: true });
  await stage.send(await makePng('a.png'), LINKS[0] ?? '');
  expect(stage.media.map(({ filename }) => filename)).toEqual(['a.png', 'a.mp4']);
  expect(notices(stage)).toEqual([]);
});

test.each<[string, 'changed' | 'vanished', (path: string) => Promise<void>]>([
  ['rewritten', 'changed', (path) => writeFile(path, Buffer.alloc(100))],
  ['replaced', 'changed', async (path) => rename(await makePng('other.png', 5), path)],
  ['removed', 'vanished', (path) => rm(path)],
])('a file that is %s while it is sent ends the upload', async (_what, how, change) => {
  const path = await makePng('a.png', 60 * 1024 * 1024);
  const stage = await setStage([
    async ({ request }) => {
      await once(request, 'data');
      request.pause();
      await change(path);
      request.resume();
    },
  ]);
  await expect(stage.send(path)).rejects.toMatchObject({
    kind: 'file',
    message: `${path} ${how} while it was being uploaded`,
  });
  expect(stage.asked).toEqual(['state', 'upload']);
  expect(stage.media).toHaveLength(1);
});

test('progress is told in tenths of the whole body, and anew for a second try', async () => {
  const stage = await setStage([dropAll]);
  // Each reading of the clock is a second later, so that none is too soon after the one before.
  let nowMs = 0;
  stage.context.clock = { ...stage.clock, now: () => (nowMs += 1_000) };
  await stage.send(await makePng('a.png', 20 * 1024 * 1024));
  const shares = stage.stderr
    .join('')
    .split('\n')
    .flatMap((line) => /^Uploading: (\d+)% of 21\.0 MB/.exec(line)?.[1] ?? []);
  const first = shares.slice(0, shares.indexOf('100') + 1).map(Number);
  expect(first.length).toBeGreaterThanOrEqual(10);
  expect(first).toEqual(first.toSorted((a, b) => a - b));
  expect(shares.slice(first.length).map(Number)).toEqual(first);
});

/** Takes a little, then nothing for a while, so that every buffer on the way is full. */
const readSlowly: Act = async (exchange) => {
  const { request } = exchange;
  let pauses = 0;
  request.on('data', () => {
    request.pause();
    pauses += 1;
    setTimeout(() => request.resume(), pauses < 8 ? 100 : 1);
  });
  await accept(exchange);
};

const KiB = 1024;
const MiB = 1024 * KiB;

test('large and tiny files arrive byte for byte at a server that reads slowly', async () => {
  const stage = await setStage([readSlowly]);
  const tiny = Array.from({ length: 40 }, (_each, index) => index * 37);
  // Ends so short that the socket takes them without a word: they wait in it while the next file is read.
  const shortEnds = Array.from({ length: 40 }, (_each, index) => MiB + (index % 4) * 15 * KiB);
  const sizes = [20 * MiB, 0, 1, MiB, 3 * MiB + 1, 16 * KiB, MiB - 1, 64 * KiB, 5 * MiB + 63 * KiB];
  sizes.push(...tiny, ...shortEnds, 2);
  const files: { path: string; sha256: string }[] = [];
  for (const [index, size] of sizes.entries()) {
    const bytes = Buffer.concat([SAMPLES.png, randomBytes(size)]);
    const path = join(await makeFolder(), `${index}.png`);
    await writeFile(path, bytes);
    files.push({ path, sha256: createHash('sha256').update(bytes).digest('hex') });
  }
  await stage.send(...files.map(({ path }) => path));
  expect(stage.received).toHaveLength(1);
  expect(stage.received[0]?.map(({ sha256 }) => sha256)).toEqual(files.map(({ sha256 }) => sha256));
});
