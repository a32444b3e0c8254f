import { homedir } from 'node:os';
import { join, posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { findStateFolder } from '../../src/ports/state-folder.ts';

const unknown = (): string => {
  throw new Error('no such user');
};

test("lies in the home of this machine's user", () => {
  expect(findStateFolder()).toBe(join(homedir(), '.config', 'nemovideo'));
});

test.each([
  ['/home/ann', posix, '/home/ann/.config/nemovideo'],
  ['/Users/ann', posix, '/Users/ann/.config/nemovideo'],
  ['C:\\Users\\ann', win32, 'C:\\Users\\ann\\.config\\nemovideo'],
  ['\\\\nas\\homes\\安', win32, '\\\\nas\\homes\\安\\.config\\nemovideo'],
])('lies in %s', (home, path, folder) => {
  expect(findStateFolder([() => home, unknown], path)).toBe(folder);
});

test.each([
  ['', posix, '/root/.config/nemovideo'],
  ['relative', posix, '/root/.config/nemovideo'],
  ['C:relative', win32, '\\root\\.config\\nemovideo'],
])('never in the current folder: %j is no home', (home, path, folder) => {
  expect(findStateFolder([() => home, () => '/root'], path)).toBe(folder);
});

test('lies in the root where nobody is known', () => {
  expect(findStateFolder([unknown, unknown], posix)).toBe('/.config/nemovideo');
});
