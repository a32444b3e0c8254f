import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeStem } from '../../src/media/file-name.ts';
import { runs, SEED } from '../fuzz.ts';

test.each([
  ['promo.mp4', 'promo'],
  ['城市 延时.mov', '城市 延时'],
  ['v1.5', 'v1.5'],
  ['C:\\Videos\\clip.mp4', 'clip'],
  ['com10', 'com10'],
])('keeps an ordinary name: %j', (text, stem) => {
  expect(safeStem(text, 'video')).toBe(stem);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32', 'system32'],
  ['.hidden', 'hidden'],
  ['name. . ', 'name'],
  ['a\u0000b\u001B[31m', 'ab[31m'],
  ['what? "this" <or> that|*:', 'what this or that'],
])('defuses %j', (text, stem) => {
  expect(safeStem(text, 'video')).toBe(stem);
});

test.each(['', '..', 'a/', '<>:"|?*', 'con', 'nul.mp4', 'lpt9.x', 'aux .mp4', 'COM¹', 'CONIN$'])(
  'falls back for %j',
  (text) => {
    expect(safeStem(text, 'video')).toBe('video');
  },
);

test('cuts a long name at 60 characters or 180 bytes, never inside a character', () => {
  expect(safeStem('x'.repeat(80), 'video')).toBe('x'.repeat(60));
  expect(safeStem('🎬'.repeat(80), 'video')).toBe('🎬'.repeat(45));
  expect(safeStem(`${'x'.repeat(59)} y`, 'video')).toBe('x'.repeat(59));
});

test(`always makes a name that stays in its folder ${SEED}`, () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const stem = safeStem(text, 'video');
      // eslint-disable-next-line no-control-regex
      return stem !== '' && !/[\\/\u0000-\u001f<>:"|?*]|^\.|[. ]$/.test(stem);
    }),
    runs(500),
  );
});
