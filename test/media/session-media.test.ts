import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { listMedia, selectMedia, type SessionMedia } from '../../src/media/session-media.ts';
import { readRows } from '../support/rows.ts';

const A = 'https://cdn.example.com/a.mp4?sig=1';
const B = 'https://cdn.example.com/b%20side.mp3';

const brief = (state: object): string[] =>
  listMedia(state as Record<string, unknown>, readDraft((state as { draft?: unknown }).draft)).map(
    ({ name, type, generated, address }) =>
      `${name} ${type} ${generated ? 'generated' : 'uploaded'} ${address ?? '-'}`,
  );

const rows = readRows(new URL('session-media.tsv', import.meta.url));
const withAddresses = (text: string): string => text.replaceAll('⟨A⟩', A).replaceAll('⟨B⟩', B);

test.each(rows)('reads media %s', (_what, state = '', expected = '') => {
  const read = brief(JSON.parse(withAddresses(state))).join(' | ') || '-';
  expect(read).toBe(withAddresses(expected));
});

test('a list that leads round and round, or deep down, ends', () => {
  let deep: object = { url: A };
  for (let level = 0; level < 100; level += 1) deep = { next: deep };
  expect(brief({ generated_media: deep })).toEqual([]);
});

const media = (name: string, type: SessionMedia['type'], generated = false): SessionMedia => ({
  name,
  type,
  generated,
  address: undefined,
});
const HELD = [
  media('Clip.mp4', 'video'),
  media('music', 'video'),
  media('night.mp4', 'video', true),
  media('song.mp3', 'audio'),
  media('lo-fi.mp3', 'audio', true),
  media('song.mp3', 'audio', true),
];

test.each([
  ['all', [0, 1, 2, 3, 4, 5]],
  ['song.mp3', [3, 5]],
  ['clip.mp4', [0]],
  ['clip', [0]],
  ['original', [0, 1, 3]],
  ['generated', [2, 4, 5]],
  ['generated audio', [4, 5]],
  ['generated video', [2]],
  ['audio', [3, 4, 5]],
  // A name counts before a kind.
  ['music', [1]],
  ['nothing.mp4', []],
  // A name that is mistyped is no kind.
  ['clip2.mp4', []],
  ['my_photo.jpg', []],
  ['generated nonsense', []],
])('%s means %j', (wanted, places) => {
  expect(selectMedia(HELD, wanted).map((each) => HELD.indexOf(each))).toEqual(places);
});
