/** Door to ipaddr.js: what kind of address an IP address is. */
import ipaddr from 'ipaddr.js';

export const { IPv4, isValid, parse } = ipaddr;
export type { IPv6 } from 'ipaddr.js';
