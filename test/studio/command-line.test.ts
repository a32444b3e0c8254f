import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect, onTestFinished, test } from 'vitest';

import { describeUsage, parseStudioArguments } from '../../src/studio/command-line.ts';
import { OPTION_TABLE, resolveOptions } from '../../src/studio/options.ts';

test('reads options by name', () => {
  const given = '--port 8080 --log a.log --data d --silent-edits never --draft-noise true --crf 30';
  expect(parseStudioArguments(given.split(' '))).toEqual({
    port: 8080,
    logFile: 'a.log',
    dataDir: 'd',
    silentEdits: 'never',
    draftNoise: true,
    crf: 30,
  });
});

test('keeps its work in a folder unless told not to', () => {
  expect(parseStudioArguments([])).toEqual({ dataDir: join(homedir(), '.nemovideo-studio') });
  expect(parseStudioArguments(['--memory'])).toEqual({});
  expect(describeUsage()).toContain('(default ~/.nemovideo-studio)');
});

test.each([
  ['--silent-edits maybe'],
  ['--draft-noise 1'],
  ['--port x'],
  ['--unknown 1'],
  ['--crf'],
])('refuses %s', (given) => {
  expect(() => parseStudioArguments(given.split(' '))).toThrow();
});

/** The options as `--help` lists them: `  --flag <kind>`, then `      what it does (a|b; default a)`. */
const LISTED = [
  ...describeUsage().matchAll(
    /^ {2}--([a-z-]+) <(\w+)>\n {6}(.+) \((?:(\S+); )?default (\S+)\)$/gm,
  ),
].map(([, flag = '', kind, about, choices, fallback = '']) => ({
  flag,
  kind,
  about,
  choices,
  fallback,
}));

test('lists every option it knows in its help', () => {
  const usage = describeUsage();
  for (const { about } of Object.values(OPTION_TABLE)) expect(usage).toContain(about);
  expect(LISTED).toHaveLength(Object.keys(OPTION_TABLE).length);
  for (const { kind, choices } of LISTED) expect(choices !== undefined).toBe(kind === 'choice');
  for (const flag of ['port', 'log', 'data', 'memory']) expect(usage).toContain(`--${flag}`);
});

test.each(LISTED)('its help tells the real default of --$flag', ({ flag, fallback }) => {
  const { dataDir: _usual, ...given } = parseStudioArguments([`--${flag}`, fallback]);
  expect(Object.keys(given)).toHaveLength(1);
  expect(resolveOptions()).toMatchObject(given);
});

test.each(Object.keys(OPTION_TABLE))('the option %s is used by the studio', async (name) => {
  const code = (await readStudio()).join('\n');
  expect(code).toMatch(new RegExp(`\\b${name}\\b`));
});

/** What the studio is made of, but for the table of its options. */
async function readStudio(): Promise<string[]> {
  const folder = fileURLToPath(new URL('../../src/studio/', import.meta.url));
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts') && name !== 'options.ts');
  return Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
}

test('a number that is no number, and a word that is no choice, are refused for every option', () => {
  for (const { flag } of LISTED)
    expect(() => parseStudioArguments([`--${flag}`, 'nonsense']), flag).toThrow(`--${flag} takes`);
});

test('defaults to what the seed describes', () => {
  expect(resolveOptions()).toMatchObject({
    silentEdits: 'some',
    dialect: 'adk',
    renderReply: 'seed',
    credits: 100,
    tokenLifetimeMs: 604_800_000,
    maxUploadBytes: 524_288_000,
    requireAttribution: true,
    uploadMakesDraft: false,
  });
});

test('runs as a program until it is told to stop', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'studio-test-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const logFile = join(folder, 'requests.log');
  const script = ['scripts/dev/studio.mjs', '--memory', '--log', logFile];
  const child = spawn(process.execPath, script, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const line = await new Promise<string>((resolve) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString('utf8')));
  });
  const url = /^NemoVideo studio: (http:\/\/127\.0\.0\.1:\d+)\n/.exec(line)?.[1];
  await fetch(`${url}/api/auth/anonymous-token`, {
    method: 'POST',
    headers: { 'X-Client-Id': 'c' },
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  const [record] = (await readFile(logFile, 'utf8')).trim().split('\n');
  expect(JSON.parse(record ?? '')).toMatchObject({ method: 'POST', status: 200 });
});
