import { expect, test } from 'vitest';
import { chooseLanguage, chooseSpeech, isChinese } from '../../src/system/language.ts';

interface Hints {
  requested?: string;
  message?: string;
  locale?: string;
}

test.each<[string, Hints, string]>([
  ['what was asked for', { requested: 'zh-CN', message: 'hello', locale: 'en-US' }, 'zh-CN'],
  ['the message, when it is Chinese', { message: '加个标题', locale: 'en-US' }, 'zh'],
  ['the message, when Chinese is among it', { message: 'add 标题', locale: 'en' }, 'zh'],
  ['the locale for a Japanese message', { message: '動画を書き出す', locale: 'ja-JP' }, 'ja'],
  ['the locale for any other message', { message: 'bonjour', locale: 'fr-FR' }, 'fr'],
  ['the locale without a message', { locale: 'de' }, 'de'],
  ['the locale in POSIX spelling', { locale: 'pt_BR' }, 'pt'],
  ['English for the locale "C"', { locale: 'C' }, 'en'],
  ['English for the locale "POSIX"', { locale: 'POSIX' }, 'en'],
  ['English for nothing', {}, 'en'],
])('goes by %s', (_what, { locale = '', ...hints }: Hints, language) => {
  const readLocale = (): string => locale;
  const { requested } = hints;
  const speech = chooseSpeech({ ...hints, readLocale });
  expect(chooseLanguage({ requested, speech, readLocale })).toBe(language);
});

test.each([
  ['你好', true],
  ['Urban 城市 Dreams', true],
  ['hello', false],
  ['', false],
  ['世界こんにちは', false],
  ['カタカナ漢字', false],
  ['漢字 한국어', false],
])('says whether "%s" is Chinese', (text, chinese) => {
  expect(isChinese(text)).toBe(chinese);
});

test.each<[string, Hints, ReturnType<typeof chooseSpeech>]>([
  ['as asked', { requested: 'zh-CN', message: 'hello' }, { language: 'zh', isGuess: false }],
  [
    'as asked, Chinese or not',
    { requested: 'fr', message: '导出' },
    { language: 'en', isGuess: false },
  ],
  ['Chinese', { message: '导出成 MP4', locale: 'en-US' }, { language: 'zh', isGuess: false }],
  [
    'Chinese, whatever the title',
    { message: '把标题改成“Summer in the city”' },
    { language: 'zh', isGuess: false },
  ],
  [
    'English, whatever the title',
    { message: 'add the title "夏天的城市"', locale: 'zh-CN' },
    { language: 'en', isGuess: false },
  ],
  ['English to French', { message: 'exporte', locale: 'zh' }, { language: 'en', isGuess: false }],
  ['English to Japanese', { message: '動画を書き出す' }, { language: 'en', isGuess: false }],
  ['as the machine', { locale: 'zh-TW' }, { language: 'zh', isGuess: true }],
  ['as the machine, to signs', { message: '👍', locale: 'zh' }, { language: 'zh', isGuess: true }],
  ['English otherwise', { locale: 'de' }, { language: 'en', isGuess: true }],
])('speaks %s', (_what, { locale = '', ...hints }, speech) => {
  expect(chooseSpeech({ ...hints, readLocale: () => locale })).toEqual(speech);
});
