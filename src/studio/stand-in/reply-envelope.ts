import type { Reply } from './api-error.ts';
import type { StudioOptions } from './options.ts';

/** What an endpoint has to say, before the wire's shape of it. */
export interface Answer {
  data: unknown;
}

/** Named by some versions of the contract only (2.1, 2.2, 2.4). None of them is a key of a draft, which stays as it is. */
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
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (OPTIONAL.has(key) ? undefined : value)),
  );
}
