import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

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

test('lists every option in its help', () => {
  const usage = describeUsage();
  for (const { about } of Object.values(OPTION_TABLE)) expect(usage).toContain(about);
  expect(usage).toContain('--result-url-lifetime-ms <amount>');
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
