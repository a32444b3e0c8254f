/** What the table of instructions cannot show: several edits in one message, answers, and laws that hold for all. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import { dropSpan, keepSpan } from '../../src/studio/cutter/editor/cuts.ts';
import { editTimeline } from '../../src/studio/cutter/editor/editor.ts';
import { composeReply } from '../../src/studio/cutter/editor/reply.ts';
import { EDIT_RULES } from '../../src/studio/cutter/editor/rules.ts';
import { settleTimeline } from '../../src/studio/cutter/editor/settle.ts';
import { parseSubtitles } from '../../src/studio/cutter/editor/subtitles.ts';
import { measureTimeline } from '../../src/studio/cutter/timeline-length.ts';
import { edit, EDITED, UPLOADS } from './editor-support.ts';
import { clipOf, timelineOf } from './render-support.ts';
import { runs, SEED } from '../fuzz.ts';

const QUIET = { mentionsExportButton: false };

test('every rule understands its own examples, and answers in their language', () => {
  for (const { name, examples } of EDIT_RULES) {
    for (const message of [...examples.en, ...examples.zh]) {
      const { changes, refusals, language } = edit(message);
      // What the example asks for may be so already; then it must be refused, not misunderstood.
      expect(changes.length + refusals.length, `${name}: ${message}`).toBe(1);
      expect(language, message).toBe(examples.zh.includes(message) ? 'zh' : 'en');
    }
  }
});

test('applies several Chinese instructions in order', () => {
  const { timeline, changes } = edit(
    '剪到5秒，加标题“你好，世界”，黄色，放在顶部，持续2秒，然后背景音乐音量20%，再改成竖屏',
  );
  expect(changes).toHaveLength(4);
  expect(timeline?.titles.at(-1)).toMatchObject({ text: '你好，世界', durationMs: 2000 });
  expect(timeline?.music).toMatchObject([{ volume: 0.2, durationMs: 5000 }]);
});

test('places the uploads before the first edit, free of charge', () => {
  const outcome = edit('mute', null);
  expect(outcome.timeline?.clips).toHaveLength(2);
  expect(outcome.timeline?.canvas).toEqual({ width: 1280, height: 720 });
  expect(outcome.changes).toHaveLength(1);
  expect(composeReply(outcome, QUIET)).toEqual([
    'Placed beach.mp4, city.mp4 on the timeline (0-20s).',
    'Muted the original sound.',
  ]);
});

test('shows still images for five seconds, on a canvas of even sides', () => {
  const facts = { type: 'image', container: 'png_pipe', durationMs: 0, width: 801, height: 601 };
  const media = [{ id: 'p', name: 'p.png', facts: { ...facts, rotation: 0, hasAudio: false } }];
  const request = { message: 'place the photo', timeline: null, media };
  expect(editTimeline(request as Parameters<typeof editTimeline>[0]).timeline).toMatchObject({
    canvas: { width: 802, height: 602 },
    clips: [{ durationMs: 5000 }],
  });
});

test('mentions the buttons of a GUI nobody has', () => {
  const LOUD = { mentionsExportButton: true };
  expect(composeReply(edit('mute'), LOUD).at(-1)).toBe(
    'Your video is ready! Preview in the Timeline panel or click the Export button to save it.',
  );
  expect(composeReply(edit('静音'), LOUD).at(-1)).toMatch(/点击导出按钮/);
  expect(composeReply(edit('start over'), LOUD)).toEqual([
    'Emptied the timeline to start over (the uploads are still there).',
  ]);
});

test.each([
  ['trim to 5 seconds and make it black and white', 1, 'make it black and white'],
  ['make it dance and trim to 5 seconds', 1, 'make it dance'],
  ['剪到5秒，加滤镜，静音', 2, '加滤镜'],
])('says what part of a message it cannot do: %s', (message, done, unknown) => {
  const { changes, refusals } = edit(message);
  expect(changes).toHaveLength(done);
  expect(refusals).toMatchObject([{ en: `I cannot do this: "${unknown}"` }]);
});

test('refuses a message that is too long to be read', () => {
  const outcome = edit('x'.repeat(2001));
  expect(outcome).toMatchObject({ timeline: EDITED, changes: [] });
  expect(composeReply(outcome, QUIET).join(' ')).toMatch(/too long/);
});

test('gives titles shown at the same time tracks of their own', () => {
  const { timeline } = edit('add the title "B" from 1 to 5 seconds, add the title "C" at 6s');
  const tracks = writeDraft(timeline ?? EDITED, 'x').t.filter(({ tt }) => tt === 7);
  expect(tracks.map(({ sg }) => sg.map(({ m }) => m['text']))).toEqual([['Old'], ['B', 'C']]);
});

const clip = fc
  .tuple(fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 0, max: 3000 }))
  .map(([durationMs, crossFadeMs]) => clipOf('a', { durationMs, crossFadeMs }));
const joined = fc
  .array(clip, { minLength: 1, maxLength: 6 })
  .map((clips) => settleTimeline(timelineOf({ clips })));

test(`a cut leaves exactly what was asked for, wherever the cross-fades are ${SEED}`, () => {
  fc.assert(
    fc.property(joined, fc.nat(20_000), fc.nat(20_000), (before, one, other) => {
      const lengthMs = measureTimeline(before);
      const [startMs, endMs] = [Math.min(one, other) % lengthMs, Math.min(lengthMs, one + other)];
      fc.pre(endMs > startMs);
      expect(measureTimeline(keepSpan(before, { startMs, endMs }))).toBe(endMs - startMs);
      const rest = measureTimeline(dropSpan(before, { startMs, endMs }));
      expect(rest).toBe(lengthMs - (endMs - startMs));
    }),
    runs(300),
  );
});

const HELLO = { startMs: 1000, endMs: 2500, text: 'Hello' };

test.each([
  ['a plain file', '1\n00:00:01,000 --> 00:00:02,500\nHello\n'],
  ['dots, short fractions, no numbers and no hours', '00:01.0 --> 0:02.5\nHello'],
  ['WebVTT with settings', '00:01.000 --> 00:02.500 align:start line:90%\nHello'],
  ['markup', '00:00:01,000 --> 00:00:02,500\n<b>{\\an8}Hel</b><font color="red">lo</font>\n'],
  ['MicroDVD codes', '00:00:01,000 --> 00:00:02,500\n{y:i}Hello{c:$0000ff}\n'],
  [
    'CRLF and a drawing',
    '1\r\n00:00:01,000 --> 00:00:02,500\r\n{\\p1\\clip(m 0 0 l 9 0)}Hello\r\n',
  ],
  ['blank lines within', '00:00:01,000 --> 00:00:02,500\n\n  Hello  \n\n'],
  ['a subtitle that ends before it begins', '00:05 --> 00:01\nNo\n\n2\n00:01 --> 00:02.5\nHello'],
  ['a subtitle without text', '1\n00:03 --> 00:04\n\n2\n00:00:01,000 --> 00:00:02,500\nHello'],
])('reads subtitles: %s', (_what, file) => {
  expect(parseSubtitles(file)).toEqual([HELLO]);
});

test('puts subtitles in order and keeps their lines and numbers', () => {
  const file = '2\n00:05 --> 00:06\n100\nof them\n1\n00:01 --> 00:02.5\nHello';
  expect(parseSubtitles(file)).toEqual([
    HELLO,
    { startMs: 5000, endMs: 6000, text: '100\nof them' },
  ]);
});

test('shows at most 200 subtitles, and says how many begin after the end', () => {
  expect(edit('00:01 --> 00:02\nx\n'.repeat(201)).refusals).toMatchObject([
    { en: /more than 200/ },
  ]);
  const film = '00:01 --> 00:02\nin\n' + '00:59 --> 01:00\nout\n'.repeat(500);
  const subtitles = [{ name: 'film.srt', readText: () => film }];
  const request = { message: 'add subtitles', timeline: EDITED, media: UPLOADS, subtitles };
  expect(editTimeline(request).changes).toMatchObject([{ en: /^Added 1 subtitle .*; 500 more/ }]);
  expect(editTimeline({ ...request, subtitles: [] }).refusals).toMatchObject([
    { en: /no subtitles yet/ },
  ]);
});
