import { expect, test } from 'vitest';

import { choosePath } from '../../src/studio/render/choose-path.ts';
import type { RenderOutput } from '../../src/studio/render/formats.ts';
import type { ProbedFacts, StoredPicture } from '../../src/studio/render/plan.ts';
import type { StudioClip, StudioMusic, StudioTimeline } from '../../src/studio/timeline.ts';
import { clipOf, mediaOf, musicOf, SMALL, timelineOf, titleOf } from './render-support.ts';

const STORED: StoredPicture = {
  stream: 0,
  pixels: 'yuv420p',
  hasSquarePixels: true,
  startsWhole: true,
  startMs: 0,
  durationMs: 1000,
  parameters: 'a',
};

const whole = (facts: Partial<ProbedFacts> = {}, stored: Partial<StoredPicture> = {}) => ({
  durationMs: 1000,
  fps: 30,
  videoCodec: 'h264',
  audioCodec: 'aac',
  stored: { ...STORED, ...stored },
  ...facts,
});

interface Case {
  /** Changes to the first clip, which is whole and untouched. */
  clip?: Partial<StudioClip>;
  /** A second clip, of media `b`. */
  second?: Partial<StudioClip>;
  music?: Partial<StudioMusic>;
  timeline?: Partial<StudioTimeline>;
  /** Changes to what is known of the first clip's file, and of the second's. */
  facts?: Partial<ProbedFacts>;
  other?: Partial<ProbedFacts>;
  output?: Partial<RenderOutput>;
}

function choose({ clip, second, music, timeline, facts, other, output }: Case) {
  const clips = [clipOf('a', clip), ...(second ? [clipOf('b', second)] : [])];
  const media = {
    a: mediaOf({ ...whole(), ...facts }),
    b: mediaOf({ ...whole(), ...other }),
    song: mediaOf({ type: 'audio' }),
  };
  const parts = { clips, music: music ? [musicOf('song', music)] : [], ...timeline };
  return choosePath(timelineOf(parts), { media, output: { ...SMALL, fps: 30, ...output } });
}

test.each<[string, string, Case]>([
  ['an untouched clip', 'remux', {}],
  ['one for a MOV', 'remux', { output: { format: 'mov' } }],
  ['one for an MKV', 'remux', { output: { format: 'mkv' } }],
  ['one at best quality', 'remux', { output: { quality: 'best' } }],
  ['one without sound', 'remux', { facts: { hasAudio: false } }],
  ['one at 24 frames a second', 'remux', { facts: { fps: 24 } }],
  ['one at 60 frames a second', 'remux', { facts: { fps: 60 } }],
  ['two clips at 29.97 and 30', 'concat', { second: {}, other: { fps: 29.97 } }],
  [
    'one whose picture ends a frame before its sound',
    'remux',
    {
      facts: whole({}, { durationMs: 970 }),
    },
  ],
  ['music', 'copy-video', { music: { volume: 0.3 } }],
  ['music under a silent clip', 'copy-video', { music: {}, facts: { hasAudio: false } }],
  ['a muted clip', 'copy-video', { clip: { volume: 0 } }],
  ['a louder clip', 'copy-video', { clip: { volume: 1.5 } }],
  ['sound that is no AAC', 'copy-video', { facts: { audioCodec: 'pcm_s16le' } }],
  ['two clips of one kind', 'concat', { second: {} }],
  ['two clips of one kind with music', 'concat', { second: {}, music: { durationMs: 2000 } }],
  ['two clips, the second silent', 'concat', { second: { volume: 0 } }],

  [
    'two clips of different parameters',
    'transcode',
    {
      second: {},
      other: whole({}, { parameters: 'b' }),
    },
  ],
  ['two clips, one of another rate', 'transcode', { second: {}, other: { fps: 25 } }],
  ['a cross-fade', 'transcode', { second: { crossFadeMs: 200 } }],
  ['a clip trimmed at its start', 'transcode', { clip: { sourceStartMs: 40, durationMs: 960 } }],
  ['a clip trimmed at its end', 'transcode', { clip: { durationMs: 900 } }],
  ['a clip held at its end', 'transcode', { clip: { durationMs: 1200 } }],
  ['twice the speed', 'transcode', { clip: { speed: 2, durationMs: 500 } }],
  ['a fade in', 'transcode', { clip: { fadeInMs: 200 } }],
  ['a fade out', 'transcode', { clip: { fadeOutMs: 200 } }],
  ['a turn', 'transcode', { clip: { rotation: 90 } }],
  ['a title', 'transcode', { timeline: { titles: [titleOf('Hi')] } }],
  ['music beyond the clip', 'transcode', { music: { startMs: 500, durationMs: 600 } }],
  ['no clip at all', 'transcode', { timeline: { clips: [] } }],
  ['a clip whose file is gone', 'transcode', { timeline: { clips: [clipOf('gone')] } }],
  ['a clip named after a prototype', 'transcode', { timeline: { clips: [clipOf('constructor')] } }],
  ['another resolution', 'transcode', { output: { width: 1920, height: 1080 } }],
  ['another shape', 'transcode', { output: { width: 360, height: 640 } }],
  ['a smaller file', 'transcode', { output: { quality: 'medium' } }],
  ['a WebM', 'transcode', { output: { format: 'webm' } }],
  ['a GIF', 'transcode', { output: { format: 'gif' } }],
  ['sound alone', 'transcode', { output: { format: 'm4a' } }],
  ['a phone clip that lies on its side', 'transcode', { facts: { rotation: 90 } }],
  ['a clip at 120 frames a second', 'transcode', { facts: { fps: 120 } }],
  ['a clip at 5 frames a second', 'transcode', { facts: { fps: 5 } }],
  ['a clip at an unknown rate', 'transcode', { facts: whole({ fps: 0 }) }],
  ['a picture of 10 bits', 'transcode', { facts: whole({}, { pixels: 'yuv420p10le' }) }],
  ['a picture of full colour', 'transcode', { facts: whole({}, { pixels: 'yuv444p' }) }],
  ['a picture of full range', 'transcode', { facts: whole({}, { pixels: 'yuvj420p' }) }],
  ['pixels that are not square', 'transcode', { facts: whole({}, { hasSquarePixels: false }) }],
  ['a cut by an edit list', 'transcode', { facts: whole({}, { startsWhole: false }) }],
  ['a picture that starts late', 'transcode', { facts: whole({}, { startMs: 40 }) }],
  [
    'a picture much shorter than its sound',
    'transcode',
    {
      facts: whole({}, { durationMs: 900 }),
    },
  ],
  ['a picture of unknown length', 'transcode', { facts: whole({}, { durationMs: Number.NaN }) }],
  ['a file that starts late', 'transcode', { facts: { startMs: 1400 } }],
])('%s: %s', (_what, path, given) => {
  expect(choose(given)).toBe(path);
});

test('a codec, container or still that is never copied has no stored picture', () => {
  const media = { a: mediaOf({ durationMs: 1000, fps: 30, videoCodec: 'vp9' }, 'matroska') };
  const timeline = timelineOf({ clips: [clipOf('a')] });
  expect(choosePath(timeline, { media, output: { ...SMALL, fps: 30 } })).toBe('transcode');
});
