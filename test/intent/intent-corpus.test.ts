import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routeMessage, type PlanStep } from '../../src/intent/intent.ts';

const FOLDER = new URL('intent-corpus/', import.meta.url);

/** A plan as the corpus writes it: `upload{a.mp4} > chat[add a title] > export@720p=b.mp4`. */
const write = (plan: PlanStep[], message: string): string =>
  plan
    .map(({ action, text, files = [], resolution, out }) => {
      const words = plan.length === 1 && text === message ? '' : `[${text}]`;
      return [
        action,
        text === undefined ? '' : words,
        files.length === 0 ? '' : `{${files.join(',')}}`,
        resolution === undefined ? '' : `@${resolution}`,
        out === undefined ? '' : `=${out}`,
      ].join('');
    })
    .join(' > ');

const rows = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((name) =>
    readFileSync(new URL(name, FOLDER), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [...line.split('\t'), name] as [string, string, string]),
  );

test.each(rows)('"%s" means %s (%s)', (message, plan) => {
  expect(write(routeMessage(message), message)).toBe(plan);
});

test('no utterance is listed twice', () => {
  const messages = rows.map(([message]) => message);
  expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
});

/** Words of the seed's table and their nearest kin: a plan without their action took them for something else. */
const KEYWORDS: Readonly<Record<string, RegExp>> = {
  export: /export|download|render|\bsave|\bsend|导出|下载|渲染|保存|发给?我/i,
  credits: /credit|balance|积分|余额/i,
  state: /status|\bstate\b|timeline|track|状态|轨道|时间线/i,
  upload: /upload|上传/i,
};

const isFalseFriend = ([message, plan]: [string, string, string]): boolean =>
  Object.entries(KEYWORDS).some(
    ([action, keyword]) => keyword.test(message) && !plan.includes(action),
  );

const LANGUAGES: Readonly<Record<string, RegExp>> = {
  Chinese: /^zh/,
  English: /^en/,
  'other languages': /^other/,
};

test.each([
  ['English', 150],
  ['Chinese', 80],
  ['other languages', 60],
] as const)('the corpus has enough %s', (language, least) => {
  const own = rows.filter(([, , file]) => LANGUAGES[language]?.test(file));
  expect(own.length).toBeGreaterThanOrEqual(least);
});

test('the corpus has enough keywords that are no request, or are refused', () => {
  expect(rows.filter(isFalseFriend).length).toBeGreaterThanOrEqual(80);
});

const EXPORT =
  /\b(?:re-?)?(?:export|download)(?:ing|s)?\b|导出|下载|書き出|エクスポート|ダウンロード|내보내|다운로드/i;
/** Content of a video in a request's words: "add an export button", "a video about exporting coffee". */
const CONTENT =
  /\b(?:crates|button|botão|botón|bouton|icon|manager|logo|banner|animation|about|tutorial|says?|saying|words?|text|title|voiceover|labelled|caption|music|port|read|downloaded|downloadable|exports cars|counter|video about|url|link in)\b|按钮|教程|关于|写|文字|内容|图标|旁白|配音|的音乐|PDF|转场|字|ボタン|버튼|引导出|指导出/i;
const withoutQuotes = (text: string): string =>
  text.replace(/"[^"]*"|“[^”]*”|'[^']*'|「[^」]*」/g, '');

test('no harm is done over the corpus: nothing of an export reaches the editor, nor a fragment', () => {
  const texts = rows.flatMap(([message]) =>
    routeMessage(message).flatMap(({ text }) => text ?? []),
  );
  expect(texts.filter((text) => EXPORT.test(withoutQuotes(text)) && !CONTENT.test(text))).toEqual(
    [],
  );
  const fragments = texts.filter((text) =>
    /^(?:视频|the video|it|动画|動画|영상|please|and|then|再|后|前)$/i.test(text),
  );
  expect(fragments).toEqual([]);
});
