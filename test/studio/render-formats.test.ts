/** Every kind of file in and out of a studio that really renders, judged by the installed ffprobe. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createEngine } from '../../src/studio/render/engine.ts';
import { readFrame } from '../../src/studio/render/frames.ts';
import { startStudio, type Studio } from '../../src/studio/studio.ts';
import { makeRealFiles } from './hostile/samples.ts';
import { hasJudge, judge, measureVolume, type Verdict } from './judge.ts';
import { makeFolder, removeFolder } from './render-support.ts';
import { ask, type Json, visit, type Visitor } from './support.ts';

const SIZE = { width: 320, height: 180 };
const FRAME_MS = 1000 / 30 + 0.5;
const CLIP_MS = 1500;

const engine = createEngine();
let folder: string;
let studio: Studio;
let visitor: Visitor;
let exports = 0;

beforeAll(async () => {
  folder = await makeFolder();
  const sample = { ...SIZE, durationMs: CLIP_MS };
  const [clip, mute] = [join(folder, 'clip.mp4'), join(folder, 'mute.mp4')];
  await engine.makeClip({ ...sample, file: clip, withSound: true });
  await engine.makeClip({ ...sample, file: mute, withSound: false });
  studio = await startStudio({ stepDelayMs: 0, silentEdits: 'never', preset: 'ultrafast' });
  visitor = await visit(studio);
  await visitor.upload([['clip.mp4', await readFile(clip)]]);
  await visitor.hear('place the clip');
});

afterAll(async () => {
  await Promise.all([engine.close(), studio.close()]);
  await removeFolder(folder);
});

/** Exports, downloads under the name in the link, and tells all that was said. */
async function exportAs(
  who: Visitor,
  output: Record<string, unknown>,
  extra: Record<string, unknown> = {},
): Promise<{ file: string; told: Json; type: string | null }> {
  exports += 1;
  const id = `render_${exports}`;
  await who.submit(id, { output, ...extra });
  const { body: told } = await who.finish(id);
  expect(told).toMatchObject({ status: 'completed' });
  const url = new URL(told.output.url as string);
  const response = await fetch(url);
  const file = join(folder, url.pathname.split('/').at(-1) ?? '');
  await writeFile(file, Buffer.from(await response.arrayBuffer()));
  return { file, told, type: response.headers.get('content-type') };
}

type Expected = Partial<Verdict> & { type: string; path?: string };

const sound = (audio: string, type: string): Expected => ({ audio, type });
const still = (video: string, type: string): Expected => ({ video, type, ...SIZE });

describe.skipIf(!hasJudge)('formats (skipped without ffmpeg and ffprobe)', () => {
  test.each<[string, Expected]>([
    ['mp4', { video: 'h264', audio: 'aac', type: 'video/mp4', path: 'remux', ...SIZE }],
    ['mov', { video: 'h264', audio: 'aac', type: 'video/quicktime', path: 'remux', ...SIZE }],
    ['mkv', { video: 'h264', audio: 'aac', type: 'video/x-matroska', path: 'remux', ...SIZE }],
    ['webm', { video: 'vp9', audio: 'opus', type: 'video/webm', ...SIZE }],
    ['gif', { video: 'gif', type: 'image/gif', ...SIZE }],
    ['mp3', sound('mp3', 'audio/mpeg')],
    ['wav', sound('pcm_s16le', 'audio/wav')],
    ['m4a', sound('aac', 'audio/mp4')],
    ['aac', sound('aac', 'audio/aac')],
    ['jpg', still('mjpeg', 'image/jpeg')],
    ['png', still('png', 'image/png')],
    ['webp', still('webp', 'image/webp')],
  ])('writes %s', async (format, { type, path = 'transcode', ...expected }) => {
    const made = await exportAs(visitor, { format });
    expect(made.file).toMatch(new RegExp(`\\.${format}$`));
    expect(made.type).toBe(type);
    expect(made.told.path).toBe(path);
    const seen = await judge(made.file);
    expect(seen).toMatchObject(expected);
    if (expected.audio === undefined) expect(seen.audio).toBeUndefined();
    else expect(await measureVolume(made.file)).toBeGreaterThan(-20);
    if (type.startsWith('image') && format !== 'gif') return;
    // Players drop what MP3 adds at either end, and a bare AAC stream cannot say what to drop.
    const paddingMs = format === 'mp3' || format === 'aac' ? 48 : 0;
    expect(Math.abs(seen.durationMs - CLIP_MS)).toBeLessThanOrEqual(FRAME_MS + paddingMs);
  });

  test('writes a better or a smaller file as asked', async () => {
    const resolution = '160x90';
    const sizes: number[] = [];
    for (const quality of ['low', 'best']) {
      const { told, file } = await exportAs(visitor, { format: 'mp4', quality, resolution });
      expect(told.path).toBe('transcode');
      expect(await judge(file)).toMatchObject({ width: 160, height: 90 });
      sizes.push(told.output.size as number);
    }
    expect(sizes[1]).toBeGreaterThan(1.2 * sizes[0]!);
  });

  test('shows what comes after a fade from black in a still', async () => {
    const { draft } = await visitor.state();
    draft.t[0].sg[0].m.fade_in = 1000;
    const { file } = await exportAs(visitor, { format: 'png', quality: 'best' }, { draft });
    const { luma } = await readFrame(engine, { file, atMs: 0 });
    expect(luma.reduce((sum, value) => sum + value, 0) / luma.length).toBeGreaterThan(60);
  });

  test('takes each of the 13 formats onto a timeline, and plays it', async () => {
    const guest = await visit(studio);
    const real = join(folder, 'real');
    await mkdir(real);
    const files = Object.entries(await makeRealFiles(real));
    expect(files).toHaveLength(13);
    const { body } = await guest.upload(files.map(([name, bytes]) => [`real.${name}`, bytes]));
    const uploads: { media_id: string; file_type: string }[] = body.data.files;
    const SHOWN_MS = 400;
    const segment = ({ media_id: id }: { media_id: string }, at: number) => ({
      d: SHOWN_MS,
      m: { media_id: id, start: at * SHOWN_MS },
    });
    const songs = uploads.filter(({ file_type: kind }) => kind === 'audio');
    const clips = uploads.filter(({ file_type: kind }) => kind !== 'audio');
    expect(songs).toHaveLength(4);
    const draft = {
      t: [
        {
          tt: 0,
          sg: clips.map((clip, at) => ({
            ...segment(clip, at),
            m: { ...segment(clip, at).m, volume: 0 },
          })),
        },
        { tt: 1, sg: songs.map(segment) },
      ],
      m: { width: 96, height: 64 },
    };
    const { file, told } = await exportAs(guest, { format: 'mp4' }, { draft });
    expect(told.path).toBe('transcode');
    const seen = await judge(file);
    expect(seen).toMatchObject({ video: 'h264', audio: 'aac', width: 96, height: 64 });
    expect(Math.abs(seen.pictureMs - clips.length * SHOWN_MS)).toBeLessThanOrEqual(FRAME_MS);
    for (const at of clips.keys()) {
      const { luma } = await readFrame(engine, { file, atMs: at * SHOWN_MS + 200 });
      expect(
        luma.some((value) => value > 150),
        clips[at]?.media_id,
      ).toBe(true);
    }
    for (const at of songs.keys()) {
      const place = { atMs: at * SHOWN_MS + 100, durationMs: 200 };
      expect(await measureVolume(file, place)).toBeGreaterThan(-25);
    }
  });
});

test.each([
  ['a format there is none of', { format: 'avi' }, /known are mp4, mov, mkv, webm, gif/],
  ['a format named after a prototype', { format: 'constructor' }, /known are/],
  ['a format that is no word', { format: 7 }, /known are/],
  ['a quality there is none of', { quality: 'ultra' }, /known are best, high, medium, low/],
])('refuses %s, and charges nothing', async (_what, output, message) => {
  const credits = studio.ledger.length;
  const answer = await visitor.submit('render_refused', { output });
  expect(answer).toMatchObject({ status: 400, body: { message: expect.stringMatching(message) } });
  expect((await visitor.poll('render_refused')).status).toBe(404);
  expect(studio.ledger).toHaveLength(credits);
});

test('refuses the sound of a silent draft, and names what is missing', async () => {
  const guest = await visit(studio);
  await guest.upload([['mute.mp4', await readFile(join(folder, 'mute.mp4'))]]);
  await guest.hear('place the clip');
  const answer = await guest.submit('render_silent', { output: { format: 'mp3' } });
  expect(answer).toMatchObject({ status: 400, body: { message: /no sound to export as mp3/ } });
  const muted = await visitor.state();
  muted.draft.t[0].sg[0].m.volume = 0;
  const wav = { output: { format: 'wav' }, draft: muted.draft };
  expect((await visitor.submit('render_muted', wav)).status).toBe(400);
});

test('downloads under its own name and type', async () => {
  await visitor.submit('render_named', { output: { format: 'PNG' } });
  await visitor.finish('render_named');
  const file = await visitor.call('/api/render/proxy/render_named/download');
  expect(file.headers.get('content-type')).toBe('image/png');
  expect(file.headers.get('content-disposition')).toContain('render_named.png');
  const wrong = await ask(`${studio.url}/render-result/render_named.mp4`);
  expect(wrong.status).toBe(403);
});
