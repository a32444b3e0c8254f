import { expect, test } from 'vitest';
import { KEYWORDS } from '../../src/intent/keywords.ts';
import { SMALL_WORDS } from '../../src/intent/small-words.ts';
import { fold, readWords } from '../../src/intent/words.ts';

const wordsOf = (table: string): string[] =>
  table.split(/[;\n]/).flatMap((row) =>
    row
      .slice(row.indexOf(':') + 1)
      .trim()
      .split(','),
  );

// A word with an accent that folding takes away would never be met.
test.each(Object.entries(SMALL_WORDS))(
  'every small word of %s is as `fold` leaves it',
  (_, table) => {
    expect(wordsOf(table).filter((word) => fold(word) !== word)).toEqual([]);
  },
);

test.each(Object.entries(KEYWORDS))('every keyword of %s is as `fold` leaves it', (_, table) => {
  expect(wordsOf(table).filter((word) => fold(word) !== word)).toEqual([]);
});

// A phrase longer than the longest looked for would never be met either.
test.each(['en', 'zh'] as const)('every keyword of %s is read as one word', (language) => {
  const words = wordsOf(KEYWORDS[language]).filter((word) => word !== '');
  expect(words.filter((word) => readWords(word).length !== 1)).toEqual([]);
});
