import { expect, test } from 'vitest';
import { GERMAN } from '../../src/core/intent/tables/de.ts';
import { ENGLISH } from '../../src/core/intent/tables/en.ts';
import { SPANISH } from '../../src/core/intent/tables/es.ts';
import { fold } from '../../src/core/intent/fold.ts';
import { FRENCH } from '../../src/core/intent/tables/fr.ts';
import { JAPANESE } from '../../src/core/intent/tables/ja.ts';
import { KOREAN } from '../../src/core/intent/tables/ko.ts';
import { PORTUGUESE } from '../../src/core/intent/tables/pt.ts';
import { tokenize } from '../../src/core/intent/tokens.ts';
import { vocabularyOf } from '../../src/core/intent/vocabulary.ts';
import { CHINESE } from '../../src/core/intent/tables/zh.ts';

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
