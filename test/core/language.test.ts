import { expect, test } from 'vitest';
import { chooseLanguage, isChinese } from '../../src/core/language.ts';

test.each([
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
])('goes by %s', (_what, hints, language) => {
  expect(chooseLanguage(hints)).toBe(language);
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
