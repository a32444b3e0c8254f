/** Titles in many scripts: each character leaves ink, and none covers another. */
import { afterAll, expect, test } from 'vitest';

import { readFrame } from '../../scripts/dev/frames.ts';
import { createEngine } from '../../src/studio/cutter/render/engine.ts';
import { findUndrawable } from '../../src/studio/cutter/render/title-layout.ts';
import { renderTimeline, shareOfBright, timelineOf, titleOf } from './render-support.ts';

const engine = createEngine({ preset: 'ultrafast' });

afterAll(() => engine.close());

test.each([
  'Привет, мир',
  '안녕하세요',
  'Łódź',
  'Ωμέγα',
  '→😀👍🏽1️⃣🇨🇳❤️',
  '国体々國體',
  'Hello 世界 😀 → Ж 한 Ł',
])('draws every character of %s', async (text) => {
  expect(findUndrawable(text)).toEqual([]);
  const characters = [...new Set(text.replaceAll(/[\s\ufe0f]/g, ''))];
  const titles = characters.map((character, at) =>
    titleOf(character, { startMs: at * 100, durationMs: 100 }),
  );
  const size = { width: 640, height: 360 };
  const { file } = await renderTimeline(engine, timelineOf({ titles }), size);
  for (const [at, character] of characters.entries()) {
    const frame = await readFrame({ file, atMs: at * 100 + 50 });
    expect(shareOfBright(frame, { level: 120 }), character).toBeGreaterThan(0.00005);
  }
});

test('names what it cannot draw, each once, and nothing else', () => {
  expect(findUndrawable('Shalom שלום, สวัสดี\n中文 ok')).toEqual(
    [...'שלוםสวัดี'].filter((c, i, all) => all.indexOf(c) === i),
  );
});

test('fails a render by name whose titles no font can draw', async () => {
  const titles = [titleOf('Hi'), titleOf('שלום')];
  const rendering = renderTimeline(engine, timelineOf({ titles }), {});
  await expect(rendering).rejects.toMatchObject({
    reason: 'unsupported',
    message: expect.stringMatching(/ש ל ו ם/),
  });
});

test('titles at one place stand above each other', async () => {
  for (const [position, order] of [
    ['bottom', ['second', 'first']],
    ['center', ['second', 'first']],
    ['top', ['first', 'second']],
  ] as const) {
    const titles = [
      titleOf('HHHH', { position, color: 'white' }),
      titleOf('HHHH', { position, color: '#808080' }),
    ];
    const { file } = await renderTimeline(engine, timelineOf({ titles }), {
      width: 640,
      height: 360,
    });
    const frame = await readFrame({ file, atMs: 500 });
    const rows = { first: [] as number[], second: [] as number[] };
    for (let row = 0; row < frame.height; row += 1) {
      const brightest = Math.max(
        ...frame.luma.subarray(row * frame.width, (row + 1) * frame.width),
      );
      if (brightest > 200) rows.first.push(row);
      else if (brightest > 90) rows.second.push(row);
    }
    expect(rows[order[0]].length).toBeGreaterThan(10);
    expect(rows[order[1]].length).toBeGreaterThan(10);
    expect(Math.max(...rows[order[0]])).toBeLessThan(Math.min(...rows[order[1]]));
  }
});
