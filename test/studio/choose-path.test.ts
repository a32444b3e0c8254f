import { expect, test } from 'vitest';

import { choosePath } from '../../src/studio/cutter/render/choose-path.ts';
import type { PictureSize } from '../../src/studio/cutter/render-size.ts';
import type {
  MediaFacts,
  StoredPicture,
  StudioClip,
  StudioMusic,
  StudioTimeline,
} from '../../src/studio/cutter/timeline.ts';
import { clipOf, mediaOf, musicOf, SMALL, timelineOf, titleOf } from './render-support.ts';

const STORED: StoredPicture = {
  stream: 0,
  pixels: 'yuv420p',
  hasSquarePixels: true,
  startsWhole: true,
  startMs: 0,
  durationMs: 1000,
};

const storing = (stored: Partial<StoredPicture>): Partial<MediaFacts> => ({
  stored: { ...STORED, ...stored },
});
const WHOLE = { durationMs: 1000, fps: 30, videoCodec: 'h264', audioCodec: 'aac', stored: STORED };

interface Case {
  /** Changes to the first clip, which is whole and untouched. */
  clip?: Partial<StudioClip>;
  /** A second clip, of media `b`. */
  second?: Partial<StudioClip>;
  music?: Partial<StudioMusic>;
  timeline?: Partial<StudioTimeline>;
  /** Changes to what is known of the files. */
  facts?: Partial<MediaFacts>;
  output?: Partial<PictureSize>;
}

function choose({ clip, second, music, timeline, facts, output }: Case) {
  const clips = [clipOf('a', clip), ...(second ? [clipOf('b', second)] : [])];
  const media = {
    a: mediaOf({ ...WHOLE, ...facts }),
    b: mediaOf({ ...WHOLE, ...facts }),
    song: mediaOf({ type: 'audio' }),
  };
  const parts = { clips, music: music ? [musicOf('song', music)] : [], ...timeline };
  return choosePath(timelineOf(parts), { media, output: { ...SMALL, ...output } });
}

test.each<[string, string, Case]>([
  ['an untouched clip', 'remux', {}],
  ['one without sound', 'remux', { facts: { hasAudio: false } }],
  ['one at 60 frames a second', 'remux', { facts: { fps: 60 } }],
  [
    'a picture that ends a frame before its sound',
    'remux',
    { facts: storing({ durationMs: 970 }) },
  ],
  ['music', 'copy-video', { music: { volume: 0.3 } }],
  ['music under a silent clip', 'copy-video', { music: {}, facts: { hasAudio: false } }],
  ['a muted clip', 'copy-video', { clip: { volume: 0 } }],
  ['sound that is no AAC', 'copy-video', { facts: { audioCodec: 'pcm_s16le' } }],

  ['two clips', 'transcode', { second: {} }],
  ['a cross-fade', 'transcode', { second: { crossFadeMs: 200 } }],
  ['a clip trimmed at its start', 'transcode', { clip: { sourceStartMs: 40, durationMs: 960 } }],
  ['a clip trimmed at its end', 'transcode', { clip: { durationMs: 900 } }],
  ['twice the speed', 'transcode', { clip: { speed: 2, durationMs: 1000 } }],
  ['a fade in', 'transcode', { clip: { fadeInMs: 200 } }],
  ['a fade out', 'transcode', { clip: { fadeOutMs: 200 } }],
  ['a turn', 'transcode', { clip: { rotation: 90 } }],
  ['a title', 'transcode', { timeline: { titles: [titleOf('Hi')] } }],
  ['music beyond the clip', 'transcode', { music: { startMs: 500, durationMs: 600 } }],
  ['no clip at all', 'transcode', { timeline: { clips: [] } }],
  ['another resolution', 'transcode', { output: { width: 1920 } }],
  ['a clip that lies on its side', 'transcode', { facts: { rotation: 90 } }],
  ['a clip at 120 frames a second', 'transcode', { facts: { fps: 120 } }],
  ['a clip at an unknown rate', 'transcode', { facts: { fps: 0 } }],
  ['a picture of 10 bits', 'transcode', { facts: storing({ pixels: 'yuv420p10le' }) }],
  ['pixels that are not square', 'transcode', { facts: storing({ hasSquarePixels: false }) }],
  ['a cut by an edit list', 'transcode', { facts: storing({ startsWhole: false }) }],
  ['a picture that starts late', 'transcode', { facts: storing({ startMs: 40 }) }],
  ['a picture shorter than its sound', 'transcode', { facts: storing({ durationMs: 900 }) }],
  ['a picture of unknown length', 'transcode', { facts: storing({ durationMs: Number.NaN }) }],
  ['a file that starts late', 'transcode', { facts: { startMs: 1400 } }],
])('%s: %s', (_what, path, given) => {
  expect(choose(given)).toBe(path);
});
