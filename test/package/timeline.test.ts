/** The timeline as a file, on the built package: a picture (.svg) or data (.json). */
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  clearSamples,
  makeFolder,
  makeSamples,
  parseDocument,
  runLine,
  setStage,
  type Samples,
} from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

test('state, chat and run draw the timeline as it is then, over the last picture', async () => {
  const stage = await setStage();
  const path = join(stage.home, 'pictures/timeline.svg');
  await stage.json('upload', samples.clip);
  const chat = await stage.json('chat', 'trim to 1 second', '--timeline', path);
  expect(chat).toMatchObject({ exitCode: 0, saved: path });
  expect(await readFile(path, 'utf8')).toContain('>0:00–0:01<');

  const words = ['run', '--edit', 'add the title "Hello 世界"', '--export', '--timeline', path];
  const run = await stage.json(...words, '--out', `${stage.home}/`);
  expect(run).toMatchObject({ exitCode: 0, saved: path, file: expect.stringMatching(/\.mp4$/) });
  expect(await readFile(path, 'utf8')).toContain('“Hello 世界”');

  const state = await stage.json('state', '--timeline', path, '--lang', 'zh');
  expect(state).toMatchObject({ exitCode: 0, saved: path });
  expect(state['message']).toContain(path);
  expect(await readFile(path, 'utf8')).toContain('>视频<');
  expect(await readdir(join(stage.home, 'pictures'))).toEqual(['timeline.svg']);
});

test('as data, the timeline holds what state tells', async () => {
  const stage = await setStage();
  const words = ['run', '--file', samples.clip, '--edit', 'add the title "Hello 世界"'];
  await stage.json(...words, '--timeline', join(stage.home, 'run.json'));
  const state = await stage.json('state', '--timeline', join(stage.home, 'state.JSON'));
  const saved = JSON.parse(await readFile(state['saved'], 'utf8'));

  expect(saved).toMatchObject({ made_by: 'ai-video-download', duration_ms: 2_000 });
  expect(
    saved.tracks.map(({ kind, segments }: { kind: string; segments: { label: string }[] }) => [
      kind,
      segments.map(({ label }) => label),
    ]),
  ).toEqual(
    state['tracks'].map(({ kind, label }: { kind: string; label: string }) => [kind, [label]]),
  );
  expect(JSON.parse(await readFile(join(stage.home, 'run.json'), 'utf8'))).toEqual(saved);
});

test('who goes on with a job saves its timeline where it was wanted, and from any folder', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const words = ['run', '--edit', 'trim to 1 second', '--timeline', 'timeline.svg'];
  const asked = await stage.json(...words, '--wait', '0');
  expect(asked).toMatchObject({ status: 'running' });
  expect(asked).not.toHaveProperty('saved');

  const path = join(stage.home, 'timeline.svg');
  const next = String(asked['next']).replace(/ --wait 0$/, '');
  const { stdout } = await runLine(stage, next, await makeFolder());
  expect(parseDocument(stdout)).toMatchObject({ status: 'done', saved: path });
  expect(await readFile(path, 'utf8')).toContain('<svg');
});

test('no other file is replaced, and nothing is sent when there is no place for it', async () => {
  const stage = await setStage();
  const mine = { 'logo.svg': '<svg/>', 'package.json': '{"name": "mine"}' };
  for (const [name, text] of Object.entries(mine)) {
    await writeFile(join(stage.home, name), text);
    const document = await stage.json('chat', 'trim to 1 second', '--timeline', name);
    expect(document).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
    expect(await readFile(join(stage.home, name), 'utf8')).toBe(text);
  }
  for (const name of ['timeline.png', 'timeline', 'logo.svg/']) {
    const { exitCode, stdout } = await stage.run('chat', 'trim it', '--timeline', name);
    expect([2, 6], name).toContain(exitCode);
    expect(stdout, name).toMatch(/^❌ [^\n]+\n$/);
  }
  expect(stage.studio.requests).toEqual([]);
});

test('a file that took the name meanwhile is kept, and the edit is done all the same', async () => {
  const stage = await setStage();
  await stage.json('upload', samples.clip);
  const path = join(stage.home, 'timeline.svg');
  const words = ['chat', 'trim to 1 second', '--timeline', path];
  const asked = await stage.json(...words, '--wait', '0');
  await writeFile(path, 'somebody else’s');
  const done = await stage.json('run', '--resume', asked['job'] as string);

  expect(done).toMatchObject({ exitCode: 0, status: 'done', changes: expect.any(Array) });
  expect(done['notices']).toEqual([expect.stringContaining(`${path} exists and is not`)]);
  expect(done).not.toHaveProperty('saved');
  expect(await readFile(path, 'utf8')).toBe('somebody else’s');
});
