import type { Reply } from './api-error.ts';
import type { StudioOptions } from './options.ts';
import { RawJson } from './raw-json.ts';

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
