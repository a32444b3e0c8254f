import { ENGLISH } from './en.ts';
import { CHINESE } from './zh.ts';
import { englishRules, freeRules, type RoleRule } from './rules.ts';
import { vocabularyOf, type Vocabulary } from './vocabulary.ts';

/** A language's words, and the rules that its order of words obeys. */
export interface Language {
  vocabulary: Vocabulary;
  rules: RoleRule[];
}

/** The languages a message may be in, the likeliest first. */
export function languagesOf(text: string): Language[] {
  if (/[\p{Script=Han}]/u.test(text)) {
    return [
      {
        vocabulary: withEnglish(vocabularyOf(CHINESE)),
        rules: [...freeRules(), ...englishRules()],
      },
    ];
  }
  return [{ vocabulary: vocabularyOf(ENGLISH), rules: englishRules() }];
}

/** Words of the Latin alphabet in the middle of another script are English. */
const withEnglish = (own: Vocabulary): Vocabulary => {
  const english = vocabularyOf(ENGLISH);
  return new Map([...english, ...own]);
};
