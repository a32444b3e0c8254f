import { SkillError } from '../system/errors.ts';
import { isLoopbackHost } from '../system/loopback.ts';
import { isIpAddress, isPublicAddress } from './network-address.ts';
import type { Text } from '../words/text.ts';
import { networkWords } from '../words/network.ts';

/**
 * Where an address that came from elsewhere leads. `api` is the API's own origin, the only one that sees the token; `local`
 * is this machine, when the API runs on it too; `public` must prove to be the public internet when its name is looked up.
 */
export type Reach = 'api' | 'local' | 'public';

/**
 * Judges the address of a finished video, or of a redirect on the way to it: https only, never into a private network.
 * Throws a `backend` error that names what is wrong with it.
 */
export function checkFileAddress(address: string, apiUrl: string): { href: string; reach: Reach } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url) throw refuse(address, networkWords.noAddress());
  const place = `${url.protocol}//${url.host}`;
  if (url.username !== '' || url.password !== '') throw refuse(place, networkWords.hasPassword());
  const api = new URL(apiUrl);
  if (url.origin === api.origin) return { href: url.href, reach: 'api' };
  const isLocal = isLoopbackHost(url.hostname) && isLoopbackHost(api.hostname);
  if (isLocal && /^https?:$/.test(url.protocol)) return { href: url.href, reach: 'local' };
  if (url.protocol !== 'https:') throw refuse(place, networkWords.notHttps());
  // A proxy would look the name up by itself: what is no public name is refused before.
  const isPublic = isIpAddress(url.hostname)
    ? isPublicAddress(url.hostname)
    : !PRIVATE_NAME.test(url.hostname);
  if (!isPublic) throw refuse(place, networkWords.leadsInside());
  return { href: url.href, reach: 'public' };
}

/** Names that never belong to the public internet (RFC 6761, RFC 6762, RFC 8375, ICANN's `internal`). */
const PRIVATE_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/;

const refuse = (place: string, reason: Text): SkillError =>
  new SkillError('backend', networkWords.notFetched(place, reason), {
    advice: networkWords.renderKept(),
  });
