import { expect, test } from 'vitest';
import { nameApart } from '../../src/core/batch-outputs.ts';

test.each([
  [
    ['/out/a.mp4', '/out/a.mp4'],
    ['/out/a.mp4', '/out/a (2).mp4'],
  ],
  [
    ['/out/Clip.mp4', '/out/clip.mp4'],
    ['/out/Clip.mp4', '/out/clip (2).mp4'],
  ],
  [
    ['C:\\out\\Clip.mp4', 'c:\\OUT\\clip.MP4'],
    ['C:\\out\\Clip.mp4', 'c:\\OUT\\clip (2).mp4'],
  ],
  [
    ['/out/caf\u00e9.mp4', '/out/cafe\u0301.mp4'],
    ['/out/caf\u00e9.mp4', '/out/cafe\u0301 (2).mp4'],
  ],
])('%j become %j', (wanted, named) => {
  expect(nameApart(wanted, [])).toEqual(named);
});

test('a file that is uploaded keeps its name, in whichever case it is written', () => {
  expect(nameApart(['C:\\v\\clip.mp4'], ['C:\\V\\CLIP.MP4'])).toEqual(['C:\\v\\clip (2).mp4']);
});
