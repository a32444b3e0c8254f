import { GERMAN, GERMAN_HINT } from './tables/de.ts';
import { ENGLISH } from './tables/en.ts';
import { SPANISH, SPANISH_HINT } from './tables/es.ts';
import { FRENCH, FRENCH_HINT } from './tables/fr.ts';
import { JAPANESE } from './tables/ja.ts';
import { KOREAN } from './tables/ko.ts';
import { PORTUGUESE, PORTUGUESE_HINT } from './tables/pt.ts';
import { ENGLISH_RULES, FREE_RULES, type RoleRule } from './rules.ts';
import { vocabularyOf, type Vocabulary, type WordTable } from './vocabulary.ts';
import { CHINESE } from './tables/zh.ts';

/** A language's words, and the rules that its order of words obeys. */
export interface Language {
  vocabulary: Vocabulary;
  rules: readonly RoleRule[];
}

const LATIN: readonly { table: WordTable; hint: RegExp }[] = [
  { table: SPANISH, hint: SPANISH_HINT },
  { table: PORTUGUESE, hint: PORTUGUESE_HINT },
  { table: FRENCH, hint: FRENCH_HINT },
  { table: GERMAN, hint: GERMAN_HINT },
];

/** The languages a message may be in, the likeliest first. What none of them knows is the editor's to understand. */
export function languagesOf(text: string): Language[] {
  const script = scriptOf(text);
  if (script) {
    return [{ vocabulary: withEnglish(script), rules: [...FREE_RULES, ...ENGLISH_RULES] }];
  }
  const english = { vocabulary: vocabularyOf(ENGLISH), rules: ENGLISH_RULES };
  const others = LATIN.map(({ table, hint }) => ({ table, hits: countHits(text, hint) }))
    .filter(({ hits }) => hits > 0)
    .sort((one, other) => other.hits - one.hits)
    .map(({ table }) => ({ vocabulary: vocabularyOf(table), rules: FREE_RULES }));
  return [...others, english];
}

function scriptOf(text: string): WordTable | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return JAPANESE;
  if (/\p{Script=Hangul}/u.test(text)) return KOREAN;
  return /\p{Script=Han}/u.test(text) ? CHINESE : undefined;
}

/** Enough to tell which language comes first. */
const countHits = (text: string, hint: RegExp): number =>
  [...text.slice(0, 500).matchAll(new RegExp(hint, 'g'))].length;

const mixed = new Map<WordTable, Vocabulary>();

/** Words of the Latin alphabet in the middle of another script are English. */
function withEnglish(table: WordTable): Vocabulary {
  const known = mixed.get(table) ?? new Map([...vocabularyOf(ENGLISH), ...vocabularyOf(table)]);
  mixed.set(table, known);
  return known;
}
