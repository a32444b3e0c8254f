import { lookup as resolveName } from 'node:dns';
import { createWriteStream } from 'node:fs';
import { get as getHttp, type IncomingMessage } from 'node:http';
import { get as getHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { basename } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import ipaddr from 'ipaddr.js';

import { ApiError } from './api-error.ts';

const MAX_REDIRECTS = 5;
const NOT_PUBLIC = 'this address is not public';

export interface ImportOptions {
  maxBytes: number;
  timeoutMs: number;
  allowLoopback: boolean;
}

/** Downloads one file over http(s) from a public address, to where `reserve` says; every redirect is checked again. */
export async function importUrl(
  address: unknown,
  options: ImportOptions,
  reserve: (name: string) => string,
): Promise<void> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  try {
    const { response, url } = await follow(parseUrl(address), options, signal);
    const target = createWriteStream(reserve(nameFromUrl(url)), { mode: 0o600 });
    await pipeline(response, createByteCap(options.maxBytes), target, { signal });
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError(400, `Cannot fetch the URL: ${(error as Error).message}`);
  }
}

async function follow(start: URL, options: ImportOptions, signal: AbortSignal) {
  let url = start;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await request(url, options, signal);
    const status = response.statusCode ?? 0;
    if (status >= 200 && status < 300) return { response, url };
    response.destroy();
    const { location } = response.headers;
    if (status < 300 || status >= 400 || location === undefined) {
      throw new Error(`it answers ${status}`);
    }
    url = parseUrl(new URL(location, url).href);
  }
  throw new Error('too many redirects');
}

function request(url: URL, { allowLoopback }: ImportOptions, signal: AbortSignal) {
  const ranges = allowLoopback ? ['unicast', 'loopback'] : ['unicast'];
  // Those of a server's own network are of another kind, also when written as IPv4 within IPv6 (video engine notes, 5.4).
  const isAllowed = (address: string): boolean => ranges.includes(ipaddr.process(address).range());
  const host = url.hostname.replace(/^\[|\]$/g, '');
  // A literal address never reaches `lookup`, so it is checked here.
  if (isIP(host) && !isAllowed(host)) throw new Error(NOT_PUBLIC);
  const get = url.protocol === 'https:' ? getHttps : getHttp;
  return new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { signal, lookup: createCheckedLookup(isAllowed) }, resolve).once('error', reject);
  });
}

/** Checks the very address the socket will use, so a name cannot change its mind in between. */
function createCheckedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (host, options, callback) => {
    resolveName(host, { ...options, all: true }, (error, addresses) => {
      const allowed = error ? [] : addresses.filter(({ address }) => isAllowed(address));
      const [first] = allowed;
      if (error || !first) callback(error ?? new Error(NOT_PUBLIC), '', 4);
      else if (options.all === true) callback(null, allowed);
      else callback(null, first.address, first.family);
    });
  };
}

function parseUrl(address: unknown): URL {
  const url = typeof address === 'string' && URL.canParse(address) ? new URL(address) : null;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  throw new ApiError(400, 'Only http and https URLs can be fetched');
}

function createByteCap(maxBytes: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      seen += chunk.length;
      if (seen > maxBytes) callback(new ApiError(4002, 'File too large'));
      else callback(null, chunk);
    },
  });
}

function nameFromUrl(url: URL): string {
  try {
    return basename(decodeURIComponent(url.pathname)) || url.hostname;
  } catch {
    return basename(url.pathname);
  }
}
