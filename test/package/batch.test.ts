/** Many files, each with its own instruction and its own render (seed, "Batch style"). */
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScriptUntil } from '../../scripts/dev/run-script.ts';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  setStage,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

const countOf = ({ studio }: Stage, method: string, path: RegExp): number =>
  studio.requests.filter((request) => request.method === method && path.test(request.path)).length;

/** A folder with clips of different lengths, and a manifest over them. */
async function makeManifest(items: object[], name = 'clips.json'): Promise<string> {
  const folder = await makeFolder();
  const sizes: Record<string, number> = { 'a.mp4': 2_000, 'b.mp4': 3_000, 'c.mp4': 1_500 };
  for (const [file, durationMs] of Object.entries(sizes))
    await samples.engine.makeClip({
      file: join(folder, file),
      width: 320,
      height: 180,
      durationMs,
      withSound: true,
    });
  await writeFile(join(folder, 'notes.txt'), 'no video\n');
  const text = name.endsWith('l')
    ? items.map((item) => JSON.stringify(item)).join('\n')
    : JSON.stringify(items, null, 2);
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

/** `2.0 s, wide`: what a rendered file is, as the engine's demuxer finds it. */
async function shapeOf(file: string): Promise<string> {
  const { durationMs, width = 0, height = 0 } = await samples.engine.probe(file, 'mov');
  const shape = width < height ? 'tall' : 'wide';
  return `${(durationMs / 1000).toFixed(1)} s, ${shape}`;
}

const SIX = [
  { file: 'a.mp4', text: 'trim to 1 second', out: 'a-short.mp4' },
  { file: 'b.mp4', text: 'add the title "Hello"' },
  { file: 'notes.txt', text: 'trim to 1 second' },
  { file: 'c.mp4', text: 'make it vertical' },
  { file: ['a.mp4', 'c.mp4'], text: 'add the uploaded clips to the timeline', out: 'both.mp4' },
  { file: 'b.mp4', text: '剪到2秒，然后导出' },
];

test('six items, one that cannot be, killed half-way and run again', async () => {
  const stage = await setStage({ stepDelayMs: 60 });
  const manifest = await makeManifest(SIX);
  const out = join(manifest, '../out');
  const words = ['batch', manifest, '--out', out, '--parallel', '2'];
  const killed = runScriptUntil(stage, [...words, '--json']);
  await expect
    .poll(
      () =>
        readdir(out).then(
          (names) => names.filter((name) => name.endsWith('.mp4')).length,
          () => 0,
        ),
      { interval: 10 },
    )
    .toBeGreaterThan(1);
  killed.kill('SIGKILL');
  await killed.ended;
  const document = await stage.json(...words);

  expect(document).toMatchObject({ exitCode: 6, ok: false, done: 5, failed: 1 });
  expect(document['items'].map(({ status }: { status: string }) => status)).toEqual([
    'done',
    'done',
    'failed',
    'done',
    'done',
    'done',
  ]);
  expect(document['items'][2]).toMatchObject({ file: 'notes.txt', error: { kind: 'file' } });
  expect(document['next']).toContain('batch.mjs');
  // Each item's own edit, and nothing of another's.
  const names = (await readdir(out)).toSorted();
  expect(names).toEqual([
    'a-short.mp4',
    'b-export (2).mp4',
    'b-export.mp4',
    'both.mp4',
    'c-export.mp4',
  ]);
  const shapes = await Promise.all(names.map((name) => shapeOf(join(out, name))));
  expect(shapes).toEqual([
    '1.0 s, wide',
    '2.0 s, wide',
    '3.0 s, wide',
    '3.5 s, wide',
    '1.5 s, tall',
  ]);
  // Once each: four edits that are posted, five renders.
  expect(stage.studio.messages.map(({ text }) => text).toSorted()).toEqual(
    [
      'add the title "Hello"',
      'add the uploaded clips to the timeline',
      'make it vertical',
      'trim to 1 second',
      '剪到2秒',
    ].toSorted(),
  );
  expect(countOf(stage, 'POST', /\/lambda$/)).toBe(5);
}, 240_000);

const dataOf = (stage: Stage, ...words: string[]): ReturnType<Stage['json']> =>
  stage.json('batch', ...words);

const posted = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);

test('a second run does nothing again, fetches what is gone, and does what was changed', async () => {
  const stage = await setStage();
  const items = [
    { file: 'a.mp4', text: 'trim to 1 second' },
    { file: 'c.mp4', text: 'mute the clip' },
  ];
  const manifest = await makeManifest(items, 'clips.jsonl');
  const first = await dataOf(stage, manifest);
  const balance = await stage.json('credits');
  const requests = stage.studio.requests.length;
  const second = await dataOf(stage, manifest);

  expect(first).toMatchObject({ exitCode: 0, status: 'done', done: 2, failed: 0 });
  expect(second).toMatchObject({ exitCode: 0, done: 2, notices: ['Done before: 2 videos.'] });
  expect(second['items']).toEqual(first['items']);
  expect(stage.studio.requests.length).toBe(requests);

  await rm(first['items'][0].output);
  expect(await dataOf(stage, manifest)).toMatchObject({
    exitCode: 0,
    done: 2,
    items: first['items'],
  });
  expect(await shapeOf(first['items'][0].output)).toBe('1.0 s, wide');
  expect(posted(stage)).toEqual(['trim to 1 second', 'mute the clip']);
  expect(await stage.json('credits')).toMatchObject({ available: balance['available'] });

  const changed = [items[0], { file: 'c.mp4', text: 'make it vertical' }];
  await writeFile(manifest, changed.map((item) => JSON.stringify(item)).join('\n'));
  const third = await dataOf(stage, manifest);
  expect(third).toMatchObject({ exitCode: 0, done: 2, notices: ['Done before: 1 video.'] });
  expect(third['items'][1].output).toMatch(/c-export \(2\)\.mp4$/);
  expect(await shapeOf(third['items'][1].output)).toBe('1.5 s, tall');
  expect(await shapeOf(first['items'][1].output)).toBe('1.5 s, wide');
});

test('without credits the rest is not begun, and the count is told', async () => {
  const stage = await setStage({ credits: 4 });
  const manifest = await makeManifest([
    { file: 'a.mp4', text: 'trim to 1 second' },
    { file: 'b.mp4', text: 'trim to 1 second' },
    { file: 'c.mp4', text: 'trim to 1 second' },
    { file: 'b.mp4', text: 'mute the clip' },
  ]);
  const document = await dataOf(stage, manifest);

  expect(document).toMatchObject({
    exitCode: 4,
    error: { kind: 'credits', code: 2001 },
    failed: 1,
  });
  const statuses = document['items'].map(({ status }: { status: string }) => status);
  const failedAt = statuses.indexOf('failed');
  expect(failedAt).toBeGreaterThan(0);
  expect(statuses.slice(0, failedAt).every((status: string) => status === 'done')).toBe(true);
  expect(statuses.slice(failedAt + 1).every((status: string) => status === 'waiting')).toBe(true);
  expect(document['done']).toBe(failedAt);
  expect(document['error'].message).toMatch(
    new RegExp(`${failedAt} of 4 videos are done, ${3 - failedAt} w(?:as|ere) not started`),
  );
  expect(document['next']).toContain(manifest);
  // Nothing more was tried after the refusal.
  expect(countOf(stage, 'POST', /upload-video/)).toBe(failedAt + 1);
});

test('when the time is up, what goes on is told, and goes on', async () => {
  const stage = await setStage({ renderDelayMs: 2_000 });
  const manifest = await makeManifest([
    { file: 'a.mp4', text: 'trim to 1 second' },
    { file: 'b.mp4', text: 'trim to 1 second' },
    { file: 'c.mp4', text: 'trim to 1 second' },
  ]);
  const first = await dataOf(stage, manifest, '--wait', '2', '--parallel', '1');
  expect(first).toMatchObject({ exitCode: 0, ok: true, status: 'running', failed: 0 });
  expect(first['done']).toBeLessThan(3);
  expect(first['next']).toContain('--parallel 1');
  const last = await dataOf(stage, manifest, '--parallel', '1');

  expect(last).toMatchObject({ exitCode: 0, status: 'done', done: 3 });
  expect(posted(stage)).toHaveLength(3);
  expect(countOf(stage, 'POST', /\/lambda$/)).toBe(3);
});

test('with --parallel 1 no render is submitted before the last one is fetched', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([
    { file: 'a.mp4', text: 'trim to 1 second' },
    { file: 'b.mp4', text: 'trim to 1 second' },
    { file: 'c.mp4', text: 'trim to 1 second' },
  ]);
  await dataOf(stage, manifest, '--parallel', '1');
  const steps = stage.studio.requests
    .map(({ method, path }) => `${method} ${path}`)
    .filter((line) => /^POST .*\/lambda$|^GET \/render-result/.test(line))
    .map((line) => (line.startsWith('POST') ? 'submit' : 'fetch'));

  expect(steps).toEqual(['submit', 'fetch', 'submit', 'fetch', 'submit', 'fetch']);
});

test('clips without words are exported as they are, even where the editor must place them first', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'b.mp4' }, { file: 'c.mp4' }]);
  const document = await dataOf(stage, manifest, '--parallel', '1');

  expect(document).toMatchObject({ exitCode: 0, done: 3 });
  expect(
    await Promise.all(document['items'].map(({ output }: { output: string }) => shapeOf(output))),
  ).toEqual(['2.0 s, wide', '3.0 s, wide', '1.5 s, wide']);
});

test('tells a person what became of each, and what the editor did not do', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([
    { file: 'a.mp4', text: 'trim to 1 second' },
    { file: 'b.mp4', text: 'fold it into a paper plane' },
    { file: 'missing.mp4', text: 'mute the clip' },
  ]);
  const { exitCode, stdout, stderr } = await stage.run('batch', manifest);

  expect(exitCode).toBe(6);
  expect(stdout).toContain('Batch: 2 of 3 done, 1 failed.');
  expect(stdout).toMatch(/1\. a\.mp4: ✅ .*a-export\.mp4 \(320×180 H\.264, 1\.0 s/);
  expect(stdout).toMatch(/\[2\/3 b\.mp4\] The editor changed nothing; it says: /);
  expect(stdout).toMatch(/3\. missing\.mp4: ❌ .*missing\.mp4 does not exist/);
  expect(stdout).toMatch(/❌ 1 of 3 videos could not be made; the first: .*\nTo go on: node/);
  expect(stderr).toMatch(/\[1\/3 a\.mp4\] ⏳ Rendering/);
});

test('words that go on after the export are done once, and the item is done', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([
    { file: 'a.mp4', text: 'trim to 1 second, export it and tell me how many credits are left' },
  ]);
  const document = await dataOf(stage, manifest);

  expect(document).toMatchObject({ exitCode: 0, status: 'done', done: 1 });
  expect(await dataOf(stage, manifest)).toMatchObject({ exitCode: 0, done: 1 });
  expect(posted(stage)).toHaveLength(1);
});

test('the same file and words in another manifest are another timeline', async () => {
  const stage = await setStage();
  const [first, second] = [await makeManifest([]), await makeManifest([])];
  for (const manifest of [first, second])
    await writeFile(manifest, JSON.stringify([{ file: samples.clip, text: 'mute the clip' }]));
  const documents = [await dataOf(stage, first), await dataOf(stage, second)];
  const outputs = documents.map(({ items }) => items[0].output as string);

  expect(await Promise.all(outputs.map(shapeOf))).toEqual(['2.0 s, wide', '2.0 s, wide']);
  expect(posted(stage)).toHaveLength(2);
});

test('--out is meant from the current folder, and --force never replaces what is uploaded', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([]);
  const folder = join(manifest, '..');
  const source = `${folder}//a.mp4`;
  await writeFile(
    manifest,
    JSON.stringify([{ file: source, text: 'trim to 1 second', out: 'a.mp4' }]),
  );
  const here = await dataOf(stage, manifest, '--out', 'here/');
  expect(here['items'][0].output).toBe(join(stage.home, 'here/a.mp4'));

  await writeFile(
    manifest,
    JSON.stringify([{ file: source, text: 'mute the clip', out: 'a.mp4' }]),
  );
  const beside = await dataOf(stage, manifest, '--force');
  expect(beside['items'][0].output).toBe(join(folder, 'a (2).mp4'));
  expect(await shapeOf(join(folder, 'a.mp4'))).toBe('2.0 s, wide');
});

test('a video that is gone here and there is rendered anew, and not edited again', async () => {
  const stage = await setStage();
  const manifest = await makeManifest([{ file: 'a.mp4', text: 'trim to 1 second' }]);
  const first = await dataOf(stage, manifest);
  await rm(first['items'][0].output);
  const record = `${manifest}.record.json`;
  await writeFile(record, (await readFile(record, 'utf8')).replace(/render_\d+/, 'render_1'));

  expect(await dataOf(stage, manifest)).toMatchObject({ exitCode: 0, done: 1 });
  expect(await shapeOf(first['items'][0].output)).toBe('1.0 s, wide');
  expect(posted(stage)).toHaveLength(1);
});

test.each<[string, string, RegExp]>([
  ['nothing', '[]', /holds no items/],
  ['neither JSON nor lines', '{"file": "a.mp4"}\nfile: b.mp4', /line 2/],
  ['a slip in a name', '[{"file": "a.mp4", "txt": "trim to 1 second"}]', /Item 1 .*"txt"/],
  ['a value that does not fit', '[{"file": "a.mp4"}, {"file": 7}]', /Item 2 .*"file"/],
  ['a size that is none', '[{"file": "a.mp4", "resolution": "banana"}]', /"resolution"/],
  ['no object', '["a.mp4"]', /Item 1 .*not an object/],
  ['an item without anything', '[{"out": "x.mp4"}]', /Item 1 .*neither a file/],
  [
    'an output that is no MP4',
    '[{"file": "a.mp4", "out": "x.gif"}]',
    /x\.gif does not end in \.mp4/,
  ],
])('refuses a manifest with %s before anything is sent', async (_what, text, message) => {
  const stage = await setStage();
  const manifest = join(stage.home, 'clips.json');
  await writeFile(manifest, text);
  const document = await dataOf(stage, manifest);

  expect(document).toMatchObject({ exitCode: 2, error: { kind: 'usage' } });
  expect(document['error'].message).toMatch(message);
  expect(stage.studio.requests).toEqual([]);
});

test.each([
  ['is missing', 'no-such.json', 6],
  ['is a folder', '.', 6],
])('a manifest that %s is named', async (_what, path, exitCode) => {
  const stage = await setStage();
  const document = await dataOf(stage, path);

  expect(document).toMatchObject({ exitCode, error: { kind: 'file' } });
  expect(stage.studio.requests).toEqual([]);
});
