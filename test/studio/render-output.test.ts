import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { measureLevel, readFrame } from '../../scripts/dev/frames.ts';
import type { RenderMedia } from '../../src/studio/cutter/render/plan.ts';
import {
  brightnessAt,
  clipOf,
  copyTurned,
  difference,
  makeFolder,
  musicOf,
  openMedia,
  removeFolder,
  renderTimeline,
  shareOfBright,
  SMALL,
  timelineOf,
  titleOf,
} from './render-support.ts';

/** 64 x 32 pixels, the left half white and the right one black, to be turned clockwise. */
const TURNED_JPEG =
  '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzYyLjM2LjEwMQD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABMAAEBAQAAAAAAAAAAAAAAAAAACAcBAQAAAAAAAAAAAAAAAAAAAAAQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAgAEADASIAAhEAAxEA/9oADAMBAAIRAxEAPwDawAAAQoAAAC6wAAAQoAAAD//Z';
/** The same picture, upright. */
const WEBP =
  'UklGRjwAAABXRUJQVlA4IDAAAACQAwCdASpAACAAPpE+mkkloyKhLAgAsBIJaQAAXAN5lLj0nnAAAP74Tjn+nuAAAAA=';
const ONE_FRAME_GIF = 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

const engine = createEngine({ preset: 'ultrafast' });
let folder: string;
let media: Record<'clip' | 'turned' | 'song', RenderMedia>;

const frameOf = (file: string, atMs: number) => readFrame({ file, atMs });
const levelOf = (file: string, options = {}) => measureLevel({ file, ...options });
const path = (name: string): string => join(folder, name);
const open = (name: string) => openMedia(engine, path(name));

beforeAll(async () => {
  folder = await makeFolder();
  const sample = { ...SMALL, durationMs: 2000, withSound: true };
  await engine.makeClip({ ...sample, file: path('clip.mp4') });
  const tone = { kind: 'tone', frequencyHz: 1000, durationMs: 700 } as const;
  await engine.makeClip({ ...sample, ...tone, file: path('song.m4a') });
  await copyTurned(path('clip.mp4'), path('turned.mp4'));
  media = {
    clip: await open('clip.mp4'),
    turned: await open('turned.mp4'),
    song: await open('song.m4a'),
  };
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

test('tells what uploads are', () => {
  const video = { type: 'video', ...SMALL, fps: 30, videoCodec: 'h264', durationMs: 2000 };
  const sound = { hasAudio: true, audioCodec: 'aac' };
  const { width, height } = SMALL;
  expect(media.clip.facts).toMatchObject({ ...video, ...sound, rotation: 0 });
  expect(media.turned.facts).toMatchObject({
    ...video,
    width: height,
    height: width,
    rotation: 90,
  });
  expect(media.song.facts).toMatchObject({ type: 'audio', ...sound, durationMs: 700 });
});

test('trims to the frame, and holds the last frame of a clip shorter than its place', async () => {
  const clips = [
    clipOf('clip', { sourceStartMs: 700, durationMs: 1200 }),
    clipOf('clip', { sourceStartMs: 1500, durationMs: 1200 }),
  ];
  const made = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(made.durationMs - 2400)).toBeLessThanOrEqual(34);
  for (const [atMs, sourceMs] of [
    [0, 700],
    [1166, 1866],
    [1200, 1500],
  ] as const) {
    const frame = await frameOf(made.file, atMs);
    const meant = difference(frame, await frameOf(media.clip.file, sourceMs));
    const before = difference(frame, await frameOf(media.clip.file, sourceMs - 34));
    const after = difference(frame, await frameOf(media.clip.file, sourceMs + 34));
    expect(meant).toBeLessThan(Math.min(before, after));
  }
  const last = await frameOf(media.clip.file, 1967);
  expect(difference(await frameOf(made.file, 2300), last)).toBeLessThan(3);
});

test('plays a quarter as fast in two steps, at the same pitch', async () => {
  const clips = [clipOf('clip', { speed: 0.25, durationMs: 1000, sourceStartMs: 1000 })];
  const { file } = await renderTimeline(engine, timelineOf({ clips }), { media });
  const near = async (atMs: number, sourceMs: number) =>
    difference(await frameOf(file, atMs), await frameOf(media.clip.file, sourceMs));
  expect(await near(800, 1200)).toBeLessThan(await near(800, 1800));
  const all = await levelOf(file, { atMs: 100, durationMs: 800 });
  const tone = await levelOf(file, { atMs: 100, durationMs: 800, frequencyHz: 440 });
  expect(all - tone).toBeLessThan(3);
});

async function open64(name: string, base64: string): Promise<RenderMedia> {
  await writeFile(path(name), base64, 'base64');
  return open(name);
}

test('shows a phone clip upright, and stills of every kind', async () => {
  const stills = {
    jpeg: await open64('turned.jpg', TURNED_JPEG),
    webp: await open64('still.webp', WEBP),
    gif: await open64('one-frame.gif', ONE_FRAME_GIF),
  };
  const still = { type: 'image', rotation: 0 };
  expect(stills.jpeg.facts).toMatchObject({ ...still, width: 32, height: 64, rotation: 90 });
  expect(stills.webp.facts).toMatchObject({ ...still, width: 64, height: 32 });
  expect(stills.gif.facts).toMatchObject({ ...still, width: 1, height: 1 });
  const clips = ['turned', 'jpeg', 'webp', 'gif'].map((name) => clipOf(name, { durationMs: 300 }));
  const size = { width: 180, height: 320 };
  const { file } = await renderTimeline(engine, timelineOf({ clips }), {
    media: { ...media, ...stills },
    ...size,
  });
  const lying = await frameOf(media.turned.file, 0);
  const upright = await frameOf(file, 0);
  // Clockwise: what was at the left edge is at the top, what was at the bottom is at the left.
  for (const [x, y] of [
    [0.6, 0.45],
    [0.3, 0.9],
    [0.75, 0.55],
  ] as const) {
    expect(Math.abs(brightnessAt(upright, 1 - y, x) - brightnessAt(lying, x, y))).toBeLessThan(30);
  }
  // White is the left half of a still, or its upper one once turned; a GIF of one frame stays.
  for (const [atMs, x, y] of [
    [300, 0.5, 0.25],
    [600, 0.25, 0.5],
    [900, 0.5, 0.5],
    [1166, 0.5, 0.5],
  ] as const) {
    const frame = await frameOf(file, atMs);
    expect(brightnessAt(frame, x, y), `${atMs}`).toBeGreaterThan(220);
    if (atMs < 900) expect(brightnessAt(frame, 1 - x, 1 - y), `${atMs}`).toBeLessThan(25);
  }
});

test('draws Chinese characters, not the same empty box for each', async () => {
  const titles = ['我', '海', '边', '口'].map((text, at) =>
    titleOf(text, { startMs: at * 100, durationMs: 100 }),
  );
  const { file } = await renderTimeline(engine, timelineOf({ titles }), {
    width: 640,
    height: 360,
  });
  const frames = await Promise.all([50, 150, 250, 350].map((atMs) => frameOf(file, atMs)));
  for (const [at, frame] of frames.entries())
    for (const other of frames.slice(at + 1)) expect(difference(frame, other)).toBeGreaterThan(0.1);
});

test('draws hostile titles as the text they are', async () => {
  const texts = [
    'hi,drawtext=textfile=/etc/os-release',
    `it's "quoted" 'twice' \\' \\\\`,
    'a:b;c,d=[e]{f}|g',
    '%{pts} %{localtime} %% 100%',
    "':enable=0:text='",
    '-i /etc/passwd $(id) `id`',
    'file:///etc/passwd\u0000\u001b[31m\u202e',
  ];
  const titles = texts.map((text, at) => titleOf(text, { startMs: at * 100, durationMs: 100 }));
  const { file, durationMs } = await renderTimeline(engine, timelineOf({ titles }), {});
  expect(Math.abs(durationMs - texts.length * 100)).toBeLessThanOrEqual(34);
  for (const at of texts.keys()) {
    const frame = await frameOf(file, at * 100 + 50);
    // One line in the middle; a file's content would fill more.
    expect(shareOfBright(frame, { top: 0.44, bottom: 0.56 })).toBeGreaterThan(0.005);
    expect(shareOfBright(frame, { bottom: 0.42 })).toBe(0);
    expect(shareOfBright(frame, { top: 0.58 })).toBe(0);
  }
});

test('keeps long and many-lined titles inside the picture', async () => {
  const titles = [
    titleOf('今天天气很好，我们一起去海边看日出。'.repeat(6), {
      position: 'bottom',
      durationMs: 200,
    }),
    titleOf('The quick brown fox jumps over the lazy dog, WWWWWWWW MMMMMMMM.'.repeat(3), {
      position: 'top',
      startMs: 200,
      durationMs: 200,
    }),
  ];
  for (const size of [SMALL, { width: 202, height: 360 }]) {
    const { file } = await renderTimeline(engine, timelineOf({ titles }), size);
    for (const atMs of [100, 300]) {
      const frame = await frameOf(file, atMs);
      const edge = (x: number) =>
        frame.luma.filter((luma, at) => at % frame.width === x && luma > 60);
      expect(shareOfBright(frame, { level: 120 })).toBeGreaterThan(0.02);
      for (const x of [0, 1, frame.width - 2, frame.width - 1]) expect(edge(x)).toHaveLength(0);
      expect(shareOfBright(frame, { bottom: 0.02, level: 60 })).toBe(0);
      expect(shareOfBright(frame, { top: 0.98, level: 60 })).toBe(0);
    }
  }
});

test('plays music alone over black, from where it begins', async () => {
  const music = [musicOf('song', { startMs: 300, durationMs: 700 })];
  const made = await renderTimeline(engine, timelineOf({ music }), { media });
  expect(shareOfBright(await frameOf(made.file, 500), { level: 20 })).toBe(0);
  expect(await levelOf(made.file, { durationMs: 250 })).toBeLessThan(-70);
  expect(await levelOf(made.file, { atMs: 350, durationMs: 600 })).toBeGreaterThan(-25);
});
