import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';

const skill = readFileSync(new URL('../../SKILL.md', import.meta.url), 'utf8');

/** The rows of "Matching input to actions": what is said, the action, whether the editor hears it. */
const rows = (/## Matching input to actions\n([^]*?)\n## /.exec(skill)?.[1] ?? '')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
  .slice(1)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, said = '', action = '', toEditor = '']) => ({ said, action, toEditor }));

/** What a row says between quotation marks, or in Chinese; the last row lists its words bare. */
const phrases = rows.flatMap(({ said, action, toEditor }) =>
  (action === 'chat'
    ? said.replace('everything else:', '').split(',')
    : Array.from(said.matchAll(/"([^"]+)"|(\p{Script=Han}+)/gu), ([, quoted, han]) => quoted ?? han)
  ).map((phrase = '') => [phrase.trim(), action, toEditor] as const),
);

test('the table has a row for every action', () => {
  expect(rows.map(({ action }) => action).toSorted()).toEqual(
    ['chat', 'credits', 'export', 'state', 'upload'].toSorted(),
  );
  expect(phrases.length).toBeGreaterThanOrEqual(20);
});

test.each(phrases)(
  '"%s" is %s, as SKILL.md says (to the editor: %s)',
  (phrase, action, toEditor) => {
    expect(routeMessage(phrase)).toMatchObject([{ action, skip_sse: toEditor === 'no' }]);
  },
);

test('a file that arrives is an upload', () => {
  expect(rows.find(({ action }) => action === 'upload')?.said).toContain('a file arrives');
  expect(routeMessage('', ['clip.mp4'])).toMatchObject([{ action: 'upload', files: ['clip.mp4'] }]);
});

test('the example below the table is an edit', () => {
  const [, example = ''] = /"([^"]+)" is an edit/.exec(skill) ?? [];
  expect(example).not.toBe('');
  expect(routeMessage(example)).toMatchObject([{ action: 'chat', text: example }]);
});
