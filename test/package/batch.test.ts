/** Many files, each with its own edits and its own render (seed, "Batch style"). */
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { engine, setStage } from './studio-stage.ts';
import { CLIP, TRIM, makeFolder, setHostileStage, type Document, type Scripts } from './support.ts';

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
