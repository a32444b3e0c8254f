import { expect, test } from 'vitest';

import { compileTimeline } from '../../src/studio/cutter/render/compile.ts';
import { readRotation } from '../../src/studio/cutter/render/inspect.ts';
import { chainTempo } from '../../src/studio/cutter/render/sound.ts';
import { wrapText } from '../../src/studio/cutter/render/title-layout.ts';
import type { StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { clipOf, mediaOf, musicOf, SMALL, timelineOf, titleOf } from './render-support.ts';

const compile = (timeline: StudioTimeline, media = { a: mediaOf() }) =>
  compileTimeline(timeline, { media, output: SMALL });

test('joins clips that cross-fade in turn, and sounds by the same number of samples', () => {
  const clips = [
    clipOf('a'),
    clipOf('a'),
    clipOf('a', { crossFadeMs: 400 }),
    clipOf('a', { crossFadeMs: 600 }),
    clipOf('a'),
  ];
  const { graph, durationMs } = compile(timelineOf({ clips }));
  expect(durationMs).toBe(5000 - 400 - 600);
  const offsets = Array.from(graph.matchAll(/xfade=.*?offset=([\d.]+)/g), ([, offset]) => offset);
  expect(offsets).toEqual(['1.6', '2']);
  const samples = Array.from(graph.matchAll(/acrossfade=ns=(\d+)/g), ([, count]) => Number(count));
  expect(samples).toEqual([0.4 * 48_000, 0.6 * 48_000]);
});

test('opens each file once under a generated name, however often it is used', () => {
  const { files } = compile(
    timelineOf({ clips: [clipOf('a'), clipOf('a')], music: [musicOf('a')] }),
  );
  expect(files).toEqual([{ kind: 'media', name: 'in0.mp4', source: '/media/upload' }]);
});

test('lets no text, path or media id of a user into the graph', () => {
  const hostile = `x':textfile=/etc/passwd,[in];movie=evil`;
  const timeline = timelineOf({
    clips: [clipOf(hostile, { name: hostile })],
    titles: [titleOf(hostile)],
  });
  const media = { [hostile]: { ...mediaOf(), file: `/media/${hostile}` } };
  const { graph, files } = compileTimeline(timeline, { media, output: SMALL });
  expect(graph).not.toMatch(/passwd|evil|\/media/);
  expect(files).toContainEqual({ kind: 'text', name: 't0.txt', text: hostile });
});

test('opens every source with its demuxer forced, and local files only', () => {
  const { graph } = compile(timelineOf({ clips: [clipOf('a')], music: [musicOf('a')] }));
  const sources = graph.match(/a?movie=[^,]*/g) ?? [];
  expect(sources).toHaveLength(3);
  for (const source of sources) {
    expect(source).toMatch(
      /:f=mov:.*format_opts='protocol_whitelist=file\\:format_whitelist=mov'$/,
    );
  }
});

test.each([
  ['nothing at all', timelineOf({}), 'empty-timeline'],
  ['a clip whose media is gone', timelineOf({ clips: [clipOf('lost')] }), 'missing-media'],
  ['five hours', timelineOf({ clips: [clipOf('a', { durationMs: 18e6 })] }), 'too-large'],
  ['endless music', timelineOf({ music: [musicOf('a', { startMs: Infinity })] }), 'too-large'],
  [
    '301 titles',
    timelineOf({ titles: Array.from({ length: 301 }, () => titleOf('x')) }),
    'too-large',
  ],
])('refuses %s', (_name, timeline, reason) => {
  expect(() => compile(timeline)).toThrow(expect.objectContaining({ reason }));
});

test('lasts until the last part ends', () => {
  const plan = compile(
    timelineOf({
      clips: [clipOf('a')],
      titles: [titleOf('The end', { startMs: 1500, durationMs: 700 })],
    }),
  );
  expect(plan.durationMs).toBeCloseTo(2200);
});

test('never lets cuts drift: a hundred clips of 10 ms last 30 frames', () => {
  const clips = Array.from({ length: 100 }, () => clipOf('a', { durationMs: 10 }));
  expect(compile(timelineOf({ clips })).durationMs).toBe(1000);
});

test.each([
  [1, []],
  [2, ['atempo=2']],
  [3, ['atempo=2', 'atempo=1.5']],
  [0.2, ['atempo=0.5', 'atempo=0.5', 'atempo=0.8']],
])('reaches %d times the speed in steps of 0.5 to 2', (speed, steps) => {
  expect(chainTempo(speed)).toEqual(steps);
});

test.each([
  ['one two three four', 4, ['one two', 'three', 'four']],
  ['今天天气很好我们去海边', 5, ['今天天气很', '好我们去海', '边']],
  // No line begins with a comma.
  ['今天天气好，我们去', 5, ['今天天气', '好，我们去']],
  // A word is cut only when it is too long alone.
  ['abcdefghijkl', 4, ['abcdefg', 'hijkl']],
  ['去 Beijing 玩', 4, ['去', 'Beijing', '玩']],
  ['a\n\nb', 10, ['a', '', 'b']],
])('wraps %j to %d ems', (...[text, maxEms, lines]) => {
  expect(wrapText(text, maxEms)).toEqual(lines);
});

test('shrinks a long title until it fits, and cuts it when nothing helps', () => {
  const size = (text: string): number =>
    Number(/fontsize=(\d+)/.exec(compile(timelineOf({ titles: [titleOf(text)] })).graph)?.[1]);
  expect(size('short')).toBeGreaterThan(size('海'.repeat(400)));
  const { files } = compile(timelineOf({ titles: [titleOf('海'.repeat(5000))] }));
  const text = files.find((file) => file.kind === 'text');
  expect(text).toMatchObject({ text: expect.stringMatching(/^(海+\n?)+$/) });
});

test.each([
  ['upright', [1, 0, 0, 1], 0],
  ['lying on its right side', [0, 1, -1, 0], 90],
  ['upside down', [-1, 0, 0, -1], 180],
  ['lying on its left side', [0, -1, 1, 0], 270],
])('reads the display matrix of a picture %s', (_name, [a, b, c, d], degrees) => {
  const matrix = new Int32Array([a, b, 0, c, d, 0, 0, 0, 1].map((value) => (value ?? 0) * 0x10000));
  expect(readRotation(new Uint8Array(matrix.buffer))).toBe(degrees);
});
