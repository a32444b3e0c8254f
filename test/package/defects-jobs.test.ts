/**
 * The defects of the first version that concern jobs: what is remembered, sent and locked. Every test here fails on that
 * version. What takes minutes is hurried: the scripts are those that are published, only their clock runs faster.
 */
import { spawnSync } from 'node:child_process';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import { draftOf, type Reply } from '../support/hostile-backend.ts';
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
import { clearSamples, makeFolder, makeSamples, packageFolder, type Samples } from './support.ts';
import { padVideo } from './video-server.ts';

let samples: Samples;
let video: Buffer;
beforeAll(async () => {
  samples = await makeSamples();
  video = await readFile(samples.clip);
});
afterAll(() => clearSamples(samples));

/** A project whose timeline holds a clip. Ten times as fast, so that renders need not be waited for. */
const setClip = (env: Record<string, string> = hurry(10)): Promise<HostileStage> =>
  setHostileStage({ video, draft: draftOf('The beginning'), env });

describe('defect 1: a job that was cut off and gone on with is over, and its words are a new wish', () => {
  test.each(['--wait', 'SIGTERM', 'SIGKILL'])('%s', async (cut) => {
    const stage = await setClip();
    const { backend } = stage;
    backend.on('poll', { body: { status: 'processing', progress: 10 } });
    const words = ['run', 'make it brighter and export it', '--out', `${stage.home}/out/`];
    let next: string | undefined;
    if (cut === '--wait') next = (await stage.json(...words, '--wait', '5'))['next'];
    else {
      const job = runScriptUntil(stage, [...words, '--json']);
      await expect.poll(() => backend.count('poll')).toBeGreaterThan(0);
      job.kill(cut as NodeJS.Signals);
      const { stdout } = await job.ended;
      next = cut === 'SIGTERM' ? JSON.parse(stdout).next : undefined;
    }
    backend.on('poll', () => undefined);
    const rest = next === undefined ? await stage.json(...words) : await follow(stage, next);
    expect(rest).toMatchObject({ exitCode: 0, status: 'done' });
    expect([backend.count('chat'), backend.count('submit')]).toEqual([1, 1]);
    const again = await stage.json(...words);

    expect(again).toMatchObject({ exitCode: 0, status: 'done' });
    expect([backend.count('chat'), backend.count('submit')]).toEqual([2, 2]);
    expect(again['file']).not.toBe(rest['file']);
    expect((await readdir(join(stage.home, 'out'))).length).toBe(2);
  });
});

test('defect 2: an upload that takes longer than --wait goes on to its end, in that call', async () => {
  const stage = await setHostileStage({ video, uploadBytesPerSecond: 1_000_000 });
  const { backend } = stage;
  const film = join(stage.home, 'film.mp4');
  await writeFile(film, padVideo(video, 8_000_000));
  const first = await stage.json('run', TITLE, '--file', film, '--wait', '1');

  expect(first).toMatchObject({ exitCode: 0, status: 'running' });
  expect(first['steps']).toMatchObject([
    { action: 'upload', status: 'done', files: [{ name: 'film.mp4', bytes: 8_000_000 }] },
    { action: 'chat', status: 'waiting' },
  ]);
  expect(backend.count('chat')).toBe(0);
  const rest = await follow(stage, first['next'].replace(' --wait 1', ''));
  expect(rest).toMatchObject({ exitCode: 0, status: 'done' });
  expect([backend.count('upload'), backend.count('chat')]).toEqual([1, 1]);
});

/** The draft that the renderer was given. */
const rendered = ({ backend }: HostileStage): string =>
  backend.requests.find(({ route }) => route === 'submit')?.body ?? '';

describe('defect 3: the outcome of an edit is its final one', () => {
  const raw = draftOf('Raw');
  const finished = draftOf('Raw', { music: 'Lo-fi' });

  test.each([
    ['a first change, then music', raw],
    ['nothing, then all of it', draftOf('Title 1')],
  ])('%s, shortly after the end of the stream', async (_what, first) => {
    const stage = await setClip({});
    let endedMs = Infinity;
    stage.backend.on('chat', ({ session }) => {
      session.draft = first;
      endedMs = Date.now();
      return { events: [{ type: 'text', content: 'Done.' }] };
    });
    stage.backend.on('state', ({ session }) => {
      if (Date.now() - endedMs > 2_000) session.draft = finished;
      return undefined;
    });
    const document = await stage.json('run', 'make it brighter and export it');

    expect(rendered(stage)).toContain('Lo-fi');
    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(document['steps'][0].timeline).toContain('Lo-fi');
  });

  test.each([
    ['whose stream broke', { end: 'reset' }, []],
    ['that was left', { end: 'stall' }, ['--wait', '5']],
  ] as const)('two stages of a turn %s', async (_how, ending, options) => {
    const stage = await setClip(hurry(60));
    const { backend } = stage;
    backend.on('chat', () => {
      let firstLookMs = Infinity;
      backend.on('state', ({ session }) => {
        firstLookMs = Math.min(firstLookMs, Date.now());
        // Most of a hurried minute later.
        session.draft = Date.now() - firstLookMs < 700 ? raw : finished;
        return undefined;
      });
      return {
        events: [
          { type: 'tool_call', name: 'generate_video_with_seedance' },
          { type: 'tool_result', name: 'generate_video_with_seedance', result: {} },
        ],
        ...ending,
      };
    });
    const words = ['run', 'generate a video of a city and export it', ...options];
    let document = await stage.json(...words);
    if (document['status'] === 'running')
      document = await follow(stage, document['next'].replace(' --wait 5', ''));

    expect(rendered(stage)).toContain('Lo-fi');
    expect(document).toMatchObject({ exitCode: 0, status: 'done' });
    expect(backend.count('chat')).toBe(1);
  });
});

describe('defect 4: a gateway that gives up may hide an editor at work', () => {
  const GATEWAYS: [string, Reply][] = [
    ['502 with {"code":429}', { status: 502, body: { code: 429 } }],
    ['502 with {"code":1001}', { status: 502, body: { code: 1001 } }],
    ['503 with {"code":2001}', { status: 503, body: { code: 2001 } }],
    ['503 with Retry-After', { status: 503, headers: { 'Retry-After': '1' }, body: 'busy' }],
    ['504 with a page', { status: 504, body: '<html>Gateway Time-out</html>' }],
  ];

  test.each(GATEWAYS)('%s: looked for, and found', async (_what, reply) => {
    const stage = await setClip(hurry(60));
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
    const stage = await setClip(hurry(60));
    stage.backend.on('chat', { status: 502, body: { code: 429 } });
    const document = await stage.json('chat', TITLE);
    const rest = await follow(stage, document['next']);
    const same = await stage.json('chat', TITLE);

    for (const { exitCode, error } of [document, rest, same] as Document[]) {
      expect(exitCode).toBe(8);
      expect(error).toMatchObject({
        kind: 'network',
        message: expect.stringContaining('no change'),
      });
    }
    expect(stage.backend.count('chat')).toBe(1);
  });
});

describe('defect 5: a record that cannot be read stops its project before anything is sent', () => {
  const SPOILT: Record<string, (text: string) => string> = {
    cut: (text) => text.slice(0, text.length / 2),
    empty: () => '',
    foreign: () => '{"hello":"world"}',
    'of a newer version': (text) => text.replace('"version": 1', '"version": 2'),
  };

  test('whatever the words and however it is spoilt; another project works', async () => {
    const stage = await setClip();
    const { backend } = stage;
    backend.on('chat', BROKEN, 1);
    await stage.json('chat', TITLE, '--wait', '10');
    const [record = ''] = await findRecords(stage, 'Paradise Found');
    expect(backend.count('chat')).toBe(1);
    const whole = await readFile(record, 'utf8');
    const manifest = join(stage.home, 'videos.json');
    await writeFile(manifest, JSON.stringify([{ file: samples.clip }]));
    const before = backend.requests.length;
    const expectRefusal = async (...words: string[]): Promise<void> => {
      const document = await stage.json(...words);
      expect(document, words.join(' ')).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
      expect(document['error'].message, words.join(' ')).toContain(record);
      expect(backend.requests.length, words.join(' ')).toBe(before);
    };
    for (const spoil of Object.values(SPOILT)) {
      await writeFile(record, spoil(whole));
      await expectRefusal('chat', TITLE);
    }
    await expectRefusal('chat', 'mute it', '--again');
    await expectRefusal('run', 'trim it and export it');
    await expectRefusal('run', '--resume');
    await expectRefusal('upload', samples.clip);
    await expectRefusal('export');
    await expectRefusal('batch', manifest);
    expect(await stage.json('chat', TITLE, '--project', 'another')).toMatchObject({ ok: true });
    await writeFile(record, whole);
    const { job } = await stage.json('chat', TITLE, '--wait', '0');
    expect(record).toContain(job);
  });
});

describe('defect 6: no edit goes into an empty room', () => {
  test('a message about what was lost is not sent, and costs nothing', async () => {
    const stage = await setClip();
    await stage.json('chat', TITLE);
    stage.backend.sessions.clear();
    const document = await stage.json('chat', 'trim my clip to 3 seconds');

    expect(stage.backend.count('chat')).toBe(1);
    expect(document).toMatchObject({ exitCode: 10, error: { kind: 'backend' } });
    expect(document['notices'].join()).toContain('new');
  });

  test('a job that has its files uploads them again, then edits', async () => {
    const stage = await setHostileStage({ video });
    const { backend } = stage;
    backend.on(
      'chat',
      ({ session }) => {
        backend.sessions.delete(session.id);
        return { status: 404, body: { detail: 'Session not found' } };
      },
      1,
    );
    const document = await stage.json('run', TITLE, '--file', samples.clip);

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
      backend.on('chat', ({ session }) => {
        session.draft = draftOf(`Title ${backend.count('chat')}`);
        return { events: [{ type: 'text', content: 'Done.' }], after: wait(3_000) };
      });
      const container = stage.with({
        wrapper: ['unshare', '--pid', '--fork', '--mount-proc'],
      });
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
    const { backend } = stage;
    const disk = await makeDisk('2m');
    const full = stage.with({ env: { NEMO_STATE_DIR: join(disk, 'state') } });
    await full.json('upload', samples.clip);
    // Down to the last byte.
    await writeFile(join(disk, 'rest'), Buffer.alloc(2 ** 21)).catch(() => {});
    const before = backend.requests.length;
    for (const words of [
      ['chat', TITLE],
      ['run', '--file', samples.clip, '--edit', TITLE, '--export'],
      ['upload', samples.clip],
      ['export'],
      ['chat', TITLE, '--project', 'another'],
    ]) {
      const document = await full.json(...words);
      expect(document, words.join(' ')).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
      expect(document['error'].message, words.join(' ')).toContain('ENOSPC');
    }
    expect(backend.requests.length).toBe(before);
  });
});

describe('defect 8: next goes on with the job, from any folder, as the call was made', () => {
  test('it holds an absolute path, the job and --wait, and none of the words', async () => {
    const stage = await setClip(hurry(60));
    stage.backend.on('poll', { body: { status: 'processing' } });
    const words = ['run', `${TITLE} and export it`, '--wait', '0.5'];
    const { job, next } = await stage.json(...words);

    const script = join(packageFolder, 'scripts/run.mjs');
    expect(next).toBe(`node "${script}" --resume ${job} --json --wait 0.5`);
    const text = await stage.run(...words);
    expect(text.stdout).toContain(`node "${script}" --resume ${job} --wait 0.5\n`);
    stage.backend.on('poll', () => undefined);
    expect(await follow(stage, next.replace(' --wait 0.5', ''))).toMatchObject({ status: 'done' });
  });

  test('a job that was begun with --again stays a second one', async () => {
    const stage = await setClip(hurry(60));
    const { backend } = stage;
    backend.on('chat', BROKEN, 1);
    await stage.json('chat', TITLE);
    const again = await stage.json('chat', TITLE, '--again', '--wait', '0');
    expect(backend.count('chat')).toBe(1);
    const document = await follow(stage, again['next'].replace(' --wait 0', ''));

    expect(document).toMatchObject({ exitCode: 0, status: 'done', job: again['job'] });
    expect(backend.count('chat')).toBe(2);
  });
});

test('defect 13: a batch sends one message at a time, those that only place a clip too', async () => {
  const stage = await setHostileStage({ video, env: hurry(10) });
  const { backend } = stage;
  backend.on('chat', ({ session }) => {
    session.draft = draftOf(`Title ${backend.count('chat')}`);
    return { events: [{ type: 'text', content: 'Done.' }], after: wait(500) };
  });
  const items = [{}, { text: 'mute it' }, {}, { text: 'trim to 1 second' }];
  const manifest = join(stage.home, 'videos.json');
  await writeFile(manifest, JSON.stringify(items.map((item) => ({ file: samples.clip, ...item }))));
  const document = await stage.json('batch', manifest);

  expect(document).toMatchObject({ exitCode: 0, done: 4, failed: 0 });
  expect([backend.count('chat'), backend.mostAtOnce('chat')]).toEqual([4, 1]);
});

/** A disk of its own, cleared away when the test ends. */
async function makeDisk(size: string): Promise<string> {
  const disk = await makeFolder();
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
  onTestFinished(() => void spawnSync('umount', [disk]));
  return disk;
}
