/** Every kind of file into a studio that really renders, judged by the installed ffprobe. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readFrame } from '../../scripts/dev/frames.ts';
import type { StudioClip, StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { startStudio, type Studio } from '../../src/studio/studio.ts';
import { makeRealFiles } from './hostile/siege.ts';
import { hasJudge, judge, measureVolume } from './judge.ts';
import { clipOf, makeFolder, removeFolder } from './render-support.ts';
import { type Json, visit, type Visitor } from './support.ts';

const FRAME_MS = 1000 / 30 + 0.5;
const SIZE = { width: 96, height: 64 };

let folder: string;
let studio: Studio;
let visitor: Visitor;
let real: Record<string, Buffer>;

beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, 'real'));
  real = await makeRealFiles(join(folder, 'real'));
  studio = await startStudio({ stepDelayMs: 0, silentEdits: 'never', preset: 'ultrafast' });
  visitor = await visit(studio);
});

afterAll(async () => {
  await studio.close();
  await removeFolder(folder);
});

const SHOWN_MS = 400;

const shown = (mediaId: string, more: Partial<StudioClip> = {}): StudioClip =>
  clipOf(mediaId, { durationMs: SHOWN_MS, ...more });

/** Exports, downloads under the name in the link, and tells all that was said. */
async function exportTimeline(
  timeline: Partial<StudioTimeline>,
): Promise<{ file: string; told: Json }> {
  studio.place(visitor.sessionId, { canvas: SIZE, clips: [], music: [], titles: [], ...timeline });
  await visitor.submit('render_1', { output: { format: 'mp4' } });
  const told = await visitor.finish('render_1');
  expect(told).toMatchObject({ status: 'completed' });
  const url = new URL(told.output.url as string);
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toBe('video/mp4');
  const file = join(folder, url.pathname.split('/').at(-1) ?? '');
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return { file, told };
}

describe.skipIf(!hasJudge)('formats (skipped without ffmpeg and ffprobe)', () => {
  test('takes each of the 13 formats onto a timeline, and plays it', async () => {
    const files = Object.entries(real);
    expect(files).toHaveLength(13);
    const { body } = await visitor.uploadAll(files.map(([name, bytes]) => [`real.${name}`, bytes]));
    const uploads: { media_id: string; file_type: string }[] = body.data.files;
    const songs = uploads.filter(({ file_type: kind }) => kind === 'audio');
    const clips = uploads.filter(({ file_type: kind }) => kind !== 'audio');
    expect(songs).toHaveLength(4);
    const { file, told } = await exportTimeline({
      clips: clips.map(({ media_id: id }) => shown(id, { volume: 0 })),
      music: songs.map(({ media_id: id }, at) => ({
        ...shown(id),
        startMs: at * SHOWN_MS,
      })),
    });
    expect(told.path).toBe('transcode');
    const seen = await judge(file);
    expect(seen).toMatchObject({ video: 'h264', audio: 'aac', ...SIZE });
    expect(Math.abs(seen.pictureMs - clips.length * SHOWN_MS)).toBeLessThanOrEqual(FRAME_MS);
    for (const at of clips.keys()) {
      const { luma } = await readFrame({ file, atMs: at * SHOWN_MS + 200 });
      expect(Math.max(...luma), clips[at]?.media_id).toBeGreaterThan(150);
    }
    for (const at of songs.keys()) {
      const place = { atMs: at * SHOWN_MS + 100, durationMs: 200 };
      expect(await measureVolume(file, place)).toBeGreaterThan(-25);
    }
  });
});
