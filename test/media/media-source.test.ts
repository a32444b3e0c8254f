import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';
import { isLink } from '../../src/media/media-source.ts';

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
  'c:/clip.mp4',
  'C://clip.mp4',
  'C:clip.mp4',
  '\\\\nas\\share\\clip.mp4',
  '\\\\?\\C:\\clip.mp4',
  '//nas/share/clip.mp4',
  './https://x.mp4',
])('%s is a file', (source) => {
  expect(isLink(source)).toBe(false);
});

test.each(['C:\\Videos\\clip.mp4', '\\\\nas\\share\\export.mp4', 'D:\\credits\\status.mov'])(
  'a message that names %s is routed by its words',
  (file) => {
    expect(routeMessage(`trim ${file} to 5 seconds`, []).map(({ action }) => action)).toEqual(
      routeMessage('trim clip.mp4 to 5 seconds', []).map(({ action }) => action),
    );
  },
);
