import {
  array,
  assert,
  constantFrom,
  oneof,
  property,
  string,
  stringMatching,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { routeMessage } from '../../src/core/intent.ts';

const actions = (message: string): string[] => routeMessage(message).map(({ action }) => action);

const EDITS = [
  'add a title',
  'trim it to 15 seconds',
  'make the music quieter',
  'fix the white balance',
  'add end credits',
  'crop the video to 9:16',
  'put a download button on screen',
  'replace the sky with stars',
  'write "Export" in the middle',
  'a tutorial on uploading files',
  'render it as a cartoon',
  'give the video a warm look',
];
const EDITS_ZH = [
  '加个标题',
  '剪到10秒',
  '把背景音乐换掉',
  '调整白平衡',
  '加下载按钮',
  '加片尾演职员表',
];
const REQUESTS = {
  export: [
    'export it',
    'download the video',
    'send me the video',
    'save it to my desktop',
    '导出视频',
    '把视频发给我',
  ],
  credits: ['how many credits do I have left', 'check my balance', '还剩多少积分'],
  state: ['show the timeline', 'show me the tracks', '看看时间线'],
};
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

const edit = constantFrom(...EDITS, ...EDITS_ZH);
/** Without topics: what follows a topic may be one more. */
const plainEdit = edit.filter((text) => !text.includes('tutorial'));
const request = constantFrom(...Object.values(REQUESTS).flat());
const exportRequest = constantFrom(...REQUESTS.export);
const message = oneof(
  edit,
  request,
  tuple(edit, request).map(([first, second]) => joined(first, second)),
);
const joined = (first: string, second: string): string =>
  isHan(second) ? `${first}，然后${second}` : `${first}, then ${second}`;

const widen = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

const runs = { numRuns: 2000 };

test('padding, case, marks, emoji and width never change what is done', () => {
  const disguise = constantFrom<(text: string) => string>(
    (text) => text.toUpperCase(),
    (text) => `${text}!!!`,
    (text) => `${text}。`,
    (text) => `  ${text} 🎬`,
    (text) => `👍 ${text}`,
    (text) => (isHan(text) ? `麻烦${text}` : `please ${text}`),
    (text) => (isHan(text) ? `请帮我${text}` : `Could you ${text}`),
    (text) => (isHan(text) ? `${text}，谢谢` : `${text}, thanks`),
    (text) => widen(text),
  );
  assert(
    property(message, disguise, (text, change) => {
      expect(actions(change(text))).toEqual(actions(text));
    }),
    runs,
  );
});

test('an edit and an export are two steps, and the editor never hears of the export', () => {
  const seam = constantFrom(
    ' and ',
    ', then ',
    '. ',
    ' and then ',
    '; ',
    ', and finally ',
    '，然后',
    '，再',
    '，',
  );
  assert(
    property(plainEdit, seam, exportRequest, (first, between, last) => {
      expect(routeMessage(`${first}${between}${last}`)).toMatchObject([
        { action: 'chat', text: first },
        { action: 'export' },
      ]);
    }),
    runs,
  );
});

test('what is refused or postponed is not done, nor told to the editor beside an edit', () => {
  const refusal = constantFrom(
    "don't export yet",
    'do not download it',
    'before you export it',
    '先别导出',
    '不要下载',
  );
  assert(
    property(refusal, edit, (no, wish) => {
      expect(routeMessage(`${no}, ${wish}`)).toMatchObject([{ action: 'chat', text: wish }]);
    }),
    runs,
  );
});

test('quoted words are content', () => {
  const quote = constantFrom(['"', '"'], ['“', '”'], ['「', '」'], ['《', '》'], ["'", "'"]);
  const frame = constantFrom(
    'add the title ',
    'make the label say ',
    'change the text to ',
    '加标题',
    '字幕写上',
  );
  assert(
    property(frame, quote, request, (before, [open, close], words) => {
      const text = `${before}${open}${words}${close}`;
      expect(routeMessage(text)).toMatchObject([{ action: 'chat', text }]);
    }),
    runs,
  );
});

test('a topic is content', () => {
  const frame = constantFrom(
    'make a video about ',
    'a tutorial on how to ',
    'create a song called ',
  );
  assert(
    property(frame, constantFrom(...Object.values(REQUESTS).flat()), (before, words) => {
      const text = `${before}${words}`;
      expect(actions(text)).toEqual(['chat']);
    }),
    runs,
  );
});

test('a keyword inside a word is none', () => {
  const word = constantFrom('export', 'download', 'upload', 'credit', 'status', 'render');
  const letters = stringMatching(/^[a-z]{2,6}$/);
  assert(
    property(letters, word, letters, (before, inner, after) => {
      expect(actions(`${before}${inner}${after} the sky`)).toEqual(['chat']);
    }),
    runs,
  );
});

test('every plan is a plan: the words for the editor are words of the message, and say why', () => {
  const words = constantFrom(
    ...[...EDITS, ...EDITS_ZH, ...Object.values(REQUESTS).flat()].flatMap((text) =>
      text.split(' '),
    ),
    ',',
    '.',
    ' and ',
    ' then ',
    '，',
    '然后',
    '"',
    '“',
    '”',
    '🎬',
    'ｅｘｐｏｒｔ',
    'é',
    '\u0301',
    "don't",
    'https://e.com/a.mp4',
  );
  const anything = oneof(
    array(words, { maxLength: 25 }).map((list) => list.join(' ')),
    string({ unit: 'grapheme', maxLength: 60 }),
  );
  assert(
    property(anything, (text) => {
      const plan = routeMessage(text);
      expect(plan.length).toBeGreaterThan(0);
      for (const step of plan) {
        expect(step.because).not.toBe('');
        expect(step.skip_sse).toBe(step.action !== 'chat');
        if (step.text !== undefined) expect(text).toContain(step.text);
      }
    }),
    { numRuns: 5000 },
  );
});
