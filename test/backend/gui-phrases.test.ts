/** Talk of a screen that the user does not have, in both languages, and what is content (seed, "Backend Response Translation"). */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { translateGuiPhrases } from '../../src/backend/gui-phrases.ts';

const rows = readFileSync(new URL('gui-phrases.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.replaceAll('\\n', '\n').split('\t') as [string, string, string]);

test.each(rows)('of %j is left: %j, and %s is suggested', (message, left, action) => {
  const text = { '-': '', '=': message }[left] ?? left;
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
