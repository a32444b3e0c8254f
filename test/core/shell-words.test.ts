import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteWords } from '../../src/core/shell-words.ts';
import { findActiveForCmd, readByMicrosoftRules, readByPowerShell } from './windows-shells.ts';
import { runs, SEED } from '../fuzz.ts';

/** A shell's words, each ended by NUL so that line breaks in them count. */
const readBySh = (line: string): string[] =>
  execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

/** What a command line can hold: any text but NUL. */
const word = fc.string({ unit: 'binary', maxLength: 30 }).map((text) => text.replaceAll('\0', ''));
/** Mostly what shells care about. */
const awkward = fc
  .array(fc.constantFrom(...'"\'\\ $`%!&|<>^;,(){}*?#~=@-\t“”‘’城a/:.'), { maxLength: 20 })
  .map((letters) => letters.join(''));
const words = fc.array(fc.oneof(word, awkward), { minLength: 1, maxLength: 5 });

test(`a POSIX shell gives back every word ${SEED}`, () => {
  fc.assert(
    fc.property(words, (given) => {
      expect(readBySh(quoteWords(given, 'linux'))).toEqual(given);
    }),
    runs(100),
  );
});

test(`PowerShell gives back every word, but for backslashes that cmd.exe needs doubled ${SEED}`, () => {
  const plain = words.map((given) => given.map((text) => text.replace(/\\+(?="|$)/g, '')));
  fc.assert(
    fc.property(plain, (given) => {
      expect(readByPowerShell(quoteWords(given, 'win32'))).toEqual(given);
    }),
    runs(1_000),
  );
});

test(`cmd.exe hands on every word that PowerShell does not change, and runs nothing on the way ${SEED}`, () => {
  const plain = words.map((given) => given.map((text) => text.replace(/[$`“”„\n]/g, '')));
  fc.assert(
    fc.property(plain, (given) => {
      const line = quoteWords(given, 'win32');
      expect(readByMicrosoftRules(line)).toEqual(given);
      expect(findActiveForCmd(line)).toEqual([]);
    }),
    runs(1_000),
  );
});

test.each([
  ['--json', '--json'],
  ['scripts/run.mjs', 'scripts/run.mjs'],
  ['render_1', 'render_1'],
  ['720p', '720p'],
  ['C:/out/clip.mp4', 'C:/out/clip.mp4'],
  ['C:\\clip.mp4', '"C:\\clip.mp4"'],
  ['C:\\My Videos\\clip.mp4', '"C:\\My Videos\\clip.mp4"'],
  ['C:\\My Videos\\', '"C:\\My Videos\\\\"'],
  ['\\\\nas\\share\\clip.mp4', '"\\\\nas\\share\\clip.mp4"'],
  ['城市.mp4', '"城市.mp4"'],
  ['add a title & export', '"add a title & export"'],
  ['the title "Paradise"', '"the title ""Paradise"""'],
  ["it's", '"it\'s"'],
  ['a,b', '"a,b"'],
  ['', '""'],
  ['sell it for $5', "'sell it for $5'"],
  ["it's $5", "'it''s $5'"],
  ['标题“海边”', "'标题“海边”'"],
])('on Windows %s is written %s', (given, line) => {
  expect(quoteWords([given], 'win32')).toBe(line);
});

test.each([
  'C:\\My Videos\\clip.mp4',
  'D:\\out\\',
  '城市 延时.mp4',
  'sell it for $5',
  '标题“海边”',
])('Git Bash gives back %s', (given) => {
  const [read = ''] = readBySh(quoteWords([given], 'win32'));
  expect(read).toBe(given);
});

/** The limits that quoteForWindows states; should one fall, its comment is to be changed. */
test('the limits are where they are said to be', () => {
  expect(readBySh(quoteWords(['a "title"'], 'win32'))).toEqual(['a title']);
  expect(readByPowerShell(quoteWords(['C:\\out\\'], 'win32'))).toEqual(['C:\\out\\\\']);
  expect(readByMicrosoftRules(quoteWords(['for $5'], 'win32'))).toEqual(["'for", "$5'"]);
});

test.each([
  ['a "b c" d', ['a', 'b c', 'd']],
  ['"a""b"', ['a"b']],
  ['a\\\\b "c\\\\"', ['a\\\\b', 'c\\']],
  ['"a\\\\\\"b"', ['a\\"b']],
  ['a\\"b', ['a"b']],
  ['""', ['']],
  ['"abc" d e', ['abc', 'd', 'e']],
  ['a\\\\\\b d"e f"g h', ['a\\\\\\b', 'de fg', 'h']],
  ['a\\\\\\\\"b c" d e', ['a\\\\b c', 'd', 'e']],
  ['a"b"" c d', ['ab" c d']],
])("the oracle reads Microsoft's own example %s", (line, read) => {
  expect(readByMicrosoftRules(line)).toEqual(read);
});
