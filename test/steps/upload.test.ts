/** The upload step against a backend that loses answers, breaks off and takes its time: what is sent arrives whole, and once. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Busboy } from '@fastify/busboy';
import { expect, onTestFinished, test } from 'vitest';
import { uploadSteps } from '../../src/jobs/wish.ts';
import type { Work } from '../../src/steps/context.ts';
import type { UploadStep } from '../../src/steps/record.ts';
import { upload } from '../../src/steps/upload.ts';
import { connect, createCommand, sendJson, type Command } from '../support/backend.ts';
import { makeFolder } from '../support/files.ts';
import { ENGLISH } from '../support/speech.ts';
import { SAMPLES } from '../media/media-samples.ts';

interface Received {
  filename: string;
  sha256: string;
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  /** Reads the request and returns its files. */
  receive(): Promise<Received[]>;
  /** Puts files into the session's list. */
  keep(files: Received[]): void;
}

/** What the backend does with an upload. */
type Act = (exchange: Exchange) => Promise<void> | void;

interface Stage {
  /** What happened, in order: `upload` and `state` asked for, and the step's state each time it was saved. */
  events: string[];
  /** The session's media list. */
  media: { filename: string; file_type?: string; duration?: number }[];
  received: Received[][];
  command: Command;
  /** Called before each answer of the state. */
  onState: (response: ServerResponse) => void;
  /** The paths asked for. */
  asked(): string[];
  /** Uploads into a session that holds something already. */
  send(...sources: string[]): Promise<UploadStep>;
  /** Goes on with a step. */
  goOn(step: UploadStep, session?: { isUsed: boolean }): Promise<UploadStep>;
}

const accept: Act = async ({ receive, keep, response }) => {
  const files = await receive();
  keep(files);
  sendJson(response, { code: 0, data: { files: files.map(toItem) } });
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

const answerWith =
  (status: number, body: unknown, { keeps = false } = {}): Act =>
  async ({ receive, keep, response }) => {
    const files = await receive();
    if (keeps) keep(files);
    sendJson(response, body, status);
  };

const toItem = ({ filename }: Received) => ({ filename, file_type: 'image', duration: 0 });

/** A backend that does `acts` with one upload after the other. */
async function setStage(...acts: Act[]): Promise<Stage> {
  const server = createServer((request, response) => {
    if ((request.url ?? '').startsWith('/api/state/')) {
      stage.events.push('state');
      stage.onState(response);
      if (response.writableEnded) return;
      const state = { draft: null, video_infos: stage.media };
      return sendJson(response, { code: 0, data: { session_id: 's', state } });
    }
    stage.events.push('upload');
    const act = acts.shift() ?? accept;
    const receive = async (): Promise<Received[]> => {
      const files = await readUpload(request);
      stage.received.push(files);
      return files;
    };
    const keep = (files: Received[]): void => void stage.media.push(...files.map(toItem));
    void (async () => act({ request, response, receive, keep }))().catch(() => {});
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const command = await createCommand(url, { settings: { token: 'own-1' } });
  const backend = await connect(command);
  const goOn: Stage['goOn'] = async (step, { isUsed } = { isUsed: true }) => {
    const work: Work = {
      context: {
        ...command,
        speech: ENGLISH,
        project: 'default',
        language: undefined,
        call: { json: true, waitSeconds: undefined },
        begun: {},
      },
      backend,
      session: { id: 's', taskId: null, isUsed },
      save: async () => void stage.events.push(step.state),
      assertHeld: async () => {},
      expectRenderMs: () => undefined,
    };
    expect(await upload(work, step)).toBe('settled');
    return step;
  };
  const stage: Stage = {
    events: [],
    media: [{ filename: 'earlier.png' }],
    received: [],
    command,
    onState: () => {},
    asked: () => stage.events.filter((event) => event === 'upload' || event === 'state'),
    send: (...sources) => goOn(uploadSteps(sources)[0]!),
    goOn,
  };
  return stage;
}

/** Reads a multipart request, or the links of a JSON one. */
async function readUpload(request: IncomingMessage): Promise<Received[]> {
  if (request.headers['content-type'] === 'application/json') {
    const { urls } = JSON.parse((await request.toArray()).join('')) as { urls: string[] };
    return urls.map((url) => ({ filename: url.split('/').at(-1) ?? '', sha256: '' }));
  }
  const files: Received[] = [];
  const parser = new Busboy({ headers: request.headers as { 'content-type': string } });
  parser.on('file', (...[, stream, filename]) => {
    const hash = createHash('sha256');
    const file = { filename, sha256: '' };
    files.push(file);
    stream.on('data', (piece: Buffer) => hash.update(piece));
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

const hashOf = async (path: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');

const ARRIVED = 'The answer got lost, but the files have arrived.';

test('the step is on record as sent before its request leaves, and its files arrive whole', async () => {
  const stage = await setStage();
  const path = await makePng('a.png', 3_000_000);
  const step = await stage.send(path);

  expect(stage.events).toEqual(['state', 'sent', 'upload', 'settled']);
  expect(step.before).toEqual(['earlier.png']);
  expect(stage.received).toEqual([[{ filename: 'a.png', sha256: await hashOf(path) }]]);
  const bytes = SAMPLES.png.length + 3_000_000;
  expect(step.files).toMatchObject([{ name: 'a.png', type: 'image', bytes }]);
});

test('a session with nothing in it is not asked what it holds', async () => {
  const stage = await setStage();
  await stage.goOn(uploadSteps([await makePng('a.png')])[0]!, { isUsed: false });
  expect(stage.asked()).toEqual(['upload']);
});

test.each<[string, Act]>([
  ['the connection breaks', loseAnswer],
  ['a gateway gives up', answerWith(504, '<html>', { keeps: true })],
  ['a gateway wraps a known code', answerWith(502, { code: 4001 }, { keeps: true })],
  ['the answer cannot be read', answerWith(200, '<html>', { keeps: true })],
  ['the answer has another shape', answerWith(200, { files: 'two' }, { keeps: true })],
  ['the code is an unknown one', answerWith(200, { code: 9999 }, { keeps: true })],
])('files that have arrived are not sent again when %s', async (_what, act) => {
  const stage = await setStage(act);
  stage.onState = () => {
    for (const item of stage.media) Object.assign(item, { file_type: 'audio', duration: 12.5 });
  };
  const { files } = await stage.send(await makePng('a.png'), await makePng('b.png'));

  expect(stage.asked()).toEqual(['state', 'upload', 'state']);
  expect(stage.command.reporter.notices).toEqual([ARRIVED]);
  // The facts come from the session's list then.
  const facts = { type: 'audio', bytes: SAMPLES.png.length, duration_s: 12.5 };
  expect(files).toEqual([
    { name: 'a.png', ...facts },
    { name: 'b.png', ...facts },
  ]);
});

test.each<[string, Act]>([
  ['the connection broke after the body', dropAll],
  ['a gateway gave up', answerWith(502, 'bad gateway')],
  ['the answer was a page', answerWith(200, '<html>')],
])('files that have not arrived are sent once more when %s', async (_what, act) => {
  const stage = await setStage(act);
  const path = await makePng('a.png', 3_000);
  await stage.send(path);

  // All of it went out: the backend gets a moment before it counts as lost.
  expect(stage.asked()).toEqual(['state', 'upload', 'state', 'state', 'state', 'upload']);
  expect(stage.command.clock.slept).toEqual([0, 1_000, 4_000]);
  expect(stage.received[1]).toEqual([{ filename: 'a.png', sha256: await hashOf(path) }]);
  expect(stage.media.map(({ filename }) => filename)).toEqual(['earlier.png', 'a.png']);
  expect(stage.command.reporter.notices).toEqual([]);
});

test('an upload cut in its middle is begun anew without waiting', async () => {
  const stage = await setStage(async ({ request }) => {
    await once(request, 'data');
    request.socket.resetAndDestroy();
  });
  const path = await makePng('a.png', 40 * 1024 * 1024);
  await stage.send(path);
  expect(stage.asked()).toEqual(['state', 'upload', 'state', 'upload']);
  expect(stage.received).toEqual([[{ filename: 'a.png', sha256: await hashOf(path) }]]);
});

test('files that show up late are waited for', async () => {
  const stage = await setStage(dropAll);
  stage.onState = () => {
    if (stage.asked().length === 5) stage.media.push({ filename: 'a.png' });
  };
  await stage.send(await makePng('a.png'));
  expect(stage.asked()).toEqual(['state', 'upload', 'state', 'state', 'state']);
  expect(stage.command.reporter.notices).toEqual([ARRIVED]);
});

test.each(['earlier.png', 'other.png'])('%s, which is not ours, does not count', async (name) => {
  const stage = await setStage((exchange) => {
    if (name === 'other.png') stage.media.push({ filename: name });
    return dropAll(exchange);
  });
  await stage.send(await makePng(name === 'other.png' ? 'a.png' : name));
  expect(stage.asked().filter((what) => what === 'upload')).toHaveLength(2);
});

test('a second failure is thrown, and the step is still to be looked for', async () => {
  const stage = await setStage(dropAll, answerWith(503, 'busy'));
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject({ status: 503 });
  expect(stage.asked().filter((what) => what === 'upload')).toHaveLength(2);
  expect(stage.events).not.toContain('ready');
});

test('nothing is sent again when some of it has arrived', async () => {
  const stage = await setStage(async ({ receive, keep, request }) => {
    keep((await receive()).slice(0, 1));
    request.socket.resetAndDestroy();
  });
  await expect(stage.send(await makePng('a.png'), await makePng('b.png'))).rejects.toMatchObject({
    kind: 'network',
    message: expect.stringContaining('it is not known whether all files have arrived'),
  });
  expect(stage.received).toHaveLength(1);
});

test('nothing is sent again when it cannot be told what has arrived', async () => {
  const stage = await setStage(dropAll);
  stage.onState = (response) => {
    if (stage.received.length > 0) sendJson(response, { detail: 'down' }, 500);
  };
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject({ kind: 'backend' });
  expect(stage.received).toHaveLength(1);
  expect(stage.events).not.toContain('ready');
});

test.each<[string, number, unknown, object]>([
  ['a type it does not take', 200, { code: 4001 }, { kind: 'file', row: 4001 }],
  ['too large a file', 413, '<html>', { kind: 'file', row: 4002 }],
  ['a missing credit', 200, { code: 2001 }, { kind: 'credits' }],
  ['a malformed request', 400, { detail: 'no files' }, { kind: 'file', status: 400 }],
  ['a token', 401, { code: 1001 }, { kind: 'auth' }],
])('a refusal of %s is final, and the step is as if never sent', async (...row) => {
  const [, status, body, error] = row;
  const stage = await setStage(answerWith(status, body));
  await expect(stage.send(await makePng('a.png'))).rejects.toMatchObject(error);
  expect(stage.asked()).toEqual(['state', 'upload']);
  expect(stage.events.at(-1)).toBe('ready');
});

test('a step that an earlier command has sent is looked for first, and sent when it is not there', async () => {
  const there = await setStage();
  const path = await makePng('a.png');
  const sent: UploadStep = { ...uploadSteps([path])[0]!, state: 'sent', before: ['earlier.png'] };
  there.media.push({ filename: 'a.png', file_type: 'image' });
  const { files } = await there.goOn({ ...sent });
  expect(there.events).toEqual(['state', 'settled']);
  expect(files).toMatchObject([{ name: 'a.png', bytes: SAMPLES.png.length }]);

  const lost = await setStage();
  await lost.goOn({ ...sent });
  expect(lost.asked()).toEqual(['state', 'state', 'state', 'upload']);
  expect(lost.received).toHaveLength(1);
});

test('a step of which an earlier command has brought a part is not sent again', async () => {
  const stage = await setStage();
  const paths = [await makePng('a.png'), await makePng('b.png')];
  stage.media.push({ filename: 'a.png' });
  const step: UploadStep = { ...uploadSteps(paths)[0]!, state: 'sent', before: ['earlier.png'] };
  await stage.goOn(step);
  expect(stage.received.flat().map(({ filename }) => filename)).toEqual(['b.png']);
  expect(stage.media.map(({ filename }) => filename)).toEqual(['earlier.png', 'a.png', 'b.png']);
});

test('links that were fetched although the answer got lost are there once, by the names they got', async () => {
  const stage = await setStage(loseAnswer);
  const { files } = await stage.send('https://cdn.example.com/sea.mp4');
  expect(stage.asked()).toEqual(['state', 'upload', 'state']);
  expect(files).toMatchObject([{ name: 'sea.mp4' }]);
});
