import type { Backend } from '../backend/backend.ts';
import { readTurnEvents, type TurnEvent } from '../backend/turn-event.ts';
import { SkillError } from '../system/errors.ts';
import type { Clock } from '../system/clock.ts';

/** How a turn ended, as far as this command heard. */
export type TurnEnd =
  /** The backend closed the stream: the turn is over. */
  | { kind: 'closed' }
  /** The backend certainly did not take the message. */
  | { kind: 'refused'; error: SkillError }
  /** Nobody knows what became of the message: the stream broke, sent only heartbeats, or did not end. */
  | { kind: 'lost'; how: 'broken' | 'silent' | 'endless'; cause: unknown }
  /** `--wait` is used up; the backend works on. */
  | { kind: 'left' };

export interface TurnOptions {
  backend: Pick<Backend, 'sendMessage'>;
  clock: Clock;
  sessionId: string;
  text: string;
  signal: AbortSignal;
  /** Clock time at which to stop listening. */
  deadlineMs: number | undefined;
  onEvent: (event: TurnEvent) => void;
  /** Called every two minutes of waiting. */
  onStillWorking: () => void;
}

export const TURN = {
  /** The backend's hard limit for a turn (seed, "Send message (SSE)"). */
  longestMs: 15 * 60_000,
  /** Heartbeats alone for this long mean that the turn is stuck (wire-contract.md section 5). */
  longestIdleMs: 10 * 60_000,
  /** Seed, "SSE Event Handling". */
  noticeMs: 2 * 60_000,
} as const;

/**
 * Posts one message, once, and listens to the turn it starts. Throws only when the command itself is stopped, or for a bug;
 * everything the backend or the network does is one of the ends.
 */
export async function listenToTurn(options: TurnOptions): Promise<TurnEnd> {
  const { backend, clock, sessionId, text, onEvent } = options;
  const hangUp = new AbortController();
  const signal = AbortSignal.any([options.signal, hangUp.signal]);
  const activity = { atMs: clock.now() };
  const watch = watchTurn(options, { hangUp, activity });
  try {
    for await (const serverEvent of await backend.sendMessage({ sessionId, text, signal })) {
      for (const event of readTurnEvents(serverEvent)) {
        if (event.type !== 'heartbeat') activity.atMs = clock.now();
        onEvent(event);
      }
    }
    return { kind: 'closed' };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    const { reason } = hangUp.signal;
    if (reason instanceof HangUp)
      return reason.why === 'left'
        ? { kind: 'left' }
        : { kind: 'lost', how: reason.why, cause: error };
    if (!(error instanceof SkillError)) throw error;
    return error.isRefused
      ? { kind: 'refused', error }
      : { kind: 'lost', how: 'broken', cause: error };
  } finally {
    hangUp.abort();
    await watch;
  }
}

/** Why this side ends the connection while the turn goes on. */
class HangUp extends Error {
  readonly why: 'left' | 'silent' | 'endless';

  constructor(why: HangUp['why']) {
    super(`hung up: ${why}`);
    this.why = why;
  }
}

/** Reports every two minutes that the turn goes on, and hangs up at its limits. */
async function watchTurn(
  { clock, signal, deadlineMs = Infinity, onStillWorking }: TurnOptions,
  { hangUp, activity }: { hangUp: AbortController; activity: { atMs: number } },
): Promise<void> {
  const endMs = clock.now() + TURN.longestMs;
  const either = AbortSignal.any([signal, hangUp.signal]);
  for (let noticeMs = clock.now() + TURN.noticeMs; ;) {
    const idleMs = activity.atMs + TURN.longestIdleMs;
    const wakeMs = Math.min(noticeMs, endMs, idleMs, deadlineMs);
    await clock.sleep(Math.max(0, wakeMs - clock.now()), either).catch(() => {});
    if (either.aborted) return;
    const nowMs = clock.now();
    if (nowMs >= deadlineMs) return hangUp.abort(new HangUp('left'));
    if (nowMs >= endMs) return hangUp.abort(new HangUp('endless'));
    if (nowMs >= activity.atMs + TURN.longestIdleMs) return hangUp.abort(new HangUp('silent'));
    if (nowMs < noticeMs) continue;
    onStillWorking();
    noticeMs += TURN.noticeMs;
  }
}
