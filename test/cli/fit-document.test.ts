/** No document is over 8,000 characters, and what matters is in it. */
import { expect, test } from 'vitest';
import { fitDocument } from '../../src/cli/fit-document.ts';

const fit = (document: object): Record<string, unknown> =>
  fitDocument(document) as Record<string, unknown>;
const lengthOf = (document: object): number => JSON.stringify(document).length;

const KEPT = {
  ok: false,
  status: 'failed',
  job: 'k7f3qd',
  next: `node "${'/deep'.repeat(100)}/run.mjs" --resume k7f3qd`,
  error: { kind: 'backend', message: 'why '.repeat(100), advice: 'do '.repeat(100) },
  file: `/out/${'long'.repeat(100)}.mp4`,
  link: `https://nemovideo.com/${'x'.repeat(500)}`,
};

test('a document that fits stays as it is', () => {
  const document = { ok: true, message: 'x'.repeat(7_900), notices: [] };
  expect(fitDocument(document)).toEqual(document);
});

test.each([
  ['a long message', { message: '字'.repeat(50_000) }],
  [
    'a long answer in a step',
    {
      steps: [
        { action: 'chat', text: 'x'.repeat(50_000) },
        { action: 'export', polls: 7 },
      ],
    },
  ],
  [
    'a list without end',
    { changes: Array.from({ length: 3_000 }, (_, index) => `change ${index}`) },
  ],
  [
    'a timeline with a thousand clips',
    { tracks: [{ label: 'clip, '.repeat(5_000) }, { label: 'song' }] },
  ],
])('%s is shortened, and the rest kept', (_what, long) => {
  const document = { ...KEPT, ...long };
  const before = structuredClone(document);
  const fitted = fit(document);
  expect(lengthOf(fitted)).toBeLessThanOrEqual(8_000);
  expect(lengthOf(fitted)).toBeGreaterThan(3_500);
  expect(fitted).toMatchObject({ ...KEPT, truncated: true });
  expect(document).toEqual(before);
});

test('of a batch every item that is left keeps its output', () => {
  const items = Array.from({ length: 200 }, (_, index) => ({
    file: `${index}.mp4`,
    status: 'done',
    output: `/out/${index}-${'x'.repeat(100)}.mp4`,
  }));
  const fitted = fit({ ...KEPT, items, done: 200 });
  const left = fitted['items'] as object[];
  expect(left.length).toBeGreaterThan(20);
  expect(left).toEqual(items.slice(0, left.length));
});

test('a text is never cut inside a character', () => {
  const { message } = fit({ message: '🎬'.repeat(10_000) });
  expect(String(message)).toMatch(/^(?:🎬)+…$/u);
});

test('long answers are shortened before a step is lost, also where JSON writes them longer', () => {
  for (const text of ['x'.repeat(4_000), '"'.repeat(4_000)]) {
    const chat = { action: 'chat', status: 'done', text, text_file: '/state/texts/1.txt' };
    const steps = [chat, chat, chat, { action: 'export', status: 'done', bytes: 1 }];
    const document = { message: 'm'.repeat(1_000), next: 'n'.repeat(600), steps, file: '/a.mp4' };
    const fitted = fitDocument(document) as typeof document;

    expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(8_000);
    expect(fitted).toMatchObject({ truncated: true, next: document.next, file: '/a.mp4' });
    expect(fitted.message).toBe(document.message);
    expect(fitted.steps.map(({ action }) => action)).toEqual(['chat', 'chat', 'chat', 'export']);
    for (const { text_file: file } of fitted.steps.slice(0, 3) as (typeof chat)[])
      expect(file).toBe('/state/texts/1.txt');
  }
});
