import { posix, win32 } from 'node:path';
import { expect, test } from 'vitest';
import { checkNames } from '../../src/media/output-name.ts';

test.each([
  'C:\\out\\clip.mp4',
  'C:\\',
  'D:\\My Videos\\v1.5\\城市 (2).mp4',
  '\\\\nas\\share\\out\\clip.mp4',
  '\\\\?\\C:\\out\\clip.mp4',
  'C:\\console\\common.mp4',
  'C:\\com10\\lpt.mp4',
])('Windows can write %s', (path) => {
  expect(() => checkNames(path, win32)).not.toThrow();
});

test.each([
  ['C:\\out\\con.mp4', 'con.mp4'],
  ['C:\\out\\NUL', 'NUL'],
  ['C:\\aux\\clip.mp4', 'aux'],
  ['C:\\out\\Com1 .tar.mp4', 'Com1 .tar.mp4'],
  ['C:\\out\\lpt².mp4', 'lpt².mp4'],
  ['C:\\out.\\clip.mp4', 'out.'],
  ['C:\\out \\clip.mp4', 'out '],
  ['C:\\out\\10:30.mp4', '10:30.mp4'],
  ['C:\\out\\what?.mp4', 'what?.mp4'],
  ['\\\\nas\\share\\a|b.mp4', 'a|b.mp4'],
])('Windows cannot write %s', (path, name) => {
  expect(() => checkNames(path, win32)).toThrow(
    expect.objectContaining({ kind: 'usage', message: `No file can be named ${name} on Windows` }),
  );
});

test('elsewhere these are names like any other', () => {
  expect(() => checkNames('/out/aux/10:30 what?.mp4', posix)).not.toThrow();
});
