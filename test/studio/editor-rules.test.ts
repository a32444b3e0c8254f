import { describe, expect, test } from 'vitest';

import { EDIT_RULES } from '../../src/studio/editor/rules.ts';
import { edit, EDITED } from './editor-support.ts';

const EXAMPLES = EDIT_RULES.flatMap(({ name, examples }) => [
  ...examples.en.map((message) => ({ name, language: 'en', message })),
  ...examples.zh.map((message) => ({ name, language: 'zh', message })),
]);

test.each(EXAMPLES)('$name understands: $message', ({ name, message }) => {
  const { changes, refusals } = edit(message);
  // What the example asks for may be so already; then it must be refused, not misunderstood.
  expect(changes.length + refusals.length, name).toBe(1);
});

test.each(EXAMPLES.filter(({ message }) => /^[\p{Script=Han}]/u.test(message)))(
  'answers in Chinese: $message',
  ({ message }) => expect(edit(message).language).toBe('zh'),
);

const HALF_SPEED = { speed: 0.5 };
const DOUBLE_SPEED = { speed: 2 };

describe('what each instruction does', () => {
  test.each([
    ['trim to 5 seconds', [[0, 5000]]],
    ['剪到5秒', [[0, 5000]]],
    ['trim it to the first 5 seconds', [[0, 5000]]],
    ['只保留前5秒', [[0, 5000]]],
    ['trim to 1 minute', null],
    ['trim to 0:05', [[0, 5000]]],
    ['cut it down to two and a half seconds', null],
    ['trim to 2.5s', [[0, 2500]]],
    [
      '剪成十五秒',
      [
        [0, 12_000],
        [0, 3000],
      ],
    ],
    [
      'cut the first 2 seconds',
      [
        [2000, 10_000],
        [0, 8000],
      ],
    ],
    [
      '去掉前2秒',
      [
        [2000, 10_000],
        [0, 8000],
      ],
    ],
    [
      'cut the last 3 seconds',
      [
        [0, 12_000],
        [0, 5000],
      ],
    ],
    [
      '剪掉最后三秒',
      [
        [0, 12_000],
        [0, 5000],
      ],
    ],
    [
      'keep from 10s to 14s',
      [
        [10_000, 2000],
        [0, 2000],
      ],
    ],
    [
      '保留10秒到14秒',
      [
        [10_000, 2000],
        [0, 2000],
      ],
    ],
    ['keep only the last 5 seconds', [[3000, 5000]]],
    [
      'remove the part from 2s to 5s',
      [
        [0, 2000],
        [5000, 7000],
        [0, 8000],
      ],
    ],
    ['use only the second clip', [[0, 8000]]],
    ['remove the last clip', [[0, 12_000]]],
  ])('%s', (message, expected) => {
    const { timeline, changes } = edit(message);
    const spans = timeline?.clips.map((clip) => [clip.sourceStartMs, clip.durationMs]);
    if (expected) expect(spans).toEqual(expected);
    else expect(changes).toEqual([]);
  });

  test.each([
    [
      'add the title "Hello 世界"',
      { text: 'Hello 世界', startMs: 0, durationMs: 3000, color: 'white', position: 'center' },
    ],
    [
      "add a title that says 'X' for the first 3 seconds at the top in yellow",
      { text: 'X', startMs: 0, durationMs: 3000, color: 'yellow', position: 'top' },
    ],
    ['加标题“你好，世界”', { text: '你好，世界', durationMs: 3000 }],
    ['添加标题：夏天的风', { text: '夏天的风' }],
    [
      '添加红色标题「完」到底部，显示2秒',
      { text: '完', color: 'red', position: 'bottom', durationMs: 2000 },
    ],
    [
      'add the text "a, b; mute: 50% [x] \\ \' :" from 2 to 4 seconds',
      { text: "a, b; mute: 50% [x] \\ ' :", startMs: 2000, durationMs: 2000 },
    ],
    ["add the title 'It's ok'", { text: "It's ok" }],
    ['add the title Salt and Pepper', { text: 'Salt and Pepper' }],
    ['show "Bye" in the last 2 seconds', { text: 'Bye', startMs: 18_000, durationMs: 2000 }],
    ['add the title "All" for the whole video', { text: 'All', startMs: 0, durationMs: 20_000 }],
    ['add the title "Late" at 19s for 5 seconds', { startMs: 19_000, durationMs: 1000 }],
    ['add the title "Hex" in #FF8800', { color: '#ff8800' }],
    ['change the title to "New"', { text: 'New', durationMs: 4000 }],
    ['把标题改成绿色', { text: 'Old', color: 'green' }],
  ])('%s', (message, expected) => {
    expect(edit(message).timeline?.titles.at(-1)).toMatchObject(expected);
  });

  test.each([
    ['set the music volume to 35%', { volume: 0.35 }],
    ['背景音乐音量百分之三十五', { volume: 0.35 }],
    ['add background music at 20%', { volume: 0.2 }],
    ['添加背景音乐，音量20%', { volume: 0.2 }],
    ['turn the music down', { volume: 0.25 }],
    ['mute the music', { volume: 0 }],
    ['fade out the music over 3 seconds', { fadeInMs: 0, fadeOutMs: 3000 }],
    ['音乐淡入', { fadeInMs: 1000, fadeOutMs: 0 }],
  ])('%s', (message, expected) => {
    const { timeline } = edit(message);
    expect(timeline?.music).toMatchObject([expected]);
    expect(timeline?.clips).toEqual(EDITED.clips);
  });

  test.each([
    ['mute the video', { volume: 0 }],
    ['静音', { volume: 0 }],
    ['取消静音', { volume: 1 }],
    ['原声音量40%', { volume: 0.4 }],
    ['2x speed', DOUBLE_SPEED],
    ['make it twice as fast', DOUBLE_SPEED],
    ['两倍速', DOUBLE_SPEED],
    ['0.5x', HALF_SPEED],
    ['slow it down to half speed', HALF_SPEED],
    ['慢放', HALF_SPEED],
    ['1.5倍速', { speed: 1.5 }],
  ])('%s', (message, expected) => {
    const { timeline } = edit(message);
    expect(timeline?.clips).toMatchObject([expected, expected]);
    expect(timeline?.music).toMatchObject([{ volume: 0.5 }]);
  });

  test.each([
    [
      'fade in',
      [
        { fadeInMs: 1000, fadeOutMs: 0 },
        { fadeInMs: 0, fadeOutMs: 0 },
      ],
    ],
    ['淡出2秒', [{ fadeOutMs: 0 }, { fadeOutMs: 2000 }]],
    ['fade in and out', [{ fadeInMs: 1000 }, { fadeOutMs: 1000 }]],
  ])('%s', (message, expected) => {
    expect(edit(message).timeline?.clips).toMatchObject(expected);
  });

  test.each([
    ['make it 9:16', 1080, 1920],
    ['竖屏', 1080, 1920],
    ['change the aspect ratio to 1:1', 1080, 1080],
    ['方形', 1080, 1080],
    ['make it vertical, then landscape again', 1920, 1080],
  ])('%s', (message, width, height) => {
    expect(edit(message).timeline?.canvas).toEqual({ width, height });
  });
});
