/** The timeline as a picture, on the built package. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clearSamples, makeSamples, setStage, type Samples } from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

test('state, chat and run draw the timeline as it is then, over the last picture', async () => {
  const stage = await setStage();
  const path = join(stage.home, 'pictures/timeline.svg');
  await stage.json('upload', samples.clip);
  const chat = await stage.json('chat', 'trim to 1 second', '--picture', path);
  expect(chat).toMatchObject({ exitCode: 0, picture: path });
  expect(await readFile(path, 'utf8')).toContain('>0:00–0:01<');

  const run = await stage.json(
    'run',
    'add the title "Hello 世界" and export it',
    '--picture',
    path,
    '--out',
    `${stage.home}/`,
  );
  expect(run).toMatchObject({ exitCode: 0, picture: path, file: expect.stringMatching(/\.mp4$/) });
  expect(await readFile(path, 'utf8')).toContain('“Hello 世界”');

  const state = await stage.json('state', '--picture', path, '--lang', 'zh');
  expect(state).toMatchObject({ exitCode: 0, picture: path });
  expect(state['message']).toContain(path);
  expect(await readFile(path, 'utf8')).toContain('>视频<');
});

test('a job without an edit is drawn as well, and what goes on from a job draws too', async () => {
  const stage = await setStage({ renderDelayMs: 5_000 });
  const path = join(stage.home, 'timeline.svg');
  await stage.json('run', 'trim to 1 second', '--file', samples.clip);
  const asked = await stage.json(
    'run',
    'show the timeline and export it',
    '--picture',
    path,
    '--wait',
    '0.5',
  );
  expect(asked).toMatchObject({ status: 'running' });
  expect(await readFile(path, 'utf8')).toContain('<svg');

  const other = join(stage.home, 'other.svg');
  const exported = await stage.json(
    'run',
    'export it',
    '--picture',
    other,
    '--out',
    `${stage.home}/`,
  );
  expect(exported).toMatchObject({ exitCode: 0, picture: other });
});

test('no other file is replaced, and nothing is sent when there is no place for it', async () => {
  const stage = await setStage();
  const mine = join(stage.home, 'logo.svg');
  await writeFile(mine, '<svg/>');
  const words = ['chat', 'trim to 1 second', '--picture'];

  expect(await stage.json(...words, mine)).toMatchObject({ exitCode: 6, error: { kind: 'file' } });
  expect(await stage.json(...words, 'timeline.png')).toMatchObject({ exitCode: 2 });
  expect(await readFile(mine, 'utf8')).toBe('<svg/>');
  expect(stage.studio.requests).toEqual([]);
});
