import { expect, test } from 'vitest';
import { describeMedia, statedType } from '../../src/media/media.ts';

test('keeps what the backend tells of a file', () => {
  const item = {
    filename: 'video.mp4',
    file_type: 'video',
    duration: 30.5,
    width: 1920,
    height: 1080,
  };
  expect(describeMedia(item)).toEqual({
    name: 'video.mp4',
    type: 'video',
    duration_s: 30.5,
    width: 1920,
    height: 1080,
  });
});

test('leaves out what the backend does not know', () => {
  const item = { filename: 'a.mp4', duration: null, width: 0, height: -1 };
  expect(describeMedia(item)).toEqual({ name: 'a.mp4', type: 'video' });
});

test.each([
  [{ filename: 'a.mp3' }, 'audio'],
  [{ filename: 'A.M4A' }, 'audio'],
  [{ filename: 'a.jpeg' }, 'image'],
  [{ filename: 'a.webp' }, 'image'],
  [{ filename: 'a.mov' }, 'video'],
  [{ filename: 'a' }, 'video'],
  [{ filename: 'a.mp3', file_type: 'video' }, 'video'],
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

test.each([
  ['audio', 'audio'],
  ['photo', undefined],
  [null, undefined],
])('takes %j for the stated type %j', (stated, type) => {
  expect(statedType({ file_type: stated })).toBe(type);
});
