import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { writeDraft } from '../../src/studio/stand-in/draft.ts';
import {
  editByOperations,
  editTimeline,
  type Project,
  readGeneration,
  readMessage,
} from '../../src/studio/cutter/editor.ts';
import { composeReply } from '../../src/studio/cutter/wording/reply.ts';
import { measureTimeline, type StudioTimeline } from '../../src/studio/cutter/timeline.ts';
import { EDITED, NEW, UPLOADS } from './editor-support.ts';
import { checkAnswer } from './instructions/read-answer.ts';
import { runs, SEED } from '../fuzz.ts';

const DESK = { media: UPLOADS };
const EXAMPLES = readFileSync(new URL('instructions/done.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => (line.split('\t')[0] ?? '').replaceAll('\\n', '\n'));
const PIECES = [
  ...'，。；"“”\'%：第百😀\n\u0000\u202e\uE000',
  ' and ',
  '再',
  '然后',
  '9999999999',
  '-1',
  '0.0001',
  '\uE0001\uE001',
  '👨‍👩‍👧',
  'a.mp4',
  '００:00 --> 00:01',
];

const example = fc.constantFrom(...EXAMPLES);
const piece = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 6 }));
const place = fc.double({ min: 0, max: 1, noNaN: true });

/** An example with something put in, taken out, doubled or turned round. */
const mutation = fc.tuple(example, piece, place, place).map(([text, inserted, one, other]) => {
  const [from, to] = [one, other].map((at) => Math.floor(at * text.length)).sort((a, b) => a - b);
  const middle = text.slice(from, to);
  const changes = [
    inserted,
    '',
    middle + middle,
    [...middle].toReversed().join(''),
    middle + inserted,
  ];
  return text.slice(0, from) + changes[Math.floor(one * 97) % changes.length] + text.slice(to);
});
const mixture = fc.array(fc.oneof(mutation, example, piece), { minLength: 2, maxLength: 6 });
const long = fc
  .tuple(fc.oneof(example, piece), fc.constantFrom('', ' ', '，', '\n'), fc.nat(20_000))
  .map(([text, gap, length]) => (text + gap).repeat(1 + length / (text.length + 1)));

const message = fc.oneof(
  { weight: 5, arbitrary: mutation },
  { weight: 3, arbitrary: mixture.map((parts) => parts.join('，')) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 300 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 60 }) },
  { weight: 1, arbitrary: long },
);

function assertValid(timeline: StudioTimeline, text: string): void {
  const draft = writeDraft(timeline, 'x');
  // Nothing in it is lost as JSON: NaN would be, and what is undefined.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(draft)), draft)) {
    expect(JSON.parse(JSON.stringify(draft)), text).toStrictEqual(draft);
  }
  const lengthMs = measureTimeline(timeline);
  for (const { startMs, durationMs } of [...timeline.music, ...timeline.titles]) {
    if (!(startMs >= 0 && durationMs >= 0 && startMs + durationMs <= lengthMs)) {
      throw new Error(`${startMs}+${durationMs} of ${lengthMs}: ${text}`);
    }
  }
  for (const { durationMs, crossFadeMs = 0 } of timeline.clips) {
    if (!(Number.isInteger(durationMs) && durationMs > 0 && crossFadeMs <= durationMs)) {
      throw new Error(`a clip of ${durationMs}: ${text}`);
    }
  }
}

test(`no message breaks the editor or its draft ${SEED}`, () => {
  fc.assert(
    fc.property(message, fc.constantFrom(NEW, EDITED), (text, project) => {
      readGeneration(text);
      const outcome = editTimeline(text, project, DESK);
      composeReply(outcome, { mentionsExportButton: true });
      const { timeline, earlier } = outcome;
      if (outcome.changes.length === 0) {
        expect([timeline, earlier]).toEqual([project.timeline, project.earlier]);
      } else if (timeline) assertValid(timeline, text);
    }),
    runs(1_000),
  );
});

const one = (...choices: string[]) => fc.constantFrom(...choices);
const figure = fc.integer({ min: 1, max: 24 }).map((each) => each / 2);
const small = fc.constantFrom(0.5, 1, 1.5, 2);
const percent = fc.integer({ min: 0, max: 40 }).map((each) => each * 5);
const say = (parts: TemplateStringsArray, ...values: Array<fc.Arbitrary<string | number>>) =>
  fc
    .tuple(...values)
    .map((found) => parts.map((part, at) => part + String(found[at] ?? '')).join(''));
const speed = fc.constantFrom(0.25, 0.5, 1.25, 1.5, 2, 3, 4);
const turn = fc.constantFrom(90, 180, 270);
const word = one('Hello', '你好', 'mute it', '100%', 'don’t');

const ENGLISH = fc.oneof(
  say`${one('trim', 'cut', 'shorten')} ${one('it', 'the video', 'my clip', 'clip 2')} to ${figure} ${one('seconds', 's', 'sec')}`,
  say`${one('cut', 'remove', 'trim', 'delete')} the ${one('first', 'last')} ${figure} seconds`,
  say`${one('keep only', 'keep')} the ${one('first', 'last')} ${figure}s${one('', ' of the video', ' of clip 1')}`,
  say`${one('remove', 'cut out', 'delete')} ${one('', 'the part ', 'everything ')}from ${figure}s to ${figure} seconds`,
  say`${one('make it', 'play it at', 'speed it up')} ${speed}x${one('', ' speed', ' faster')}`,
  say`${one('mute', 'unmute')} ${one('it', 'the video', 'the first clip', 'city.mp4')}`,
  say`${one('set', 'change', 'turn')} the ${one('volume', 'sound')} ${one('to', 'down to', 'up to')} ${percent}%`,
  say`${one('add', 'put in', 'use')} ${one('background music', 'some music', 'song.mp3')} at ${percent}%${one('', ' volume')}`,
  say`${one('set', 'lower', 'change')} the music volume to ${percent}%`,
  say`${one('fade in', 'fade out', 'fade in and out')}${one('', ' the music', ' the video')} over ${small} seconds`,
  say`${one('add a', 'use a')} ${small} second ${one('crossfade', 'transition')} between the clips`,
  say`${one('make it', 'turn it', 'change it to')} ${one('vertical', 'square', 'landscape', '4:5')}`,
  say`rotate ${one('it', 'the video', 'clip 1')} ${turn} degrees${one('', ' counterclockwise')}`,
  say`${one('add', 'show', 'put')} the ${one('title', 'text', 'caption')} "${word}"${one('', ' at the top', ' at the bottom left')}${one('', ' in red')} ${one('for', 'at')} ${small} seconds`,
  say`make the title ${one('red', 'bigger', 'smaller', 'huge')}`,
  one('remove the title', 'remove the music', 'play the music once', 'fill the screen'),
  one('swap the clips', 'use only clip 1', 'remove the last clip', 'put clip 2 first'),
  say`set the resolution to ${one('720p', '480p', '640x360')}`,
);
const CHINESE = fc.oneof(
  say`${one('', '请', '帮我')}把${one('视频', '第二段', 'beach.mp4')}${one('剪到', '缩短到')}${figure}秒`,
  say`${one('去掉', '删除', '剪掉')}${one('前', '最后', '开头的')}${figure}秒`,
  say`只保留${one('前', '最后')}${figure}秒`,
  say`删掉${figure}秒到${figure}秒${one('', '的部分')}`,
  say`${speed}倍速${one('', '播放')}`,
  say`${one('静音', '第一段静音', '关闭原声', '取消静音')}`,
  say`${one('音量', '原声音量', '第二段的音量')}${one('调到', '设为', '')}${percent}%`,
  say`${one('添加背景音乐', '加音乐', '用song.mp3做背景音乐')}，音量${percent}%`,
  say`背景音乐音量${one('调到', '改为')}${percent}%`,
  say`${one('', '音乐')}${one('淡入', '淡出', '淡入淡出')}${small}秒`,
  say`片段之间加${small}秒${one('转场', '叠化')}`,
  say`${one('改成', '变成', '')}${one('竖屏', '横屏', '正方形')}`,
  say`${one('顺时针', '逆时针', '')}旋转${turn}度`,
  say`${one('在顶部', '在左下角', '')}${one('加', '添加')}${one('', '黄色')}${one('标题', '文字')}“${word}”，${one('显示', '持续')}${small}秒`,
  say`把标题${one('改成红色', '放大', '移到底部')}`,
  one('去掉标题', '去掉背景音乐', '音乐只播放一次', '铺满画面', '颠倒片段的顺序', '只用第一段'),
);
const sentence = fc.oneof(
  { weight: 3, arbitrary: ENGLISH },
  { weight: 3, arbitrary: CHINESE },
  {
    weight: 1,
    arbitrary: fc
      .tuple(ENGLISH, one(', ', ' and ', ', then ', '. '), ENGLISH)
      .map((each) => each.join('')),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(CHINESE, one('，', '，然后', '。', '，再'), CHINESE)
      .map((each) => each.join('')),
  },
);

/** Performs a sentence's operations one by one, and holds each answer against what it did. */
function checkAnswers(text: string, project: Project): boolean {
  const request = readMessage(text, DESK);
  if ('refusal' in request) return false;
  let current = project;
  for (const operation of request.operations) {
    const outcome = editByOperations([operation], current, DESK);
    const [change] = outcome.changes;
    const [before, after] = [current.timeline, outcome.timeline];
    if (change && before && after) {
      for (const said of [change.en, change.zh]) checkAnswer(said, { before, after });
    }
    current = outcome;
  }
  const whole = editByOperations(request.operations, project, DESK);
  if (whole.changes.length > 0) expect(whole.timeline, text).toEqual(current.timeline);
  return whole.changes.length > 0;
}

test(`of 10,000 sentences, each answer names exactly what changed ${SEED}`, () => {
  let done = 0;
  let all = 0;
  fc.assert(
    fc.property(sentence, (text) => {
      all += 1;
      if (checkAnswers(text, EDITED)) done += 1;
    }),
    runs(10_000),
  );
  expect(done / all).toBeGreaterThan(0.7);
});

const UNKNOWN = one(
  'sparkly',
  'banana',
  'gently-ish',
  'hologram',
  'neon',
  '梦幻',
  '闪光',
  '滤镜',
  '香蕉',
);

test(`a sentence with an unknown word in it is refused, and the word is named ${SEED}`, () => {
  fc.assert(
    fc.property(sentence, UNKNOWN, place, (text, unknown, where) => {
      const gaps = [...text.matchAll(/ |，|^|$/gu)].map(({ index }) => index);
      const quoted = [...text.matchAll(/["“][^"”]*["”]/gu)];
      const free = gaps.filter(
        (at) => !quoted.some(({ index, 0: { length } }) => at > index && at < index + length),
      );
      const at = free[Math.floor(where * (free.length - 1))] ?? 0;
      const changed = `${text.slice(0, at)} ${unknown} ${text.slice(at)}`;
      const outcome = editTimeline(changed, EDITED, DESK);
      expect(outcome.changes, changed).toEqual([]);
      expect(outcome.timeline).toBe(EDITED.timeline);
      expect(outcome.notes[0]?.en, changed).toContain(unknown);
    }),
    runs(2_000),
  );
});
