import { expect, test } from 'vitest';

import { readWish } from '../../src/studio/editor/generation.ts';
import { openStudio, readText, visit } from './support.ts';

test.each([
  [
    'generate a video of a city at night',
    { subject: 'a city at night', durationMs: 5000, width: 1280, height: 720 },
  ],
  [
    'Create a 10-second vertical video about hot coffee, please',
    { subject: 'hot coffee', durationMs: 10_000, width: 720, height: 1280 },
  ],
  [
    'make a square clip showing waves with the title "Sea"',
    { subject: 'waves', width: 720, height: 720 },
  ],
  ['生成一段8秒的海边日落视频', { subject: '海边日落', durationMs: 8000 }],
  ['做一个关于猫的竖屏视频', { subject: '猫' }],
])('reads the wish: %s', (message, wish) => {
  expect(readWish(message)).toMatchObject(wish);
});

test.each([
  'make a video of my uploaded clips',
  'make it 5 seconds long',
  'add the title "generate a video of X"',
  '把视频做成竖屏',
  '做成竖屏视频',
  '做一个视频',
])('sees no wish in: %s', (message) => expect(readWish(message)).toBeNull());

test('generates in two stages and charges once', async () => {
  const studio = await openStudio();
  const { hear, state } = await visit(studio);
  const events = await hear('generate a video of a city at night');
  const tools = events.flatMap((event) => event.content.parts[0].functionCall?.name ?? []);
  expect(tools).toEqual(['generate_video_with_seedance', 'edit_multitrack']);
  expect(readText(events)).toMatch(/^Generated "a city at night".*Added the title/);
  const { draft, video_infos: uploads, generated_media: generated } = await state();
  expect(draft.t.map((track: { tt: number }) => track.tt)).toEqual([0, 7]);
  expect(generated).toMatchObject([{ filename: 'a city at night', duration: 5 }]);
  expect(uploads).toEqual(generated);
  expect(studio.ledger).toMatchObject([{ edits: 1, credits: 10 }]);
});

test('makes the edits a wish comes with instead of its own', async () => {
  const { hear, state } = await visit(await openStudio());
  await hear('generate a 6s video of waves, then mute it and add the title "Sea"');
  const { draft } = await state();
  expect(draft.t[0].sg).toMatchObject([{ d: 6000, m: { name: 'waves', volume: 0 } }]);
  expect(draft.t[1].sg).toMatchObject([{ m: { text: 'Sea' } }]);
});

test('does not generate when told not to', async () => {
  const { hear, state } = await visit(await openStudio({ generation: false }));
  expect(readText(await hear('generate a video of waves'))).toMatch(/no video yet|I can do/);
  expect((await state()).draft).toBeNull();
});
