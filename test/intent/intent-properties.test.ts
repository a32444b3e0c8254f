import { array, assert, constantFrom, oneof, property, string, tuple } from 'fast-check';
import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';
import { runs, SEED } from '../fuzz.ts';

const actions = (message: string): string[] => routeMessage(message).map(({ action }) => action);

/** Any of the texts between the strokes. */
const anyOf = (...lists: string[]) => constantFrom(...lists.flatMap((list) => list.split('|')));

const EDITS = [
  'add a title|trim it to 15 seconds|make the music quieter|fix the white balance|add end credits',
  'crop the video to 9:16|put a download button on screen|replace the sky with stars',
  'write "Export" in the middle|a tutorial on uploading files|render it as a cartoon',
  'give the video a warm look|加个标题|剪到10秒|把背景音乐换掉|调整白平衡|加下载按钮|加片尾演职员表',
].flatMap((line) => line.split('|'));
const REQUESTS = Object.entries({
  export:
    'export it|download the video|send me the video|save it to my desktop|导出视频|把视频发给我',
  credits: 'how many credits do I have left|check my balance|还剩多少积分',
  state: 'show the timeline|show me the tracks|看看时间线',
}).flatMap(([kind, texts]) => texts.split('|').map((text) => ({ kind, text })));
const isHan = (text: string): boolean => /\p{Script=Han}/u.test(text);

const edit = constantFrom(...EDITS);
/** Without topics: what follows a topic may be one more. */
const plainEdit = edit.filter((text) => !text.includes('tutorial'));
const request = constantFrom(...REQUESTS.map(({ text }) => text));
const message = oneof(
  edit,
  request,
  tuple(edit, request).map(([first, second]) => joined(first, second)),
);
const joined = (first: string, second: string): string =>
  isHan(second) ? `${first}，然后${second}` : `${first}, then ${second}`;

const widen = (text: string): string =>
  text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0));

test(`padding, case, marks, emoji and width never change what is done ${SEED}`, () => {
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
    runs(200),
  );
});

test(`what is refused or postponed is not done, nor told to the editor beside an edit ${SEED}`, () => {
  const before = anyOf("don't export yet, |before you export it, |先别导出，|不要下载，");
  const after = constantFrom(", but don't export it yet", '. Do not download it yet', '，先别导出');
  assert(
    property(edit, before, after, (text, first, last) => {
      for (const whole of [first + text, text + last])
        expect(routeMessage(whole)).toMatchObject([{ action: 'chat', text }]);
    }),
    runs(200),
  );
});

test(`quoted words never decide ${SEED}`, () => {
  const quote = constantFrom('"x"', '“x”', '「x」', '《x》', "'x'");
  const frame = constantFrom('add the title ', 'make the label say ', '加标题', '字幕写上');
  const unquoted = oneof(request, edit).filter((text) => !text.includes('"'));
  const words = array(unquoted, { minLength: 1, maxLength: 3 }).map((list) => list.join(', '));
  assert(
    property(frame, quote, words, (before, quotes, content) => {
      const text = before + quotes.replace('x', content);
      expect(routeMessage(text)).toMatchObject([{ action: 'chat', text }]);
    }),
    runs(2_000),
  );
});

test(`every plan is a plan: the words for the editor are words of the message, and say why ${SEED}`, () => {
  const words = constantFrom(
    ...[...EDITS, ...REQUESTS.map(({ text }) => text)].flatMap((text) => text.split(' ')),
    ...', . and then ， 然后 " “ ” 🎬 ｅｘｐｏｒｔ é \u0301 don\'t https://e.com/a.mp4'.split(' '),
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
        // A wish behind an export joins the edit before it: what stood between is cut out, and nothing is added.
        for (const word of step.text?.split(/\s+/) ?? []) expect(text).toContain(word);
      }
    }),
    runs(300),
  );
});

test(`a message of many sentences is done in the order they stand in, each as it is alone ${SEED}`, () => {
  const refusal = anyOf(
    "don't export yet|do not download it|please don't render anything|let's not export it",
    '先别导出|不要下载',
  );
  const sentence = oneof(
    plainEdit.map((text) => ({ kind: 'chat', text })),
    constantFrom(...REQUESTS),
    refusal.map((text) => ({ kind: 'refused', text })),
  );
  const sentences = array(sentence, { minLength: 2, maxLength: 5 });
  assert(
    property(sentences, constantFrom('. ', '! ', '。', '\n', '; '), (list, mark) => {
      const plan = routeMessage(list.map(({ text }) => text).join(mark === '\n' ? '.\n' : mark));
      const wanted = expectedOf(list);
      if (wanted.length === 0) expect(plan).toMatchObject([{ action: 'state' }]);
      else expect(plan.map(({ action }) => action)).toEqual(wanted.map(({ kind }) => kind));
      for (const [index, { texts }] of wanted.entries())
        for (const text of texts) expect(plan[index]?.text).toContain(text);
      for (const { text } of plan) expect(REQUEST_WORDS).not.toContain(text);
    }),
    runs(200),
  );
});

const REQUEST_WORDS = [...REQUESTS.map(({ text }) => text), 'export', '导出'];

/** Edits that stand side by side are one text, unless a refusal stands between them; a step is not done twice in a row. */
function expectedOf(list: { kind: string; text: string }[]): { kind: string; texts: string[] }[] {
  const wanted: { kind: string; texts: string[] }[] = [];
  for (const [index, { kind, text }] of list.entries()) {
    const last = wanted.at(-1);
    if (kind === 'refused') continue;
    if (kind !== 'chat') {
      if (last?.kind !== kind) wanted.push({ kind, texts: [] });
    } else if (last?.kind === 'chat' && list[index - 1]?.kind === 'chat') last.texts.push(text);
    else wanted.push({ kind, texts: [text] });
  }
  return wanted;
}

/** Edits put together from their parts, with keywords of other actions among them. */
const generatedEdit = oneof(
  tuple(
    anyOf('mute|add|remove|fix|brighten|make|trim|loop|shift|blur'),
    constantFrom('the', 'my', 'a', 'every', 'that'),
    constantFrom('second', 'white', 'rolling', 'export', 'blue', 'main', 'noisy'),
    anyOf('track|balance|credits|title|button|timeline|logo|progress bar'),
    constantFrom('', ' a bit more', ' at 0:05', ' "Export, then download"', ' by 20%'),
  ).map(([verb, article, kind, thing, how]) => `${verb} ${article} ${kind} ${thing}${how}`),
  tuple(
    constantFrom('加', '去掉', '调整', '删除', '放大', '模糊'),
    constantFrom('片尾', '第二条', '白', '蓝色的', '导出'),
    constantFrom('字幕', '音轨', '平衡', '按钮', '进度条', '积分榜'),
  ).map((parts) => parts.join('')),
);

test(`a heading action word at the end of any edit is found, and the edit's words arrive unchanged ${SEED}`, () => {
  const ending = anyOf('export|export it|download the video|send me the file|save it as a.mp4');
  const endingHan = constantFrom('导出', '导出视频', '把视频发给我', '下载到手机');
  const seam = constantFrom(
    ' and ',
    ', ',
    ' then ',
    ', and then ',
    '. ',
    '; ',
    ' & ',
    ' after that ',
    '\n',
  );
  const seamHan = constantFrom('再', '然后', '，', '，再', '并', '之后', '后', '，最后');
  const sentence = oneof(
    tuple(
      generatedEdit.filter((text) => !isHan(text)),
      seam,
      ending,
    ),
    tuple(generatedEdit.filter(isHan), seamHan, endingHan),
  );
  assert(
    property(sentence, ([text, between, last]) => {
      expect(routeMessage(`${text}${between}${last}`)).toMatchObject([
        { action: 'chat', text },
        { action: 'export' },
      ]);
    }),
    runs(6_000),
  );
});

test(`the editor never hears of an export that was asked for, refused or put off ${SEED}`, () => {
  const part = oneof(
    plainEdit.filter((text) => !/export|download|导出|下载/i.test(text)),
    request,
    anyOf(
      "don't export yet|before you export|export it later|how long is the video?",
      '导出前|先别导出|is it exported?',
    ),
  );
  assert(
    property(
      array(part, { minLength: 1, maxLength: 4 }),
      constantFrom('. ', ', ', '; ', '，'),
      (parts, mark) => {
        for (const { text = '' } of routeMessage(parts.join(mark)))
          expect(text).not.toMatch(/export|download|导出|下载/i);
      },
    ),
    runs(2_000),
  );
});
