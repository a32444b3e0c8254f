import { expect, test } from 'vitest';
import { SUPPORTED_FORMATS } from '../../src/backend/errors.ts';
import { describeMedia, findMediaFormat } from '../../src/media/media.ts';

test('keeps what the backend tells of a file, and leaves out what it does not know', () => {
  const facts = { duration: 30.5, width: 1920, height: 1080 };
  expect(describeMedia({ filename: 'a.mp4', file_type: 'video', ...facts })).toEqual({
    name: 'a.mp4',
    type: 'video',
    duration_s: 30.5,
    width: 1920,
    height: 1080,
  });
  expect(describeMedia({ filename: 'a.mp4', duration: null, width: 0, height: -1 })).toEqual({
    name: 'a.mp4',
    type: 'video',
  });
});

test.each([
  [{ filename: 'A.M4A' }, 'audio'],
  [{ filename: 'a.jpeg' }, 'image'],
  [{ filename: 'a.mov' }, 'video'],
  [{ filename: 'a' }, 'video'],
  // The backend knows more than the name: an MP4 may hold nothing but sound.
  [{ filename: 'a.mp4', file_type: 'audio' }, 'audio'],
  [{ filename: 'a.png', file_type: 'photo' }, 'image'],
])('finds the type of %j', (item, type) => {
  expect(describeMedia(item).type).toBe(type);
});

test.each([
  [{ filename: 'a.mp4', name: 'b.mp4' }, 'a.mp4'],
  [{ filename: null, name: 'b.mp4' }, 'b.mp4'],
  [{}, 'file'],
  [{ filename: 'a\u001B[31m\u0007.mp4' }, 'a.mp4'],
])('names %j', (item, name) => {
  expect(describeMedia(item).name).toBe(name);
});

test('knows every format that users are told of, and no other', () => {
  const unknown = SUPPORTED_FORMATS.split(', ').filter((name) => !findMediaFormat(name));
  expect(unknown).toEqual([]);
  expect(['pdf', 'svg', 'flac', ''].filter((name) => findMediaFormat(name))).toEqual([]);
});
