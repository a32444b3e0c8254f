import { expect, test } from 'vitest';
import { routeMessage } from '../../src/intent/intent.ts';

const actions = (message: string, files?: string[]): string[] =>
  routeMessage(message, files).map(({ action }) => action);

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

test.each([[''], ['   ']])('shows where things stand for %j', (message) => {
  expect(actions(message)).toEqual(['state']);
});

test('uploads given files when nothing is said', () => {
  expect(actions('', ['clip.mp4'])).toEqual(['upload']);
});
