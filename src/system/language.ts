import type { SpokenLanguage } from '../words/text.ts';

/** The language a command speaks in. */
export interface Speech {
  language: SpokenLanguage;
  /** Nobody has said so, and no words of the user's show it: what a project remembers is better. */
  isGuess: boolean;
}

/**
 * Picks the `language` a session is created with (wire-contract.md 2.2): what the user asked for, else Chinese when the
 * user writes in it, else the machine's locale, else English.
 */
export function chooseLanguage(hints: {
  requested?: string | undefined;
  speech: Speech;
  readLocale: () => string;
}): string {
  if (hints.requested) return hints.requested;
  if (!hints.speech.isGuess && hints.speech.language === 'zh') return 'zh';
  const primary = /^[a-z]{2,3}(?=$|[-_])/i.exec(hints.readLocale())?.[0];
  return primary?.toLowerCase() ?? 'en';
}

/** Chinese for who asks for it or writes in it, English for all others; the machine's locale where neither is known. */
export function chooseSpeech(hints: {
  requested?: string | undefined;
  message?: string | undefined;
  /** Asked only where nothing else is known. */
  readLocale: () => string;
}): Speech {
  if (hints.requested) return { language: speak(isChineseTag(hints.requested)), isGuess: false };
  if (hints.message && /\p{L}/u.test(hints.message))
    return { language: speak(isWrittenInChinese(hints.message)), isGuess: false };
  return { language: speak(isChineseTag(hints.readLocale())), isGuess: true };
}

const speak = (inChinese: boolean): SpokenLanguage => (inChinese ? 'zh' : 'en');

/** A Chinese title in an English sentence makes it no Chinese one, nor does "MP4" make a Chinese one English. */
function isWrittenInChinese(message: string): boolean {
  const own = message.replace(/"[^"]*"|“[^”]*”|「[^」]*」|《[^》]*》/g, '');
  const text = /\p{L}/u.test(own) ? own : message;
  const signs = text.match(/\p{Script=Han}/gu) ?? [];
  const words = text.match(/\p{Script=Latin}+/gu) ?? [];
  return isChinese(text) && signs.length > words.length;
}

const isChineseTag = (tag: string): boolean => /^zh(?![a-z])/i.test(tag);

/** Han characters without kana or hangul: Japanese and Korean texts hold Han characters too. */
export const isChinese = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) &&
  !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
