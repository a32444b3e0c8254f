/** What the memory of jobs promises: whatever ends a command, what was wanted is done once, and paid for once. */
import { EventEmitter, once } from 'node:events';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { draftOf } from '../support/hostile-backend.ts';
import { hurry } from '../support/tampered-node.ts';
import {
  BROKEN,
  TITLE,
  findRecords,
  setHostileStage,
  type Document,
  type HostileStage,
} from './hostile-stage.ts';
import { follow } from './next.ts';
import {
  clearSamples,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

const TRIM = 'trim to 1 second';

let samples: Samples;
let video: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  video = await readFile(samples.clip);
});
afterAll(() => clearSamples(samples));

const countOf = ({ studio }: Stage, method: string, path: RegExp): number =>
  studio.requests.filter((request) => request.method === method && path.test(request.path)).length;

interface Deeds {
  uploads: number;
  messages: number;
  charges: number;
  renders: number;
}

const deedsOf = (stage: Stage): Deeds => ({
  uploads: countOf(stage, 'POST', /upload-video/),
  messages: stage.studio.messages.length,
  charges: stage.studio.ledger.length,
  renders: countOf(stage, 'POST', /\/lambda$/),
});

type WayOn = 'next' | 'the same command' | 'run --resume';

interface Kill {
  what: string;
  words: string[];
  /** The request after which the process is killed, and how much later. */
  at: [method: string, path: RegExp, laterMs: number];
  goOn: WayOn;
}

const RUN = ['run', `${TITLE}, then show the timeline, then export it`];
const UPLOAD: [string, RegExp] = ['POST', /upload-video/];
const MESSAGE: [string, RegExp] = ['POST', /run_sse$/];
const SUBMISSION: [string, RegExp] = ['POST', /\/lambda$/];
const FETCH: [string, RegExp] = ['GET', /^\/render-result/];

const KILLS: Kill[] = [
  { what: 'run, in its upload', words: RUN, at: [...UPLOAD, 0], goOn: 'run --resume' },
  { what: 'run, after its message', words: RUN, at: [...MESSAGE, 0], goOn: 'next' },
  { what: 'run, in its edit', words: RUN, at: [...MESSAGE, 150], goOn: 'the same command' },
  { what: 'run, after its submission', words: RUN, at: [...SUBMISSION, 0], goOn: 'next' },
  { what: 'run, in its download', words: RUN, at: [...FETCH, 0], goOn: 'run --resume' },
  { what: 'upload', words: ['upload'], at: [...UPLOAD, 0], goOn: 'next' },
  { what: 'chat', words: ['chat', TITLE], at: [...MESSAGE, 0], goOn: 'the same command' },
  { what: 'export, in its render', words: ['export'], at: [...SUBMISSION, 100], goOn: 'next' },
  {
    words: ['export'],
    at: [...FETCH, 0],
    goOn: 'the same command',
  },
];

describe('a killed command is gone on with, then its words are a new wish', () => {
  test.each(KILLS)('$what; $goOn', async ({ words, at: [method, path, laterMs], goOn }) => {
    const quick = await setStage({ stepDelayMs: 100, renderDelayMs: 500 });
    const stage = stageFor(quick.studio, quick.home, { env: hurry(20) });
    const [script = ''] = words;
    const own: Record<string, string[]> = {
      run: ['--file', samples.clip, '--out', `${stage.home}/`],
      upload: [samples.clip],
      export: ['--out', `${stage.home}/`],
    };
    const command = [...words, ...(own[script] ?? [])];
    if (script === 'chat' || script === 'export') await stage.json('upload', samples.clip);
    if (script === 'export') await stage.json('chat', TITLE);
    if (method === 'GET')
      stage.studio.faults.add({ path, action: 'stall-after-bytes', afterBytes: 1_000 });
    const before = deedsOf(stage);

    const killed = runScriptUntil(stage, [...command, '--json']);
    await expect.poll(() => countOf(stage, method, path), { interval: 2 }).toBeGreaterThan(0);
    await wait(laterMs);
    killed.kill('SIGKILL');
    await killed.ended;
    const document = await goOnBy(goOn, stage, command);
    const state = await stage.json('state');
    const done = deedsOf(stage);

    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(document).not.toHaveProperty('next');
    expect(state['media']).toHaveLength(1);
    const hasEdit = script === 'run' || script === 'chat' ? 1 : 0;
    const hasRender = script === 'run' || script === 'export' ? 1 : 0;
    expect(done).toEqual({
      uploads: expect.any(Number),
      messages: before.messages + hasEdit,
      charges: before.charges + hasEdit,
      renders: before.renders + hasRender,
    });
    if (hasRender) expect(document['video']).toMatchObject({ container: 'mp4' });

    const again = await stage.json(...command);
    expect(again).toMatchObject({ exitCode: 0, status: 'done' });
    expect(again['job']).not.toBe(document['job']);
    expect(deedsOf(stage)).toEqual({
      uploads: done.uploads + (script === 'run' || script === 'upload' ? 1 : 0),
      messages: done.messages + hasEdit,
      charges: done.charges + hasEdit,
      renders: done.renders + hasRender,
    });
    const videos = (await readdir(stage.home)).filter((name) => name.includes('.mp4'));
    expect(videos).toHaveLength(hasRender * 2);
  });
});

async function goOnBy(way: WayOn, stage: Stage, command: string[]): Promise<Document> {
  if (way === 'the same command') return stage.json(...command);
  if (way === 'run --resume') return stage.json('run', '--resume');
  const { next } = await stage.json(...command, '--wait', '0');
  return follow(stage, next.replace(' --wait 0', ''));
}

/** A project whose timeline holds a clip. */
const setClip = (env: Record<string, string> = {}): Promise<HostileStage> =>
  setHostileStage({ video, draft: draftOf('The beginning'), env });

describe('two commands at once', () => {
  test('with the same words are one job, and both tell its outcome', async () => {
    const stage = await setClip();
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf('Paradise Found');
      return { events: [{ type: 'text', content: 'Done.' }], after: wait(500) };
    });
    const both = await Promise.all([stage.json('chat', TITLE), stage.json('chat', TITLE)]);

    expect(stage.backend.count('chat')).toBe(1);
    for (const document of both) expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(both[0]?.['job']).toBe(both[1]?.['job']);
  });

  test('in one project are done one after the other, those of two projects side by side', async () => {
    const stage = await setClip();
    await stage.json('connect', '--project', 'b');
    const { backend } = stage;
    const gate = new EventEmitter();
    const opened = once(gate, 'open');
    backend.on('chat', ({ session }) => {
      session.draft = draftOf(`Title ${backend.count('chat')}`);
      return { events: [{ type: 'text', content: 'Done.' }], after: opened };
    });
    const first = stage.json('chat', TITLE);
    await expect.poll(() => backend.count('chat')).toBe(1);
    const second = runScriptUntil(stage, ['chat', TRIM, '--json']);
    const late = await stage.json('chat', 'mute it', '--wait', '1');
    const other = stage.json('chat', TRIM, '--project', 'b');
    await expect.poll(() => backend.count('chat')).toBe(2);

    expect(late).toMatchObject({ exitCode: 0, status: 'running' });
    expect(late['message']).toContain('Another command is still at work');
    const posts = backend.requests.filter(({ route }) => route === 'chat');
    expect(new Set(posts.map(({ session }) => session.id)).size).toBe(2);
    gate.emit('open');
    const { stdout } = await second.ended;
    expect(JSON.parse(stdout)).toMatchObject({ status: 'done' });
    expect(await first).toMatchObject({ status: 'done' });
    expect(await other).toMatchObject({ status: 'done' });
    expect(backend.count('chat')).toBe(3);
    expect(await follow(stage, late['next'].replace(' --wait 1', ''))).toMatchObject({
      status: 'done',
    });
    expect(backend.count('chat')).toBe(4);
  });
});

describe('a message whose outcome is not known', () => {
  test('is not sent again by a bare chat when a job has sent it', async () => {
    const stage = await setClip(hurry(60));
    const { backend } = stage;
    backend.on('chat', BROKEN, 1);
    const job = await stage.json('run', `${TITLE} and export it`);
    const chat = await stage.json('chat', TITLE);

    expect(job).toMatchObject({ exitCode: 8, error: { kind: 'network' } });
    expect(chat).toMatchObject({ exitCode: 0, status: 'running', job: job['job'] });
    expect(chat['next']).toBe(job['next']);
    expect(backend.count('chat')).toBe(1);
    const again = await stage.json('chat', TITLE, '--again');
    expect(again).toMatchObject({ exitCode: 0, status: 'done' });
    expect(backend.count('chat')).toBe(2);
  });

  test('is found when it lands late, by the same command', async () => {
    const stage = await setClip(hurry(60));
    const { backend } = stage;
    backend.on('chat', BROKEN, 1);
    const unclear = await stage.json('chat', TITLE);
    for (const session of backend.sessions.values()) session.draft = draftOf('Paradise Found');
    const found = await stage.json('chat', TITLE);

    expect(unclear).toMatchObject({ exitCode: 8, status: 'failed' });
    expect(unclear['next']).toContain(`--resume ${unclear['job']}`);
    expect(found).toMatchObject({ exitCode: 0, status: 'done', job: unclear['job'] });
    expect(found['changes'].join()).toContain('Paradise Found');
    expect(backend.count('chat')).toBe(1);
  });

  test('is not said to have landed when another one changed the timeline', async () => {
    const stage = await setClip(hurry(60));
    const { backend } = stage;
    backend.on('chat', BROKEN, 1);
    await stage.json('chat', TITLE);
    const other = await stage.json('chat', TRIM);
    const asked = await stage.json('chat', TITLE);

    expect(other).toMatchObject({ exitCode: 0, status: 'done' });
    expect(other['notices'].join()).toContain('no effect so far');
    expect(asked).toMatchObject({ exitCode: 8, error: { kind: 'network' } });
    expect(asked['error'].message).toContain('another was sent after it');
    expect(backend.count('chat')).toBe(2);
  });
});

describe('a job that failed goes on from the step that failed', () => {
  test('an edit that was paid for is not paid for again; --again begins anew', async () => {
    const stage = await setClip(hurry(10));
    const { backend } = stage;
    backend.on('submit', { status: 402, body: { message: 'not in your plan' } });
    const words = ['run', `${TITLE} and export it`, '--file', samples.clip];
    const first = await stage.json(...words);
    const second = await stage.json(...words);

    for (const document of [first, second]) {
      expect(document).toMatchObject({ exitCode: 5, status: 'failed', error: { kind: 'plan' } });
      expect(document['steps']).toMatchObject([
        { action: 'upload', status: 'done' },
        { action: 'chat', status: 'done' },
        { action: 'export', status: 'failed' },
      ]);
    }
    expect([backend.count('upload'), backend.count('chat')]).toEqual([1, 1]);
    await stage.json(...words, '--again');
    expect([backend.count('upload'), backend.count('chat')]).toEqual([2, 2]);
    backend.on('submit', () => undefined);
    expect(await follow(stage, first['next'])).toMatchObject({ exitCode: 0, job: first['job'] });
    expect([backend.count('upload'), backend.count('chat')]).toEqual([2, 2]);
  });

  test('an edit that was heard to fail and changed nothing is sent again', async () => {
    const stage = await setClip(hurry(10));
    stage.backend.on('chat', { events: [{ error: 'effect not found' }] }, 1);
    const first = await stage.json('chat', TITLE);
    const second = await stage.json('chat', TITLE);

    expect(first).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
    expect(second).toMatchObject({ exitCode: 0, status: 'done', job: first['job'] });
    expect(stage.backend.count('chat')).toBe(2);
  });

  test('one that changed something is done, whatever else was said', async () => {
    const stage = await setClip(hurry(10));
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf('Paradise Found');
      return { events: [{ error: 'effect not found' }] };
    });
    const document = await stage.json('chat', TITLE);

    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(document['notices'].join()).toContain('effect not found');
  });

  test('a message that was turned away has not been sent, even when the wait after it is cut off', async () => {
    const stage = await setClip();
    const { backend } = stage;
    const headers = { 'Retry-After': '60' };
    backend.on('chat', { status: 429, headers, body: { code: 429 } }, 1);
    const chat = runScriptUntil(stage, ['chat', TITLE, '--json']);
    // Once it is on record that it was turned away.
    const readJob = async (): Promise<string> => {
      const [record] = await findRecords(stage, 'Paradise Found');
      return record === undefined ? '' : readFile(record, 'utf8');
    };
    await expect.poll(readJob).toMatch(/"state": "ready"[^]*"sentAt"/);
    chat.kill('SIGTERM');
    const { exitCode, stdout } = await chat.ended;
    const rest = await follow(stage, JSON.parse(stdout).next);

    expect(exitCode).toBe(143);
    expect(rest).toMatchObject({ exitCode: 0, status: 'done' });
    expect(backend.count('chat')).toBe(2);
  });

  test('an answer whose timeline could not be read afterwards is not lost', async () => {
    const stage = await setClip(hurry(10));
    const { backend } = stage;
    backend.on('chat', ({ session }) => {
      session.draft = draftOf('Paradise Found');
      backend.on('state', { status: 503, body: 'busy' }, 3);
      return { events: [{ type: 'text', content: 'Your title is there.' }] };
    });
    const first = await stage.json('chat', TITLE);
    const second = await follow(stage, first['next']);

    expect(first).toMatchObject({ exitCode: 10, text: 'Your title is there.' });
    expect(second).toMatchObject({ exitCode: 0, text: 'Your title is there.' });
    expect(second['changes'].join()).toContain('Paradise Found');
    expect(backend.count('chat')).toBe(1);
  });
});

describe('run --resume', () => {
  test('takes a job of any project by its id, and the latest open one of this project without', async () => {
    const stage = await setClip(hurry(10));
    const { backend } = stage;
    expect(await stage.json('run', '--resume')).toMatchObject({ exitCode: 0, status: 'done' });
    const first = await stage.json('chat', TITLE, '--wait', '0');
    const second = await stage.json('chat', TRIM, '--wait', '0');
    const other = await stage.json('chat', TITLE, '--wait', '0', '--project', 'b');

    expect(await stage.json('run', '--resume')).toMatchObject({ job: second['job'] });
    expect(await stage.json('run', '--resume', other['job'])).toMatchObject({ job: other['job'] });
    expect(await stage.json('run', '--resume')).toMatchObject({ job: first['job'] });
    expect(backend.count('chat')).toBe(3);
    const none = await stage.json('run', '--resume');
    expect(none).toMatchObject({ exitCode: 0, status: 'done' });
    expect(none).not.toHaveProperty('job');
  });

  test('gives the document of the script that made the job', async () => {
    const stage = await setClip(hurry(10));
    const command = ['export', '--out', join(stage.home, 'film.mp4')];
    await stage.json(...command, '--wait', '0');
    const resumed = await stage.json('run', '--resume');
    const direct = await stage.json(...command);

    expect(Object.keys(resumed).toSorted()).toEqual(Object.keys(direct).toSorted());
    expect(resumed['file']).toBe(join(stage.home, 'film.mp4'));
    expect(direct['file']).toBe(join(stage.home, 'film (2).mp4'));
  });
});
