import { expect, test } from 'vitest';

import { addDraftNoise } from '../../src/studio/draft-noise.ts';
import { readDraft } from '../../src/studio/draft-reader.ts';
import { writeDraft } from '../../src/studio/draft.ts';
import { edit, EDITED } from './editor-support.ts';

test('writes the documented short keys', () => {
  const { timeline } = edit('trim to 10 seconds');
  expect(timeline && writeDraft(timeline, 'project')).toEqual({
    t: [
      {
        tt: 0,
        sg: [
          {
            d: 10_000,
            m: {
              name: 'beach.mp4',
              media_id: 'beach',
              start: 0,
              source_start: 0,
              speed: 1,
              volume: 0.8,
              fade_in: 0,
              fade_out: 0,
            },
          },
        ],
        m: { name: 'Video' },
      },
      {
        tt: 1,
        sg: [
          {
            d: 10_000,
            m: {
              name: 'song.mp3',
              media_id: 'song',
              start: 0,
              volume: 0.5,
              fade_in: 0,
              fade_out: 0,
            },
          },
        ],
        m: { name: 'BGM' },
      },
      {
        tt: 7,
        sg: [
          {
            d: 4000,
            m: { text: 'Old', start: 0, position: 'center', color: 'white', fade: 300 },
          },
        ],
        m: { name: 'Title' },
      },
    ],
    d: 10_000,
    m: { title: 'project', width: 1280, height: 720 },
  });
});

test('reads back what it wrote', () => {
  const { timeline } = edit(
    'cut the first 1.5 seconds, 1.5x speed, fade in and out, add titles "A" from 4 to 5 seconds and "B" at 7s',
  );
  expect(readDraft(writeDraft(timeline ?? EDITED, 'x'))).toEqual(timeline);
});

test('reads back cross-fades, rotation, fill, places, sizes, subtitles and music played once', () => {
  const { timeline } = edit(
    'cross-fade the clips; rotate the second clip 90 degrees; fill the screen; play the music once; add the title "A" at the top left in large letters without fade; add subtitles:\n00:01 --> 00:02\nOne',
  );
  const draft = writeDraft(timeline ?? EDITED, 'x');
  expect(draft).toMatchObject({ d: 19_000, m: { fill: 1 } });
  expect(draft.t.flatMap(({ sg }) => sg.map(({ m }) => m))).toMatchObject([
    { start: 0 },
    { start: 11_000, cross_fade: 1000, rotation: 90 },
    { once: 4000 },
    { text: 'Old' },
    { text: 'A', position: 'top', side: 'left', size: 110, fade: 0 },
    { text: 'One', subtitle: 1, position: 'bottom' },
  ]);
  expect(readDraft(draft)).toEqual(timeline);
});

test('passes over noise', () => {
  const noisy = addDraftNoise(writeDraft(EDITED, 'x'));
  expect(noisy['t']).toHaveLength(6);
  expect(readDraft(noisy)).toEqual(EDITED);
});

test('gives titles shown at the same time tracks of their own', () => {
  const { timeline } = edit('add the title "B" from 1 to 5 seconds, add the title "C" at 6s');
  const tracks = writeDraft(timeline ?? EDITED, 'x').t.filter(({ tt }) => tt === 7);
  expect(tracks.map(({ sg }) => sg.map(({ m }) => m['text']))).toEqual([['Old'], ['B', 'C']]);
});

test.each([
  ['null', null],
  ['no canvas', { t: [] }],
  ['a segment without media', { t: [{ tt: 0, sg: [{ d: 1000 }] }], m: { width: 16, height: 16 } }],
  [
    'a hostile colour',
    {
      t: [{ tt: 7, sg: [{ d: 1, m: { text: 'x', color: 'red:textfile=/x' } }] }],
      m: { width: 16, height: 16 },
    },
  ],
])('refuses %s', (_what, draft) => {
  expect(() => readDraft(draft)).toThrow();
});
