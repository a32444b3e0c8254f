/** A timeline in the forms of other programs: subtitles, and OpenTimelineIO. */
import { expect, test } from 'vitest';
import { readDraft } from '../../src/timeline/draft.ts';
import { toOpenTimeline } from '../../src/timeline/open-timeline.ts';
import { hasNoCues, writeSrt, writeVtt } from '../../src/timeline/subtitles.ts';
import type { Text } from '../../src/words/text.ts';

const en = (text: Text): string => text.en;

const TRIP = readDraft({
  t: [
    {
      tt: 0,
      sg: [
        {
          d: 4_000,
          m: { name: 'sea.mp4', start: 0, source_start: 1_500, url: 'https://cdn.example/sea.mp4' },
        },
        { d: 2_000, m: { name: 'hill.mp4', start: 5_000, speed: 2 } },
      ],
    },
    { tt: 1, sg: [{ d: 7_000, m: { name: 'lo-fi.mp3', volume: 0.35 } }] },
    {
      tt: 7,
      sg: [
        {
          d: 2_500,
          m: {
            text: '“Hello” <b>&</b>\n\n世界 👋',
            start: 61_000,
            position: 'top',
            color: 'yellow',
          },
        },
        { d: 3_000, m: { text: 'a --> b', start: 0, color: '#ff0000' } },
      ],
    },
    { tt: 7, sg: [{ d: 1_000, m: { text: 'Above', start: 500 } }] },
    { tt: 99, sg: [{ d: 7_000, m: { name: 'glow' } }] },
  ],
  d: 63_500,
  m: { fps: 25, width: 1920, height: 1080 },
});

test('SubRip: cues in their order, overlapping, without what would look like a time', () => {
  expect(writeSrt(TRIP, en)).toBe(
    [
      '1\n00:00:00,000 --> 00:00:03,000\na → b\n',
      '2\n00:00:00,500 --> 00:00:01,500\nAbove\n',
      '3\n00:01:01,000 --> 00:01:03,500\n“Hello” <b>&</b>\n世界 👋\n',
    ].join('\n') + '\n\r\n\n\r\n',
  );
});

test('WebVTT: text is escaped, places are settings, and only colours that every player knows are classes', () => {
  expect(writeVtt(TRIP, en).split('\n\n').slice(1)).toEqual([
    'NOTE made by ai-video-download',
    '00:00:00.000 --> 00:00:03.000\na --&gt; b',
    '00:00:00.500 --> 00:00:01.500\nAbove',
    '00:01:01.000 --> 00:01:03.500 line:10%\n<c.yellow>“Hello” &lt;b&gt;&amp;&lt;/b&gt;\n世界 👋</c>\n',
  ]);
});

const titled = (text: string, m: object = {}): object => ({ d: 1_000, m: { text, ...m } });

test('a title without words, or of no length, is no cue, and a place is one that is known', () => {
  const titles = [titled(' '), { ...titled('Gone'), d: 0 }];
  expect(hasNoCues(readDraft({ t: [{ tt: 7, sg: titles }] }), en)).toBe(true);
  const odd = readDraft({ t: [{ tt: 7, sg: [titled('Seen', { position: 'constructor' })] }] });
  expect(hasNoCues(odd, en)).toBe(false);
  expect(writeVtt(odd, en)).toContain('00:00:01.000\nSeen');
});

test('times that no reader takes are not written: before the beginning, and beyond all numbers', () => {
  const odd = readDraft({
    t: [
      {
        tt: 0,
        sg: [
          { d: 3_000, m: { start: -1_000, source_start: -5 } },
          { d: 1e308, m: { start: 4_000 } },
        ],
      },
      { tt: 7, sg: [titled('Early \ud83d', { start: -500 })] },
    ],
    m: { fps: 1e306 },
  });
  expect(writeSrt(odd, en)).toContain('00:00:00,000 --> 00:00:00,500\nEarly\n');
  expect(readBack(toOpenTimeline(odd, 'odd', en))).toEqual([
    ['Video', 'clip 1', '0 for 2 s, from 0 of its', 'Missing'],
    ['Video', 'clip 2', '4 for 0 s, from 0 of its', 'Missing'],
    ['Video', 'Early', '0 for 0.5 s, from 0 of its', 'Generator'],
  ]);
});

interface Item {
  OTIO_SCHEMA: string;
  name: string;
  kind?: string;
  enabled: boolean;
  source_range: Record<'start_time' | 'duration', { value: number; rate: number }>;
  metadata: { nemovideo?: object };
  children: Item[];
  media_references: { DEFAULT_MEDIA: Record<string, unknown> };
}

/** Reads it back as an editor would: each clip with its media, and with its time on the timeline and in its media. */
function readBack(timeline: object): unknown[][] {
  const { tracks } = timeline as { tracks: Item };
  return tracks.children.flatMap(({ kind, children }) => {
    let atS = 0;
    return children.flatMap(({ OTIO_SCHEMA, name, source_range: range, ...item }) => {
      const [fromS, lengthS] = [range.start_time, range.duration].map(
        ({ value, rate }) => value / rate,
      );
      const startS = atS;
      atS += lengthS!;
      if (OTIO_SCHEMA === 'Gap.1') return [];
      const media = String(item.media_references.DEFAULT_MEDIA['OTIO_SCHEMA']);
      const times = `${startS} for ${lengthS} s, from ${fromS} of its`;
      return [[kind, name, times, media.replace('Reference.1', '')]];
    });
  });
}

test('OpenTimelineIO: the same clips, times and names, with gaps, and tracks for what overlaps', () => {
  const made = toOpenTimeline(TRIP, 'trip', en);
  expect(readBack(made)).toEqual([
    ['Video', 'sea.mp4', '0 for 4 s, from 1.5 of its', 'External'],
    ['Video', 'hill.mp4', '5 for 2 s, from 0 of its', 'Missing'],
    ['Audio', 'lo-fi.mp3', '0 for 7 s, from 0 of its', 'Missing'],
    ['Video', 'a --> b', '0 for 3 s, from 0 of its', 'Generator'],
    ['Video', '“Hello” <b>&</b>\n\n世界 👋', '61 for 2.5 s, from 0 of its', 'Generator'],
    ['Video', 'Above', '0.5 for 1 s, from 0 of its', 'Generator'],
    ['Video', 'glow', '0 for 7 s, from 0 of its', 'Missing'],
  ]);
  const { tracks, ...head } = made as Item & { tracks: Item };
  expect(tracks.children.map(({ enabled }) => enabled)).toEqual([true, true, true, true, false]);
  expect(head).toMatchObject({ OTIO_SCHEMA: 'Timeline.1', name: 'trip' });
  const [picture, sound, title] = tracks.children.map(({ children }) => children[0]!);
  expect(tracks.children[0]!.children[2]).toMatchObject({
    effects: [{ OTIO_SCHEMA: 'LinearTimeWarp.1', time_scalar: 2 }],
    media_references: { DEFAULT_MEDIA: { available_range: { duration: { value: 100 } } } },
  });
  expect(picture).toMatchObject({ effects: [] });
  expect(picture).toMatchObject({
    OTIO_SCHEMA: 'Clip.2',
    source_range: { OTIO_SCHEMA: 'TimeRange.1', duration: { rate: 25, value: 100 } },
    active_media_reference_key: 'DEFAULT_MEDIA',
  });
  expect(picture!.media_references.DEFAULT_MEDIA).toMatchObject({
    target_url: 'https://cdn.example/sea.mp4',
    available_range: { duration: { value: 137.5 } },
  });
  // Whoever words it may mask a token, in an address too.
  const masked = toOpenTimeline(TRIP, 'trip', ({ en: text }) => text.replace('cdn', '***'));
  expect(JSON.stringify(masked)).toContain('"https://***.example/sea.mp4"');
  expect(sound!.metadata.nemovideo).toEqual({ volume: 0.35 });
  expect(title!.metadata.nemovideo).toEqual({ color: '#ff0000' });
});
