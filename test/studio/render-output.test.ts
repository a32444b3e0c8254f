import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createEngine } from '../../src/studio/render/engine.ts';
import { measureLevel, readFrame } from '../../src/studio/render/frames.ts';
import type { RenderMedia } from '../../src/studio/render/plan.ts';
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
  writeHalfWhitePng,
} from './render-support.ts';

/** 64 x 32 pixels, the left half white and the right one black, to be turned clockwise. */
const TURNED_JPEG =
  '/9j/4QAiRXhpZgAATU0AKgAAAAgAAQESAAMAAAABAAYAAAAAAAD/4AAQSkZJRgABAgAAAQABAAD//gAQTGF2YzYyLjM2LjEwMQD/2wBDAAgEBAQEBAUFBQUFBQYGBgYGBgYGBgYGBgYHBwcICAgHBwcGBgcHCAgICAkJCQgICAgJCQoKCgwMCwsODg4RERT/xABMAAEBAQAAAAAAAAAAAAAAAAAACAcBAQAAAAAAAAAAAAAAAAAAAAAQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAgAEADASIAAhEAAxEA/9oADAMBAAIRAxEAPwDawAAAQoAAAC6wAAAQoAAAD//Z';
/** The same picture, upright. */
const WEBP =
  'UklGRjwAAABXRUJQVlA4IDAAAACQAwCdASpAACAAPpE+mkkloyKhLAgAsBIJaQAAXAN5lLj0nnAAAP74Tjn+nuAAAAA=';
const ONE_FRAME_GIF = 'R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=';

const engine = createEngine({ preset: 'ultrafast', crf: 28 });
let folder: string;
let media: Record<'clip' | 'mute' | 'turned' | 'song' | 'still', RenderMedia>;

const frameOf = (file: string, atMs: number) => readFrame(engine, { file, atMs });
const levelOf = (file: string, options = {}) => measureLevel(engine, { file, ...options });

beforeAll(async () => {
  folder = await makeFolder();
  const path = (name: string): string => join(folder, name);
  const sample = { ...SMALL, durationMs: 2000 };
  await engine.makeClip({ ...sample, file: path('clip.mp4'), withSound: true });
  await engine.makeClip({ ...sample, file: path('mute.mp4'), withSound: false });
  const tone = { kind: 'tone', withSound: true, frequencyHz: 1000, durationMs: 700 } as const;
  await engine.makeClip({ ...sample, ...tone, file: path('song.m4a') });
  await copyTurned(path('clip.mp4'), path('turned.mp4'));
  await writeHalfWhitePng(path('still.png'), { width: 200, height: 100 });
  const open = (name: string) => openMedia(engine, path(name));
  media = {
    clip: await open('clip.mp4'),
    mute: await open('mute.mp4'),
    turned: await open('turned.mp4'),
    song: await open('song.m4a'),
    still: await open('still.png'),
  };
});

afterAll(async () => {
  await engine.close();
  await removeFolder(folder);
});

test('tells what uploads are', () => {
  const video = { type: 'video', ...SMALL, fps: 30, videoCodec: 'h264', durationMs: 2000 };
  expect(media.clip.facts).toMatchObject({
    ...video,
    rotation: 0,
    hasAudio: true,
    audioCodec: 'aac',
  });
  expect(media.mute.facts).toMatchObject({ ...video, hasAudio: false });
  expect(media.turned.facts).toMatchObject({ ...video, width: 360, height: 640, rotation: 90 });
  expect(media.song.facts).toMatchObject({ type: 'audio', audioCodec: 'aac', durationMs: 700 });
  expect(media.still.facts).toMatchObject({
    type: 'image',
    width: 200,
    height: 100,
    durationMs: 0,
  });
});

test('trims to the frame', async () => {
  const clips = [clipOf('clip', { sourceStartMs: 700, durationMs: 1200 })];
  const made = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(made.durationMs - 1200)).toBeLessThanOrEqual(34);
  expect(made).toMatchObject({ ...SMALL, fps: 30, videoCodec: 'h264', audioCodec: 'aac' });
  expect(made.bytes).toBeGreaterThan(1000);
  for (const [atMs, sourceMs] of [
    [0, 700],
    [1166, 1866],
  ] as const) {
    const frame = await frameOf(made.file, atMs);
    const meant = difference(frame, await frameOf(media.clip.file, sourceMs));
    const before = difference(frame, await frameOf(media.clip.file, sourceMs - 34));
    const after = difference(frame, await frameOf(media.clip.file, sourceMs + 34));
    expect(meant).toBeLessThan(Math.min(before, after));
  }
});

test('plays twice as fast and, in two steps, a quarter as fast', async () => {
  const clips = [
    clipOf('clip', { speed: 2, durationMs: 1000 }),
    clipOf('clip', { speed: 0.25, durationMs: 1000, sourceStartMs: 1000 }),
  ];
  const made = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(made.durationMs - 2000)).toBeLessThanOrEqual(34);
  const near = async (atMs: number, sourceMs: number) =>
    difference(await frameOf(made.file, atMs), await frameOf(media.clip.file, sourceMs));
  expect(await near(500, 1000)).toBeLessThan(await near(500, 500));
  expect(await near(1800, 1200)).toBeLessThan(await near(1800, 1800));
  // The pitch stays: it is still the source's 440 Hz.
  for (const atMs of [100, 1100]) {
    const here = { atMs, durationMs: 800 };
    const [all, tone] = [
      await levelOf(made.file, here),
      await levelOf(made.file, { ...here, frequencyHz: 440 }),
    ];
    expect(all - tone).toBeLessThan(3);
  }
});

test('plays clips one after another, the silent one too', async () => {
  const clips = [
    clipOf('mute', { sourceStartMs: 500, durationMs: 500 }),
    clipOf('clip', { durationMs: 700 }),
  ];
  const made = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(made.durationMs - 1200)).toBeLessThanOrEqual(34);
  const second = await frameOf(made.file, 500);
  expect(difference(second, await frameOf(media.clip.file, 0))).toBeLessThan(
    difference(second, await frameOf(media.clip.file, 500)),
  );
  expect(await levelOf(made.file, { durationMs: 450 })).toBeLessThan(-80);
  expect(await levelOf(made.file, { atMs: 550, durationMs: 600 })).toBeGreaterThan(-25);
});

test('mutes, turns down and fades a clip, and leaves the volume of the others', async () => {
  const durationMs = 500;
  const clips = [
    clipOf('clip', { durationMs }),
    clipOf('clip', { durationMs, volume: 0.5 }),
    clipOf('clip', { durationMs, volume: 0 }),
    clipOf('clip', { durationMs, fadeInMs: 500 }),
  ];
  const { file } = await renderTimeline(engine, timelineOf({ clips }), { media });
  const level = (atMs: number) => levelOf(file, { atMs: atMs + 50, durationMs: 350 });
  const source = await levelOf(media.clip.file);
  expect(Math.abs((await level(0)) - source)).toBeLessThan(1);
  expect(Math.abs((await level(500)) - (source - 6))).toBeLessThan(1);
  expect(await level(1000)).toBeLessThan(-80);
  expect(await level(1500)).toBeLessThan(source - 4);
  expect(shareOfBright(await frameOf(file, 1500), { level: 40 })).toBe(0);
  expect(shareOfBright(await frameOf(file, 1960), { level: 40 })).toBeGreaterThan(0.5);
});

test('repeats music to fill its place, at its volume, without turning the clip down', async () => {
  const timeline = timelineOf({
    clips: [clipOf('clip', { durationMs: 2000 })],
    music: [musicOf('song', { startMs: 300, durationMs: 1700, volume: 0.35, fadeOutMs: 300 })],
  });
  const { file } = await renderTimeline(engine, timeline, { media });
  const music = (atMs: number, durationMs = 200) =>
    levelOf(file, { atMs, durationMs, frequencyHz: 1000 });
  const full = await levelOf(media.song.file, { frequencyHz: 1000, atMs: 100, durationMs: 400 });
  expect(await music(50)).toBeLessThan(full - 25);
  // 0.35 is 9.1 dB down; the second place is in the song's third round.
  for (const atMs of [500, 1450]) {
    expect(Math.abs((await music(atMs)) - (full - 9.1))).toBeLessThan(1.5);
  }
  expect(await music(1900, 100)).toBeLessThan(full - 15);
  const clip = await levelOf(file, { atMs: 500, durationMs: 1000, frequencyHz: 440 });
  const source = await levelOf(media.clip.file, { atMs: 500, durationMs: 1000, frequencyHz: 440 });
  expect(Math.abs(clip - source)).toBeLessThan(1);
});

test('fits a wide picture into a tall canvas between black bars', async () => {
  const size = { width: 180, height: 320 };
  const made = await renderTimeline(engine, timelineOf({ clips: [clipOf('clip')] }), {
    media,
    ...size,
  });
  expect(made).toMatchObject(size);
  const frame = await frameOf(made.file, 500);
  // 180 x 101 pixels of picture are left: 34 % of the height are its middle.
  expect(shareOfBright(frame, { bottom: 0.33, level: 30 })).toBe(0);
  expect(shareOfBright(frame, { top: 0.67, level: 30 })).toBe(0);
  expect(shareOfBright(frame, { top: 0.36, bottom: 0.64, level: 30 })).toBeGreaterThan(0.5);
});

test('turns a phone clip upright', async () => {
  const size = { width: 180, height: 320 };
  const { file } = await renderTimeline(engine, timelineOf({ clips: [clipOf('turned')] }), {
    media,
    ...size,
  });
  const upright = await frameOf(file, 0);
  const lying = await frameOf(media.turned.file, 0);
  // Clockwise: what was at the left edge is at the top, what was at the bottom is at the left.
  for (const [x, y] of [
    [0.6, 0.45],
    [0.3, 0.9],
    [0.75, 0.55],
  ] as const) {
    expect(Math.abs(brightnessAt(upright, 1 - y, x) - brightnessAt(lying, x, y))).toBeLessThan(30);
  }
});

test('shows a still image for its time', async () => {
  const clips = [clipOf('still', { durationMs: 600 }), clipOf('clip', { durationMs: 400 })];
  const { file, durationMs } = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(durationMs - 1000)).toBeLessThanOrEqual(34);
  for (const atMs of [0, 560]) {
    const frame = await frameOf(file, atMs);
    // 2:1 in 16:9: bars above and below, white left, black right.
    expect(brightnessAt(frame, 0.25, 0.5)).toBeGreaterThan(230);
    expect(brightnessAt(frame, 0.75, 0.5)).toBeLessThan(25);
    expect(brightnessAt(frame, 0.25, 0.02)).toBeLessThan(25);
  }
  expect(difference(await frameOf(file, 600), await frameOf(media.clip.file, 0))).toBeLessThan(15);
});

test.each([
  [
    'a JPEG whose EXIF data turns it',
    TURNED_JPEG,
    'jpeg_pipe',
    { width: 32, height: 64, rotation: 90 },
  ],
  ['a WebP', WEBP, 'webp_pipe', { width: 64, height: 32, rotation: 0 }],
  ['a GIF of one frame', ONE_FRAME_GIF, 'gif', { width: 1, height: 1, rotation: 0 }],
])('shows %s', async (...[name, base64, demuxer, facts]) => {
  const file = join(folder, name.replaceAll(' ', '-'));
  await writeFile(file, base64, 'base64');
  const picture = await openMedia(engine, file);
  expect(picture).toMatchObject({ demuxer, facts: { type: 'image', ...facts } });
  const clips = [clipOf('picture', { durationMs: 300 })];
  const made = await renderTimeline(engine, timelineOf({ clips }), { media: { picture } });
  for (const atMs of [0, 266]) {
    const frame = await frameOf(made.file, atMs);
    // White is the left half, or the upper one once turned.
    const [x, y] = facts.rotation === 90 ? [0.5, 0.25] : [0.48, 0.5];
    expect(brightnessAt(frame, x, y)).toBeGreaterThan(220);
    if (facts.width > 1) expect(brightnessAt(frame, 1 - x + 0.02, 1 - y)).toBeLessThan(25);
  }
});

test('holds the last frame of a clip that is shorter than its place', async () => {
  const clips = [clipOf('clip', { sourceStartMs: 1500, durationMs: 1200 })];
  const { file, durationMs } = await renderTimeline(engine, timelineOf({ clips }), { media });
  expect(Math.abs(durationMs - 1200)).toBeLessThanOrEqual(34);
  const last = await frameOf(media.clip.file, 1967);
  expect(difference(await frameOf(file, 1100), last)).toBeLessThan(3);
});

test('shows a Chinese title where and when it belongs', async () => {
  const titles = [
    titleOf('你好，世界', { position: 'bottom', startMs: 200, durationMs: 400 }),
    titleOf('顶部', { position: 'top', startMs: 600, durationMs: 400 }),
  ];
  const { file } = await renderTimeline(engine, timelineOf({ titles }), {});
  const seen = async (atMs: number) => {
    const frame = await frameOf(file, atMs);
    const inks = [
      [0, 0.33],
      [0.33, 0.67],
      [0.67, 1],
    ] as const;
    return inks.map(([top, bottom]) => shareOfBright(frame, { top, bottom }) > 0.001);
  };
  const [nowhere, top, bottom] = [
    [false, false, false],
    [true, false, false],
    [false, false, true],
  ];
  expect(await seen(166)).toEqual(nowhere);
  expect(await seen(200)).toEqual(bottom);
  expect(await seen(566)).toEqual(bottom);
  expect(await seen(600)).toEqual(top);
  expect(await seen(966)).toEqual(top);
});

test('draws Chinese characters, not the same empty box for each', async () => {
  const titles = ['我', '海', '边', '口'].map((text, at) =>
    titleOf(text, { startMs: at * 100, durationMs: 100 }),
  );
  const { file } = await renderTimeline(engine, timelineOf({ titles }), {});
  const inks = [];
  for (const atMs of [50, 150, 250, 350]) inks.push(shareOfBright(await frameOf(file, atMs)));
  expect(new Set(inks.map((ink) => ink.toFixed(5))).size).toBe(4);
});

test('fades a title in and out, plate and all', async () => {
  const titles = [titleOf('渐变', { durationMs: 1000, fadeMs: 400 })];
  const { file } = await renderTimeline(engine, timelineOf({ titles }), {});
  const ink = async (atMs: number) =>
    (await frameOf(file, atMs)).luma.reduce((a, b) => Math.max(a, b));
  expect(await ink(0)).toBeLessThan(20);
  expect(await ink(200)).toBeLessThan(190);
  expect(await ink(500)).toBeGreaterThan(240);
  expect(await ink(900)).toBeLessThan(140);
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

test('plays music alone over black', async () => {
  const music = [musicOf('song', { durationMs: 1000 })];
  const made = await renderTimeline(engine, timelineOf({ music }), { media, fps: 29.97 });
  expect(made.fps).toBeCloseTo(29.97, 2);
  expect(shareOfBright(await frameOf(made.file, 500), { level: 20 })).toBe(0);
  expect(await levelOf(made.file, { atMs: 750, durationMs: 200 })).toBeGreaterThan(-25);
});
