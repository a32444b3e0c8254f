import type { IncomingMessage, ServerResponse } from 'node:http';

import { ApiError, FieldsError, type Reply } from './api-error.ts';
import type { StudioOptions } from './options.ts';
import { RawJson, stringify } from './raw-json.ts';
import type { RequestRecord } from './request-log.ts';
import type { Account } from './records.ts';

const MAX_JSON_BYTES = 16 * 1024 * 1024;

/** One request and all a handler needs to answer it. */
export interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
  record: RequestRecord;
  url: URL;
  /** The named parts of the path, decoded. */
  params: Record<string, string>;
}

/** An exchange whose token was checked. */
export interface AuthorizedExchange extends Exchange {
  account: Account;
}

/** What a handler returns; nothing when it wrote the response itself. */
type Handled = Promise<Reply | Answer | void> | Reply | Answer;

type Handler<Given> = (exchange: Given) => Handled;

/** By method and path (`GET /api/state/:session`), where a colon begins the name of a part. */
export interface Routes {
  /** For whoever has a token. */
  own?: Record<string, Handler<AuthorizedExchange>>;
  /** For everybody. */
  open?: Record<string, Handler<Exchange>>;
}

/** The request's body in chunks, counted in its record. */
export async function* readChunks({ request, record }: Exchange): AsyncGenerator<Buffer> {
  for await (const chunk of request as AsyncIterable<Buffer>) {
    record.bytesIn += chunk.length;
    yield chunk;
  }
}

/** The request's JSON body; an empty one counts as `{}`. */
export async function readJson(exchange: Exchange): Promise<Record<string, unknown>> {
  return (await readJsonText(exchange)).body;
}

/** The JSON body, and its text as it came. A body that is not declared as JSON is none to FastAPI, whatever it holds. */
export async function readJsonText(
  exchange: Exchange,
): Promise<{ body: Record<string, unknown>; text: string }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of readChunks(exchange)) {
    size += chunk.length;
    if (size > MAX_JSON_BYTES) throw new ApiError(413, 'Request body too large');
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson = /^application\/json\b/i.test(exchange.request.headers['content-type'] ?? '');
  if (!isJson && size > 0) throw new FieldsError([], 'Input should be a valid dictionary');
  try {
    const body: unknown = text.trim() === '' ? {} : JSON.parse(text);
    if (typeof body === 'object' && body !== null)
      return { body: body as Record<string, unknown>, text };
  } catch {
    // Told below, together with bodies that are not objects.
  }
  throw new ApiError(400, 'Request body is not a JSON object');
}

/** Sends a JSON reply. */
export function sendReply(response: ServerResponse, { status, headers, body }: Reply): void {
  if (response.destroyed) return;
  const bytes = Buffer.from(stringify(body));
  response.writeHead(status ?? 200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.length,
    ...headers,
  });
  response.end(bytes);
}

/** Data, to be wrapped the way most endpoints do (contract 1). */
export function succeed(data: unknown): Answer {
  return { data };
}

/** What an endpoint has to say, before the wire's shape of it. */
export interface Answer {
  data: unknown;
}

/** Named by some versions of the contract only (2.1, 2.2, 2.4). */
const OPTIONAL = new Set(['user_id', 'expires_at', 'fps', 'hash']);

/** Wraps data as the chosen backend does (contract 1, "Envelopes seen"). */
export function wrapAnswer({ data }: Answer, { replyEnvelope, sparse }: StudioOptions): Reply {
  const told = sparse ? leaveOut(data) : data;
  if (replyEnvelope === 'bare') return { body: told };
  return {
    body: replyEnvelope === 'code' ? { code: 0, data: told } : { success: true, data: told },
  };
}

function leaveOut(data: unknown): unknown {
  if (typeof data !== 'object' || data === null || data instanceof RawJson) return data;
  if (Array.isArray(data)) return data.map(leaveOut);
  const told = Object.entries(data).filter(([key]) => !OPTIONAL.has(key));
  return Object.fromEntries(told.map(([key, value]) => [key, leaveOut(value)]));
}
