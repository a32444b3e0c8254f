/** Many files, each with its own edits and its own render (seed, "Batch style"). */
import { copyFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import type { Studio } from '../../src/studio/studio.ts';
import { runNext } from './next.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  setStage,
  stageFor,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
/** Clips of different lengths, by which their videos are told apart. */
const LENGTHS: Record<string, number> = { 'a.mp4': 2_000, 'b.mp4': 3_000, 'c.mp4': 1_500 };
beforeAll(async () => {
  samples = await makeSamples();
  for (const [name, durationMs] of Object.entries(LENGTHS)) {
    const file = join(samples.folder, name);
    await samples.engine.makeClip({ file, width: 320, height: 180, durationMs, withSound: true });
  }
});
afterAll(() => clearSamples(samples));

/** A folder with the clips, and a manifest over them: JSON, or JSON lines when it is called so. */
async function makeManifest(items: object[], name = 'clips.json'): Promise<string> {
  const folder = await makeFolder();
  for (const clip of Object.keys(LENGTHS))
    await copyFile(join(samples.folder, clip), join(folder, clip));
  await writeFile(join(folder, 'notes.txt'), 'no video\n');
  const manifest = join(folder, name);
  await writeManifest(manifest, items);
  return manifest;
}

const writeManifest = (manifest: string, items: object[]): Promise<void> =>
  writeFile(
    manifest,
    manifest.endsWith('l')
      ? items.map((item) => JSON.stringify(item)).join('\n')
      : JSON.stringify(items, null, 2),
  );

const batch = (stage: Stage, ...words: string[]): ReturnType<Stage['json']> =>
  stage.json('batch', ...words);

interface Item {
  status: string;
  output: string;
}

const statuses = ({ items }: Record<string, unknown>): string[] =>
  (items as Item[]).map(({ status }) => status);
const outputs = ({ items }: Record<string, unknown>): string[] =>
  (items as Item[]).map(({ output }) => output);
const posted = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);

/** `2.0 s, wide`: what a rendered file is, as the engine's demuxer finds it. */
async function shapeOf(file: string): Promise<string> {
  const { durationMs, width = 0, height = 0 } = await samples.engine.probe(file, 'mov');
  return `${(durationMs / 1000).toFixed(1)} s, ${width < height ? 'tall' : 'wide'}`;
}
const shapesOf = (document: Record<string, unknown>): Promise<string[]> =>
  Promise.all(outputs(document).map(shapeOf));

const isSubmit = ({ method, path }: Studio['requests'][number]): boolean =>
  method === 'POST' && path.endsWith('/lambda');
const countSubmits = ({ studio }: Stage): number => studio.requests.filter(isSubmit).length;

/** The most renders that were submitted and not yet fetched, at any time. */
function mostRenders({ studio }: Stage): number {
  let [now, most] = [0, 0];
  for (const request of studio.requests) {
    if (isSubmit(request)) now += 1;
    if (request.path.startsWith('/render-result')) now -= 1;
    most = Math.max(most, now);
  }
  return most;
}

/** After each message its session was looked at before the next message was posted. */
function expectOneEditAtATime({ studio: { requests, messages } }: Stage): void {
  const posts = requests.flatMap(({ path }, index) => (path === '/run_sse' ? [index] : []));
  expect(posts).toHaveLength(messages.length);
  for (const [number, { sessionId, text }] of messages.slice(0, -1).entries()) {
    const between = requests.slice(posts[number], posts[number + 1]).map(({ path }) => path);
    expect(between, text).toContain(`/api/state/nemo_agent/me/${sessionId}/latest`);
  }
}

const FIVE = [
  { file: 'a.mp4', text: 'trim to 1 second and export it', out: 'a-short.mp4' },
  { file: 'b.mp4', edit: 'add the title "Export it"' },
  { file: 'notes.txt', text: 'trim to 1 second' },
  { file: 'c.mp4', edit: ['make it vertical', 'mute the clip'] },
  { file: ['a.mp4', 'c.mp4'], text: 'add the uploaded clips to the timeline', out: 'both.mp4' },
];
const NAMES = ['a-short.mp4', 'b-export.mp4', 'both.mp4', 'c-export.mp4'];

/** A kill in the middle of a turn is looked after for a minute and a half: it takes what it takes. */
test('five items, one that cannot be: killed half-way, gone on with, mended', async () => {
  const stage = await setStage({ stepDelayMs: 60 });
  const manifest = await makeManifest(FIVE);
  const out = join(dirname(manifest), 'out');
  const words = ['batch', manifest, '--out', `${out}/`, '--parallel', '2'];
  const killed = runScriptUntil(stage, [...words, '--json']);
  const countVideos = async (): Promise<number> =>
    (await readdir(out).catch(() => [])).filter((name) => name.endsWith('.mp4')).length;
  await expect.poll(countVideos, { interval: 10 }).toBeGreaterThan(1);
  killed.kill('SIGKILL');
  await killed.ended;
  const again = await stage.json(...words);

  expect(again).toMatchObject({ exitCode: 6, ok: false, done: 4, failed: 1 });
  expect(statuses(again)).toEqual(['done', 'done', 'failed', 'done', 'done']);
  expect(again['items'][2]).toMatchObject({ file: 'notes.txt', error: { kind: 'file' } });
  expect(again['job']).toMatch(/^[a-z0-9]{1,12}$/i);
  expect(again['next']).toContain(`run.mjs" --resume ${again['job']} --json`);
  expect((await readdir(out)).toSorted()).toEqual(NAMES);
  expect((await readdir(dirname(manifest))).toSorted()).toEqual(
    [...Object.keys(LENGTHS), 'clips.json', 'notes.txt', 'out'].toSorted(),
  );
  // Each item's own edits, once, word for word where they were given so; a render each.
  expect(posted(stage)).toEqual([
    'trim to 1 second',
    'add the title "Export it"',
    'make it vertical',
    'mute the clip',
    'add the uploaded clips to the timeline',
  ]);
  expectOneEditAtATime(stage);
  expect(countSubmits(stage)).toBe(4);
  expect(mostRenders(stage)).toBeLessThanOrEqual(2);

  await copyFile(samples.clip, join(dirname(manifest), 'notes.txt'));
  const mended = await runNext(stage, again);
  expect(mended).toMatchObject({ exitCode: 0, status: 'done', job: again['job'], done: 5 });
  expect(mended).not.toHaveProperty('next');
  expect(await shapesOf(mended)).toEqual([
    '1.0 s, wide',
    '3.0 s, wide',
    '1.0 s, wide',
    '1.5 s, tall',
    '3.5 s, wide',
  ]);
  expect(posted(stage)).toHaveLength(6);
}, 300_000);

test('what --wait has left goes on with the same manifest, a changed item is done anew', async () => {
  const stage = await setStage({ uploadMakesDraft: true });
  const [one, two] = [{ file: 'a.mp4' }, { file: 'b.mp4', edit: 'trim to 2 seconds' }];
  const manifest = await makeManifest([one, two, { file: 'c.mp4' }], 'clips.jsonl');
  const path = /\/lambda\//;
  stage.studio.faults.add({ path, times: Infinity, status: 200, body: { status: 'processing' } });
  const left = await batch(stage, manifest, '--wait', '5', '--parallel', '1');
  expect(left).toMatchObject({ exitCode: 0, ok: true, status: 'running', done: 0, failed: 0 });
  expect(statuses(left)[2]).toBe('waiting');
  expect(left['next']).toMatch(/--resume \w+ --json --wait 5$/);

  stage.studio.faults.clear();
  const three = { file: 'c.mp4', edit: 'make it vertical' };
  await writeManifest(manifest, [one, two, three, { file: 'missing.mp4' }]);
  const changed = await batch(stage, manifest);
  expect(changed).toMatchObject({ exitCode: 6, job: left['job'], done: 3, failed: 1 });
  await writeManifest(manifest, [one, two, three]);
  const last = await batch(stage, manifest);

  expect(last).toMatchObject({ exitCode: 0, status: 'done', job: left['job'], done: 3 });
  expect(last['notices']).toEqual(['Done before: 3 videos.']);
  expect(outputs(last)).toEqual(outputs(changed).slice(0, 3));
  expect(await shapesOf(last)).toEqual(['2.0 s, wide', '2.0 s, wide', '1.5 s, tall']);
  expect(posted(stage)).toEqual(['trim to 2 seconds', 'make it vertical']);
  expect(countSubmits(stage)).toBe(3);
});

test('the same manifest goes on from whichever folder the command is run', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([
    { file: 'a.mp4', edit: 'trim to 1 second', out: 'short.mp4' },
    { file: 'c.mp4', edit: 'mute the clip' },
    { file: 'missing.mp4' },
  ]);
  const first = await batch(stage, manifest);
  expect(first).toMatchObject({ exitCode: 6, done: 2, failed: 1 });
  const elsewhere = stageFor(stage.studio, stage.home, { cwd: await makeFolder() });
  const second = await batch(elsewhere, manifest);

  expect(second).toMatchObject({ exitCode: 6, job: first['job'], done: 2, failed: 1 });
  expect(outputs(second)).toEqual(outputs(first));
  expect(posted(stage)).toEqual(['trim to 1 second', 'mute the clip']);
  expect(countSubmits(stage)).toBe(2);
});

test('once it is done and was told, the same manifest is a new wish', async () => {
  const stage = await setStage({ uploadMakesDraft: true });
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'c.mp4' }]);
  const first = await batch(stage, manifest, '--parallel', '1');
  expect(mostRenders(stage)).toBe(1);
  const second = await batch(stage, manifest);

  expect(await shapesOf(second)).toEqual(['2.0 s, wide', '1.5 s, wide']);
  expect(second).toMatchObject({ exitCode: 0, done: 2, notices: [] });
  expect(second['job']).not.toBe(first['job']);
  expect(outputs(second).map((path) => path.replace(/^.*\//, ''))).toEqual([
    'a-export (2).mp4',
    'c-export (2).mp4',
  ]);
  expect(countSubmits(stage)).toBe(4);
});

test('renders are waited for side by side; edits, a clip to be placed among them, go one after another', async () => {
  const stage = await setStage();
  const edits = ['trim to 1 second', undefined, 'mute the clip'];
  const manifest = await makeManifest(edits.map((edit) => ({ file: 'a.mp4', edit })));
  // No render is done before the test says so.
  const path = /\/lambda\//;
  stage.studio.faults.add({ path, times: Infinity, status: 200, body: { status: 'processing' } });
  const running = batch(stage, manifest, '--parallel', '2');
  await expect.poll(() => countSubmits(stage)).toBe(2);
  await expect.poll(() => posted(stage)).toHaveLength(3);
  const { sessionId = '' } = stage.studio.messages[2] ?? {};
  /** Polls since the third item's session was looked at twice after its message, which ends its edit. */
  const pollsAfterThird = (): number => {
    const since = stage.studio.requests.slice(
      stage.studio.requests.findLastIndex((request) => request.path === '/run_sse'),
    );
    const looks = since.flatMap((request, index) =>
      request.path.includes(sessionId) ? [index] : [],
    );
    return since.slice(looks[1] ?? since.length).filter((request) => path.test(request.path))
      .length;
  };
  // The third item is edited by now, and waits for a place: only the two others are asked about.
  await expect.poll(pollsAfterThird).toBeGreaterThan(1);
  expect(countSubmits(stage)).toBe(2);
  stage.studio.faults.clear();

  const document = await running;
  expect(document).toMatchObject({ exitCode: 0, done: 3 });
  expect(await shapesOf(document)).toEqual(['1.0 s, wide', '2.0 s, wide', '2.0 s, wide']);
  expect(countSubmits(stage)).toBe(3);
  expectOneEditAtATime(stage);
});

test('without credits the rest is not begun, and the count is told', async () => {
  const stage = await setStage({ credits: 2 });
  const manifest = await makeManifest(
    ['a', 'b', 'c'].map((name) => ({ file: `${name}.mp4`, edit: 'mute the clip' })),
  );
  const document = await batch(stage, manifest);

  expect(document).toMatchObject({ exitCode: 4, error: { kind: 'credits', code: 2001 } });
  expect(statuses(document)).toEqual(['done', 'failed', 'waiting']);
  expect(document['error'].message).toContain('1 of 3 videos are done, 1 were not started');
  expect(document['next']).toContain('--resume');
  expect(stage.studio.requests.filter(({ path }) => /upload-video/.test(path))).toHaveLength(2);
});

test.each([
  ['one broken connection is an item that failed', 1, ['failed', 'done', 'done']],
  ['two in a row are an outage', 2, ['failed', 'failed', 'waiting']],
])('%s', async (...[, times, expected]) => {
  const stage = await setStage({ uploadMakesDraft: true });
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'b.mp4' }, { file: 'c.mp4' }]);
  stage.studio.faults.add({ path: /^\/api\/tasks\//, times, action: 'reset-before' });
  const document = await batch(stage, manifest);

  expect(document).toMatchObject({ exitCode: 8, error: { kind: 'network' } });
  expect(statuses(document)).toEqual(expected);
  const sessions = stage.studio.requests.filter(({ path }) => path.startsWith('/api/tasks/'));
  expect(sessions).toHaveLength(expected.filter((status) => status !== 'waiting').length);
  expect(await runNext(stage, document)).toMatchObject({ exitCode: 0, status: 'done', done: 3 });
  expect(countSubmits(stage)).toBe(3);
});

test('tells a person what became of each, and which one could not be', async () => {
  const stage = await setStage({ uploadMakesDraft: true });
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'missing.mp4' }]);
  const { exitCode, stdout, stderr } = await stage.run('batch', manifest);

  expect(exitCode).toBe(6);
  expect(stdout).toMatch(
    /^❌ 1 of 2 videos could not be made; the first: .*missing\.mp4 does not exist/,
  );
  expect(stdout).toMatch(/\nTo go on: node ".*run\.mjs" --resume \w+\n$/);
  expect(stderr).toMatch(/^\[1\/2 a\.mp4\] ✅ .*a-export\.mp4 \(320×180 H\.264, 2\.0 s/m);
  expect(stderr).toMatch(/^\[2\/2 missing\.mp4\] ❌ .*missing\.mp4 does not exist/m);

  await copyFile(samples.clip, join(dirname(manifest), 'missing.mp4'));
  const done = await stage.run('batch', manifest);
  expect(done).toMatchObject({ exitCode: 0 });
  expect(done.stdout).toMatch(/^Batch: 2 of 2 done\.\n1\. a\.mp4: ✅ .*a-export\.mp4 \(320×180/);
});

test('--out is meant from the current folder, and --force never replaces what is uploaded', async () => {
  const stage = await setStage({ uploadMakesDraft: true });
  const manifest = await makeManifest([]);
  const folder = dirname(manifest);
  await writeManifest(manifest, [{ file: `${folder}//a.mp4`, out: 'a.mp4' }]);
  const here = await batch(stage, manifest, '--out', 'here/');
  const beside = await batch(stage, manifest, '--force');

  expect(outputs(here)).toEqual([join(stage.home, 'here/a.mp4')]);
  expect(outputs(beside)).toEqual([join(folder, 'a (2).mp4')]);
  expect(await shapeOf(join(folder, 'a.mp4'))).toBe('2.0 s, wide');
});

test.each<[string, string, RegExp]>([
  ['neither JSON nor lines', '{"file": "a.mp4"}\nfile: b.mp4', /line 2/],
  ['a slip in a name', '[{"file": "a.mp4", "txt": "trim to 1 second"}]', /Item 1 .*"txt"/],
  ['no file in an item', '[{"file": "a.mp4"}, {"text": "mute it"}]', /Item 2 .*"file"/],
  ['both kinds of words', '[{"file": "a.mp4", "text": "a", "edit": "b"}]', /"text" and "edit"/],
  ['an empty edit', '[{"file": "a.mp4", "edit": ["mute it", ""]}]', /Item 1 .*empty/],
  ['an output that is no MP4', '[{"file": "a.mp4", "out": "x.gif"}]', /x\.gif .*\.mp4/],
])('refuses a manifest with %s before anything is sent', async (_what, text, message) => {
  const stage = await setStage();
  const manifest = join(stage.home, 'clips.json');
  await writeFile(manifest, text);
  const document = await batch(stage, manifest);

  expect(document).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
  expect(document['error'].message).toMatch(message);
  expect(document).not.toHaveProperty('job');
  expect(stage.studio.requests).toEqual([]);
});

test.each(['no-such.json', '.'])('%s is no manifest', async (path) => {
  const stage = await setStage();
  expect(await batch(stage, path)).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  expect(stage.studio.requests).toEqual([]);
});
