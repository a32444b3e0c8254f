import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';
import { suggestNextSteps } from '../../src/timeline/next-steps.ts';
import { EMPTY_TIMELINE, type TrackKind } from '../../src/timeline/timeline.ts';
import { nextStepWords } from '../../src/words/next-steps.ts';
import { verbatim, type SpokenLanguage } from '../../src/words/text.ts';

/** What is suggested for a timeline with these tracks, in English. */
const suggest = (...kinds: TrackKind[]): string[] => {
  const segments = [{ label: verbatim('x'), startMs: 0, endMs: 10_000, volume: undefined }];
  const tracks = kinds.map((kind) => ({ kind, segments }));
  return suggestNextSteps({ tracks, durationMs: 10_000, canvas: undefined }).map(({ en }) => en);
};

const EXPORT = 'export it in 1080p';

test('what is missing is offered, and the export at the end', () => {
  expect(suggest('video')).toEqual(['add soft background music', 'add a title', EXPORT]);
  expect(suggest('video', 'title')).toEqual(['add soft background music', EXPORT]);
  expect(suggest('video', 'audio')).toEqual(['make the music quieter', 'add a title', EXPORT]);
  expect(suggest('video', 'audio', 'title')).toEqual(['make the music quieter', EXPORT]);
});

test('nothing is suggested over an empty timeline', () => {
  expect(suggestNextSteps(EMPTY_TIMELINE)).toEqual([]);
});

test.each<SpokenLanguage>(['en', 'zh'])(
  'whoever says what is suggested gets it: %s',
  (language) => {
    const { line: _line, export: exportWish, ...editWishes } = nextStepWords;
    for (const wish of Object.values(editWishes)) {
      const text = wish()[language];
      expect(routeMessage(text)).toMatchObject([{ action: 'chat', text }]);
    }
    expect(routeMessage(exportWish()[language])).toMatchObject([
      { action: 'export', resolution: '1080p' },
    ]);
  },
);
