import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import {
  listMedia,
  selectMedia,
  withAddresses,
  type SessionMedia,
} from '../../src/media/session-media.ts';
import { readRows } from '../support/rows.ts';

const A = 'https://cdn.example.com/a.mp4?sig=1';
const B = 'https://cdn.example.com/b%20side.mp3';

const brief = (state: object): string[] =>
  listMedia(state as Record<string, unknown>, readDraft((state as { draft?: unknown }).draft)).map(
    ({ name, type, generated, address }) =>
      `${name} ${type} ${generated ? 'generated' : 'uploaded'} ${address ?? '-'}`,
  );

const rows = readRows(new URL('session-media.tsv', import.meta.url));
const fillIn = (text: string): string => text.replaceAll('⟨A⟩', A).replaceAll('⟨B⟩', B);

test.each(rows)('reads media %s', (_what, state = '', expected = '') => {
  const read = brief(JSON.parse(fillIn(state))).join(' | ') || '-';
  expect(read).toBe(fillIn(expected));
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

test('a clip has the address of the one medium of its name, unless it names one itself', () => {
  const clips = ['A.mp4', 'twin.mp4', 'lost.mp4'].map((name) => ({ d: 1_000, m: { name } }));
  const draft = {
    t: [
      { tt: 0, sg: [...clips, { d: 1_000, m: { name: 'a.mp4' }, src: B }] },
      { tt: 7, sg: [{ d: 1_000, m: { text: 'a.mp4' } }] },
    ],
  };
  const lists = {
    video_infos: [
      { filename: 'a.mp4', cdn_url: A },
      { filename: 'twin.mp4', cdn_url: `${A}&1` },
      { filename: 'twin.mp4', cdn_url: `${A}&2` },
      { filename: 'lost.mp4' },
    ],
  };
  const [video, titles] = withAddresses(readDraft(draft), lists).tracks.map(({ segments }) =>
    segments.map(({ url }) => url),
  );
  expect(video).toEqual([A, undefined, undefined, B]);
  expect(titles).toEqual([undefined]);
});
