import { lookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './network-address.ts';
import { PRIVATE_ADDRESS } from './transport-error.ts';

/**
 * Looks a name up as Node does, and refuses it when any of its addresses is not of the public internet. The connection is
 * made to the addresses that were judged, so that a name cannot change its mind in between.
 */
export const lookupPublic: LookupFunction = (hostname, options, callback) => {
  const wanted = { ...options, all: true } as LookupAllOptions;
  lookup(hostname, wanted, (error, addresses) => {
    if (error) return callback(error, []);
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden) return callback(refuse(hostname, hidden), []);
    const [first] = addresses;
    if (options.all) return callback(null, addresses);
    return callback(null, first?.address ?? '', first?.family);
  });
};

const refuse = (hostname: string, { address }: LookupAddress): NodeJS.ErrnoException =>
  Object.assign(new Error(`${hostname} stands for ${address}, which is not public`), {
    code: PRIVATE_ADDRESS,
  });
