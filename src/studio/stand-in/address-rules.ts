import { BlockList, isIPv4 } from 'node:net';

/** Networks a server must not be talked into reaching: private, link-local, reserved. */
const CLOSED_NETWORKS: Array<[string, number, 'ipv4' | 'ipv6']> = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 128, 'ipv6'],
  ['64:ff9b::', 96, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

/** Decides whether the studio may fetch from an address (video engine notes, 5.4). */
export function createAddressRule(allowLoopback: boolean): (address: string) => boolean {
  const closed = new BlockList();
  for (const [network, bits, family] of CLOSED_NETWORKS) closed.addSubnet(network, bits, family);
  const loopback = new BlockList();
  loopback.addSubnet('127.0.0.0', 8, 'ipv4');
  loopback.addAddress('::1', 'ipv6');
  return (address) => {
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (loopback.check(address, family)) return allowLoopback;
    return !closed.check(address, family);
  };
}
