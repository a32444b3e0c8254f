/** Talk of a screen that the user does not have, in both languages, and what is content (seed, "Backend Response Translation"). */
import { expect, test } from 'vitest';
import { translateGuiPhrases } from '../../src/backend/gui-phrases.ts';
import { readRows } from '../support/rows.ts';

const rows = readRows(new URL('gui-phrases.tsv', import.meta.url));

test.each(rows)('of %j is left: %j, and %s is suggested', (given = '', left = '', action) => {
  const message = given.replaceAll('\\n', '\n');
  const text = { '-': '', '=': message }[left] ?? left.replaceAll('\\n', '\n');
  const suggests = action === '-' ? undefined : action;
  expect(translateGuiPhrases(message)).toMatchObject({ text, suggests });
});

const NOISE = 'I encountered a temporary issue.';
const LONG = 'A clip follows. '.repeat(100).trim();

test.each([
  ['Title added. I encountered a temporary issue. Please try again later.', 'Title added.'],
  ['Done! I have encountered a temporary issue, please try again.', 'Done!'],
  ['Sorry, I encountered a temporary issue.', ''],
  [`${LONG} ${NOISE}  \n`, LONG],
  [`${NOISE} ${LONG}`, `${NOISE} ${LONG}`],
])('ignores the noise a message ends with, and only there: %#', (message, text) => {
  expect(translateGuiPhrases(message).text).toBe(text);
});
