import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { expect, onTestFinished, test } from 'vitest';
import { checkFileAddress, isPublicAddress } from '../../src/backend/file-address.ts';
import { openHttp } from '../support/backend.ts';

const API = 'https://mega-api-prod.nemovideo.ai';
const LOCAL_API = 'http://127.0.0.1:4000';

test.each([
  ['the API itself', `${API}/render-result/a.mp4`, API, false],
  ['another host', 'https://static1.nemovideo.ai/a.mp4?sign=1', API, true],
  ['a public address', 'https://8.8.8.8/a.mp4', API, true],
  ['a public IPv6 address', 'https://[2606:4700::1111]/a.mp4', API, true],
  ['this machine, beside an API on it', 'http://localhost:5000/a.mp4', LOCAL_API, false],
  ['the API on this machine', `${LOCAL_API}/a.mp4`, LOCAL_API, false],
])('a file is fetched from %s', (...[, address, api, isLookedUp]) => {
  const { href, lookup } = checkFileAddress(address, api);
  expect([href, lookup !== undefined]).toEqual([address, isLookedUp]);
});

test.each([
  ['plain http, from a local API', 'http://example.com/a.mp4', LOCAL_API, 'is not https'],
  ['this machine', 'https://127.0.0.1/a.mp4', API, 'private network'],
  ['this machine by name', 'https://localhost/a.mp4', API, 'private network'],
  ['this machine in other words', 'https://0x7f.1/a.mp4', API, 'private network'],
  ['this machine as IPv4 in IPv6', 'https://[::ffff:127.0.0.1]/a.mp4', API, 'private network'],
  ['a private network', 'https://10.0.0.8/a.mp4', API, 'private network'],
  [
    'a private network, from a local API',
    'https://192.168.1.1/a.mp4',
    LOCAL_API,
    'private network',
  ],
  ['a cloud\u2019s metadata', 'https://169.254.169.254/latest', API, 'private network'],
  ['a name of the local network', 'https://printer.local/a.mp4', API, 'private network'],
  ['a name inside a cloud', 'https://metadata.google.internal/a.mp4', API, 'private network'],
  ['a file', 'file:///etc/passwd', API, 'is not https'],
  [
    'an address with a password',
    'https://user:secret@example.com/a.mp4',
    API,
    'carries a password',
  ],
  ['another scheme beside a local API', 'ftp://127.0.0.1/a.mp4', LOCAL_API, 'is not https'],
  ['no address', 'a.mp4', API, 'is not an address'],
])('nothing is fetched from %s', (...[, address, api, reason]) => {
  expect(() => checkFileAddress(address, api)).toThrow(reason);
  expect(() => checkFileAddress(address, api)).not.toThrow(/secret/);
});

test.each([
  ['8.8.8.8', true],
  ['64:ff9b::808:808', true],
  ['64:ff9b::a00:1', false],
  ['100.64.0.1', false],
  ['224.0.0.1', false],
  ['fe80::1', false],
  ['fc00::1', false],
  ['example.com', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected);
});

/** Has every name stand for these addresses until the test ends. */
function resolveTo(found: LookupAddress[]): void {
  const { lookup } = dns;
  type Answer = (error: null, found: LookupAddress[]) => void;
  setLookup((...given: unknown[]) => (given.at(-1) as Answer)(null, found));
  onTestFinished(() => setLookup(lookup));
}

function setLookup(lookup: unknown): void {
  Object.assign(dns, { lookup });
  syncBuiltinESMExports();
}

test.each([
  [['93.184.215.14', '93.184.215.15'], true],
  [['93.184.215.14', '10.0.0.1'], false],
])('a name that stands for %j is connected to: %s', (addresses, isTaken) => {
  const all = addresses.map((address) => ({ address, family: 4 }));
  resolveTo(all);
  const { lookup } = checkFileAddress('https://cdn.example/a.mp4', API);
  let [error, found]: [Error | null, unknown] = [null, undefined];
  lookup?.('cdn.example', { all: true }, (...end) => ([error, found] = end));
  expect(error === null).toBe(isTaken);
  expect(found).toEqual(isTaken ? all : []);
});

test('a name that stands for this machine is refused, except for the API and what lies beside it', async () => {
  const http = openHttp('https://api.example');
  const request = { method: 'GET', url: 'https://localhost:9/v.mp4' } as const;
  const { lookup } = checkFileAddress('https://example.com/v.mp4', API);

  await expect(http.request({ ...request, lookup })).rejects.toMatchObject({
    kind: 'backend',
    message: expect.stringContaining('localhost: it leads into a private network'),
  });
  await expect(http.request(request)).rejects.toMatchObject({
    kind: 'network',
    message: expect.stringContaining('ECONNREFUSED'),
  });
});
