import { expect, test } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.ts';
import {
  COMMON_OPTIONS,
  OPTIONS,
  type ArgumentShape,
  type OptionName,
} from '../../src/cli/options.ts';

/** A script that takes everything. */
const every: ArgumentShape = {
  name: 'run',
  words: 'one TEXT',
  count: [1, 1],
  options: (Object.keys(OPTIONS) as OptionName[]).filter((name) => !COMMON_OPTIONS.includes(name)),
};
const uploading: ArgumentShape = { name: 'upload', words: 'FILE|URL…', count: [0, 3] };
const plain: ArgumentShape = { name: 'state' };

const parse = (...argv: string[]) => parseArguments(every, ['text', ...argv]);

test.each([
  [[], { project: 'default', parallel: 3, exports: false, waitSeconds: undefined, json: false }],
  [['--file', 'a.mp4', '--file=https://e.com/b.mp4'], { files: ['a.mp4', 'https://e.com/b.mp4'] }],
  [['--edit', ' export it\n', '--edit=--json'], { edits: [' export it\n', '--json'] }],
  [['--export', '--out', 'out/'], { exports: true, out: 'out/' }],
  [['--resolution', '720P'], { resolution: '720p' }],
  [['--resolution', '1080×1920'], { resolution: '1080x1920' }],
  [['--format', 'MP4'], {}],
  [['--force', '--again', '--dry-run'], { force: true, again: true, dryRun: true }],
  [['--new', '--list'], { fresh: true, list: true }],
  [['--timeline', 'a.svg', '--parallel', '1'], { timeline: 'a.svg', parallel: 1 }],
  [['--project', ' 夏日 promo '], { project: '夏日 promo' }],
  [['--session', '5529_a-b'], { sessionId: '5529_a-b' }],
  [['--lang', 'zh-Hant-TW'], { language: 'zh-Hant-TW' }],
  [['--wait', '0', '--verbose'], { waitSeconds: 0, verbose: true }],
  [['--wait', '12.3456'], { waitSeconds: 12.3456 }],
])('reads %j', (argv, read) => {
  expect(parse(...argv)).toMatchObject(read);
});

test.each([
  [['--format', 'gif'], '--format gif is not available', 'mp4'],
  [['--resolution', '4k'], '--resolution 4k is not a size', '1080p'],
  [['--out', ' '], '--out is empty', '--out'],
  [['--file', ''], '--file is empty', '--file'],
  [['--media', ''], '--media is empty', '--media'],
  [['--edit', ''], '--edit is empty', '--edit'],
  [['--session', '../5529'], '--session "../5529"', 'connect --list --json'],
  [['--parallel', '4'], '4', '3'],
  [['--project', 'a\nb'], '--project "a\\nb" is not a name', '1 to 100'],
  [['--project', 'x'.repeat(101)], 'is not a name', '1 to 100'],
  [['--lang', 'zh_CN'], '--lang zh_CN is not a language code', 'zh-CN'],
  [['--wait', ''], '--wait  is not a number of seconds', '0 to 86400'],
  [['--wait=-1'], '--wait -1 is not a number of seconds', '0 to 86400'],
  [['--wait', '86401'], '--wait 86401 is not a number of seconds', '0 to 86400'],
  [['--json=yes'], "run: Option '--json' does not take an argument", '--json'],
  [['--wait'], "run: Option '--wait <value>' argument missing", '--wait'],
  [['--wait', '-5'], "starting with a dash use '--wait=-XYZ'", '--wait'],
  [['more'], 'run expects one TEXT; given: "text" "more"', 'quotes'],
])('refuses %j and says what was given and what is expected', (argv, message, expected) => {
  expect(() => parse(...argv)).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: expect.stringContaining(message),
      summary: expect.objectContaining({ en: expect.not.stringMatching(/\.$/) }),
      advice: expect.objectContaining({ en: expect.stringContaining(expected) }),
    }),
  );
});

/** Node's own sentences are told by their form; should it write them otherwise one day, they would stay English. */
test.each([['--nope'], ['-x'], ['--json=yes'], ['--wait'], ['--wait', '-5']])(
  'says in Chinese too what is wrong with %s %s',
  (...argv) => {
    const summary = expect.objectContaining({ zh: expect.stringMatching(/选项.*'-/) });
    expect(() => parse(...argv)).toThrow(expect.objectContaining({ summary }));
  },
);

test('takes as many words as a script takes, and the options it has', () => {
  expect(() => parseArguments(every, [])).toThrow('run expects one TEXT; none was given');
  expect(() => parseArguments(every, ['  '])).toThrow('run expects one TEXT; given: "  "');
  expect(parseArguments(every, ['--help']).help).toBe(true);
  expect(parseArguments(uploading, ['a.mp4', 'b.mp4']).words).toEqual(['a.mp4', 'b.mp4']);
  expect(parseArguments(uploading, []).words).toEqual([]);
  expect(() => parseArguments(uploading, ['a', 'b', 'c', 'd'])).toThrow('upload expects');
  expect(() => parseArguments(plain, ['now'])).toThrow('state takes no words; given: "now"');
  expect(() => parseArguments(plain, ['--out', 'x'])).toThrow("state: Unknown option '--out'");
});

test.each([
  [['--resume'], []],
  [['--resume=k7f3qd'], ['k7f3qd']],
  [['k7f3qd', '--resume', '--json'], ['k7f3qd']],
])('takes %j with or without a job', (argv, words) => {
  expect(parseArguments(every, argv)).toMatchObject({ resume: true, words });
});

test.each([[['--resume', 'k7f3qd', 'k7f3qe']], [['--resume=']]])('refuses %j', (argv) => {
  expect(() => parseArguments(every, argv)).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test('takes a text that looks like an option after --', () => {
  expect(parseArguments(every, ['--json', '--', '--help'])).toMatchObject({
    words: ['--help'],
    help: false,
    json: true,
  });
});
