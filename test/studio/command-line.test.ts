import { homedir } from 'node:os';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { describeUsage, parseStudioArguments } from '../../src/studio/command-line.ts';
import { OPTION_TABLE, resolveOptions } from '../../src/studio/stand-in/options.ts';

test('reads options by name', () => {
  const given = '--port 8080 --log a.log --data d --silent-edits never --asks true --credits 30';
  expect(parseStudioArguments(given.split(' '))).toEqual({
    port: 8080,
    logFile: 'a.log',
    dataDir: 'd',
    silentEdits: 'never',
    asks: true,
    credits: 30,
  });
});

test('keeps its work in a folder unless told not to', () => {
  expect(parseStudioArguments([])).toEqual({ dataDir: join(homedir(), '.nemovideo-studio') });
  expect(parseStudioArguments(['--memory'])).toEqual({});
  expect(describeUsage()).toContain('(default ~/.nemovideo-studio)');
});

test.each([
  '--silent-edits maybe',
  '--asks 1',
  '--port x',
  '--unknown 1',
  '--credits',
  '--heartbeat-ms 1e10',
  '--port 65536',
])('refuses %s', (given) => expect(() => parseStudioArguments(given.split(' '))).toThrow());

/** The options as `--help` lists them: `  --flag <kind>`, then `      what it does (a|b; default a)`. */
const LISTED = [...describeUsage().matchAll(/^ {2}--([a-z-]+) <\w+>\n {6}.+default (\S+)\)$/gm)];

test('lists every option in its help, with its real default', () => {
  expect(LISTED).toHaveLength(Object.keys(OPTION_TABLE).length);
  for (const [, flag = '', fallback = ''] of LISTED) {
    const given = parseStudioArguments(['--memory', `--${flag}`, fallback]);
    expect(resolveOptions()).toMatchObject(given);
    expect(Object.keys(given), flag).toHaveLength(1);
  }
});
