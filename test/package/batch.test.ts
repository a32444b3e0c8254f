/** Many files, each with its own edits and its own render (seed, "Batch style"). */
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { hurry } from '../support/tampered-node.ts';
import { engine, setStage } from './studio-stage.ts';
import {
  CLIP,
  TRIM,
  makeFolder,
  setHostileStage,
  type Document,
  type HostileStage,
  type Scripts,
} from './support.ts';

/** A folder with clips in it, and a manifest over them: JSON, or JSON lines when it is called so. */
async function makeManifest(items: object[], name = 'clips.json'): Promise<string> {
  const folder = await makeFolder();
  for (const clip of ['a.mp4', 'b.mp4', 'c.mp4']) await copyFile(CLIP, join(folder, clip));
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

const batch = (stage: Scripts, ...words: string[]): Promise<Document> =>
  stage.json('batch', ...words);

interface Item {
  status: string;
  output: string;
}
const statuses = ({ items }: Document): string[] => (items as Item[]).map(({ status }) => status);
const outputs = ({ items }: Document): string[] => (items as Item[]).map(({ output }) => output);

/** What was said to the editor, in its order. */
const said = ({ backend }: HostileStage): string[] =>
  backend.requests
    .filter(({ route }) => route === 'chat')
    .map(({ body }) => JSON.parse(body).new_message.parts[0].text);

/** `2.0 s, wide`: what a rendered file is, as the engine's demuxer finds it. */
async function shapeOf(file: string): Promise<string> {
  const { durationMs, width = 0, height = 0 } = await engine.probe(file, 'mov');
  return `${(durationMs / 1000).toFixed(1)} s, ${width < height ? 'tall' : 'wide'}`;
}

const FIVE = [
  { file: 'a.mp4', text: 'trim to 1 second and export it', out: 'a-short.mp4' },
  { file: 'b.mp4', edit: 'add the title "Export it"' },
  { file: 'notes.txt', text: TRIM },
  { file: 'c.mp4', edit: ['make it vertical', 'mute the clip'] },
  { file: ['a.mp4', 'c.mp4'], text: 'add the uploaded clips to the timeline', out: 'both.mp4' },
];
const NAMES = ['a-short.mp4', 'b-export.mp4', 'both.mp4', 'c-export.mp4'];

test('five items, one that cannot be: killed half-way, gone on with, mended', async () => {
  const stage = await setStage({ stepDelayMs: 60 });
  const { messages, requests } = stage.studio;
  const manifest = await makeManifest(FIVE);
  const out = join(dirname(manifest), 'out');
  const words = ['batch', manifest, '--out', `${out}/`, '--parallel', '2'];
  const killed = stage.start(...words, '--json');
  const countVideos = async (): Promise<number> =>
    (await readdir(out).catch(() => [])).filter((name) => name.endsWith('.mp4')).length;
  await expect.poll(countVideos, { interval: 10 }).toBeGreaterThan(1);
  killed.kill('SIGKILL');
  await killed.ended;
  const again = await stage.json(...words);

  expect(again).toMatchObject({ exitCode: 6, ok: false, done: 4, failed: 1 });
  expect(statuses(again)).toEqual(['done', 'done', 'failed', 'done', 'done']);
  expect(again['items'][2]).toMatchObject({ file: 'notes.txt', error: { kind: 'file' } });
  expect(again['next']).toContain(`run.mjs" --resume ${again['job']} --json`);
  expect((await readdir(out)).toSorted()).toEqual(NAMES);
  expect((await readdir(dirname(manifest))).toSorted()).toEqual(
    ['a.mp4', 'b.mp4', 'c.mp4', 'clips.json', 'notes.txt', 'out'].toSorted(),
  );
  // Each item's own edits, once, word for word where they were given so; a render each.
  expect(messages.map(({ text }) => text)).toEqual([
    TRIM,
    'add the title "Export it"',
    'make it vertical',
    'mute the clip',
    'add the uploaded clips to the timeline',
  ]);
  const submits = requests.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/lambda'),
  );
  expect(submits).toHaveLength(4);

  await copyFile(CLIP, join(dirname(manifest), 'notes.txt'));
  const mended = await stage.goOn(again);
  expect(mended).toMatchObject({ exitCode: 0, status: 'done', job: again['job'], done: 5 });
  expect(mended).not.toHaveProperty('next');
  expect(await Promise.all(outputs(mended).map(shapeOf))).toEqual([
    '1.0 s, wide',
    '2.0 s, wide',
    '1.0 s, wide',
    '2.0 s, tall',
    '4.0 s, wide',
  ]);
  expect(messages).toHaveLength(6);
});

test('what --wait has left goes on with the same manifest, from any folder; a changed item is done anew', async () => {
  const stage = await setHostileStage({ env: hurry(60) });
  const { backend } = stage;
  const [one, two] = [{ file: 'a.mp4' }, { file: 'b.mp4', edit: 'mute it' }];
  const manifest = await makeManifest([one, two, { file: 'c.mp4' }], 'clips.jsonl');
  backend.on('poll', { body: { status: 'processing' } });
  const left = await batch(stage, manifest, '--wait', '120', '--parallel', '1');
  expect(left).toMatchObject({ exitCode: 0, ok: true, status: 'running', done: 0, failed: 0 });
  expect(statuses(left)[2]).toBe('waiting');
  expect(left['next']).toMatch(/--resume \w+ --json --wait 120$/);

  backend.on('poll', () => undefined);
  const three = { file: 'c.mp4', edit: 'make it vertical' };
  await writeManifest(manifest, [one, two, three, { file: 'missing.mp4' }]);
  const changed = await batch(stage.with({ cwd: await makeFolder() }), manifest);
  expect(changed).toMatchObject({ exitCode: 6, job: left['job'], done: 3, failed: 1 });
  await writeManifest(manifest, [one, two, three]);
  const last = await batch(stage, manifest);

  expect(last).toMatchObject({ exitCode: 0, status: 'done', job: left['job'], done: 3 });
  expect(last['notices']).toEqual(['Done before: 3 videos.']);
  expect(outputs(last)).toEqual(outputs(changed).slice(0, 3));
  expect(said(stage).slice(1)).toEqual(['mute it', 'make it vertical']);
  expect(backend.count('submit')).toBe(3);

  // It is done and was told: now it is a new wish.
  const anew = await batch(stage, manifest);
  expect(anew).toMatchObject({ exitCode: 0, done: 3 });
  expect(anew['job']).not.toBe(last['job']);
  expect(outputs(anew).map((path) => basename(path))).toEqual(
    ['a', 'b', 'c'].map((name) => `${name}-export (2).mp4`),
  );
});

test('two broken connections in a row are an outage: the rest is not begun, and the count is told', async () => {
  const stage = await setHostileStage();
  const { backend } = stage;
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'b.mp4' }, { file: 'c.mp4' }]);
  backend.on('session', { end: 'reset', afterBytes: 0 }, 2);
  const document = await batch(stage, manifest);

  expect(document).toMatchObject({ exitCode: 8, error: { kind: 'network' } });
  expect(document['error'].message).toContain('1 not started');
  expect(statuses(document)).toEqual(['failed', 'failed', 'waiting']);
  expect(backend.count('session')).toBe(2);
  expect(await stage.goOn(document)).toMatchObject({ exitCode: 0, status: 'done', done: 3 });
  expect(backend.count('submit')).toBe(3);
});

test('tells a person what became of each, and which one could not be', async () => {
  const stage = await setHostileStage();
  const manifest = await makeManifest([{ file: 'a.mp4' }, { file: 'missing.mp4' }]);
  const { exitCode, stdout, stderr } = await stage.run('batch', manifest);

  expect(exitCode).toBe(6);
  expect(stdout).toMatch(
    /^❌ 1 of 2 videos could not be made; the first: .*missing\.mp4 does not exist/,
  );
  expect(stdout).toMatch(/^1\. a\.mp4: ✅ .*a-export\.mp4 \(320×180/m);
  expect(stdout).toMatch(/^2\. missing\.mp4: ❌ .*missing\.mp4 does not exist/m);
  expect(stdout).toMatch(/\nTo go on: node ".*run\.mjs" --resume \w+\n$/);
  expect(stderr).toMatch(/^\[1\/2 a\.mp4\] ✅ .*a-export\.mp4 \(320×180 H\.264, 2\.0 s/m);
  expect(stderr).toMatch(/^\[2\/2 missing\.mp4\] ❌ .*missing\.mp4 does not exist/m);

  await copyFile(CLIP, join(dirname(manifest), 'missing.mp4'));
  const done = await stage.run('batch', manifest);
  expect(done).toMatchObject({ exitCode: 0 });
  expect(done.stdout).toMatch(/^Batch: 2 of 2 done\.\n1\. a\.mp4: ✅ .*a-export\.mp4 \(320×180/);
});

test('--out is meant from the current folder, and --force never replaces what is uploaded', async () => {
  const stage = await setHostileStage();
  const manifest = await makeManifest([]);
  const folder = dirname(manifest);
  const clip = join(folder, 'a.mp4');
  const mine = Buffer.concat([await readFile(clip), Buffer.alloc(8)]);
  await writeFile(clip, mine);
  await writeManifest(manifest, [{ file: `${folder}//a.mp4`, out: 'a.mp4' }]);
  const here = await batch(stage, manifest, '--out', 'here/');
  const beside = await batch(stage, manifest, '--force');

  expect(outputs(here)).toEqual([join(stage.home, 'here/a.mp4')]);
  expect(outputs(beside)).toEqual([join(folder, 'a (2).mp4')]);
  expect(await readFile(clip)).toEqual(mine);
});
