import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routeMessage, type PlanStep } from '../../src/intent/intent.ts';
import { readRows } from '../support/rows.ts';

const FOLDER = new URL('intent-corpus/', import.meta.url);

/** A plan as the corpus writes it: `upload{a.mp4} > chat[add a title] > export@720p=b.mp4`. */
const write = (plan: PlanStep[], message: string): string =>
  plan
    .map(({ action, text, files = [], resolution, out, media }) => {
      const words = plan.length === 1 && text === message ? '' : `[${text}]`;
      return [
        action,
        text === undefined ? '' : words,
        files.length === 0 ? '' : `{${files.join(',')}}`,
        resolution === undefined ? '' : `@${resolution}`,
        out === undefined ? '' : `=${out}`,
        media === undefined ? '' : `*${media}`,
      ].join('');
    })
    .join(' > ');

const rows = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((name) =>
    readRows(new URL(name, FOLDER)).map((row) => [...row, name] as [string, string, string]),
  );

test.each(rows)('"%s" means %s (%s)', (message, plan) => {
  expect(write(routeMessage(message), message)).toBe(plan);
});

test('no utterance is listed twice', () => {
  const messages = rows.map(([message]) => message);
  expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
});
