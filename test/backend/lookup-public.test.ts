/** A name is connected to only where all its addresses are of the public internet. */
import dns, { type LookupAddress } from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import { expect, onTestFinished, test } from 'vitest';
import { lookupPublic } from '../../src/backend/file-address.ts';

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
  [['93.184.215.14', '93.184.215.15'], null],
  [['93.184.215.14', '10.0.0.1'], 'ERR_PRIVATE_ADDRESS'],
])('%j: %s', (addresses, code) => {
  resolveTo(...addresses);
  let ended: unknown[] = [];
  lookupPublic('cdn.example', { all: true }, (...end) => (ended = end));
  const [error, found] = ended as [NodeJS.ErrnoException | null, LookupAddress[]];
  expect(error?.code ?? null).toBe(code);
  expect(found.map(({ address }) => address)).toEqual(code === null ? addresses : []);
});
