import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { isLoopbackHost } from '../../src/system/loopback.ts';
import { readSettings } from '../../src/system/settings.ts';

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
  vi.stubEnv('HOME', '/home/ann');
  return () => vi.unstubAllEnvs();
});

test.each([undefined, '  '])('a variable that is %j says nothing', (nothing) => {
  for (const name of VARIABLES) vi.stubEnv(name, nothing);
  expect(readSettings()).toMatchObject({
    token: undefined,
    apiUrl: 'https://mega-api-prod.nemovideo.ai',
    webUrl: 'https://nemovideo.com',
    clientId: undefined,
    skillSource: undefined,
    longestCallMs: undefined,
    stateFolder: join('/home/ann', '.config', 'nemovideo'),
    apiFolder: '',
  });
});

test('reads every variable by its name; in Claude Code, a call ends before the host ends it', () => {
  vi.stubEnv('NEMO_TOKEN', ' nmv_usr_-_1\n');
  vi.stubEnv('NEMO_API_URL', 'https://api.example.com/');
  vi.stubEnv('NEMO_WEB_URL', 'https://web.example.com//');
  vi.stubEnv('NEMO_CLIENT_ID', 'x'.repeat(64));
  vi.stubEnv('SKILL_SOURCE', 'my-host');
  vi.stubEnv('CLAUDECODE', '1');
  expect(readSettings()).toMatchObject({
    token: 'nmv_usr_-_1',
    apiUrl: 'https://api.example.com',
    webUrl: 'https://web.example.com',
    clientId: 'x'.repeat(64),
    skillSource: 'my-host',
    longestCallMs: 100_000,
  });
});

/** Another API gets a folder of its own. */
test.each([
  ['https://mega-api-prod.nemovideo.ai/', 'https://mega-api-prod.nemovideo.ai', ''],
  [
    'HTTPS://API.Example.com:8443/base/',
    'https://api.example.com:8443/base',
    'hosts/api.example.com_8443_base/',
  ],
  ['http://localhost:8080/', 'http://localhost:8080', 'hosts/localhost_8080/'],
])('accepts the API address %s', (text, apiUrl, apiFolder) => {
  vi.stubEnv('NEMO_API_URL', text);
  expect(readSettings()).toMatchObject({ apiUrl, apiFolder });
});

test.each([
  ['NEMO_API_URL', 'http://127.0.0.1.example.com'],
  ['NEMO_API_URL', 'http://192.168.0.1'],
  ['NEMO_API_URL', 'file:///etc/passwd'],
  ['NEMO_API_URL', 'api.example.com'],
  ['NEMO_API_URL', 'https://:secret@api.example.com'],
  ['NEMO_API_URL', 'https://api.example.com/?key=1'],
  ['NEMO_API_URL', 'https://api.example.com/#part'],
  ['NEMO_CLIENT_ID', 'a b'],
  ['NEMO_CLIENT_ID', 'x'.repeat(65)],
  ['SKILL_SOURCE', 'x'.repeat(65)],
  ['SKILL_SOURCE', '平台'],
])('refuses %s=%s', (name, text) => {
  vi.stubEnv(name, text);
  expect(readSettings).toThrow(
    expect.objectContaining({ kind: 'usage', message: expect.stringContaining(name) }),
  );
});

test.each(['two words', 'line\nbreak', 'schlüssel', 'nul\u0001'])(
  'refuses a token that fits into no header, without repeating it: %j',
  (token) => {
    vi.stubEnv('NEMO_TOKEN', token);
    const silent = expect.not.stringContaining(token);
    expect(readSettings).toThrow(
      expect.objectContaining({
        kind: 'auth',
        message: silent,
        advice: { en: silent, zh: silent },
      }),
    );
  },
);

test.each([
  ['localhost', true],
  ['127.8.9.10', true],
  ['[::1]', true],
  ['128.0.0.1', false],
  ['0.0.0.0', false],
  ['localhost.example.com', false],
  ['[::2]', false],
])('says whether %s is this machine', (host, loopback) => {
  expect(isLoopbackHost(host)).toBe(loopback);
});
