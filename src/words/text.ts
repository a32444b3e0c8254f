/** The words room: every sentence that is said, one file a subject, in English and Chinese side by side. */

/** A sentence of the skill in each language it speaks. The sentences themselves are in `words/`. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type SpokenLanguage = keyof Text;

/** What is the same in every language: a name, a number, somebody else's words. */
export const verbatim = (words: string): Text => ({ en: words, zh: words });

/** Joins texts in each language; strings are taken as they are. */
export const joinTexts = (parts: readonly (Text | string)[], separator = ''): Text => ({
  en: parts.map((part) => (typeof part === 'string' ? part : part.en)).join(separator),
  zh: parts.map((part) => (typeof part === 'string' ? part : part.zh)).join(separator),
});

/** The words of a text in a language. */
export const pick = (text: Text, language: SpokenLanguage): string => text[language];

/** Chooses the language of a text, and leaves out what must not be shown, such as tokens. */
export type Word = (text: Text) => string;
