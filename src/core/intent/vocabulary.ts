/** One language's words by the role they play, comma-separated; `en.ts` lists the roles. */
export type WordTable = Readonly<Record<string, string>>;

/** A word's or phrase's roles, usually one letter. */
export type Vocabulary = ReadonlyMap<string, string>;

const built = new Map<WordTable, Vocabulary>();

/** Built when the language is first met. */
export function vocabularyOf(table: WordTable): Vocabulary {
  const known = built.get(table);
  if (known) return known;
  const words = new Map<string, string>();
  for (const [role, list] of Object.entries(table)) {
    for (const word of list.split(',')) words.set(word.trim(), role);
  }
  built.set(table, words);
  return words;
}
