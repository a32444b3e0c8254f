import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import {
  listMedia,
  selectMedia,
  withAddresses,
  type SessionMedia,
} from '../../src/media/session-media.ts';

const A = 'https://cdn.example.com/a.mp4?sig=1';
const B = 'https://cdn.example.com/b%20side.mp3';

const brief = (state: object): string[] =>
  listMedia(state as Record<string, unknown>, readDraft((state as { draft?: unknown }).draft)).map(
    ({ name, type, generated, address }) =>
      `${name} ${type} ${generated ? 'generated' : 'uploaded'} ${address ?? '-'}`,
  );

test.each([
  [
    'as an upload',
    { video_infos: [{ filename: 'a.mp4', cdn_url: A }] },
    [`a.mp4 video uploaded ${A}`],
  ],
  ['without an address', { video_infos: [{ filename: 'a.png' }] }, ['a.png image uploaded -']],
  [
    'other keys',
    { generated_media: [{ title: 'Lo-fi', type: 'music', audio_url: B }] },
    [`Lo-fi audio generated ${B}`],
  ],
  ['an address alone', { generated_media: [B] }, [`b side.mp3 audio generated ${B}`]],
  [
    'by kind',
    { generated_media: { videos: [{ url: A }], bgm: B } },
    [`a.mp4 video generated ${A}`, `b side.mp3 audio generated ${B}`],
  ],
  [
    'nested',
    { generated_media: [{ name: 'Night', result: { output: { url: A }, cover: { url: B } } }] },
    [`Night video generated ${A}`],
  ],
  [
    'several in one',
    { generated_media: { id: 1, name: 'Two', clips: [{ url: A }, { url: B }] } },
    [`a.mp4 video generated ${A}`, `b side.mp3 audio generated ${B}`],
  ],
  [
    'the page it came from last',
    {
      video_infos: [{ name: 'a', source_url: B, cdn_url: A, thumbnail_url: 'https://x.com/t.jpg' }],
    },
    [`a video uploaded ${A}`],
  ],
  [
    'its picture is none',
    { video_infos: [{ name: 'a', thumbnail: { url: B } }] },
    ['a video uploaded -'],
  ],
  [
    'a folder is no address',
    { video_infos: [{ name: 'a.mp4', path: '/mnt/userdata/a.mp4' }] },
    ['a.mp4 video uploaded -'],
  ],
  [
    'in two lists',
    {
      video_infos: [{ filename: 'a.mp4', cdn_url: A }],
      generated_media: [{ name: 'other', url: A }],
    },
    [`a.mp4 video generated ${A}`],
  ],
  [
    'equal names',
    {
      video_infos: [
        { filename: 'a.mp4', url: A },
        { filename: 'a.mp4', url: B },
      ],
    },
    [`a.mp4 video uploaded ${A}`, `a.mp4 video uploaded ${B}`],
  ],
  [
    'on the timeline alone, and in a list as well',
    {
      video_infos: [{ filename: 'a.mp4', cdn_url: 'https://cdn.example.com/a.mp4?sig=2' }],
      draft: {
        t: [
          { tt: 0, sg: [{ d: 1, m: { name: 'Clip 1', src: A } }] },
          { tt: 1, sg: [{ d: 1, m: { name: 'Lo-fi', src: B } }] },
          { tt: 1, sg: [{ d: 1, m: { name: 'lo-fi', src: `${B}?again` } }, { d: 1 }] },
          { tt: 7, sg: [{ d: 1, m: { text: 'Hello', src: 'https://cdn.example.com/font' } }] },
        ],
      },
    },
    ['a.mp4 video uploaded https://cdn.example.com/a.mp4?sig=2', `Lo-fi audio generated ${B}`],
  ],
  [
    'nothing',
    { video_infos: 'x', generated_media: null, draft: { t: 1 }, canvas_config: { url: A } },
    [],
  ],
  [
    'controls in a name',
    { video_infos: [{ name: 'a\u001b[31m\u0007.mp4' }] },
    ['a.mp4 video uploaded -'],
  ],
])('reads media %s', (_what, state, expected) => {
  expect(brief(state)).toEqual(expected);
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
