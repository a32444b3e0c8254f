import type { LookupFunction } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import type { Proxies } from '../system/settings.ts';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from '../vendor/undici.ts';

/** undici's own timers end a stream after five silent minutes; a turn may be silent for longer (wire-contract.md 3.3). */
const TIMERS = { headersTimeout: 0, bodyTimeout: 0 };
const CONNECT_TIMEOUT_MS = 10_000;

// undici's HTTP parser is WebAssembly, and Node 20 optimises it at the first request: a tenth of a second of processor time
// and 36 MiB in every command, for a few kilobytes of headers. The flag only says when that is worth while; later versions
// of Node wait by themselves.
if (process.version.startsWith('v20.')) setFlagsFromString('--wasm-tiering-budget=2000000000');

/** Connections, through a proxy where one is set. Names are looked up by `lookup`; behind a proxy, by the proxy. */
export function createDispatcher(proxies: Proxies, lookup?: LookupFunction): Dispatcher {
  const options = {
    ...TIMERS,
    connect: { timeout: CONNECT_TIMEOUT_MS, ...(lookup && { lookup }) },
  };
  const { http, https, none } = proxies;
  if (http === undefined && https === undefined) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    ...(http !== undefined && { httpProxy: http }),
    ...(https !== undefined && { httpsProxy: https }),
    noProxy: none,
  });
}
