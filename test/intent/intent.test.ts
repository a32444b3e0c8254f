import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';

const actions = (message: string, files?: string[]): string[] =>
  routeMessage(message, files).map(({ action }) => action);

test.each([
  ['upload https://example.com/a.mp4', ['https://example.com/a.mp4'], []],
  [
    'upload https://example.com/a.mp4, then trim it to 10 s',
    ['https://example.com/a.mp4'],
    ['trim it to 10 s'],
  ],
  ['import https://e.com/x?y=1&z=2.mp4.', ['https://e.com/x?y=1&z=2.mp4'], []],
  ['上传 https://example.com/a.mp4。', ['https://example.com/a.mp4'], []],
])('takes the link out of "%s" whole', (message, files, texts) => {
  const [upload, ...rest] = routeMessage(message);
  expect(upload).toMatchObject({ action: 'upload', files });
  expect(rest.map(({ text }) => text)).toEqual(texts);
});

test('leaves a link that is part of an edit in the edit', () => {
  const message = 'add https://example.com/music.mp3 as background music';
  expect(routeMessage(message)).toMatchObject([{ action: 'chat', text: message }]);
});

test('uploads given files before anything else', () => {
  expect(routeMessage('export it', ['clip.mp4'])).toMatchObject([
    { action: 'upload', files: ['clip.mp4'] },
    { action: 'export' },
  ]);
});

test('uploads given files once when the message asks for it too', () => {
  expect(actions('upload this and export it', ['clip.mp4'])).toEqual(['upload', 'export']);
});

test('says that only an edit needs a turn with the editor', () => {
  const plan = routeMessage('add a title, show the status and export', ['clip.mp4']);
  expect(plan.map(({ action, skip_sse }) => [action, skip_sse])).toEqual([
    ['upload', true],
    ['chat', false],
    ['state', true],
    ['export', true],
  ]);
});

test('says why it decided so', () => {
  expect(routeMessage('Please EXPORT it')[0]?.because).toBe('asks for the file: "export it"');
});

test.each([
  ['export in 1080p', '1080p'],
  ['render it in 720p', '720p'],
  ['render at 1920x1080', '1920x1080'],
  ['export it in 1080 × 1920', '1080x1920'],
  ['export it in 1080*1920', '1080x1920'],
  ['导出成1080p', '1080p'],
  ['export it', undefined],
])('finds the resolution of "%s"', (message, resolution) => {
  expect(routeMessage(message)).toMatchObject([{ action: 'export' }]);
  expect(routeMessage(message)[0]?.resolution).toBe(resolution);
});

test.each([
  ['make it a gif', 'GIF'],
  ['export it, as a webm please', 'WEBM'],
  ['export in 4k', '4K'],
  ['导出成gif', 'GIF'],
  ['export it as mp4', undefined],
  ['upload "loop.gif" and export it', undefined],
])('finds what "%s" cannot have', (message, unavailable) => {
  const step = routeMessage(message).at(-1);
  expect(step).toMatchObject({ action: 'export' });
  expect(step?.unavailable).toBe(unavailable);
});

test.each([
  [''],
  ['   '],
  ['...'],
  ['？'],
  ['👍'],
  ['先别导出'],
  ["don't export yet"],
  ['export it later'],
])('shows where things stand for %j', (message) => {
  expect(actions(message)).toEqual(['state']);
});

test('uploads given files when nothing is said', () => {
  expect(actions('', ['clip.mp4'])).toEqual(['upload']);
});
