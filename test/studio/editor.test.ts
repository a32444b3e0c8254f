/** What the tables of instructions cannot show: several edits in one message, answers, and laws that hold for all. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import { type EditOutcome, editTimeline } from '../../src/studio/cutter/editor.ts';
import { dropSpan, keepSpan } from '../../src/studio/cutter/operations/cuts.ts';
import { settleTimeline } from '../../src/studio/cutter/operations/settle.ts';
import { CHINESE_WORDS } from '../../src/studio/cutter/phrases/words/chinese.ts';
import { ENGLISH_WORDS } from '../../src/studio/cutter/phrases/words/english.ts';
import { readDuration } from '../../src/studio/cutter/phrases/times.ts';
import { composeReply } from '../../src/studio/cutter/wording/reply.ts';
import { TOPICS } from '../../src/studio/cutter/wording/misread.ts';
import { measureTimeline, type StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { edit, EDITED, NEW } from './editor-support.ts';
import { clipOf, timelineOf } from './render-support.ts';
import { runs, SEED } from '../fuzz.ts';

const QUIET = { mentionsExportButton: false };
const expectNothingDone = ({ timeline, earlier, changes, placed }: EditOutcome): void =>
  expect([timeline, earlier, changes, placed]).toEqual([EDITED.timeline, EDITED.earlier, [], null]);
const before = EDITED.timeline as StudioTimeline;

test('what is proposed instead is understood, in its language', () => {
  for (const { en, zh } of TOPICS) {
    for (const [language, message] of [
      ...en.split('; ').map((each) => ['en', each]),
      ...zh.split('；').map((each) => ['zh', each]),
    ] as const) {
      const outcome = edit(message as string);
      expect(composeReply(outcome, QUIET).join(' '), message).not.toMatch(/I do not|我不/);
      expect(outcome.language, message).toBe(language);
    }
  }
});

test.each([
  ['English', ENGLISH_WORDS],
  ['Chinese', CHINESE_WORDS],
])('no word is in the %s list twice', (_language, words) => {
  const all = Object.values(words).flatMap((list) => list.split('|'));
  expect(all.filter((word, at) => all.indexOf(word) !== at)).toEqual([]);
});

test('applies several Chinese instructions in order', () => {
  const { timeline, changes } = edit(
    '剪到5秒，加标题“你好，世界”，黄色，放在顶部，持续2秒，然后背景音乐音量20%，再改成竖屏',
  );
  expect(changes).toHaveLength(4);
  expect(timeline?.titles.at(-1)).toMatchObject({
    text: '你好，世界',
    color: 'yellow',
    position: 'top',
    durationMs: 2000,
  });
  expect(timeline?.music).toMatchObject([{ volume: 0.2, durationMs: 5000 }]);
});

test('places the uploads before the first edit, free of charge', () => {
  const outcome = edit('mute', NEW);
  expect(outcome.timeline?.clips).toHaveLength(2);
  expect(outcome.timeline?.canvas).toEqual({ width: 1280, height: 720 });
  expect(outcome.changes).toHaveLength(1);
  expect(composeReply(outcome, QUIET)).toEqual([
    'Placed beach.mp4, city.mp4 on the timeline (0-20s).',
    'Muted the original sound.',
  ]);
});

const picture = (width: number, height: number) => ({
  id: 'p',
  name: 'p.png',
  facts: {
    type: 'image' as const,
    durationMs: 0,
    width,
    height,
    rotation: 0,
    hasAudio: false,
  },
});

test('shows still images for five seconds, on a canvas of even sides', () => {
  const uploads = { media: [picture(801, 601)] };
  expect(editTimeline('place the photo', NEW, uploads).timeline).toMatchObject({
    canvas: { width: 802, height: 602 },
    clips: [{ durationMs: 5000 }],
  });
});

test.each(['place the photo', 'mute it', 'show each photo for 2 seconds', 'use only p.png'])(
  'refuses a banner that nobody can render: %s',
  (message) => {
    const outcome = editTimeline(message, NEW, { media: [picture(4000, 20)] });
    expect(outcome).toMatchObject({ ...NEW, changes: [] });
    expect(composeReply(outcome, QUIET)).toEqual([
      'p.png would make a picture of 1920x10, which is too narrow to render.',
    ]);
  },
);

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

test('all of a message is done or nothing, and what cannot be done is named', () => {
  const outcome = edit('mute it, rotate it 45 degrees and make it square');
  expectNothingDone(outcome);
  expect(composeReply(outcome, QUIET)).toEqual([
    'The picture can be rotated by 90, 180 or 270 degrees.',
  ]);
});

test('what is so already keeps nothing from being done', () => {
  const outcome = edit('make it 16:9 and mute it');
  expect(outcome.changes).toHaveLength(1);
  expect(composeReply(outcome, QUIET)).toEqual([
    'Muted the original sound.',
    'The aspect ratio is 16:9 already.',
  ]);
});

test('takes edits back, the latest message first, as far as there are any', () => {
  const first = edit('trim to 5 seconds, then mute it', NEW);
  const second = edit('make it square', first);
  const once = edit('undo', second);
  expect(once.timeline).toEqual(first.timeline);
  const twice = edit('撤销上一步', once);
  expect(twice.timeline).toBeNull();
  // With an edit beside it, the message is taken back as a whole.
  expect(edit('undo', edit('undo that and mute it', second)).timeline).toEqual(second.timeline);
  expect(composeReply(twice, QUIET)).toEqual(['已撤销上一步（时间线是空的）。']);
  expect(edit('undo', twice)).toMatchObject({
    changes: [],
    notes: [{ en: expect.stringMatching(/no edit to take back/) }],
  });
});

test('takes operations as JSON instead of a sentence, all of them or none', () => {
  const { timeline, changes } = edit(
    '[{"op":"trim","from":2,"to":5},{"op":"title","text":"Hi","position":"top","to":"end","for":1}]',
  );
  expect(changes).toHaveLength(2);
  expect(timeline?.titles.at(-1)).toMatchObject({ text: 'Hi', startMs: 2000, durationMs: 1000 });
  const wrong = edit('[{"op":"trim","to":5},{"op":"title","text":"Hi","colour":"red"}]');
  expectNothingDone(wrong);
  expect(wrong.notes).toMatchObject([{ en: expect.stringMatching(/not valid.*colour/) }]);
});

test('refuses a message that is too long to be read', () => {
  const outcome = edit('x'.repeat(2001));
  expectNothingDone(outcome);
  expect(composeReply(outcome, QUIET).join(' ')).toMatch(/too long/);
});

test('gives titles shown at the same time tracks of their own', () => {
  const { timeline } = edit('add the title "B" from 1 to 5 seconds, add the title "C" at 6s');
  const tracks = writeDraft(timeline ?? before, 'x').t.filter(({ tt }) => tt === 7);
  expect(tracks.map(({ sg }) => sg.map(({ m }) => m['text']))).toEqual([['Old'], ['B', 'C']]);
});

test.each([
  ['1:02:30', 3750],
  ['1:30', 90],
  ['0:02.5', 2.5],
  ['一分半', 90],
  ['一分钟半', 90],
  ['一分三十秒', 90],
  ['两秒半', 2.5],
  ['半分钟', 30],
  ['一个半小时', 5400],
  ['a minute and a half', 90],
  ['one and a half minutes', 90],
  ['1 minute and 30 seconds', 90],
  ['1m30s', 90],
  ['half a second', 0.5],
  ['two and a half seconds', 2.5],
  ['forty-five seconds', 45],
  ['1500 ms', 1.5],
])('reads a time: %s', (text, seconds) => {
  expect(readDuration(text)).toBe(seconds);
  const { timeline } = edit(
    /\p{Script=Han}/u.test(text) ? `剪到${text}` : `trim to ${text}`,
    edit('0.25x speed', edit('place the clips', NEW)),
  );
  expect(measureTimeline(timeline ?? before)).toBe(Math.min(80, seconds) * 1000);
});

const clip = fc
  .tuple(fc.integer({ min: 100, max: 5000 }), fc.integer({ min: 0, max: 3000 }))
  .map(([durationMs, crossFadeMs]) => clipOf('a', { durationMs, crossFadeMs }));
const joined = fc
  .array(clip, { minLength: 1, maxLength: 6 })
  .map((clips) => settleTimeline(timelineOf({ clips })));

test(`a cut leaves exactly what was asked for, wherever the cross-fades are ${SEED}`, () => {
  fc.assert(
    fc.property(joined, fc.nat(20_000), fc.nat(20_000), (timeline, one, other) => {
      const lengthMs = measureTimeline(timeline);
      const [startMs, endMs] = [Math.min(one, other) % lengthMs, Math.min(lengthMs, one + other)];
      fc.pre(endMs > startMs);
      expect(measureTimeline(keepSpan(timeline, { startMs, endMs }))).toBe(endMs - startMs);
      const rest = measureTimeline(dropSpan(timeline, { startMs, endMs }));
      expect(rest).toBe(lengthMs - (endMs - startMs));
    }),
    runs(300),
  );
});
