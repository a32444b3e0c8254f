import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';
import { suggestNextSteps, type Edit } from '../../src/timeline/next-steps.ts';
import { verbatim, type SpokenLanguage } from '../../src/words/text.ts';
import { EMPTY_TIMELINE, type Timeline, type Track } from '../../src/timeline/timeline.ts';
import { nextStepWords } from '../../src/words/next-steps.ts';

interface Shown {
  seconds?: number;
  /** The music's volume, from 0 to 1. */
  music?: number;
  title?: string;
  canvas?: [width: number, height: number];
}

/** A timeline of one clip, with music and a title where they are named. */
function show({ seconds = 10, music, title, canvas = [1080, 1920] }: Shown): Timeline {
  const track = (kind: Track['kind'], label: string, volume?: number): Track => ({
    kind,
    segments: [{ label: verbatim(label), startMs: 0, endMs: seconds * 1000, volume }],
  });
  return {
    tracks: [
      track('video', 'clip.mp4'),
      ...(music === undefined ? [] : [track('audio', 'Lo-fi', music)]),
      ...(title === undefined ? [] : [track('title', title)]),
    ],
    durationMs: seconds * 1000,
    canvas: { width: canvas[0], height: canvas[1] },
  };
}

/** What is suggested after an edit, in English. */
const suggest = (before: Shown, after: Shown, more: Partial<Edit> = {}): string[] =>
  suggestNextSteps({
    message: 'do it',
    before: show(before),
    after: show(after),
    suggests: null,
    ...more,
  }).map(({ en }) => en);

const EXPORT = 'export it in 1080p';
const LANDSCAPE: [number, number] = [1920, 1080];

test('a bare clip wants music and a title; the export comes last', () => {
  expect(suggest({ seconds: 9 }, { seconds: 10 })).toEqual([
    'add soft background music',
    'add a title',
    EXPORT,
  ]);
});

test('a long video with a title wants music and a cut', () => {
  expect(suggest({ seconds: 60 }, { seconds: 60, title: 'Hi' })).toEqual([
    'add soft background music',
    'trim it to 15 seconds',
    EXPORT,
  ]);
});

test('music that was just added may be too loud', () => {
  const [first] = suggest({ title: 'Hi' }, { title: 'Hi', music: 0.8 });
  expect(first).toBe('make the music quieter');
  expect(suggest({ title: 'Hi' }, { title: 'Hi', music: 0.2 })).not.toContain(first);
});

test.each<[string, Shown, Shown, string]>([
  ['music that was added', {}, { music: 0.5 }, 'add soft background music'],
  ['music that was removed', { music: 0.5 }, {}, 'add soft background music'],
  ['a title that was added', {}, { title: 'Hi' }, 'add a title'],
  ['a title that was removed', { title: 'Hi' }, {}, 'add a title'],
  [
    'a video that was cut',
    { seconds: 60, title: 'Hi', music: 0.1 },
    { seconds: 30, title: 'Hi', music: 0.1 },
    'trim it to 15 seconds',
  ],
  [
    'music that was turned down',
    { title: 'Hi', music: 0.8 },
    { title: 'Hi', music: 0.5 },
    'make the music quieter',
  ],
  [
    'a picture that was turned',
    { title: 'Hi', music: 0.1 },
    { title: 'Hi', music: 0.1, canvas: LANDSCAPE },
    'make it vertical for phones',
  ],
])('does not offer to do or undo it: %s', (...[, before, after, wish]) => {
  const wishes = suggest(before, after);
  expect(wishes).not.toContain(wish);
  expect(wishes.at(-1)).toBe(EXPORT);
});

test('a finished landscape video may go to phones, and end softly', () => {
  const done = { title: 'Hi', music: 0.1, canvas: LANDSCAPE };
  const wishes = ['make it vertical for phones', 'fade out at the end', EXPORT];
  expect(suggest({ ...done, title: 'Ho' }, done)).toEqual(wishes);
  const faded = suggest(done, done, { message: 'fade out over 2 seconds' });
  expect(faded).toEqual([wishes[0], EXPORT]);
});

test('a generated video, where there was nothing before, may be long and landscape', () => {
  const wishes = suggest(
    {},
    { seconds: 40, title: 'Hi', music: 0.2, canvas: LANDSCAPE },
    { before: EMPTY_TIMELINE },
  );
  expect(wishes).toEqual(['trim it to 15 seconds', 'make it vertical for phones', EXPORT]);
});

test('a last touch is offered only while the editor does not point to the export', () => {
  const done = { title: 'Hi', music: 0.1 };
  expect(suggest({}, done)).toEqual(['fade out at the end', EXPORT]);
  expect(suggest({}, done, { suggests: 'export' })).toEqual([EXPORT]);
  expect(suggest({}, { seconds: 11 }, { suggests: 'export' })).toHaveLength(3);
});

test('nothing is suggested over an empty timeline', () => {
  expect(suggest({}, {}, { after: EMPTY_TIMELINE })).toEqual([]);
});

test('told in one line', () => {
  const { addMusic, trim, export: exportIt, line } = nextStepWords;
  expect(line([addMusic(), trim(), exportIt()])).toEqual({
    en: 'Next you could say: "add soft background music", "trim it to 15 seconds" or "export it in 1080p".',
    zh: '接下来可以说：“加一段舒缓的背景音乐”、“剪到 15 秒”或“导出 1080p 视频”。',
  });
  expect(line([exportIt()]).en).toBe('Next you could say: "export it in 1080p".');
});

const { line: _line, export: exportWish, ...editWishes } = nextStepWords;
const LANGUAGES: SpokenLanguage[] = ['en', 'zh'];

test.each(LANGUAGES)('whoever says what is suggested gets it: %s', (language) => {
  for (const wish of Object.values(editWishes)) {
    const message = wish()[language];
    expect(routeMessage(message)).toMatchObject([{ action: 'chat', text: message }]);
  }
  expect(routeMessage(exportWish()[language])).toMatchObject([
    { action: 'export', resolution: '1080p' },
  ]);
});
