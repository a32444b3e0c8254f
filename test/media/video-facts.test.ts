import { expect, test } from 'vitest';
import {
  describeVideo,
  findMismatches,
  nameCodec,
  type VideoFacts,
} from '../../src/media/video-facts.ts';

const facts: VideoFacts = {
  container: 'mp4',
  codec: 'h264',
  width: 1920,
  height: 1080,
  duration_s: 60,
};
const nothing = { resolution: undefined, timelineMs: 0 };

test.each([
  ['avc1', 'h264'],
  ['avc3', 'h264'],
  ['hvc1', 'hevc'],
  ['hev1', 'hevc'],
  ['av01', 'av1'],
  ['vp09', 'vp9'],
  ['mp4v', 'mpeg4'],
  ['xyz9', 'xyz9'],
])('calls %s %s', (sampleEntry, codec) => {
  expect(nameCodec(sampleEntry)).toBe(codec);
});

test.each([
  ['h264', '1920×1080 H.264, 60.0 s, 24.3 MB'],
  ['xyz9', '1920×1080 xyz9, 60.0 s, 24.3 MB'],
])('describes a %s video', (codec, text) => {
  expect(describeVideo({ ...facts, codec }, 24_300_000).en).toBe(text);
});

test.each([
  ['1080p', 1920, 1080],
  ['1080p', 1080, 1920],
  ['720p', 1280, 720],
  ['1080x1920', 1080, 1920],
])('takes a %s video of %i×%i for what was asked for', (...[resolution, width, height]) => {
  expect(findMismatches({ ...facts, width, height }, { ...nothing, resolution })).toEqual([]);
});

test.each([
  ['1080p', 1280, 720],
  ['1080x1920', 1920, 1080],
])('says that %s was asked for when the file is %i×%i', (...[resolution, width, height]) => {
  expect(findMismatches({ ...facts, width, height }, { ...nothing, resolution })).toMatchObject([
    { en: `${resolution} was asked for, but the file is ${width}×${height}.` },
  ]);
});

test.each([0, 59_500, 60_500])('accepts a file of 60 s for a timeline of %i ms', (timelineMs) => {
  expect(findMismatches(facts, { ...nothing, timelineMs })).toEqual([]);
});

test.each([
  [59_400, 'The timeline has 59.4 s, but the file 60.0 s.'],
  [75_000, 'The timeline has 75.0 s, but the file 60.0 s.'],
])('says that the file is not as long as a timeline of %i ms', (timelineMs, sentence) => {
  expect(findMismatches(facts, { ...nothing, timelineMs })).toMatchObject([{ en: sentence }]);
});
