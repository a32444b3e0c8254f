/** What comes of the cheap paths, judged by the installed ffmpeg. */
import { randomUUID } from 'node:crypto';
import { readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openLibavEngine } from '../../src/studio/cutter/libav-engine.ts';
import { resolveOptions } from '../../src/studio/stand-in/options.ts';
import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import type { RenderMedia } from '../../src/studio/cutter/render/plan.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { hasJudge, judge, listPackets, makeFile, measureVolume } from './judge.ts';
import {
  clipOf,
  makeFolder,
  musicOf,
  openMedia,
  removeFolder,
  SMALL,
  timelineOf,
} from './render-support.ts';

const FRAME_MS = 1000 / 30 + 0.5;
const CLIP_MS = 1500;

const engine = createEngine({ preset: 'ultrafast' });
const studioEngine = openLibavEngine({ ...resolveOptions(), preset: 'ultrafast' });
let folder: string;
let media: Record<'clip' | 'other' | 'song', RenderMedia>;

const path = (name: string): string => join(folder, name);
const open = (name: string) => openMedia(engine, path(name));

beforeAll(async () => {
  folder = await makeFolder();
  const sample = { ...SMALL, durationMs: CLIP_MS, withSound: true };
  await engine.makeClip({ ...sample, file: path('clip.mp4') });
  await engine.makeClip({ ...sample, file: path('other.mp4'), fps: 25 });
  const tone = { kind: 'tone', frequencyHz: 1000, durationMs: 700 } as const;
  await engine.makeClip({ ...sample, ...tone, file: path('song.m4a') });
  media = {
    clip: await open('clip.mp4'),
    other: await open('other.mp4'),
    song: await open('song.m4a'),
  };
});

afterAll(async () => {
  await Promise.all([engine.close(), studioEngine.close()]);
  await removeFolder(folder);
});

const whole = (mediaId: string, changes = {}) =>
  clipOf(mediaId, { durationMs: CLIP_MS, ...changes });

async function render(timeline: Partial<StudioTimeline>) {
  const file = path(`${randomUUID()}.mp4`);
  const made = await studioEngine.render({
    timeline: timelineOf(timeline),
    media,
    output: SMALL,
    outputFile: file,
  });
  return { ...made, file };
}

/** Opens, lasts as long as asked, begins at 0, and is ready to be played while it is loaded. */
async function expectSound(file: string, durationMs: number): Promise<void> {
  const seen = await judge(file);
  expect(seen).toMatchObject({ video: 'h264', ...SMALL });
  expect(Math.abs(seen.pictureMs - durationMs)).toBeLessThanOrEqual(FRAME_MS);
  for (const start of seen.starts) expect(Math.abs(start)).toBeLessThan(0.001);
  const bytes = await readFile(file);
  expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
}

describe.skipIf(!hasJudge)('the cheap paths (skipped without ffmpeg and ffprobe)', () => {
  test('an untouched clip is the same packets', async () => {
    const { path: taken, file } = await render({ clips: [whole('clip')] });
    expect(taken).toBe('remux');
    await expectSound(file, CLIP_MS);
    for (const kind of ['v', 'a'] as const) {
      expect(await listPackets(file, kind)).toEqual(await listPackets(media.clip.file, kind));
    }
  });

  test('a muted clip keeps its packets and its rate, and is silent', async () => {
    const { durationMs } = media.other.facts;
    const { path: taken, file } = await render({
      clips: [whole('other', { durationMs, volume: 0 })],
    });
    expect(taken).toBe('copy-video');
    await expectSound(file, durationMs);
    expect(await listPackets(file, 'v')).toEqual(await listPackets(media.other.file, 'v'));
    expect(await measureVolume(file)).toBeLessThan(-80);
  });

  test('music is mixed under a picture that stays the same packets', async () => {
    const music = [musicOf('song', { durationMs: CLIP_MS, volume: 0.5 })];
    const { path: taken, file } = await render({ clips: [whole('clip', { volume: 0 })], music });
    expect(taken).toBe('copy-video');
    await expectSound(file, CLIP_MS);
    expect(await listPackets(file, 'v')).toEqual(await listPackets(media.clip.file, 'v'));
    const song = await measureVolume(media.song.file);
    expect(Math.abs((await measureVolume(file)) - (song - 6))).toBeLessThan(1);
  });

  test('a clip cut by an edit list shows no frame from before its start', async () => {
    await makeFile(['-ss', '0.5', '-i', media.clip.file, '-c', 'copy', path('cut.mp4')]);
    Object.assign(media, { cut: await open('cut.mp4') });
    const made = await render({ clips: [whole('cut', { durationMs: 1000 })] });
    expect(made.path).toBe('transcode');
    await expectSound(made.file, 1000);
  });

  test('what cannot be copied after all is drawn anew, and named so', async () => {
    // Probed while it was another file: its streams are not where they were.
    Object.assign(media, { swapped: { ...media.clip, file: path('song.m4a') } });
    await expect(render({ clips: [whole('swapped')] })).rejects.toMatchObject({
      name: 'RenderError',
    });
    const shifted = structuredClone(media.clip);
    shifted.facts.stored!.stream = 7;
    Object.assign(media, { shifted });
    const made = await render({ clips: [whole('shifted')] });
    expect(made.path).toBe('transcode');
    await expectSound(made.file, CLIP_MS);
  });

  test('a clip that was cut off is never copied, and harms nobody', async () => {
    const file = path('short.mp4');
    await makeFile(['-i', media.clip.file, '-c', 'copy', '-movflags', '+faststart', file]);
    const short = await open('short.mp4');
    await truncate(file, Math.floor(((await readFile(file)).length * 2) / 3));
    Object.assign(media, { short });
    const fate = await render({ clips: [whole('short')] }).then(
      (made) => made.path,
      (error: { reason: string }) => error.reason,
    );
    // Decoding bears with some of what is missing.
    expect(['transcode', 'failed']).toContain(fate);
    expect((await render({ clips: [whole('clip')] })).path).toBe('remux');
  });
});

test('a copy is aborted with its worker, and the next file is read by another', async () => {
  const plan = compileTimeline(timelineOf({ clips: [whole('clip')] }), {
    media,
    output: SMALL,
    path: 'remux',
  });
  await engine.probe(media.clip.file, 'mov');
  const [pid = 0] = engine.listWorkers();
  process.kill(pid, 'SIGSTOP');
  const abort = new AbortController();
  const rendering = engine.render(plan, { outputFile: path('never.mp4'), signal: abort.signal });
  setTimeout(() => abort.abort(), 50);
  await expect(rendering).rejects.toMatchObject({ reason: 'aborted' });
  expect(await engine.probe(media.clip.file, 'mov')).toMatchObject(SMALL);
});
