import { IPv4, isValid, parse, type IPv6 } from '../vendor/ipaddr.ts';

/** An IP address, in brackets or not, rather than a name. */
export const isIpAddress = (hostname: string): boolean => isValid(bare(hostname));

/**
 * True for an address of the public internet: not private, link-local, loopback, multicast, reserved, nor one of these in
 * another's clothes. An IPv4 address behind NAT64 (RFC 6052) counts as what it stands for: such networks know no other.
 */
export function isPublicAddress(address: string): boolean {
  if (!isIpAddress(address)) return false;
  const parsed = parse(bare(address));
  const range = parsed.range();
  if (range !== 'rfc6052') return range === 'unicast';
  return new IPv4((parsed as IPv6).toByteArray().slice(-4)).range() === 'unicast';
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '');
