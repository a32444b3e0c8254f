import { expect, test } from 'vitest';
import { GERMAN } from '../../src/intent/tables/de.ts';
import { ENGLISH } from '../../src/intent/tables/en.ts';
import { SPANISH } from '../../src/intent/tables/es.ts';
import { fold } from '../../src/intent/fold.ts';
import { FRENCH } from '../../src/intent/tables/fr.ts';
import { JAPANESE } from '../../src/intent/tables/ja.ts';
import { KOREAN } from '../../src/intent/tables/ko.ts';
import { PORTUGUESE } from '../../src/intent/tables/pt.ts';
import { tokenize } from '../../src/intent/tokens.ts';
import { vocabularyOf } from '../../src/intent/vocabulary.ts';
import { CHINESE } from '../../src/intent/tables/zh.ts';

const TABLES = Object.entries({
  CHINESE,
  ENGLISH,
  FRENCH,
  GERMAN,
  JAPANESE,
  KOREAN,
  PORTUGUESE,
  SPANISH,
});

// A phrase longer than the longest looked for, or with an accent that folding takes away, would never be met.
test.each(TABLES)('every word of %s is found in a message', (_, table) => {
  const vocabulary = vocabularyOf(table);
  const words = [...vocabulary.keys()];
  expect(words.filter((word) => tokenize(fold(word).text, vocabulary).length !== 1)).toEqual([]);
});
