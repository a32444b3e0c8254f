import { expect, test } from 'vitest';
import { fitDocument } from '../../src/cli/fit-document.ts';

const LONG = 'x'.repeat(4_000);

test('a document that fits stays as it is', () => {
  const document = { ok: true, message: LONG, steps: [{ text: 'y'.repeat(3_000) }] };
  expect(fitDocument(document)).toEqual(document);
});

test('long answers are shortened before a step is lost, also where JSON writes them longer', () => {
  for (const text of [LONG, '"'.repeat(4_000)]) {
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

test('a long list loses its end, and the message is the last to be cut', () => {
  const items = Array.from({ length: 1_000 }, (_item, index) => ({ file: `${index}.mp4` }));
  const document = { message: 'm'.repeat(3_000), items, error: { message: 'e'.repeat(2_000) } };
  const fitted = fitDocument(document) as typeof document;

  expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(8_000);
  expect(fitted.error).toEqual(document.error);
  expect(fitted.message).toBe(document.message);
  expect(fitted.items).toEqual(items.slice(0, fitted.items.length));
  expect(fitted.items.length).toBeGreaterThan(10);
});
