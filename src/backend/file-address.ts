/** Where an address that came from elsewhere may lead: never into a private network, and the token only to the API. */
import { lookup, type LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { SkillError } from '../system/errors.ts';
import { isLoopbackHost } from '../system/loopback.ts';
import { IPv4, isValid, parse, type IPv6 } from '../vendor/ipaddr.ts';
import { networkWords } from '../words/network.ts';
import type { Text } from '../words/text.ts';

/**
 * Judges the address of a finished video, or of a redirect on the way to it: https only, never into a private network.
 * Only what lies with the API, or beside an API on this machine, may have a name that is looked up as usual. Throws a
 * `backend` error that names what is wrong with the address.
 */
export function checkFileAddress(
  address: string,
  apiUrl: string,
): { href: string; lookup: LookupFunction | undefined } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw refuse(address, networkWords.noAddress());
  const place = `${url.protocol}//${url.host}`;
  if (url.username !== '' || url.password !== '') throw refuse(place, networkWords.hasPassword());
  const api = new URL(apiUrl);
  const isLocal =
    /^https?:$/.test(url.protocol) && isLoopbackHost(url.hostname) && isLoopbackHost(api.hostname);
  if (url.origin === api.origin || isLocal) return { href: url.href, lookup: undefined };
  if (url.protocol !== 'https:') throw refuse(place, networkWords.notHttps());
  // A proxy would look the name up by itself: what is no public name is refused before.
  const isPublic = isValid(bare(url.hostname))
    ? isPublicAddress(url.hostname)
    : !PRIVATE_NAME.test(url.hostname);
  if (!isPublic) throw refuse(place, networkWords.leadsInside());
  return { href: url.href, lookup: lookupPublic };
}

/** Names that never belong to the public internet (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/;

const refuse = (place: string, reason: Text): SkillError =>
  new SkillError('backend', networkWords.notFetched(place, reason), {
    advice: networkWords.renderKept(),
  });

/**
 * True for an address of the public internet: not private, link-local, loopback, multicast or reserved, nor an IPv6 form of
 * such an IPv4 address. One behind NAT64 (RFC 6052) counts as the IPv4 address it stands for: such networks know no other.
 */
export function isPublicAddress(address: string): boolean {
  if (!isValid(bare(address))) return false;
  const parsed = parse(bare(address));
  const range = parsed.range();
  if (range !== 'rfc6052') return range === 'unicast';
  return new IPv4((parsed as IPv6).toByteArray().slice(-4)).range() === 'unicast';
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');

/**
 * Looks a name up as Node does, and refuses it when any of its addresses is not of the public internet. The connection is
 * made to the addresses that were judged, so a second look-up cannot give others.
 */
const lookupPublic: LookupFunction = (hostname, options, callback) => {
  const wanted = { ...options, all: true } as LookupAllOptions;
  lookup(hostname, wanted, (error, addresses) => {
    if (error) return callback(error, []);
    // The request ends with this very error.
    const refused: Error = refuse(hostname, networkWords.leadsInside());
    if (!addresses.every(({ address }) => isPublicAddress(address))) return callback(refused, []);
    const [first] = addresses;
    if (options.all) return callback(null, addresses);
    return callback(null, first?.address ?? '', first?.family);
  });
};
