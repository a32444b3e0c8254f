import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { verbatim } from '../../src/words/text.ts';
import { runs, SEED } from '../fuzz.ts';

/** One track with one segment. */
const readSegment = (segment: object, track: object = { tt: 0 }) =>
  readDraft({ t: [{ ...track, sg: [segment] }] }).tracks[0]?.segments[0];

test('reads the documented keys', () => {
  const draft = {
    t: [
      { tt: 0, sg: [{ d: 10_000, m: { title: 'city timelapse' } }] },
      { tt: 1, sg: [{ d: 10_000, m: { title: 'Lo-fi' } }] },
      { tt: 7, sg: [{ d: 3000, m: { text: 'Urban Dreams' } }] },
    ],
    d: 10_000,
    m: { title: 'Promo', width: 1920, height: 1080 },
  };
  expect(readDraft(draft)).toEqual({
    tracks: [
      {
        kind: 'video',
        segments: [
          { label: verbatim('city timelapse'), startMs: 0, endMs: 10_000, volume: undefined },
        ],
      },
      {
        kind: 'audio',
        segments: [{ label: verbatim('Lo-fi'), startMs: 0, endMs: 10_000, volume: undefined }],
      },
      {
        kind: 'title',
        segments: [{ label: verbatim('Urban Dreams'), startMs: 0, endMs: 3000, volume: undefined }],
      },
    ],
    durationMs: 10_000,
    canvas: { width: 1920, height: 1080 },
  });
});

test.each([
  [0, 'video'],
  [1, 'audio'],
  [7, 'title'],
  [3, 'other'],
  [99, 'other'],
  [-1, 'other'],
  ['0', 'other'],
  [undefined, 'other'],
])('takes track type %j for %s', (tt, kind) => {
  expect(readDraft({ t: [{ tt, sg: [{ d: 1000 }] }] }).tracks[0]?.kind).toBe(kind);
});

test('puts segments without a start one after the other', () => {
  const { tracks } = readDraft({ t: [{ tt: 0, sg: [{ d: 4000 }, { d: 2500 }, { d: 500 }] }] });
  expect(tracks[0]?.segments.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
    [0, 4000],
    [4000, 6500],
    [6500, 7000],
  ]);
});

test('takes the length from the last end where the draft states none', () => {
  const draft = {
    t: [
      { tt: 0, sg: [{ d: 4000 }] },
      { tt: 7, sg: [{ start: 3000, d: 2000 }] },
    ],
  };
  expect(readDraft(draft).durationMs).toBe(5000);
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

test('never lets a segment end before it starts', () => {
  expect(readSegment({ start: 2000, end: 500 })).toMatchObject({ startMs: 2000, endMs: 2000 });
});

test.each([
  [{ name: 'city' }, 'city'],
  [{ title: 'city' }, 'city'],
  [{ n: 'city' }, 'city'],
  [{ filename: 'city.mp4' }, 'city.mp4'],
  [{ m: { name: 'city' } }, 'city'],
  [{ name: 'near', m: { name: 'far' } }, 'near'],
  [{ src: 'https://cdn.example.com/videos/x/city.mp4?sig=1#t' }, 'city.mp4'],
  [{ m: { cdn_url: '/mnt/userdata/city.mp4' } }, 'city.mp4'],
  [{ path: 'C:\\clips\\city.mp4' }, 'city.mp4'],
  [{ name: '' }, 'clip 1'],
  [{ name: 7 }, 'clip 1'],
  [{}, 'clip 1'],
])('names a clip with %j %s', (segment, label) => {
  expect(readSegment({ d: 1000, ...segment })?.label.en).toBe(label);
});

test('names a clip by its track where it has no name of its own', () => {
  expect(readSegment({ d: 1000 }, { tt: 1, m: { title: 'Lo-fi' } })?.label.en).toBe('Lo-fi');
});

test('counts clips that have no name', () => {
  const { tracks } = readDraft({ t: [{ tt: 0, sg: [{ d: 1 }, { d: 1 }] }] });
  expect(tracks[0]?.segments.map(({ label }) => label.en)).toEqual(['clip 1', 'clip 2']);
});

test.each([
  [{ text: 'Hello' }],
  [{ content: 'Hello' }],
  [{ txt: 'Hello' }],
  [{ title: 'Hello' }],
  [{ c: 'Hello' }],
  [{ m: { text: 'Hello' } }],
  [{ text: 'Hello', name: 'title-1' }],
])('reads the words of a title from %j', (segment) => {
  expect(readSegment({ d: 1000, ...segment }, { tt: 7 })?.label.en).toBe('Hello');
});

test('takes control characters out of a label', () => {
  expect(readSegment({ name: '\u001B[31mred\u0007 \u009Bclip' })?.label.en).toBe('red clip');
});

test.each([
  [{ volume: 0.35 }, 0.35],
  [{ vol: 35 }, 0.35],
  [{ v: 1 }, 1],
  [{ v: 0 }, 0],
  [{ m: { volume: 0.8 } }, 0.8],
  [{ volume: -1 }, undefined],
  [{ volume: 'loud' }, undefined],
  [{}, undefined],
])('reads the volume of %j as %j', (segment, volume) => {
  expect(readSegment(segment, { tt: 1 })?.volume).toBe(volume);
});

test('leaves out tracks without a segment', () => {
  const draft = {
    t: [{ tt: 0, sg: [] }, { tt: 1 }, { tt: 5, sg: null }, null, { tt: 7, sg: [{ text: 'Hi' }] }],
  };
  expect(readDraft(draft).tracks.map(({ kind }) => kind)).toEqual(['title']);
});

test.each([
  [undefined],
  [null],
  [''],
  [[]],
  [{}],
  [{ t: null }],
  [{ t: {} }],
  [{ t: [] }],
  [{ t: [7, 'a', [], { sg: [null, 3, 'x', []] }] }],
])('reads %j as an empty timeline', (draft) => {
  expect(readDraft(draft)).toMatchObject({ tracks: [], durationMs: 0 });
});

test('ignores numbers that are not finite', () => {
  const segment = { start: Number.NaN, d: Number.POSITIVE_INFINITY };
  expect(readSegment(segment)).toMatchObject({ startMs: 0, endMs: 0 });
});

test.each([
  [{ m: { width: 1080, height: 1920 } }, { width: 1080, height: 1920 }],
  [
    { width: 1080, height: 1920 },
    { width: 1080, height: 1920 },
  ],
  [{ m: { width: 1080 } }, undefined],
  [{ m: { width: 0, height: 0 } }, undefined],
])('reads the picture size of %j', (draft, canvas) => {
  expect(readDraft(draft).canvas).toEqual(canvas);
});

test('survives a draft with a great many segments', () => {
  const sg = Array.from({ length: 200_000 }, () => ({ d: 1 }));
  expect(readDraft({ t: [{ tt: 0, sg }] }).durationMs).toBe(200_000);
});

test('changes nothing in the draft', () => {
  const draft = { t: [{ tt: 0, sg: [{ d: 1000, x: [1] }], y: {} }], z: null };
  const copy = structuredClone(draft);
  readDraft(draft);
  expect(draft).toEqual(copy);
});

test(`reads any JSON without throwing ${SEED}`, () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const { tracks } = readDraft(value);
      return Array.isArray(tracks);
    }),
    runs(100),
  );
});

/** JSON that looks like a draft from a distance. */
const nearDraft = fc.record({
  t: fc.array(
    fc.oneof(
      fc.jsonValue(),
      fc.record({
        tt: fc.oneof(fc.constantFrom(0, 1, 7, 3), fc.jsonValue()),
        m: fc.jsonValue(),
        sg: fc.array(
          fc.dictionary(
            fc.constantFrom('d', 'm', 's', 'e', 'text', 'name', 'volume', 'tr', 'src', 'target'),
            fc.jsonValue(),
          ),
        ),
      }),
    ),
  ),
  d: fc.jsonValue(),
  m: fc.jsonValue(),
});

test(`reads what only resembles a draft into segments that have a name and end after they start ${SEED}`, () => {
  fc.assert(
    fc.property(nearDraft, (draft) =>
      readDraft(draft).tracks.every(
        ({ segments }) =>
          segments.length > 0 &&
          segments.every(({ label, startMs, endMs }) => label.en !== '' && endMs >= startMs),
      ),
    ),
    runs(100),
  );
});
