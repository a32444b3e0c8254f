import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { createEngine } from '../../src/studio/render/engine.ts';
import { startStudio } from '../../src/studio/studio.ts';
import { parseChecks } from './instructions/facts.ts';
import { inspect } from './instructions/inspect.ts';
import { createFile, createStubEngine, createVisitor, openStudio, visit } from './support.ts';

const SRT = Buffer.from('1\r\n00:00:01,000 --> 00:00:02,000\r\n{\\an8}Hello 世界\r\n');

async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('takes an SRT file, lists it, serves it and shows it when asked to', async () => {
  const { upload, state, hear } = await visit(await openStudio());
  const { body } = await upload([
    ['clip.mp4', createFile()],
    ['字幕.srt', SRT],
  ]);
  const [, subtitles] = body.data.files;
  expect(subtitles).toMatchObject({
    filename: '字幕.srt',
    file_type: 'subtitle',
    size: SRT.length,
  });
  expect((await state()).video_infos).toEqual(body.data.files);
  const served = await fetch(subtitles.cdn_url);
  expect(Buffer.from(await served.arrayBuffer())).toEqual(SRT);
  await hear('用 字幕.srt 添加字幕');
  const titles = (await state()).draft.t.find(({ tt }: { tt: number }) => tt === 7);
  expect(titles.sg).toMatchObject([{ d: 1000, m: { text: 'Hello 世界', start: 1000 } }]);
});

test('never shows it to the media engine', async () => {
  const engine = createStubEngine();
  const { upload, hear, state } = await visit(
    await openStudio({
      engine: { ...engine, sniff: () => null, probe: () => Promise.reject(new Error('asked')) },
    }),
  );
  expect((await upload([['a.mp4', SRT]])).body).toMatchObject({ code: 0 });
  await hear('add the uploaded clips to the timeline');
  expect((await state()).draft).toBeNull();
});

const cueAfter = (text: string) => Buffer.concat([Buffer.from(text), SRT]);

test.each([
  ['UTF-16', Buffer.from(SRT.toString(), 'utf16le'), 4001],
  ['another encoding', Buffer.concat([SRT, Buffer.from([0xc4, 0xe3, 0xba, 0xc3])]), 4001],
  ['times without a text', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\n\n'), 4001],
  ['a text that holds subtitles', cueAfter('Dear Ann,\n\n'), 4001],
  ['a page', cueAfter('<!doctype html><p>\n'), 4001],
  ['a playlist', cueAfter('#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n'), 4001],
  ['more than a megabyte', Buffer.alloc(1024 * 1024 + 1, SRT), 4002],
])('refuses %s', async (_what, bytes, code) => {
  const folder = await makeFolder();
  const { upload, state } = await visit(await openStudio({ dataDir: folder }));
  expect((await upload([['subs.srt', bytes]])).body).toMatchObject({ code });
  expect((await state()).video_infos).toEqual([]);
  expect(await readdir(join(folder, 'media'))).toEqual([]);
});

test('a megabyte is read', async () => {
  const { upload } = await visit(await openStudio());
  expect((await upload([['subs.srt', Buffer.alloc(1024 * 1024, SRT)]])).body.code).toBe(0);
});

test('is there again after a restart', async () => {
  const dataDir = await makeFolder();
  const first = await openStudio({ dataDir });
  const before = await visit(first);
  await before.upload([
    ['clip.mp4', createFile()],
    ['subs.srt', SRT],
  ]);
  const infos = (await before.state()).video_infos as Array<{ filename: string; hash: string }>;
  await first.close();
  const { call } = await createVisitor(await openStudio({ dataDir }), before.token);
  const path = `/api/state/nemo_agent/me/${before.sessionId}/latest`;
  const after = (await call(path)).body.data.state.video_infos as typeof infos;
  expect(after.map(({ filename, hash }) => [filename, hash])).toEqual(
    infos.map(({ filename, hash }) => [filename, hash]),
  );
  const message = { app_name: 'nemo_agent', user_id: 'me', session_id: before.sessionId };
  const text = 'add subtitles from subs.srt';
  await call('/run_sse', { json: { ...message, new_message: { parts: [{ text }] } } });
  expect(JSON.stringify((await call(path)).body.data.state.draft)).toContain('Hello 世界');
});

test('is seen in the finished video while it is due, and only then', async () => {
  const folder = await makeFolder();
  const engine = createEngine({ preset: 'ultrafast', crf: 28 });
  onTestFinished(() => engine.close());
  const clip = join(folder, 'dark.mp4');
  const size = { width: 320, height: 180, durationMs: 3000, withSound: true };
  await engine.makeClip({ ...size, file: clip, color: '#202020' });
  const studio = await startStudio({ stepDelayMs: 0, preset: 'ultrafast' });
  onTestFinished(() => studio.close());
  const { upload, hear, submit, finish } = await visit(studio);
  await upload([
    ['dark.mp4', await readFile(clip)],
    ['subs.srt', SRT],
  ]);
  await hear('add the uploaded subtitles');
  await submit('render_1', { output: { format: 'mp4', quality: 'high' } });
  const { body } = await finish('render_1');
  const file = join(folder, 'result.mp4');
  const result = await fetch(body.output.url as string);
  await writeFile(file, Buffer.from(await result.arrayBuffer()));
  for (const check of parseChecks('0.9s ink=none; 1.5s ink=bottom; 2.5s ink=none'))
    await inspect(engine, { file, check, tones: {} });
});
