import { utimes, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { absoluteSource, identifySource, isLink } from '../../src/media/media-source.ts';
import { makeFolder } from '../support/files.ts';

test.each([
  'https://example.com/a.mp4',
  'HTTP://EXAMPLE.COM/A.MP4',
  'file:///C:/clip.mp4',
  's3://b/k',
])('%s is an address', (source) => {
  expect(isLink(source)).toBe(true);
});

test.each([
  'clip.mp4',
  'C:\\clip.mp4',
  'C://clip.mp4',
  '\\\\nas\\share\\clip.mp4',
  '//nas/share/clip.mp4',
  './https://x.mp4',
])('%s is a file', (source) => {
  expect(isLink(source)).toBe(false);
});

test('a file is meant by its absolute path, a link as it is', () => {
  expect(absoluteSource('clip.mp4')).toBe(join(process.cwd(), 'clip.mp4'));
  expect(absoluteSource('https://example.com/a.mp4')).toBe('https://example.com/a.mp4');
});

test('a file is the same one from any folder until it is changed', async () => {
  const path = join(await makeFolder(), 'a.mp4');
  await writeFile(path, 'one');
  const before = await identifySource(path);
  expect(await identifySource(relative(process.cwd(), path))).toBe(before);
  await utimes(path, 1, 1);
  expect(await identifySource(path)).not.toBe(before);
  expect(await identifySource('https://example.com/a.mp4')).toBe('https://example.com/a.mp4');
});
