import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { isLoopbackHost } from '../../src/system/loopback.ts';
import { isClientId, readSettings } from '../../src/system/settings.ts';

const VARIABLES = [
  'NEMO_TOKEN',
  'NEMO_API_URL',
  'NEMO_WEB_URL',
  'NEMO_CLIENT_ID',
  'SKILL_SOURCE',
  'CLAUDECODE',
] as const;

beforeEach(() => {
  for (const name of VARIABLES) vi.stubEnv(name, undefined);
  return () => vi.unstubAllEnvs();
});

test('does without any variable', () => {
  vi.stubEnv('HOME', '/home/ann');
  expect(readSettings()).toMatchObject({
    token: undefined,
    apiUrl: 'https://mega-api-prod.nemovideo.ai',
    webUrl: 'https://nemovideo.com',
    clientId: undefined,
    skillSource: undefined,
    stateFolder: join('/home/ann', '.config', 'nemovideo'),
    apiFolder: '',
  });
});

test('takes a variable of white space for none', () => {
  for (const name of VARIABLES) vi.stubEnv(name, '  ');
  expect(readSettings()).toMatchObject({
    token: undefined,
    apiUrl: 'https://mega-api-prod.nemovideo.ai',
    webUrl: 'https://nemovideo.com',
    clientId: undefined,
    skillSource: undefined,
    longestCallMs: undefined,
  });
});

test('in Claude Code, a call ends before the host ends it', () => {
  vi.stubEnv('CLAUDECODE', '1');
  expect(readSettings().longestCallMs).toBe(100_000);
});

test('reads every variable by its name', () => {
  vi.stubEnv('NEMO_TOKEN', ' nmv_usr_-_1\n');
  vi.stubEnv('NEMO_API_URL', 'https://api.example.com/');
  vi.stubEnv('NEMO_WEB_URL', 'https://web.example.com//');
  vi.stubEnv('NEMO_CLIENT_ID', 'client-1');
  vi.stubEnv('SKILL_SOURCE', 'my-host');
  expect(readSettings()).toMatchObject({
    token: 'nmv_usr_-_1',
    apiUrl: 'https://api.example.com',
    webUrl: 'https://web.example.com',
    clientId: 'client-1',
    skillSource: 'my-host',
  });
});

test.each([
  ['https://api.example.com', 'https://api.example.com'],
  ['https://api.example.com:8443/base/', 'https://api.example.com:8443/base'],
  ['HTTPS://API.Example.com', 'https://api.example.com'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://localhost:8080/', 'http://localhost:8080'],
  ['http://[::1]:8080', 'http://[::1]:8080'],
])('accepts the API address %s', (text, apiUrl) => {
  vi.stubEnv('NEMO_API_URL', text);
  expect(readSettings().apiUrl).toBe(apiUrl);
});

test.each([
  'http://api.example.com',
  'http://127.0.0.1.example.com',
  'http://localhost.example.com',
  'http://0.0.0.0',
  'http://192.168.0.1',
  'ftp://127.0.0.1',
  'file:///etc/passwd',
  'api.example.com',
  'https://',
  'https://ann@api.example.com',
  'https://:secret@api.example.com',
  'https://api.example.com/?key=1',
  'https://api.example.com/#part',
])('refuses the API address %s', (text) => {
  vi.stubEnv('NEMO_API_URL', text);
  expect(readSettings).toThrow(
    expect.objectContaining({ kind: 'usage', message: expect.stringContaining('NEMO_API_URL') }),
  );
});

test.each(['two words', 'line\nbreak', 'schlüssel', 'nul\u0001'])(
  'refuses a token that fits into no header, without repeating it: %j',
  (token) => {
    vi.stubEnv('NEMO_TOKEN', token);
    expect(readSettings).toThrow(
      expect.objectContaining({
        kind: 'auth',
        message: expect.not.stringContaining(token),
        advice: {
          en: expect.not.stringContaining(token),
          zh: expect.not.stringContaining(token),
        },
      }),
    );
  },
);

test.each(['a b', 'x'.repeat(65), 'ключ', 'a\nb'])('refuses the client id %j', (clientId) => {
  vi.stubEnv('NEMO_CLIENT_ID', clientId);
  expect(readSettings).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test.each(['x'.repeat(65), '平台', 'a\u0007b'])('refuses the platform %j', (source) => {
  vi.stubEnv('SKILL_SOURCE', source);
  expect(readSettings).toThrow(expect.objectContaining({ kind: 'usage' }));
});

test('gives another API a folder of its own', () => {
  vi.stubEnv('NEMO_API_URL', 'http://127.0.0.1:8080/base');
  expect(readSettings().apiFolder).toBe('hosts/127.0.0.1_8080_base/');
});

test('knows the usual API however it is written', () => {
  vi.stubEnv('NEMO_API_URL', 'https://mega-api-prod.nemovideo.ai/');
  expect(readSettings().apiFolder).toBe('');
});

test.each([
  ['localhost', true],
  ['127.0.0.1', true],
  ['127.8.9.10', true],
  ['[::1]', true],
  ['128.0.0.1', false],
  ['127.0.0.1.example.com', false],
  ['localhost.example.com', false],
  ['[::2]', false],
])('says whether %s is this machine', (host, loopback) => {
  expect(isLoopbackHost(host)).toBe(loopback);
});

test.each([
  ['a', true],
  ['123e4567-e89b-42d3-a456-426614174000', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['', false],
  ['a b', false],
])('says whether %j is a client id', (text, valid) => {
  expect(isClientId(text)).toBe(valid);
});
