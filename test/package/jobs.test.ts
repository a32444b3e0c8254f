/** What the memory of jobs promises: whatever ends a command, what was wanted is done once, and paid for once. */
import { EventEmitter, once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Route } from '../support/hostile-backend.ts';
import type { Reply } from '../support/hostile-reply.ts';
import { hurry } from '../support/tampered-node.ts';
import {
  CLIP,
  TITLE,
  TRIM,
  readDocument,
  setClip,
  type Document,
  type HostileStage,
} from './support.ts';

const deedsOf = ({ backend }: HostileStage): number[] =>
  (['upload', 'chat', 'submit'] as const).map((route) => backend.count(route));

interface Cut {
  by: '--wait' | 'SIGTERM' | 'SIGKILL';
  script: 'run' | 'chat';
  /** What was asked for is done, but its answer never comes, or does not come whole. */
  at: Route;
  goOn: 'next' | 'the same command' | 'run --resume';
}

const CUTS: Cut[] = [
  { by: 'SIGKILL', script: 'run', at: 'upload', goOn: 'run --resume' },
  { by: 'SIGTERM', script: 'run', at: 'chat', goOn: 'next' },
  { by: 'SIGKILL', script: 'run', at: 'submit', goOn: 'the same command' },
  { by: '--wait', script: 'run', at: 'poll', goOn: 'next' },
  { by: 'SIGKILL', script: 'run', at: 'file', goOn: 'run --resume' },
  { by: 'SIGKILL', script: 'chat', at: 'chat', goOn: 'the same command' },
];

describe('defect 1: a job that was cut off and gone on with is over, and its words are a new wish', () => {
  test.each(CUTS)('$by in $script, at its $at; $goOn', async (cut) => {
    const stage = await setClip(hurry(100));
    const words = [`${TITLE}, then show the timeline, then export it`, '--file', CLIP];
    const run = ['run', ...words, '--out', `${stage.home}/out/`];
    const command = cut.script === 'run' ? run : ['chat', TITLE];
    const left = await cutOff(stage, cut, command);
    const done = await goOnWith(stage, command, { ...cut, left });

    expect(done).toMatchObject({ exitCode: 0, status: 'done' });
    expect(done).not.toHaveProperty('next');
    const isRun = cut.script === 'run';
    expect(deedsOf(stage)).toEqual(isRun ? [1, 1, 1] : [0, 1, 0]);
    const second = await stage.json(...command);
    expect(second).toMatchObject({ exitCode: 0, status: 'done' });
    expect(second['job']).not.toBe(done['job']);
    expect(deedsOf(stage)).toEqual(isRun ? [2, 2, 2] : [0, 2, 0]);
    if (isRun) expect(await readdir(join(stage.home, 'out'))).toHaveLength(2);
  });
});

/** Returns the document of the command, if it had the time to print one. */
async function cutOff(
  stage: HostileStage,
  { by, at }: Cut,
  command: string[],
): Promise<Document | undefined> {
  const { backend } = stage;
  let isOver = false;
  backend.on(at, (request): Reply => {
    const usual = backend.usual(request);
    if (isOver) return usual;
    if (by === '--wait') return { body: { status: 'processing' } };
    return { ...usual, end: 'stall', afterBytes: at === 'file' ? 1_000 : 0 };
  });
  if (by === '--wait') {
    const left = await stage.json(...command, '--wait', '100');
    isOver = true;
    return left;
  }
  const job = stage.start(...command, '--json');
  await expect.poll(() => backend.count(at)).toBe(1);
  job.kill(by);
  const ended = await job.ended;
  isOver = true;
  if (by === 'SIGKILL') return undefined;
  const left = readDocument(ended);
  expect(left).toMatchObject({ exitCode: 143, error: { kind: 'interrupted' } });
  return left;
}

async function goOnWith(
  stage: HostileStage,
  command: string[],
  { goOn, left }: Cut & { left: Document | undefined },
): Promise<Document> {
  if (goOn === 'the same command') return stage.json(...command);
  if (goOn === 'run --resume') return stage.json('run', '--resume');
  return stage.goOn(left ?? {});
}

test('of two commands at once, the same words are one job, other words wait, another project does not', async () => {
  const stage = await setClip({});
  const { backend } = stage;
  const firsts = [stage.json('upload', CLIP), stage.json('connect', '--project', 'b')];
  expect(await Promise.all(firsts)).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  expect(backend.count('token')).toBe(1);
  const gate = new EventEmitter();
  const opened = once(gate, 'open');
  backend.on('chat', (request) => ({ ...backend.usual(request), after: opened }));
  const first = stage.json('chat', TITLE);
  await expect.poll(() => backend.count('chat')).toBe(1);
  const [same, other] = [stage.json('chat', TITLE), stage.start('chat', TRIM)];
  const late = await stage.json('chat', 'mute it', '--wait', '1');
  const elsewhere = stage.json('chat', TRIM, '--project', 'b');
  await expect.poll(() => backend.count('chat')).toBe(2);

  expect(late).toMatchObject({ exitCode: 0, status: 'running' });
  expect(late['message']).toContain('Another command is still at work');
  gate.emit('open');
  const { job } = await first;
  expect(await same).toMatchObject({ exitCode: 0, status: 'done', job });
  expect(await elsewhere).toMatchObject({ exitCode: 0, status: 'done' });
  const { exitCode, stderr } = await other.ended;
  expect(exitCode).toBe(0);
  expect(stderr).toContain('Another command is at work in this project; waiting for it…');
  expect(backend.count('chat')).toBe(3);
  expect(await stage.goOn(late)).toMatchObject({ status: 'done' });
  expect(backend.count('chat')).toBe(4);
});

describe('a job that failed goes on from the step that failed', () => {
  test('an edit that was paid for is not paid for again; --again begins anew', async () => {
    const stage = await setClip();
    const { backend } = stage;
    backend.on('submit', { status: 402, body: { message: 'not in your plan' } });
    const words = ['run', `${TITLE} and export it`, '--file', CLIP];
    const first = await stage.json(...words);
    const second = await stage.json(...words);

    for (const document of [first, second]) {
      expect(document).toMatchObject({
        exitCode: 5,
        status: 'failed',
        error: { kind: 'plan', message: expect.stringMatching(/^export \(done before: upload, /) },
        steps: [
          { action: 'upload', status: 'done' },
          { action: 'chat', status: 'done' },
          { action: 'export', status: 'failed' },
        ],
      });
    }
    expect(deedsOf(stage)).toEqual([1, 1, 2]);
    await stage.json(...words, '--again');
    backend.on('submit', () => undefined);
    expect(await stage.goOn(first)).toMatchObject({ exitCode: 0, job: first['job'] });
    expect(deedsOf(stage)).toEqual([2, 2, 4]);
  });

  test('an answer whose timeline could not be read afterwards is not lost', async () => {
    const stage = await setClip();
    const { backend } = stage;
    backend.on('chat', (request) => {
      backend.on('state', { status: 503, body: 'busy' }, 3);
      return { ...backend.usual(request), events: [{ type: 'text', content: 'It is there.' }] };
    });
    const first = await stage.json('chat', TITLE);
    const second = await stage.goOn(first);

    expect(first).toMatchObject({ exitCode: 10, text: 'It is there.' });
    expect(second).toMatchObject({ exitCode: 0, text: 'It is there.' });
    expect(second['changes'].join()).toContain('Title 1');
    expect(backend.count('chat')).toBe(1);
  });
});
