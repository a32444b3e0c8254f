/** The seed's workflows, on the built package, judged by the files they end with ("Batch style" has its own file). */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { measureDifference, measureLevel } from '../../scripts/dev/frames.ts';
import { serveHttp } from '../support/serve.ts';
import { engine, setStage, type Stage } from './studio-stage.ts';
import { CLIP, TRIM, readDocument, setHostileStage, video, type Document } from './support.ts';

const ADDED = 'Title added: "Paradise 世界" (0-2s)';

const posted = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);
const durationOf = async (file: string): Promise<number> =>
  (await engine.probe(file, 'mov')).durationMs / 1000;

test('quick edit: a clip and a sentence become the file that was asked for', async () => {
  const stage = await setStage();
  const file = join(stage.home, 'plain.mp4');
  const words = ['run', 'download my finished AI video in 1080p MP4 format', '--file', CLIP];
  const plain = await stage.json(...words, '--out', file);

  expect(plain).toMatchObject({
    exitCode: 0,
    status: 'done',
    file,
    notices: ['The clip is placed on the timeline first; this may use credits.'],
    video: { codec: 'h264', width: 1920, height: 1080 },
  });
  expect(await engine.probe(file, 'mov')).toMatchObject({
    width: 1920,
    height: 1080,
    videoCodec: 'h264',
    audioCodec: 'aac',
  });
  expect(await durationOf(file)).toBeCloseTo(2, 1);
  // The clip had to be placed, and nothing was added to it.
  expect(posted(stage)).toHaveLength(1);
  expect(await measureDifference([CLIP, file], 1_000)).toBeLessThan(0.01);
});

test('steps are taken as they are and leave a proven MP4; every request carries attribution and token', async () => {
  const stage = await setStage();
  const out = join(stage.home, 'videos');
  const edits = ['add the title "Hello 世界" and export it', TRIM];
  const words = ['run', '--export', ...edits.flatMap((edit) => ['--edit', edit])];
  const document = await stage.json(...words, '--file', CLIP, '--out', `${out}/`);

  expect(document).toMatchObject({
    exitCode: 0,
    ok: true,
    status: 'done',
    job: expect.stringMatching(/^[a-z0-9]{1,12}$/),
    notices: [],
    steps: [
      { action: 'upload', status: 'done', files: [{ name: 'clip.mp4' }] },
      { action: 'chat', status: 'done', silent: false },
      { action: 'chat', status: 'done', timeline: expect.stringContaining('(0-1s)') },
      { action: 'export', status: 'done', render_id: expect.stringMatching(/^render_/) },
    ],
    file: join(out, 'clip-export.mp4'),
    video: { container: 'mp4', codec: 'h264', width: 320, height: 180, duration_s: 1 },
    link: expect.stringContaining('https://'),
  });
  for (const field of ['next', 'plan']) expect(document).not.toHaveProperty(field);
  expect(document['message']).toContain('✅ Video ready: clip-export.mp4 (320×180 H.264, 1.0 s');
  // Nothing is routed: "export it" stands in an edit, and goes to the editor with it.
  expect(posted(stage)).toEqual(edits);

  const { file, steps } = document;
  const facts = { videoCodec: 'h264', width: 320, height: 180, hasAudio: true };
  expect(await engine.probe(file, 'mov')).toMatchObject(facts);
  expect((await stat(file)).size).toBe(steps.at(-1)?.bytes);
  expect(await measureDifference([CLIP, file], 500)).toBeGreaterThan(0.005);

  const { requests } = stage.studio;
  expect(requests.some(({ path }) => path.startsWith('/render-result/'))).toBe(true);
  for (const { method, path, headers } of requests) {
    expect(headers, `${method} ${path}`).toMatchObject({
      'x-skill-source': 'ai-video-download',
      'x-skill-version': '1.0.0',
      'x-skill-platform': 'unknown',
    });
    if (path.endsWith('/anonymous-token'))
      expect(headers['x-client-id']).toMatch(/^[0-9a-f-]{36}$/);
    else expect(headers['authorization'], path).toBe('Bearer …');
  }
});

test('what a quick edit prints fits into a chat, and its document into any host', async () => {
  const [spoken, silent] = await Promise.all([setStage(), setStage({ silentEdits: 'always' })]);
  const words = ['run', 'add the title "Paradise 世界" and export it', '--file', CLIP];
  const [text, unheard] = await Promise.all([spoken.run(...words), silent.run(...words, '--json')]);

  expect(text).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('✅ Video ready: ') });
  expect(text.stdout.length).toBeLessThanOrEqual(400);
  // Whatever is said is said once.
  const lines = text.stdout.trimEnd().split('\n');
  expect(new Set(lines).size).toBe(lines.length);

  const heard = await spoken.run(...words, '--json');
  for (const { stdout } of [unheard, heard]) expect(stdout.length).toBeLessThanOrEqual(2_000);
  expect(readDocument(unheard)).toMatchObject({
    status: 'done',
    steps: [
      { action: 'upload' },
      { action: 'chat', silent: true, changes: expect.arrayContaining([ADDED]) },
      { action: 'export' },
    ],
  });
});

test('iterative: rough cut, look, refine; each edit builds on the last, and the file shows them all', async () => {
  const stage = await setStage();
  const refine = (words: string): Promise<Document> => stage.json('chat', words);
  await stage.json('upload', CLIP);
  const rough = await refine('trim to 1.5 seconds');
  expect(rough).toMatchObject({ changes: [expect.stringContaining('1.5s')] });
  expect(rough['timeline']).toMatch(/^Timeline \(1 track\): 1\. Video: clip\.mp4 \(0-1\.5s\)$/);

  const preview = await stage.json('export', '--out', join(stage.home, 'preview.mp4'));
  const titled = await refine('add the title "Hello 世界"');
  expect(titled['changes']).toEqual([expect.stringMatching(/^Title added: "Hello 世界"/)]);
  const quiet = await refine('mute the clip');
  expect(quiet['timeline']).toContain('2. Title: "Hello 世界"');

  const final = await stage.json('run', 'export it', '--out', join(stage.home, 'final.mp4'));
  const [before, after] = [preview['file'], final['file']] as [string, string];
  expect(await durationOf(after)).toBeCloseTo(1.5, 1);
  expect(await measureDifference([before, after], 700)).toBeGreaterThan(0.002);
  expect(await measureLevel({ file: before })).toBeGreaterThan(-60);
  expect(await measureLevel({ file: after })).toBeLessThan(-80);
  expect(posted(stage)).toEqual([
    'trim to 1.5 seconds',
    'add the title "Hello 世界"',
    'mute the clip',
  ]);
});

test('a link in the words is uploaded, and the rest of them done; --dry-run tells the plan before', async () => {
  const link = `${await serveHttp((_asked, answer) => answer.end(video))}/clip.mp4`;
  const stage = await setStage({ allowLoopbackUrls: true });
  const words = ['run', `上传 ${link}，剪到1秒，然后导出`];
  const plan = await stage.run(...words, '--dry-run', '--lang', 'en');
  const document = await stage.json(...words, '--out', `${stage.home}/`);

  expect(plan).toMatchObject({ exitCode: 0 });
  expect(plan.stdout.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^1\. upload .*clip\.mp4 \(/),
    expect.stringMatching(/^2\. chat "剪到1秒" \(/),
    expect.stringMatching(/^3\. export \(/),
  ]);
  expect(document).toMatchObject({ exitCode: 0, status: 'done', video: { duration_s: 1 } });
  expect(posted(stage)).toEqual(['剪到1秒']);
});

test('--dry-run tells the plan of words and of steps, and does nothing', async () => {
  const stage = await setHostileStage();
  const file = ['--file', CLIP, '--dry-run'];
  const words = await stage.json('run', 'trim to 1 second, then export it', ...file);
  const steps = await stage.json('run', '--export', '--edit', TRIM, ...file);

  for (const document of [words, steps]) {
    expect(document).toMatchObject({ exitCode: 0, status: 'done', notices: [] });
    expect(document['plan']).toEqual([
      { action: 'upload', files: [CLIP], skip_sse: true, because: expect.any(String) },
      { action: 'chat', text: TRIM, skip_sse: false, because: expect.any(String) },
      { action: 'export', skip_sse: true, because: expect.any(String) },
    ]);
    for (const other of ['job', 'next', 'steps']) expect(document).not.toHaveProperty(other);
  }
  expect(stage.backend.requests).toEqual([]);
});
