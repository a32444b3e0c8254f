import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Readable } from 'node:stream';
import { explainTransportError } from '../core/transport-error.ts';
import type { Clock } from '../ports/clock.ts';
import { Agent, type Dispatcher } from '../vendor/undici.ts';

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
  signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  status: number;
  /** A header's value; several values joined with a comma. */
  header(name: string): string | undefined;
  body: AsyncIterable<Uint8Array>;
  text(): Promise<string>;
  /** Lets go of a body that nobody reads. */
  discard(): Promise<void>;
}

/** The one path every request takes: attribution, token, errors. */
export interface Http {
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
  clock: Clock;
  /** Clock time by which answers are wanted (`--wait`); whoever has just begun gets a few seconds more. */
  deadlineMs?: number | undefined;
}

const LEAST_TIMEOUT_MS = 5_000;

export function createHttp({ apiUrl, headers, clock, deadlineMs = Infinity }: HttpOptions): Http {
  const origin = new URL(apiUrl).origin;
  // undici's own timers end a stream after five silent minutes; a turn may be silent for longer (wire-contract.md 3.3).
  const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 10_000 } });
  const isApi = (url: string): boolean => new URL(url, origin).origin === origin;
  return {
    isApi,
    async request({ method, url, body, timeoutMs, signal, onSending, ...request }) {
      const target = new URL(url.startsWith('/') ? `${apiUrl}${url}` : url);
      const place = { method, path: target.pathname, host: target.host };
      const leftMs = Math.max(LEAST_TIMEOUT_MS, deadlineMs - clock.now());
      const signals = [
        signal,
        timeoutMs === undefined ? undefined : clock.timeout(Math.min(timeoutMs, leftMs)),
      ];
      const ending = AbortSignal.any(signals.filter((item) => item !== undefined));
      const ignore = onSending ? hearSending(place, onSending) : () => {};
      try {
        const response = await agent.request({
          origin: target.origin,
          path: `${target.pathname}${target.search}`,
          method,
          headers: { ...(isApi(target.href) && headers()), ...request.headers },
          body: beginBody(body),
          signal: ending,
        });
        return wrapResponse(response, (error) => explain(error, signal, place));
      } catch (error) {
        throw explain(error, signal, place);
      } finally {
        ignore();
      }
    },
    close: () => agent.destroy(),
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
  return {
    status: statusCode,
    header(name) {
      const value = headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : value;
    },
    body: readBody(body, explainBroken),
    async text() {
      try {
        return await body.text();
      } catch (error) {
        throw explainBroken(error);
      }
    },
    discard: () => body.dump().catch(() => {}),
  };
}

async function* readBody(
  body: AsyncIterable<Uint8Array>,
  explainBroken: (error: unknown) => unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw explainBroken(error);
  }
}
