import { expect, test } from 'vitest';
import { chooseLanguage, chooseSpeech } from '../../src/system/language.ts';

interface Hints {
  requested?: string;
  message?: string;
  locale?: string;
}

/** What the backend is asked for, and what is spoken here. */
test.each<[string, Hints, language: string, spoken: 'en' | 'zh', isGuess: boolean]>([
  ['as asked', { requested: 'zh-CN', message: 'hello', locale: 'en-US' }, 'zh-CN', 'zh', false],
  ['as asked, in any language', { requested: 'fr', message: '导出' }, 'fr', 'en', false],
  ['Chinese', { message: '导出成 MP4', locale: 'en-US' }, 'zh', 'zh', false],
  ['Chinese, whatever the title', { message: '改成“Summer in town”' }, 'zh', 'zh', false],
  [
    'the locale, whatever the title',
    { message: 'add the title "夏天的城市"', locale: 'fr-FR' },
    'fr',
    'en',
    false,
  ],
  ['Japanese', { message: '動画を書き出す', locale: 'ja-JP' }, 'ja', 'en', false],
  ['Korean', { message: '漢字 한국어', locale: 'ko' }, 'ko', 'en', false],
  ['as the machine', { locale: 'zh_TW' }, 'zh', 'zh', true],
  ['as the machine, to signs', { message: '👍', locale: 'zh' }, 'zh', 'zh', true],
  ['English for "C"', { locale: 'C' }, 'en', 'en', true],
  ['English otherwise', {}, 'en', 'en', true],
])('speaks %s', (...[, { locale = '', ...hints }, language, spoken, isGuess]) => {
  const readLocale = (): string => locale;
  const { requested } = hints;
  const speech = chooseSpeech({ ...hints, readLocale });
  expect(speech).toEqual({ language: spoken, isGuess });
  expect(chooseLanguage({ requested, speech, readLocale })).toBe(language);
});
