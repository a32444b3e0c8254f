import { expect, test } from 'vitest';
import { SUPPORTED_FORMATS } from '../../src/backend/errors.ts';
import { findMediaFormat } from '../../src/media/media-format.ts';

test.each([
  ['mp4', 'video', 'video/mp4'],
  ['mov', 'video', 'video/quicktime'],
  ['avi', 'video', 'video/x-msvideo'],
  ['webm', 'video', 'video/webm'],
  ['mkv', 'video', 'video/x-matroska'],
  ['jpg', 'image', 'image/jpeg'],
  ['png', 'image', 'image/png'],
  ['gif', 'image', 'image/gif'],
  ['webp', 'image', 'image/webp'],
  ['mp3', 'audio', 'audio/mpeg'],
  ['wav', 'audio', 'audio/wav'],
  ['m4a', 'audio', 'audio/mp4'],
  ['aac', 'audio', 'audio/aac'],
])('knows %s as %s', (extension, type, contentType) => {
  expect(findMediaFormat(extension)).toEqual({ type, contentType });
});

test.each(['pdf', 'svg', 'flac', 'exe', '', 'MP4'])('does not know "%s"', (extension) => {
  expect(findMediaFormat(extension)).toBeUndefined();
});

test('knows every format that users are told of', () => {
  const unknown = SUPPORTED_FORMATS.split(', ').filter((name) => !findMediaFormat(name));
  expect(unknown).toEqual([]);
});
