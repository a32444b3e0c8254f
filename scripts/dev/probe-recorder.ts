/**
 * A proxy on this machine between the scripts and the API, which passes everything on as it is and keeps what was said:
 * the scripts are pointed at it by NEMO_API_URL. What it keeps holds tokens, so it stays in memory.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvHttpProxyAgent, request } from 'undici';

/** One request and its answer. */
export interface Exchange {
  method: string;
  /** Without query string. */
  path: string;
  sent: IncomingMessage['headers'];
  /** 0 where no answer came; then `text` says why. */
  status: number;
  headers: Record<string, string | string[] | undefined>;
  /** The answer's text; empty for media. */
  text: string;
  /** When each piece of the answer came. */
  arrivals: { atMs: number; text: string }[];
}

export interface Recorder {
  url: string;
  exchanges: Exchange[];
  close(): Promise<void>;
}

/** Headers that belong to one connection (RFC 9110, 7.6.1); a compressed answer could not be read here. */
const OWN = new Set(['host', 'connection', 'keep-alive', 'transfer-encoding', 'accept-encoding']);
/** More of one answer is not kept. */
const KEPT_CHARACTERS = 4_000_000;

export async function startRecorder(upstream: string): Promise<Recorder> {
  // A turn may be silent for minutes.
  const dispatcher = new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 });
  const exchanges: Exchange[] = [];

  async function pass(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers: sent } = incoming;
    const path = url.replace(/\?.*$/, '');
    const exchange: Exchange = {
      method,
      path,
      sent,
      status: 0,
      headers: {},
      text: '',
      arrivals: [],
    };
    exchanges.push(exchange);
    const hasBody = sent['content-length'] !== undefined || sent['transfer-encoding'] !== undefined;
    try {
      const answer = await request(upstream + url, {
        method: method as 'GET',
        headers: withoutOwn(sent),
        body: hasBody ? incoming : null,
        dispatcher,
      });
      Object.assign(exchange, { status: answer.statusCode, headers: answer.headers });
      response.writeHead(answer.statusCode, withoutOwn(answer.headers));
      response.flushHeaders();
      const isText = /json|text|event-stream/.test(String(answer.headers['content-type'] ?? ''));
      const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
      for await (const chunk of answer.body) {
        if (isText && exchange.text.length < KEPT_CHARACTERS) {
          const text = decoder.decode(chunk as Buffer, { stream: true });
          exchange.text += text;
          exchange.arrivals.push({ atMs: performance.now(), text });
        }
        if (!response.write(chunk)) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException;
      if (exchange.status === 0) exchange.text = code ?? name;
      response.destroy();
    }
  }

  const server = createServer((incoming, response) => void pass(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exchanges,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await dispatcher.destroy();
    },
  };
}

const withoutOwn = (headers: Exchange['headers']): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => !OWN.has(name) && value !== undefined),
  ) as Record<string, string | string[]>;
