import { randomUUID } from 'node:crypto';

import { ApiError, FieldsError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import { runTurn } from '../conversation.ts';
import { createEventWriter } from '../event-writer.ts';
import { type AuthorizedExchange, readJson, type Routes } from '../exchange.ts';
import { addLateTracks } from '../generation.ts';
import { listGenerated } from '../records.ts';
import type { Turn } from '../turn.ts';

/** Messages to the editor, answered as server-sent events (contract 2.3, 3). */
export function createChatRoutes(context: StudioContext): Routes {
  return { own: { 'POST /run_sse': (exchange) => chat(exchange, context) } };
}

async function chat(exchange: AuthorizedExchange, context: StudioContext): Promise<void> {
  const { account } = exchange;
  const body = await readJson(exchange);
  const missing = ['app_name', 'user_id', 'session_id'].filter(
    (name) => typeof body[name] !== 'string',
  );
  const text = readMessage(body['new_message']);
  if (text === null) missing.push('new_message');
  if (missing.length > 0 || text === null) throw new FieldsError(missing);
  const session = context.sessions.require(account, String(body['session_id']));
  const id = `message_${randomUUID()}`;
  const { id: sessionId, userId } = session;
  context.messages.push({ id, sessionId, userId, text, at: context.clock.now() });
  const writer = createEventWriter(exchange.response, context);
  const turn = { id, text, account, session, writer };
  const clipsBefore = listGenerated(session).length;
  await withHeartbeats(turn, context, () => session.turns.run(() => runTurn(turn, context)));
  context.sessions.save(session);
  writer.end();
  if (context.options.lateTracksMs > 0 && listGenerated(session).length > clipsBefore)
    // A studio that is closed meanwhile has no session to change.
    void addLateTracks(session, context).catch(() => undefined);
}

/** The text parts of a message, joined; null when it has none. */
function readMessage(message: unknown): string | null {
  const parts = (message as { parts?: unknown } | undefined)?.parts;
  if (!Array.isArray(parts)) return null;
  const texts = parts.map((part: { text?: unknown } | null) => part?.text);
  const text = texts.filter((part) => typeof part === 'string').join('\n');
  return text.trim() === '' ? null : text;
}

/** Beats while the turn waits or runs; a refusal after the first beat travels in the stream. */
async function withHeartbeats(
  { writer }: Turn,
  { options, clock }: StudioContext,
  work: () => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const { heartbeatMs } = options;
  const beat = async () => {
    while (!stop.signal.aborted) {
      await clock.sleep(heartbeatMs, stop.signal);
      writer.heartbeat();
    }
  };
  const beating = heartbeatMs > 0 ? beat().catch(() => undefined) : undefined;
  try {
    await work();
  } catch (error) {
    if (!writer.isOpen()) throw error;
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof ApiError ? { code: error.code } : {};
    writer.refuse({ ...code, error: message });
  } finally {
    stop.abort();
    await beating;
  }
}
