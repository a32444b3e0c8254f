import { spell, type Letters, type Role } from './role.ts';

/** One language's words by the role they play, comma-separated; some play two roles at once. */
export type WordTable = Readonly<Partial<Record<Role | `${Role} ${Role}`, string>>>;

/** The letters of a word's or phrase's roles, usually one. */
export type Vocabulary = ReadonlyMap<string, Letters>;

const built = new Map<WordTable, Vocabulary>();

/** Built when the language is first met. */
export function vocabularyOf(table: WordTable): Vocabulary {
  const known = built.get(table);
  if (known) return known;
  const words = new Map<string, Letters>();
  for (const [names, list] of Object.entries(table)) {
    const letters = spell(names).replace(' ', '');
    for (const word of list.split(',')) words.set(word.trim(), letters);
  }
  built.set(table, words);
  return words;
}
