/** The one path that every request takes: attribution, token, limits and the proxy; any HTTP status is an answer. */
import type { LookupFunction } from 'node:net';
import { PassThrough, type Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import type { Clock } from '../system/clock.ts';
import type { Proxies } from '../system/settings.ts';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from '../vendor/undici.ts';
import { explainTransportError, type Caller, type FailedRequest } from './errors.ts';
import type { Method } from './retry.ts';

export interface HttpRequest {
  method: Method;
  /** A path of the API, or an absolute URL. */
  url: string;
  headers?: Record<string, string>;
  /** Whose token it carries to the API's own origin, and nowhere else. */
  caller?: Caller | undefined;
  /** A text, or a function that starts the body from its first byte. */
  body?: string | (() => AsyncIterable<Uint8Array>);
  /** Ends the request when its answer has not arrived whole by then, or by the command's deadline; unlimited when left out. */
  timeoutMs?: number | undefined;
  /** Ends the request after so much silence; never when left out. */
  longestSilenceMs?: number;
  signal?: AbortSignal | undefined;
  /** Looks up the host's name; the system does when it is left out. */
  lookup?: LookupFunction | undefined;
}

export interface HttpResponse {
  status: number;
  /** A header's value; several values joined with a comma. */
  header(name: string): string | undefined;
  /** Every byte that arrived comes before the error that ended it. */
  body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
  /** Drops a body that nobody reads. */
  discard(): Promise<void>;
}

export interface Http {
  readonly apiUrl: string;
  readonly webUrl: string;
  /** Sends a request once. Throws a `network` error when no answer arrives, or the reason of the signal that ended it. */
  request(request: HttpRequest): Promise<HttpResponse>;
  close(): Promise<void>;
}

export interface HttpOptions {
  apiUrl: string;
  /** Where people open links. */
  webUrl: string;
  /** The attribution headers: they go with every request to the API, and to nobody else. */
  attribution: Record<string, string>;
  proxies: Proxies;
  clock: Clock;
  /** Ends every request when the command is stopped. */
  signal: AbortSignal;
  /** Clock time at which the command's time is up (`--wait`). */
  deadlineMs: number | undefined;
}

/** The shortest limit, so that a request sent just before the deadline still has a chance. */
const LEAST_TIMEOUT_MS = 5_000;

export function createHttp(options: HttpOptions): Http {
  const { apiUrl, webUrl, attribution, proxies, clock, deadlineMs = Infinity } = options;
  const { origin } = new URL(apiUrl);
  const dispatchers = new Map<LookupFunction | undefined, Dispatcher>();
  const dispatcherFor = (lookup: LookupFunction | undefined): Dispatcher => {
    const dispatcher = dispatchers.get(lookup) ?? createDispatcher(proxies, lookup);
    dispatchers.set(lookup, dispatcher);
    return dispatcher;
  };
  const authorize = (target: URL, caller: Caller | undefined): Record<string, string> => {
    if (target.origin !== origin) return {};
    return { ...attribution, ...(caller && { Authorization: `Bearer ${caller.token}` }) };
  };
  const limit = (timeoutMs: number): AbortSignal =>
    clock.timeout(Math.min(timeoutMs, Math.max(LEAST_TIMEOUT_MS, deadlineMs - clock.now())));
  return {
    apiUrl,
    webUrl,
    async request(request) {
      const { method, url, headers, body, caller, timeoutMs, longestSilenceMs = 0 } = request;
      const target = new URL(url.startsWith('/') ? `${apiUrl}${url}` : url);
      const place = describePlace(method, target, proxies);
      const callers = [options.signal, request.signal].filter((signal) => signal !== undefined);
      const explain = (error: unknown, isAnswered: boolean): unknown =>
        callers.find(({ aborted }) => aborted)?.reason ??
        explainTransportError(error, { ...place, isAnswered });
      try {
        const response = await dispatcherFor(request.lookup).request({
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method,
          headers: { ...headers, ...authorize(target, caller) },
          body: beginBody(body),
          signal: AbortSignal.any(timeoutMs ? [...callers, limit(timeoutMs)] : callers),
          // undici's own timers would end a stream after five silent minutes (wire-contract.md 3.3).
          headersTimeout: longestSilenceMs,
          bodyTimeout: longestSilenceMs,
        });
        return wrapResponse(response, (error) => explain(error, true));
      } catch (error) {
        throw explain(error, false);
      }
    },
    async close() {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

/** What an error message may name of a request: no query, no password. */
function describePlace(
  method: Method,
  { protocol, pathname, host }: URL,
  proxies: Proxies,
): FailedRequest {
  const proxy = protocol === 'http:' ? proxies.http : (proxies.https ?? proxies.http);
  return { method, path: pathname, host, proxy: proxy && new URL(proxy).host };
}

const CONNECT_TIMEOUT_MS = 10_000;

// undici's HTTP parser is WebAssembly, and Node 20 optimises it at the first request: a tenth of a second of processor time
// and 36 MiB in every command, for a few kilobytes of headers. The flag only says when that is worth while; later versions
// of Node wait by themselves.
if (process.version.startsWith('v20.')) setFlagsFromString('--wasm-tiering-budget=2000000000');

/** Connections, through a proxy where one is set. Names are looked up by `lookup`; behind a proxy, by the proxy. */
function createDispatcher({ http, https, none }: Proxies, lookup?: LookupFunction): Dispatcher {
  const options = { connect: { timeout: CONNECT_TIMEOUT_MS, ...(lookup && { lookup }) } };
  if (http === undefined && https === undefined) return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    ...(http !== undefined && { httpProxy: http }),
    ...(https !== undefined && { httpsProxy: https }),
    noProxy: none,
  });
}

/** undici takes any async iterable and pulls it only when it writes; its types name streams alone. */
const beginBody = (body: HttpRequest['body']): string | Readable | null =>
  typeof body === 'function' ? (body() as unknown as Readable) : (body ?? null);

function wrapResponse(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  explainBroken: (error: unknown) => unknown,
): HttpResponse {
  const pieces = readBody(body, explainBroken);
  return {
    status: statusCode,
    header(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: pieces,
    async text() {
      const all: Uint8Array[] = [];
      for await (const piece of pieces) all.push(piece);
      return new TextDecoder().decode(Buffer.concat(all));
    },
    discard: async () => void body.destroy(),
  };
}

/** This much may arrive before anyone has taken it. */
const MOST_WAITING_BYTES = 1024 * 1024;

/**
 * Hands over a body piece by piece, and takes it in from the start: a stream that nobody reads yet drops what it holds when
 * the connection breaks. That would be the last words of a turn, or bytes to be fetched again.
 */
function readBody(
  body: Readable,
  explainBroken: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  const pieces = new PassThrough({ highWaterMark: MOST_WAITING_BYTES });
  let broken: { error: unknown } | undefined;
  body.on('error', (error) => {
    broken = { error };
    pieces.end();
  });
  body.pipe(pieces);
  return (async function* handOver() {
    try {
      yield* pieces;
      if (broken) throw explainBroken(broken.error);
    } finally {
      // Whoever stops reading is not interested in the rest.
      body.destroy();
    }
  })();
}
