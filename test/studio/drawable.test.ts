/** Titles that nobody could see are refused before they are charged for. */
import { expect, test } from 'vitest';

import { createFile, createStubEngine, openStudio, visit } from './support.ts';

async function begin() {
  const studio = await openStudio({ engine: createStubEngine(), silentEdits: 'never' });
  const visitor = await visit(studio);
  await visitor.upload('clip.mp4', createFile());
  return { ...visitor, studio };
}

test.each([
  ['add the title "שלום"', /ש ל ו ם/],
  ['加标题“สวัสดี 你好”', /这些字符.*ส/],
  ['add the title "Hi" and change the title to "ש"', /ש/],
  ['00:01 --> 00:02\nשלום', /ש/],
  ['mute it, trim to 5 seconds, then add the title "Hi 𒀀"', /𒀀/],
])('refuses %s as a whole, by name', async (message, named) => {
  const { hear, state, studio } = await begin();
  const before = (await state()).draft;
  expect(JSON.stringify(await hear(message))).toMatch(named);
  expect((await state()).draft).toEqual(before);
  expect(studio.ledger).toEqual([]);
});

test('takes what one of the fonts can draw, and asks no more about it', async () => {
  const { hear, state, studio } = await begin();
  await hear('add the title "Привет 안녕 Łódź → 😀"');
  expect(JSON.stringify((await state()).draft)).toContain('Привет 안녕 Łódź → 😀');
  await hear('add the title "שלום"');
  await hear('mute');
  expect(studio.ledger).toHaveLength(2);
});
