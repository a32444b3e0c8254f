/**
 * Picks the `language` a session is created with (wire-contract.md 2.2): what the user asked for, else Chinese when the
 * message is written in it, else the machine's locale, else English.
 */
export function chooseLanguage(hints: {
  requested?: string | undefined;
  message?: string | undefined;
  locale?: string | undefined;
}): string {
  if (hints.requested) return hints.requested;
  if (hints.message && isChinese(hints.message)) return 'zh';
  const primary = /^[a-z]{2,3}(?=$|[-_])/i.exec(hints.locale ?? '')?.[0];
  return primary?.toLowerCase() ?? 'en';
}

/** Han characters without kana or hangul: Japanese and Korean texts hold Han characters too. */
export const isChinese = (text: string): boolean =>
  /\p{Script=Han}/u.test(text) &&
  !/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
