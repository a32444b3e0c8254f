import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { createEngine } from '../../src/studio/render/engine.ts';
import { startStudio } from '../../src/studio/studio.ts';
import { visit } from './support.ts';

test('really edits and renders', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  const engine = createEngine();
  const studio = await startStudio({ stepDelayMs: 0, silentEdits: 'never', preset: 'ultrafast' });
  onTestFinished(async () => {
    await Promise.all([engine.close(), studio.close()]);
    await rm(folder, { recursive: true });
  });
  const clip = join(folder, 'clip.mp4');
  const song = join(folder, 'song.m4a');
  const size = { width: 320, height: 180, durationMs: 2000, withSound: true };
  await engine.makeClip({ ...size, file: clip });
  await engine.makeClip({ ...size, file: song, kind: 'tone' });

  const { upload, hear, submit, finish, state } = await visit(studio);
  const uploaded = await upload([
    ['海边.mp4', await readFile(clip)],
    ['song.m4a', await readFile(song)],
  ]);
  expect(uploaded.body.data.files).toMatchObject([
    { file_type: 'video', width: 320, height: 180, fps: 30 },
    { file_type: 'audio' },
  ]);
  await hear(
    'trim to 1 second, add the title "Hello 世界" in yellow, add music at 35%, make it 1:1',
  );
  expect((await state()).draft.d).toBe(1000);
  await submit('render_1', { output: { format: 'mp4', quality: 'high', resolution: '240x240' } });
  const { body } = await finish('render_1');
  expect(body).toMatchObject({ status: 'completed', output: { url: expect.any(String) } });
  expect(body.output.duration).toBeCloseTo(1, 1);

  const result = join(folder, 'result.mp4');
  const response = await fetch(body.output.url as string);
  await writeFile(result, Buffer.from(await response.arrayBuffer()));
  expect(await engine.probe(result, 'mov')).toMatchObject({
    width: 240,
    height: 240,
    fps: 30,
    videoCodec: 'h264',
    audioCodec: 'aac',
  });
});
