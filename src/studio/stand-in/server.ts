import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Accounts } from './accounts.ts';
import { ApiError, type Reply, toErrorReply } from './api-error.ts';
import type { Clock } from './clock.ts';
import { type Answer, type Exchange, sendReply, wrapAnswer } from './exchange.ts';
import { cutResponse, type FaultRule, type Faults } from './faults.ts';
import type { StudioOptions } from './options.ts';
import type { RequestLog } from './request-log.ts';
import type { Router } from './router.ts';

/** Pages of this machine; clients that are no browser name no origin at all. */
const OWN_ORIGIN = /^https?:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

const ATTRIBUTION = ['x-skill-source', 'x-skill-version', 'x-skill-platform'];

export interface ServerParts {
  options: StudioOptions;
  clock: Clock;
  accounts: Accounts;
  faults: Faults;
  log: RequestLog;
  router: Router;
}

/** Listens on this machine only. */
export async function startServer(parts: ServerParts, port: number) {
  const server = createServer({ keepAliveTimeout: 2000 }, (request, response) => {
    void serve(parts, request, response);
  });
  // Uploads and conversations may take as long as the contract allows.
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: boundPort } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${boundPort}`, close: () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(parts: ServerParts, request: IncomingMessage, response: ServerResponse) {
  const { clock, faults, log } = parts;
  const method = request.method ?? 'GET';
  const path = request.url ?? '/';
  const record = log.begin({ at: clock.now(), method, path, headers: request.headers });
  // However it ends.
  response.once('close', () => {
    if (response.headersSent) record.status = response.statusCode;
    log.finish(record);
  });
  try {
    const url = new URL(path, 'http://127.0.0.1');
    const fault = faults.take(method, url.pathname);
    if (fault && applyFault(fault, request, response)) return;
    const reply = await answer(parts, { request, response, record, url, params: {} });
    if (reply) sendReply(response, 'data' in reply ? wrapAnswer(reply, parts.options) : reply);
  } catch (error) {
    refuse(error, response, parts.options);
  }
}

/** True when the fault was the whole answer. */
function applyFault(fault: FaultRule, request: IncomingMessage, response: ServerResponse): boolean {
  if (fault.resetAfterBytes !== undefined) cutResponse(response, fault.resetAfterBytes);
  if (fault.status === undefined && fault.body === undefined) return false;
  request.resume();
  const raw = typeof fault.body === 'string';
  response.writeHead(fault.status ?? 200, {
    'Content-Type': raw ? 'text/plain; charset=utf-8' : 'application/json; charset=utf-8',
    ...fault.headers,
  });
  response.end(raw ? fault.body : JSON.stringify(fault.body ?? {}));
  return true;
}

async function answer(parts: ServerParts, exchange: Exchange): Promise<Reply | Answer | void> {
  const { request, url, record } = exchange;
  // Browsers carry requests of any web page to this machine, by its address or by a made-up name;
  // without a token, which only a POST gives, such a page gets nowhere.
  const { origin } = request.headers;
  if (origin !== undefined && !OWN_ORIGIN.test(origin)) {
    throw new ApiError(403, 'Requests of web pages are not answered');
  }
  const match = await parts.router(request.method ?? 'GET', url.pathname);
  if (!match) throw new ApiError(404, `No such endpoint: ${request.method} ${url.pathname}`);
  const { params } = match;
  if (match.isOpen) return match.handle({ ...exchange, params });
  const account = parts.accounts.authenticate(request.headers.authorization);
  record.userId = account.userId;
  checkAttribution(request, url.pathname);
  return match.handle({ ...exchange, params, account });
}

/**
 * Every call with a token says which skill makes it (contract 1): without, exports are refused with 402, which is not about
 * credits, and all else as an authentication failure.
 */
function checkAttribution({ headers }: IncomingMessage, path: string): void {
  const missing = ATTRIBUTION.filter((name) => !headers[name]);
  if (missing.length === 0) return;
  const isExport = path.startsWith('/api/render/');
  const what = isExport ? 'Export is not available' : 'Unknown client';
  throw new ApiError(isExport ? 402 : 1001, `${what}: missing ${missing.join(', ')}`);
}

function refuse(error: unknown, response: ServerResponse, options: StudioOptions): void {
  // A stream that has begun can only be broken off.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // The rest of an unread upload is taken in and dropped, or the client might never read this.
  response.req.resume();
  const refusal =
    error instanceof ApiError
      ? error
      : new ApiError(500, error instanceof Error ? error.message : String(error));
  sendReply(response, toErrorReply(refusal, options));
}
