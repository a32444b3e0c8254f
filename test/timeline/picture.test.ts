import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { verbatim, type Text } from '../../src/words/text.ts';
import { fitText, measureText } from '../../src/timeline/text-width.ts';
import { drawTimeline } from '../../src/timeline/picture.ts';
import { EMPTY_TIMELINE, type Segment, type Timeline } from '../../src/timeline/timeline.ts';

const en = (text: Text): string => text.en;
const zh = (text: Text): string => text.zh;

const segment = (label: string, startMs: number, endMs: number): Segment => ({
  label: verbatim(label),
  startMs,
  endMs,
  volume: undefined,
});

const TRIP: Timeline = {
  durationMs: 12_000,
  canvas: { width: 1080, height: 1920 },
  tracks: [
    {
      kind: 'video',
      segments: [segment('beach.mp4', 0, 8_000), segment('city.mp4', 8_000, 12_000)],
    },
    { kind: 'audio', segments: [{ ...segment('Lo-fi', 0, 12_000), volume: 0.35 }] },
    { kind: 'title', segments: [segment('Hello 世界', 0, 3_000)] },
  ],
};

interface Drawn {
  text: string;
  x: number;
  y: number;
  size: number;
}

/** The text as it is read: without the marks that set a name apart. */
const unescape = (text: string): string =>
  text
    .replaceAll(/[\u2068\u2069]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

/** The texts of a picture, where they stand. */
const readTexts = (svg: string): Drawn[] =>
  Array.from(
    svg.matchAll(
      /<text class="[^"]*" x="([\d.]+)" y="([\d.]+)" font-size="(\d+)">([^<]*)<\/text>/g,
    ),
    ([, x, y, size, text = '']) => ({
      text: unescape(text),
      x: Number(x),
      y: Number(y),
      size: Number(size),
    }),
  );

const wordsIn = (svg: string): string[] => readTexts(svg).map(({ text }) => text);

test('shows tracks, names, times, volume, size and a ruler', () => {
  const words = wordsIn(drawTimeline(TRIP, en));
  expect(words).toEqual(
    expect.arrayContaining([
      'Timeline · 0:12 · 1080×1920',
      'Video',
      'beach.mp4',
      '0:00–0:08',
      'city.mp4',
      '0:08–0:12',
      'Music and sound',
      'Lo-fi · 35%',
      '0:00–0:12',
      'Titles',
      '“Hello 世界”',
      '0:00–0:03',
      '0:00',
      '0:02',
      '0:10',
    ]),
  );
});

test('speaks Chinese, and says when there is nothing', () => {
  expect(wordsIn(drawTimeline(TRIP, zh))).toEqual(
    expect.arrayContaining(['时间线 · 0:12 · 1080×1920', '视频', '音乐与声音', '标题']),
  );
  expect(wordsIn(drawTimeline(EMPTY_TIMELINE, en))).toEqual(['The timeline is empty']);
});

test('is light and dark, marked as ours, and fetches nothing', () => {
  const svg = drawTimeline(TRIP, en);
  expect(svg).toContain('prefers-color-scheme:dark');
  expect(svg).toContain('data-drawn-by="ai-video-download"');
  expect(svg).not.toMatch(/href|url\(|<script|<image|<foreignObject|@import/i);
});

test('text from outside stays text', () => {
  const name = '</text><script>alert("1")</script>&\u0007\u2028\ud800.mp4';
  const svg = drawTimeline(
    { ...TRIP, tracks: [{ kind: 'video', segments: [segment(name, 0, 12_000)] }] },
    en,
  );
  expect(svg).not.toContain('<script');
  expect(svg).not.toMatch(/(?!\n)\p{Cc}|[\p{Cs}\p{Zl}]/u);
  expect(wordsIn(svg).join()).toContain('</text><script>');
});

test('tracks that are longer than the draft says keep their proportions', () => {
  const [asItSays, asItIs] = [10, 12_000].map((durationMs) =>
    drawTimeline({ ...TRIP, durationMs }, en).match(/<rect class="video"[^>]*>/g),
  );
  expect(asItSays).toEqual(asItIs);
});

test('a name that is read from right to left leaves its times as they are', () => {
  const track = { kind: 'title' as const, segments: [segment('مرحبا', 0, 500)] };
  expect(drawTimeline({ ...TRIP, tracks: [track] }, en)).toContain('1. \u2068“مرحبا”\u2069  0:00');
});

/** 40 clips with long names, 40 titles that overlap, and some music, over three minutes. */
const CROWD: Timeline = {
  durationMs: 180_000,
  canvas: undefined,
  tracks: [
    {
      kind: 'video',
      segments: Array.from({ length: 40 }, (_, index) =>
        segment(
          `2026-11-${index}-夏天的海边和城市的夜景-final-cut.mp4`,
          index * 4_500,
          (index + 1) * 4_500,
        ),
      ),
    },
    {
      kind: 'title',
      segments: Array.from({ length: 40 }, (_, index) =>
        segment(`T${index}`, index * 4_000, index * 4_000 + 6_000),
      ),
    },
    { kind: 'audio', segments: [segment('song', 0, 180_000)] },
  ],
};

test('a crowded timeline stays readable: nothing too small, outside, or over something else', () => {
  const svg = drawTimeline(CROWD, zh);
  const texts = readTexts(svg);
  const height = Number(/height="(\d+)"/.exec(svg)?.[1]);
  // On a phone, 780 units are 390 pixels.
  expect(Math.min(...texts.map(({ size }) => size)) / 2).toBeGreaterThanOrEqual(10);
  for (const { text, x, y, size } of texts) {
    expect(x + measureText(text, size), text).toBeLessThanOrEqual(781);
    expect(y).toBeLessThan(height);
  }
  const boxes = texts.map(({ text, x, y, size }) => ({
    text,
    left: x,
    right: x + measureText(text, size) * 0.9,
    top: y - size * 0.75,
    bottom: y,
  }));
  const clashes = boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other) => `${one.text} × ${other.text}`),
  );
  expect(clashes).toEqual([]);
  // Every clip can be found with its times.
  for (let number = 1; number <= 40; number += 1)
    expect(wordsIn(svg).some((text) => text.startsWith(`${number}. 2026`))).toBe(true);
  expect(wordsIn(svg)).toContainEqual(expect.stringMatching(/^40\. .*…  2:55\.5–3:00$/));
});

test('draws what a draft holds, however odd', () => {
  const odd = {
    t: [
      { tt: 0, sg: [{ d: 0 }, { d: -5 }, { d: 1e12 }] },
      { tt: 99, sg: [{}] },
    ],
    d: 0,
  };
  const svg = drawTimeline(readDraft(odd), en);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
});

test('text is cut to the room there is, by whole signs', () => {
  expect(fitText('short', 20, 200)).toBe('short');
  expect(fitText('夏天的海边和城市', 20, 100)).toBe('夏天的海…');
  expect(fitText('👩‍🚀👩‍🚀', 20, 1)).toMatch(/…$/);
  expect(measureText('夏天', 20)).toBe(40);
  // Also a text of many thousand signs: were each cut measured anew, this would not end in time.
  expect(fitText('long '.repeat(60_000), 20, 200)).toBe('long long long lon…');
});
