import { expect, test } from 'vitest';
import {
  OPTIONS,
  parseArguments,
  type ArgumentShape,
  type OptionName,
} from '../../src/edge/arguments.ts';

/** A script that takes everything. */
const every: ArgumentShape = {
  name: 'run',
  words: 'one TEXT',
  count: [1, 1],
  options: (Object.keys(OPTIONS) as OptionName[]).filter(
    (name) => !['project', 'lang', 'wait', 'json', 'verbose', 'version', 'help'].includes(name),
  ),
};
const exporting: ArgumentShape = { name: 'export', options: ['out', 'resume'] };
const uploading: ArgumentShape = { name: 'upload', words: 'FILE|URL…', count: [0, 3] };
const plain: ArgumentShape = { name: 'state' };

const parse = (...argv: string[]) => parseArguments(every, ['text', ...argv]);

test('knows what holds when nothing is said', () => {
  expect(parse()).toEqual({
    words: ['text'],
    files: [],
    out: undefined,
    resolution: undefined,
    force: false,
    resume: false,
    fresh: false,
    list: false,
    again: false,
    repair: false,
    picture: undefined,
    dryRun: false,
    parallel: 3,
    project: 'default',
    language: undefined,
    waitMs: undefined,
    json: false,
    verbose: false,
    version: false,
    help: false,
  });
});

test.each([
  [['--file', 'a.mp4'], { files: ['a.mp4'] }],
  [['--file', 'a.mp4', '--file=https://e.com/b.mp4'], { files: ['a.mp4', 'https://e.com/b.mp4'] }],
  [['--out', 'out/'], { out: 'out/' }],
  [['--out=final.mp4'], { out: 'final.mp4' }],
  [['--resolution', '1080p'], { resolution: '1080p' }],
  [['--resolution', '720P'], { resolution: '720p' }],
  [['--resolution', '1080x1920'], { resolution: '1080x1920' }],
  [['--resolution', '1080X1920'], { resolution: '1080x1920' }],
  [['--resolution', '1080×1920'], { resolution: '1080x1920' }],
  [['--format', 'mp4'], {}],
  [['--format', 'MP4'], {}],
  [['--force'], { force: true }],
  [['--resume'], { resume: true }],
  [['--new'], { fresh: true }],
  [['--list'], { list: true }],
  [['--again'], { again: true }],
  [['--dry-run'], { dryRun: true }],
  [['--project', 'promo'], { project: 'promo' }],
  [['--project', ' 夏日 promo '], { project: '夏日 promo' }],
  [['--lang', 'zh'], { language: 'zh' }],
  [['--lang', 'zh-Hant-TW'], { language: 'zh-Hant-TW' }],
  [['--wait', '90'], { waitMs: 90_000 }],
  [['--wait', '0'], { waitMs: 0 }],
  [['--wait', '1.5'], { waitMs: 1500 }],
  [['--wait', '86400'], { waitMs: 86_400_000 }],
  [['--json'], { json: true }],
  [['--verbose'], { verbose: true }],
  [['--version'], { version: true }],
  [['--help'], { help: true }],
])('reads %j', (argv, read) => {
  expect(parse(...argv)).toMatchObject(read);
});

test.each([
  [['--format', 'gif'], '--format gif is not available', 'mp4'],
  [['--out', ''], '--out is empty', '--out'],
  [['--out', '  '], '--out is empty', '--out'],
  [['--resolution', '4k'], '--resolution 4k is not a size', '1080p'],
  [['--resolution', '1080'], '--resolution 1080 is not a size', '1080p'],
  [['--resolution', '0x1080'], '--resolution 0x1080 is not a size', 'WIDTHxHEIGHT'],
  [['--resolution', '12345x1080'], '--resolution 12345x1080 is not a size', 'WIDTHxHEIGHT'],
  [['--resolution', ''], '--resolution  is not a size', 'WIDTHxHEIGHT'],
  [['--project', ''], '--project "" is not a name', '1 to 100'],
  [['--project', ' '], '--project " " is not a name', '1 to 100'],
  [['--project', 'a\nb'], '--project "a\\nb" is not a name', '1 to 100'],
  [['--project', 'x'.repeat(101)], `--project "${'x'.repeat(101)}" is not a name`, '1 to 100'],
  [['--lang', 'english please'], '--lang english please is not a language code', 'zh-CN'],
  [['--lang', ''], '--lang  is not a language code', 'zh-CN'],
  [['--lang', 'zh_CN'], '--lang zh_CN is not a language code', 'zh-CN'],
  [['--wait', 'soon'], '--wait soon is not a number of seconds', '0 to 86400'],
  [['--wait', ''], '--wait  is not a number of seconds', '0 to 86400'],
  [['--wait=-1'], '--wait -1 is not a number of seconds', '0 to 86400'],
  [['--wait', '86401'], '--wait 86401 is not a number of seconds', '0 to 86400'],
  [['--wait', 'Infinity'], '--wait Infinity is not a number of seconds', '0 to 86400'],
  [['--wait', 'NaN'], '--wait NaN is not a number of seconds', '0 to 86400'],
  [['--nope'], "run: Unknown option '--nope'", '--project'],
  [['-x'], "run: Unknown option '-x'", '--project'],
  [['--json=yes'], "run: Option '--json' does not take an argument", '--json'],
  [['--wait'], "run: Option '--wait <value>' argument missing", '--wait'],
  [['more'], 'run expects one TEXT; given: "text" "more"', 'quotes'],
])('refuses %j and says what was given and what is expected', (argv, message, expected) => {
  expect(() => parse(...argv)).toThrow(
    expect.objectContaining({
      kind: 'usage',
      message: expect.stringContaining(message),
      advice: expect.objectContaining({ en: expect.stringContaining(expected) }),
    }),
  );
});

/** Node's own sentences are told by their form; should it write them otherwise one day, they would stay English. */
test.each([['--nope'], ['-x'], ['--json=yes'], ['--wait'], ['--wait', '-5']])(
  'says in Chinese too what is wrong with %s %s',
  (...argv) => {
    expect(() => parse(...argv)).toThrow(
      expect.objectContaining({
        summary: expect.objectContaining({ zh: expect.stringMatching(/选项.*'-/) }),
      }),
    );
  },
);

test.each([
  ['nothing', [], 'run expects one TEXT; none was given'],
  ['a blank text', ['  '], 'run expects one TEXT; given: "  "'],
  ['an empty text', [''], 'run expects one TEXT; given: ""'],
])('refuses %s where a text is expected', (_what, argv, message) => {
  expect(() => parseArguments(every, argv)).toThrow(
    expect.objectContaining({ kind: 'usage', message }),
  );
});

test.each([
  [['--help'], 'help'],
  [['--version'], 'version'],
] as const)('does not miss the words beside %j', (argv, name) => {
  expect(parseArguments(every, [...argv])[name]).toBe(true);
});

test('refuses words where a script takes none', () => {
  expect(() => parseArguments(plain, ['now'])).toThrow('state takes no words; given: "now"');
});

test.each([
  [['a.mp4', 'b.mp4'], true],
  [[], true],
  [['a', 'b', 'c', 'd'], false],
])('counts the words of %j', (words, accepted) => {
  const read = (): string[] => parseArguments(uploading, words).words;
  if (accepted) expect(read()).toEqual(words);
  else expect(read).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test('refuses an option that only another script takes', () => {
  expect(() => parseArguments(plain, ['--out', 'x'])).toThrow("state: Unknown option '--out'");
});

test.each([
  [['--resume'], []],
  [['--resume', 'render_1'], ['render_1']],
  [['--resume=render_1'], ['render_1']],
  [['render_1', '--resume'], ['render_1']],
])('takes %j with or without an id', (argv, words) => {
  expect(parseArguments(exporting, argv)).toMatchObject({ resume: true, words });
});

test.each([[['render_1']], [['--resume', 'render_1', 'render_2']], [['--resume=']]])(
  'refuses %j',
  (argv) => {
    expect(() => parseArguments(exporting, argv)).toThrow(
      expect.objectContaining({ kind: 'usage' }),
    );
  },
);

test('takes a text that looks like an option after --', () => {
  expect(parseArguments(every, ['--json', '--', '--help'])).toMatchObject({
    words: ['--help'],
    help: false,
    json: true,
  });
});
