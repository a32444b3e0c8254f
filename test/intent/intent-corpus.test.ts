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
  Chinese: /^(?:outside-)?zh/,
  English: /^(?:outside-)?en/,
  'other languages': /^(?:es|pt|fr|de|ja|ko|more-languages|outside-other)/,
};

// Issue 5 asks for 300 utterances: 150, 80 and 60 of them by language.
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
