import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Readable } from 'node:stream';
import { explainTransportError } from './transport-error.ts';
import type { Clock } from '../system/clock.ts';
import type { Reach } from './file-address.ts';
import type { Proxies } from '../system/settings.ts';
import type { Dispatcher } from '../vendor/undici.ts';
import { createDispatcher } from './dispatcher.ts';

export interface HttpRequest {
  method: 'GET' | 'POST';
  /** A path of the API, or an absolute URL. */
  url: string;
  headers?: Record<string, string>;
  /** A text, or a function that begins the body. */
  body?: string | (() => AsyncIterable<Uint8Array>);
  /** Called in the same breath in which the request is written to its connection, and just before. */
  onSending?: (() => void) | undefined;
  /** Ends the request when the body has not arrived by then; unlimited when left out. */
  timeoutMs?: number;
  /** Ends the request after so much silence; never when left out. */
  longestSilenceMs?: number;
  signal?: AbortSignal | undefined;
  /** `public` for an address that came from elsewhere: it is not followed into a private network. */
  reach?: Reach;
}

export interface HttpResponse {
  status: number;
  /** A header's value; several values joined with a comma. */
  header(name: string): string | undefined;
  /** Every byte that arrived comes before the error that ended it. */
  body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
  /** Lets go of a body that nobody reads. */
  discard(): Promise<void>;
}

/** The one path every request takes: attribution, token, errors. */
export interface Http {
  readonly apiUrl: string;
  /** Throws a `network` error when no answer arrives; any HTTP status is an answer. */
  request(request: HttpRequest): Promise<HttpResponse>;
  /** True for the API's own origin: only there do token and attribution go. */
  isApi(url: string): boolean;
  close(): Promise<void>;
}

export interface HttpOptions {
  apiUrl: string;
  /** Sent with every request to the API: attribution. */
  headers: () => Record<string, string>;
  proxies: Proxies;
  clock: Clock;
  /** Clock time by which answers are wanted (`--wait`); whoever has just begun gets a few seconds more. */
  deadlineMs?: number | undefined;
}

const LEAST_TIMEOUT_MS = 5_000;

export function createHttp(options: HttpOptions): Http {
  const { apiUrl, headers, proxies, clock, deadlineMs = Infinity } = options;
  const origin = new URL(apiUrl).origin;
  const usual = createDispatcher(proxies);
  let careful: Promise<Dispatcher> | undefined;
  const isApi = (url: string): boolean => new URL(url, origin).origin === origin;
  return {
    apiUrl,
    isApi,
    async request({ method, url, body, timeoutMs, signal, onSending, reach, ...request }) {
      const { longestSilenceMs: silence } = request;
      const target = new URL(url.startsWith('/') ? `${apiUrl}${url}` : url);
      const proxy = target.protocol === 'http:' ? proxies.http : (proxies.https ?? proxies.http);
      const place = {
        method,
        path: target.pathname,
        host: target.host,
        proxy: proxy && new URL(proxy).host,
      };
      const leftMs = Math.max(LEAST_TIMEOUT_MS, deadlineMs - clock.now());
      const signals = [
        signal,
        timeoutMs === undefined ? undefined : clock.timeout(Math.min(timeoutMs, leftMs)),
      ];
      const ending = AbortSignal.any(signals.filter((item) => item !== undefined));
      const sending = onSending && onlyOnce(onSending);
      const ignore = sending ? hearSending(place, sending) : () => {};
      try {
        const dispatcher =
          reach === 'public' ? await (careful ??= createCarefulDispatcher(proxies)) : usual;
        const response = await dispatcher.request({
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method,
          headers: { ...(isApi(target.href) && headers()), ...request.headers },
          body: beginBody(body),
          signal: ending,
          ...(silence !== undefined && { headersTimeout: silence, bodyTimeout: silence }),
        });
        // An answer proves it too, should the channel ever fall silent.
        sending?.();
        return wrapResponse(response, (error) => explain(error, signal, place));
      } catch (error) {
        throw explain(error, signal, place);
      } finally {
        ignore();
      }
    },
    async close() {
      await Promise.all([usual.destroy(), careful?.then((dispatcher) => dispatcher.destroy())]);
    },
  };
}

/** Made only for a file that does not lie with the API. */
async function createCarefulDispatcher(proxies: Proxies): Promise<Dispatcher> {
  const { lookupPublic } = await import('./public-lookup.ts');
  return createDispatcher(proxies, lookupPublic);
}

function onlyOnce(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/** undici announces on a diagnostics channel that it is about to write a request's head. Returns what ends the listening. */
function hearSending({ method, path }: Place, onSending: () => void): () => void {
  const hear = (message: unknown): void => {
    const { request } = message as { request: { method: string; path: string } };
    if (request.method === method && request.path === path) onSending();
  };
  subscribe('undici:client:sendHeaders', hear);
  return () => unsubscribe('undici:client:sendHeaders', hear);
}

/** undici takes any async iterable and pulls it only when it writes; its types name streams alone. */
const beginBody = (body: HttpRequest['body']): string | Readable | null =>
  typeof body === 'function' ? (body() as unknown as Readable) : (body ?? null);

type Place = Parameters<typeof explainTransportError>[1];

/** A caller's own abort keeps its reason; everything else is named. */
const explain = (error: unknown, signal: AbortSignal | undefined, place: Place): unknown =>
  signal?.aborted ? signal.reason : explainTransportError(error, place);

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

/** So much may arrive before anyone has taken it. */
const MOST_WAITING_BYTES = 1024 * 1024;

/**
 * Hands over a body piece by piece, and listens from the start: a stream that nobody reads yet, or that is iterated, drops
 * what it holds when the connection breaks. That would be the last words of a turn, or bytes to be fetched again.
 */
function readBody(
  body: Readable,
  explainBroken: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const end = { isThere: false, error: null as unknown };
  let wake: (() => void) | undefined;
  const finish = (error: unknown): void => {
    if (!end.isThere) Object.assign(end, { isThere: true, error });
    wake?.();
  };
  body.on('data', (piece: Uint8Array) => {
    waiting.push(piece);
    waitingBytes += piece.length;
    if (waitingBytes >= MOST_WAITING_BYTES) body.pause();
    wake?.();
  });
  body.on('end', () => finish(null));
  body.on('error', finish);
  return (async function* handOver() {
    try {
      for (;;) {
        if (waiting.length > 0) {
          const pieces = waiting;
          waiting = [];
          waitingBytes = 0;
          body.resume();
          yield* pieces;
        } else if (!end.isThere) await new Promise<void>((resolve) => (wake = resolve));
        else if (end.error === null) return;
        else throw explainBroken(end.error);
      }
    } finally {
      // Whoever stops reading is not interested in the rest.
      body.destroy();
    }
  })();
}
