/** The seed's workflows, on the built package, judged by the files they end with ("Batch style" has its own file). */
import { readFile, readdir } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { measureDifference } from '../../scripts/dev/title-check.ts';
import { measureLevel } from '../../src/studio/render/frames.ts';
import {
  clearSamples,
  makeSamples,
  parseDocument,
  setStage,
  type Samples,
  type Stage,
} from './support.ts';

let samples: Samples;
beforeAll(async () => void (samples = await makeSamples()));
afterAll(() => clearSamples(samples));

const posted = ({ studio }: Stage): string[] => studio.messages.map(({ text }) => text);

/** The id of the one job there is. */
async function latestJob({ home }: Stage): Promise<string> {
  const names = await readdir(join(home, '.config/nemovideo'), { recursive: true });
  const [, id = ''] = names.map((name) => /jobs\/(\w+)\.json$/.exec(name)).find(Boolean) ?? [];
  return id;
}

const durationOf = async (file: string): Promise<number> =>
  (await samples.engine.probe(file, 'mov')).durationMs / 1000;

test('quick edit: a clip and a sentence become the file that was asked for', async () => {
  const stage = await setStage();
  const out = join(stage.home, 'plain.mp4');
  const plain = await stage.json(
    'run',
    'download my finished AI video in 1080p MP4 format',
    '--file',
    samples.clip,
    '--out',
    out,
  );

  expect(plain).toMatchObject({
    exitCode: 0,
    status: 'done',
    file: out,
    notices: ['The clip is placed on the timeline first; this may use credits.'],
    video: { codec: 'h264', width: 1920, height: 1080 },
  });
  expect(await samples.engine.probe(out, 'mov')).toMatchObject({
    width: 1920,
    height: 1080,
    videoCodec: 'h264',
    audioCodec: 'aac',
  });
  expect(await durationOf(out)).toBeCloseTo(2, 1);
  // The clip had to be placed, and nothing was added to it.
  expect(posted(stage)).toHaveLength(1);
  expect(await measureDifference(samples.engine, [samples.clip, out], 1_000)).toBeLessThan(0.01);
});

test('what a quick edit prints fits into a chat, and its document into any host', async () => {
  const [spoken, silent] = await Promise.all([setStage(), setStage({ silentEdits: 'always' })]);
  const words = ['run', 'add the title "Paradise 世界" and export it', '--file', samples.clip];
  const [text, { stdout }] = await Promise.all([
    spoken.run(...words),
    silent.run(...words, '--json'),
  ]);

  expect(text).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('✅ Video ready: ') });
  expect(text.stdout.length).toBeLessThanOrEqual(400);
  // Whatever is said is said once.
  const lines = text.stdout.trimEnd().split('\n');
  expect(new Set(lines).size).toBe(lines.length);

  expect(stdout.length).toBeLessThanOrEqual(2_000);
  expect(parseDocument(stdout)).toMatchObject({
    status: 'done',
    steps: [{ action: 'upload' }, { action: 'chat', silent: true }, { action: 'export' }],
  });
  const heard = await spoken.run('run', '--resume', await latestJob(spoken), '--json');
  expect(heard.stdout.length).toBeLessThanOrEqual(2_000);
  expect(parseDocument(heard.stdout)['message']).toBe(text.stdout.trimEnd());
  for (const stage of [spoken, silent])
    expect(posted(stage)).toEqual(['add the title "Paradise 世界"']);
});

test('iterative: rough cut, look, refine; each edit builds on the last, and the file shows them all', async () => {
  const stage = await setStage();
  const refine = (words: string): ReturnType<Stage['json']> => stage.json('chat', words);
  await stage.json('upload', samples.clip);
  const rough = await refine('trim to 1.5 seconds');
  expect(rough).toMatchObject({ changes: [expect.stringContaining('1.5s')] });
  expect(rough['timeline']).toMatch(/^Timeline \(1 track\): 1\. Video: clip\.mp4 \(0-1\.5s\)$/);

  const preview = await stage.json('export', '--out', join(stage.home, 'preview.mp4'));
  const titled = await refine('add the title "Hello 世界"');
  expect(titled['changes']).toEqual([expect.stringMatching(/^Title added: "Hello 世界"/)]);
  const quiet = await refine('mute the clip');
  expect(quiet['timeline']).toContain('2. Title: "Hello 世界"');
  expect(await stage.json('state')).toMatchObject({
    timeline: quiet['timeline'],
    exportable: true,
    tracks: [{ kind: 'video' }, { kind: 'title', label: 'Hello 世界' }],
  });

  const final = await stage.json('run', 'export it', '--out', join(stage.home, 'final.mp4'));
  const [before, after] = [preview['file'], final['file']] as [string, string];
  expect(await durationOf(after)).toBeCloseTo(1.5, 1);
  expect(await measureDifference(samples.engine, [before, after], 700)).toBeGreaterThan(0.002);
  expect(await measureLevel(samples.engine, { file: before })).toBeGreaterThan(-60);
  expect(await measureLevel(samples.engine, { file: after })).toBeLessThan(-80);
  expect(posted(stage)).toEqual([
    'trim to 1.5 seconds',
    'add the title "Hello 世界"',
    'mute the clip',
  ]);
});

test('projects are kept by name: starting over loses nothing, and each keeps its own timeline', async () => {
  const stage = await setStage();
  const clip = ['--file', samples.clip, '--json'];
  await stage.run('run', 'trim to 1 second', ...clip, '--project', 'beach');
  await stage.run('run', 'add the title "City"', ...clip, '--project', 'city');
  const fresh = await stage.json('connect', '--new', '--project', 'beach');
  const { projects } = await stage.json('connect', '--list');
  const names = (projects as { project: string }[]).map(({ project }) => project);

  expect(fresh['notices']).toEqual(['The earlier timeline is kept as project "beach 2".']);
  expect(names.toSorted()).toEqual(['beach', 'beach 2', 'city']);
  expect(await stage.json('state', '--project', 'beach')).toMatchObject({ tracks: [] });
  expect(await stage.json('state', '--project', 'beach 2')).toMatchObject({
    tracks: [{ kind: 'video', end_ms: 1_000 }],
  });
  expect(await stage.json('state', '--project', 'city')).toMatchObject({
    tracks: [{ kind: 'video' }, { label: 'City' }],
  });
});

test('a link in the words is uploaded, and the rest of them done', async () => {
  const video = await readFile(samples.clip);
  const origin = createServer((_request, response) => void response.end(video));
  await new Promise<void>((resolve) => origin.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void origin.close());
  const link = `http://127.0.0.1:${(origin.address() as AddressInfo).port}/clip.mp4`;
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
  expect(document).toMatchObject({ exitCode: 0, status: 'done' });
  expect(await durationOf(document['file'])).toBeCloseTo(1, 1);
  expect(posted(stage)).toEqual(['剪到1秒']);
});

test('--dry-run tells the plan of words and of steps, and does nothing', async () => {
  const stage = await setStage();
  const file = ['--file', samples.clip, '--dry-run'];
  const words = await stage.json('run', 'trim to 1 second, then export it', ...file);
  const steps = await stage.json('run', '--export', '--edit', 'trim to 1 second', ...file);

  for (const document of [words, steps]) {
    expect(document).toMatchObject({ exitCode: 0, status: 'done', notices: [] });
    expect(document['plan']).toEqual([
      { action: 'upload', files: [samples.clip], skip_sse: true, because: expect.any(String) },
      { action: 'chat', text: 'trim to 1 second', skip_sse: false, because: expect.any(String) },
      { action: 'export', skip_sse: true, because: expect.any(String) },
    ]);
    for (const other of ['job', 'next', 'steps']) expect(document).not.toHaveProperty(other);
  }
  expect(stage.studio.requests).toEqual([]);
});
