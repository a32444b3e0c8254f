/** A name is connected to only where all its addresses are of the public internet. */
import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { expect, onTestFinished, test } from 'vitest';
import { checkFileAddress } from '../../src/backend/file-address.ts';

/** Has every name stand for these addresses until the test ends. */
function resolveTo(...addresses: string[]): void {
  const { lookup } = dns;
  const found = addresses.map((address) => ({ address, family: 4 }));
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
])('%j: %s', (addresses, isTaken) => {
  resolveTo(...addresses);
  const { lookup } = checkFileAddress('https://cdn.example/a.mp4', 'https://api.example');
  let [error, found]: [Error | null, unknown] = [null, undefined];
  lookup?.('cdn.example', { all: true }, (...end) => ([error, found] = end));
  expect(error === null).toBe(isTaken);
  expect(found).toEqual(isTaken ? addresses.map((address) => ({ address, family: 4 })) : []);
});
