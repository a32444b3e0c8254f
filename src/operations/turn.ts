import type { Api } from '../client/api.ts';
import { explainRefusal } from '../client/call.ts';
import type { HttpResponse } from '../client/http.ts';
import { unwrapEnvelope } from '../core/envelope.ts';
import { SkillError } from '../core/errors.ts';
import { decodeEventStream } from '../core/event-stream.ts';
import { neverLeft } from '../core/transport-error.ts';
import { readTurnEvents, type TurnEvent } from '../core/turn-event.ts';
import type { Clock } from '../ports/clock.ts';
import { parseJsonIfAny } from '../core/json.ts';

/** How a turn ended. Only `closed` says that the backend was done. */
export type TurnEnd =
  | { kind: 'closed' }
  /** The stream broke, or nothing but heartbeats came for too long. */
  | { kind: 'lost'; cause: unknown }
  /** `--wait` was used up; the backend works on. */
  | { kind: 'left' };

export interface TurnListener {
  onEvent(event: TurnEvent): void;
  /** Called every two minutes of waiting. */
  onStillWorking(): void;
}

export interface TurnOptions {
  api: Api;
  clock: Clock;
  sessionId: string;
  message: string;
  signal: AbortSignal;
  /** Clock time at which to stop listening. */
  deadlineMs: number | undefined;
  listener: TurnListener;
}

const TURN = {
  /** The backend's hard limit for a turn (seed, "Send message (SSE)"). */
  longestMs: 15 * 60_000,
  /** Seed, "SSE Event Handling". */
  noticeMs: 2 * 60_000,
} as const;

/**
 * Posts one message and listens to the turn it starts. The message is posted once: whatever happens to the stream, sending
 * it again would charge the user twice. Throws when the backend refused the message.
 */
export async function listenToTurn(options: TurnOptions): Promise<TurnEnd> {
  const { api, sessionId, message, listener } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const watch = watchTurn(options, stop);
  let opened = false;
  try {
    const response = await api.sendMessage(sessionId, message, signal);
    opened = true;
    for await (const event of readTurn(response)) listener.onEvent(event);
    return { kind: 'closed' };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    if (stop.signal.reason instanceof Left) return { kind: 'left' };
    if (!stop.signal.aborted && !isLost(error, opened)) throw error;
    return { kind: 'lost', cause: error };
  } finally {
    stop.abort(new Left());
    await watch;
  }
}

/** The reason for hanging up while the turn is still going on. */
class Left extends Error {}

/** Not an answer of the backend and not a request that never left: nobody knows what became of the message. */
const isLost = (error: unknown, opened: boolean): boolean =>
  error instanceof SkillError && error.kind === 'network' && (opened || !neverLeft(error.cause));

/** Speaks up every two minutes and ends the turn at its limits. */
async function watchTurn(
  { clock, signal, deadlineMs, listener }: TurnOptions,
  stop: AbortController,
): Promise<void> {
  const startedMs = clock.now();
  const limitMs = startedMs + TURN.longestMs;
  const either = AbortSignal.any([signal, stop.signal]);
  for (let notices = 1; ; notices += 1) {
    const noticeMs = startedMs + notices * TURN.noticeMs;
    const wakeMs = Math.min(noticeMs, limitMs, deadlineMs ?? Infinity);
    await clock.sleep(Math.max(0, wakeMs - clock.now()), either).catch(() => {});
    if (either.aborted) return;
    if (deadlineMs !== undefined && wakeMs >= deadlineMs) return stop.abort(new Left());
    if (wakeMs >= limitMs) return stop.abort(new Error('the turn took longer than 15 minutes'));
    listener.onStillWorking();
  }
}

/** The turn's events; a JSON answer in place of a stream is read as one (wire-contract.md 3.2, "Before the stream"). */
async function* readTurn(response: HttpResponse): AsyncGenerator<TurnEvent> {
  const isJson = /\bjson\b/i.test(response.header('content-type') ?? '');
  if (!isJson && response.status < 400) {
    for await (const event of decodeEventStream(response.body)) yield* readTurnEvents(event);
    return;
  }
  const text = await response.text();
  const refusal = unwrapEnvelope(response.status, parseJsonIfAny(text));
  if (!refusal.ok)
    throw explainRefusal(refusal, response.status, {
      request: { method: 'POST', url: '/run_sse' },
    });
  yield* readTurnEvents({ name: '', data: text });
}
