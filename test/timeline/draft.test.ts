import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { verbatim } from '../../src/words/text.ts';

/** One track with one segment. */
const readSegment = (segment: object, track: object = { tt: 0 }) =>
  readDraft({ t: [{ ...track, sg: [segment] }] }).tracks[0]?.segments[0];

test('reads the documented keys, and changes nothing', () => {
  const draft = {
    t: [
      { tt: 0, sg: [{ d: 10_000, m: { title: 'city timelapse' } }] },
      { tt: 7, sg: [{ d: 3000, m: { text: 'Urban Dreams' } }] },
    ],
    d: 10_000,
    m: { title: 'Promo', width: 1920, height: 1080 },
  };
  const copy = structuredClone(draft);
  const time = { startMs: 0, volume: undefined };
  expect(readDraft(draft)).toEqual({
    tracks: [
      { kind: 'video', segments: [{ ...time, label: verbatim('city timelapse'), endMs: 10_000 }] },
      { kind: 'title', segments: [{ ...time, label: verbatim('Urban Dreams'), endMs: 3000 }] },
    ],
    durationMs: 10_000,
    canvas: { width: 1920, height: 1080 },
  });
  expect(draft).toEqual(copy);
});

test.each([
  [0, 'video'],
  [1, 'audio'],
  [7, 'title'],
  [99, 'other'],
  ['0', 'other'],
  [undefined, 'other'],
])('takes track type %j for %s', (tt, kind) => {
  expect(readDraft({ t: [{ tt, sg: [{ d: 1000 }] }] }).tracks[0]?.kind).toBe(kind);
});

test('puts segments without a start one after the other; the last end is its length', () => {
  const timeline = readDraft({
    t: [
      { tt: 0, sg: [{ d: 4000 }, { d: 2500 }, { d: 500 }] },
      { tt: 7, sg: [{ start: 6000, d: 2000 }] },
    ],
  });
  const segments = timeline.tracks[0]?.segments ?? [];
  expect(segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 4000],
    [4000, 6500],
    [6500, 7000],
  ]);
  expect(segments.map(({ label }) => label.en)).toEqual(['clip 1', 'clip 2', 'clip 3']);
  expect(timeline.durationMs).toBe(8000);
});

test.each([
  [{ start: 2000, d: 1000 }],
  [{ st: 2000, d: 1000 }],
  [{ s: 2000, d: 1000 }],
  [{ in: 2000, d: 1000 }],
  [{ ts: 2000, d: 1000 }],
  [{ tr: { s: 2000 }, d: 1000 }],
  [{ target: { start: 2000 }, d: 1000 }],
  [{ d: 1000, m: { start: 2000 } }],
  [{ start: 2000, end: 3000 }],
  [{ start: 2000, out: 3000 }],
  [{ start: 2000, duration: 1000 }],
])('finds start and end in %j', (segment) => {
  expect(readSegment(segment)).toMatchObject({ startMs: 2000, endMs: 3000 });
});

test.each([
  [
    { start: 2000, end: 500 },
    { startMs: 2000, endMs: 2000 },
  ],
  [
    { start: Number.NaN, d: Number.POSITIVE_INFINITY },
    { startMs: 0, endMs: 0 },
  ],
])('makes sense of %j', (segment, times) => {
  expect(readSegment(segment)).toMatchObject(times);
});

test.each([
  [{ name: 'city' }, 'city'],
  [{ title: 'city' }, 'city'],
  [{ n: 'city' }, 'city'],
  [{ filename: 'city.mp4' }, 'city.mp4'],
  [{ name: 'near', m: { name: 'far' } }, 'near'],
  [{ src: 'https://cdn.example.com/videos/x/city.mp4?sig=1#t' }, 'city.mp4'],
  [{ m: { cdn_url: '/mnt/userdata/city.mp4' } }, 'city.mp4'],
  [{ path: 'C:\\clips\\city.mp4' }, 'city.mp4'],
  [{ name: '\u001B[31mred\u0007 \u009Bclip' }, 'red clip'],
  [{ name: '' }, 'clip 1'],
  [{ name: 7 }, 'Lo-fi', { tt: 1, m: { title: 'Lo-fi' } }],
  [{ src: '/mnt/userdata/x/city.mp4' }, 'city.mp4', { tt: 0, m: { name: 'Video' } }],
])('names a clip with %j %s', (segment, label, track: object = { tt: 0 }) => {
  expect(readSegment({ d: 1000, ...segment }, track)?.label.en).toBe(label);
});

test.each([
  [{ content: 'Hello' }],
  [{ txt: 'Hello' }],
  [{ title: 'Hello' }],
  [{ c: 'Hello' }],
  [{ text: 'Hello', name: 'title-1' }],
])('reads the words of a title from %j', (segment) => {
  expect(readSegment({ d: 1000, ...segment }, { tt: 7 })?.label.en).toBe('Hello');
});

test.each([
  [{ volume: 0.35 }, 0.35],
  [{ vol: 35 }, 0.35],
  [{ v: 0 }, 0],
  [{ m: { volume: 0.8 } }, 0.8],
  [{ volume: -1 }, undefined],
  [{ volume: 'loud' }, undefined],
])('reads the volume of %j as %j', (segment, volume) => {
  expect(readSegment(segment, { tt: 1 })?.volume).toBe(volume);
});

test.each([
  [
    [0.35, 1.5, 1],
    [0.35, 1.5, 1],
  ],
  [
    [80, 1.5, 1],
    [0.8, 0.015, 0.01],
  ],
])('reads the volumes %j of one draft as %j', (given, volumes) => {
  const t = given.map((volume) => ({ tt: 1, sg: [{ d: 1000, volume }] }));
  expect(readDraft({ t }).tracks.map(({ segments }) => segments[0]?.volume)).toEqual(volumes);
});

test('leaves out tracks without a segment, and sizes without a number', () => {
  const t = [{ tt: 0, sg: [] }, { tt: 1 }, { sg: [null, 3] }, null, 7, { tt: 7, sg: [{ d: 1 }] }];
  const { tracks, canvas } = readDraft({ t, m: { width: 0, height: 0 } });
  expect(tracks.map(({ kind }) => kind)).toEqual(['title']);
  expect(canvas).toBeUndefined();
  for (const draft of [undefined, null, '', [], { t: {} }])
    expect(readDraft(draft)).toMatchObject({ tracks: [], durationMs: 0 });
});

test('survives a draft with a great many segments', () => {
  const sg = Array.from({ length: 200_000 }, () => ({ d: 1 }));
  expect(readDraft({ t: [{ tt: 0, sg }] }).durationMs).toBe(200_000);
});
