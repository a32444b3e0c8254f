import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { absolutePath } from '../../src/system/given-path.ts';

test('a base may be in the home too', () => {
  expect(absolutePath('final.mp4', '~/Videos')).toBe(join(homedir(), 'Videos', 'final.mp4'));
});

test.each([
  ['~/Videos/final.mp4', join(homedir(), 'Videos', 'final.mp4')],
  ['~', homedir()],
  ['clips/a.mp4', resolve('/base/clips/a.mp4')],
  ['/tmp/a.mp4', resolve('/tmp/a.mp4')],
  // The name of a file, and another user's home, which only a shell knows.
  ['~a.mp4', resolve('/base/~a.mp4')],
  ['./~/a.mp4', resolve('/base/~/a.mp4')],
])('%s means %s', (given, path) => {
  expect(absolutePath(given, '/base')).toBe(path);
});
