/**
 * The defects of the first version that concern jobs: what is remembered, sent and locked (1 and 8: `jobs.test.ts`). What takes
 * minutes is hurried: the scripts are those that are published, only their clock runs faster.
 */
import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import type { Reply } from '../support/hostile-reply.ts';
import { hurry } from '../support/tampered-node.ts';
import {
  BROKEN,
  CLIP,
  TITLE,
  findRecords,
  makeFolder,
  setClip,
  setHostileStage,
  type Document,
} from './support.ts';

test('defect 2: an upload that takes longer than --wait goes on to its end, in that call', async () => {
  const stage = await setHostileStage();
  const { backend } = stage;
  backend.on('upload', (request) => ({ ...backend.usual(request), after: wait(2_500) }));
  let first: Document = { exitCode: null };
  // Two seconds of the real clock; a busy machine may need more than one call until the upload is begun.
  while (backend.count('upload') === 0)
    first = await stage.json('run', TITLE, '--file', CLIP, '--wait', '40');

  expect(first).toMatchObject({
    exitCode: 0,
    status: 'running',
    steps: [
      { action: 'upload', status: 'done', files: [{ name: 'clip.mp4' }] },
      { action: 'chat', status: 'waiting' },
    ],
  });
  expect(backend.count('chat')).toBe(0);
  expect(await stage.goOn(first)).toMatchObject({ exitCode: 0, status: 'done' });
  expect([backend.count('upload'), backend.count('chat')]).toEqual([1, 1]);
});

test.each<[string, object, Partial<Reply>]>([
  ['whose end was heard before its last write', draftOf('Title 1'), {}],
  ['in two stages, whose stream broke', draftOf('Raw'), { end: 'reset' }],
])('defect 3: what is exported is the final outcome of an edit %s', async (_how, raw, ending) => {
  const stage = await setClip(hurry(60));
  const { backend } = stage;
  let looks = -Infinity;
  backend.on('chat', () => {
    looks = 0;
    return { events: [{ type: 'tool_call', name: 'generate_video_with_seedance' }], ...ending };
  });
  backend.on('state', ({ session }) => {
    looks += 1;
    if (looks > 0) session.draft = looks === 1 ? raw : draftOf('Raw', { music: 'Lo-fi' });
    return undefined;
  });
  const document = await stage.json('run', 'generate a video of a city and export it');

  expect(document).toMatchObject({ exitCode: 0, status: 'done' });
  expect(document['steps'][0].timeline).toContain('Lo-fi');
  const submission = backend.requests.find(({ route }) => route === 'submit');
  expect(submission?.body).toContain('Lo-fi');
  expect(backend.count('chat')).toBe(1);
});

describe('defect 4: a gateway that gives up may hide an editor at work', () => {
  const GATEWAYS: [string, Reply][] = [
    ['502 with {"code":429}', { status: 502, body: { code: 429 } }],
    ['503 with {"code":2001}', { status: 503, body: { code: 2001 } }],
    ['504 with a page', { status: 504, body: '<html>Gateway Time-out</html>' }],
  ];

  test.each(GATEWAYS)('%s: looked for, and found', async (_what, reply) => {
    const stage = await setClip(hurry(200));
    stage.backend.on('chat', ({ session }) => {
      session.draft = draftOf('Paradise Found');
      return reply;
    });
    const document = await stage.json('chat', TITLE);

    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(document['changes'].join()).toContain('Paradise Found');
    expect([stage.backend.count('chat'), stage.backend.count('token')]).toEqual([1, 1]);
  });

  test('502: looked for and not found is unclear; it is never posted again', async () => {
    const stage = await setClip(hurry(200));
    stage.backend.on('chat', { status: 502, body: { code: 429 } });
    const document = await stage.json('chat', TITLE);
    const same = await stage.json('chat', TITLE);

    for (const { exitCode, error } of [document, same])
      expect({ exitCode, error }).toMatchObject({
        exitCode: 8,
        error: { kind: 'network', message: expect.stringContaining('no change') },
      });
    expect(stage.backend.count('chat')).toBe(1);
  });
});

test('defect 5: a record that cannot be read stops its project before anything is sent; another one works', async () => {
  const stage = await setClip(hurry(200));
  const { backend } = stage;
  backend.on('chat', BROKEN, 1);
  const { job } = await stage.json('chat', TITLE);
  const [record = ''] = await findRecords(stage, 'Paradise Found');
  const whole = await readFile(record, 'utf8');
  const manifest = join(stage.home, 'videos.json');
  await writeFile(manifest, JSON.stringify([{ file: CLIP }]));
  const sent = backend.requests.length;
  await writeFile(record, whole.slice(0, whole.length / 2));
  for (const words of [
    ['chat', TITLE, '--again'],
    ['run', '--resume'],
    ['upload', CLIP],
    ['export'],
    ['batch', manifest],
  ]) {
    const document = await stage.json(...words);
    expect(document, words.join(' ')).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
    expect(document['error'].message, words.join(' ')).toContain(record);
  }
  expect(backend.requests).toHaveLength(sent);
  expect(await stage.json('chat', TITLE, '--project', 'another')).toMatchObject({ ok: true });
  await writeFile(record, whole);
  expect(await stage.json('chat', TITLE, '--wait', '0')).toMatchObject({ job });
});

describe('defect 6: no edit goes into an empty room', () => {
  test('a message about what was lost is not sent, and costs nothing', async () => {
    const stage = await setClip();
    await stage.json('chat', TITLE);
    stage.backend.sessions.clear();
    const document = await stage.json('chat', 'trim my clip to 3 seconds');

    expect(stage.backend.count('chat')).toBe(1);
    expect(document).toMatchObject({
      exitCode: 10,
      error: { kind: 'backend', message: expect.stringContaining('The message was not sent') },
    });
    expect(document['notices'].join()).toContain('The editing session no longer existed');
  });

  test('a job that has its files uploads them again, then edits', async () => {
    const stage = await setHostileStage();
    const { backend } = stage;
    backend.on(
      'chat',
      ({ session }) => {
        backend.sessions.delete(session.id);
        return { status: 404, body: { detail: 'Session not found' } };
      },
      1,
    );
    const document = await stage.json('run', TITLE, '--file', CLIP);

    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect([backend.count('upload'), backend.count('chat')]).toEqual([2, 2]);
    expect([...backend.sessions.values()]).toMatchObject([{ media: [{ filename: 'clip.mp4' }] }]);
  });
});

const may = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words).status === 0;
const mayUnshare = may('unshare', '--pid', '--fork', '--mount-proc', 'true');
const mayMount = may('unshare', '--mount', 'mount', '-t', 'tmpfs', 'none', '/mnt');

describe('defect 7: nothing is sent without the lock', () => {
  test.skipIf(!mayUnshare)(
    'two containers with equal pids never post at once (needs leave for pid namespaces)',
    async () => {
      const stage = await setClip({});
      const { backend } = stage;
      backend.on('chat', (request) => ({ ...backend.usual(request), after: wait(1_500) }));
      const container = stage.with({ wrapper: ['unshare', '--pid', '--fork', '--mount-proc'] });
      const first = container.json('chat', 'mute it');
      await expect.poll(() => backend.count('chat')).toBe(1);
      const second = container.json('chat', 'trim it');

      expect(await first).toMatchObject({ exitCode: 0, status: 'done' });
      expect(await second).toMatchObject({ exitCode: 0, status: 'done' });
      expect(backend.mostAtOnce('chat')).toBe(1);
      expect(backend.count('chat')).toBe(2);
    },
  );

  test.skipIf(!mayMount)('a full disk stops every command (needs leave to mount)', async () => {
    const stage = await setClip();
    const disk = await makeFolder();
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    onTestFinished(() => void spawnSync('umount', [disk]));
    const full = stage.with({ env: { NEMO_STATE_DIR: join(disk, 'state') } });
    await full.json('upload', CLIP);
    // Down to the last byte.
    await writeFile(join(disk, 'rest'), Buffer.alloc(2 ** 21)).catch(() => {});
    const sent = stage.backend.requests.length;
    for (const words of [
      ['chat', TITLE],
      ['run', '--file', CLIP, '--edit', TITLE, '--export'],
      ['chat', TITLE, '--project', 'another'],
    ]) {
      const document = await full.json(...words);
      expect(document, words.join(' ')).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
      expect(document['error'].message, words.join(' ')).toContain('ENOSPC');
    }
    expect(stage.backend.requests).toHaveLength(sent);
  });
});

test('defect 13: a batch sends one message at a time, those that only place a clip too', async () => {
  const stage = await setHostileStage();
  const { backend } = stage;
  backend.on('chat', (request) => ({ ...backend.usual(request), after: wait(200) }));
  const items = [{}, { text: 'mute it' }, {}, { text: 'trim to 1 second' }];
  const manifest = join(stage.home, 'videos.json');
  await writeFile(manifest, JSON.stringify(items.map((item) => ({ file: CLIP, ...item }))));

  expect(await stage.json('batch', manifest)).toMatchObject({ exitCode: 0, done: 4, failed: 0 });
  expect([backend.count('chat'), backend.mostAtOnce('chat')]).toEqual([4, 1]);
});
