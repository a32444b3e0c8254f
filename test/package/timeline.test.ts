/** The timeline as a file, on the built package: a picture (.svg) or data (.json). */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { draftOf } from '../support/hostile-backend.ts';
import { setStage } from './studio-stage.ts';
import { CLIP, TRIM, setHostileStage, type HostileStage } from './support.ts';

/** A project whose timeline holds a clip. */
const setClip = (): Promise<HostileStage> => setHostileStage({ draft: draftOf('The beginning') });

test('state, chat and run draw the timeline as it is then, over the last picture', async () => {
  const stage = await setStage();
  const path = join(stage.home, 'pictures/timeline.svg');
  await stage.json('upload', CLIP);
  const chat = await stage.json('chat', TRIM, '--timeline', path);
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
  const stage = await setClip();
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
});

test('who goes on with a job saves its timeline where it was wanted, from any folder, over no other file', async () => {
  const stage = await setClip();
  const words = ['run', '--edit', TRIM, '--timeline', 'timeline.svg', '--wait', '0'];
  const asked = await stage.json(...words);
  expect(asked).toMatchObject({ status: 'running' });
  expect(asked).not.toHaveProperty('saved');
  const path = join(stage.home, 'timeline.svg');
  expect(await stage.goOn(asked)).toMatchObject({ status: 'done', saved: path });
  expect(await readFile(path, 'utf8')).toContain('<svg');

  const again = await stage.json(...words);
  await writeFile(path, 'somebody else’s');
  const done = await stage.goOn(again);
  expect(done).toMatchObject({ exitCode: 0, status: 'done' });
  expect(done['notices']).toEqual([expect.stringContaining(`${path} exists and is not`)]);
  expect(done).not.toHaveProperty('saved');
  expect(await readFile(path, 'utf8')).toBe('somebody else’s');
});

test('no other file is replaced, and nothing is sent when there is no place for it', async () => {
  const stage = await setHostileStage();
  const mine = { 'logo.svg': '<svg/>', 'package.json': '{"name": "mine"}' };
  for (const [name, text] of Object.entries(mine)) {
    await writeFile(join(stage.home, name), text);
    const { exitCode, stdout } = await stage.run('chat', TRIM, '--timeline', name);
    expect(exitCode).toBe(6);
    expect(stdout, name).toMatch(/^❌ [^\n]+\n$/);
    expect(await readFile(join(stage.home, name), 'utf8')).toBe(text);
  }
  await mkdir(join(stage.home, 'folder.otio'));
  expect(await stage.run('state', '--timeline', 'folder.otio')).toMatchObject({
    exitCode: 6,
    stdout: expect.stringMatching(/^❌ .*folder\.otio exists and is not a timeline/),
  });
  expect(await stage.run('chat', TRIM, '--timeline', 'timeline.png')).toMatchObject({
    exitCode: 2,
    stdout: expect.stringMatching(/^❌ [^\n]+\n$/),
  });
  expect(stage.backend.requests).toEqual([]);
});
