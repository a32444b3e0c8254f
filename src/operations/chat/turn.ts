import type { Api } from '../../backend/api.ts';
import { SkillError } from '../../system/errors.ts';
import { readTurnEvents, type TurnEvent } from '../../backend/turn-event.ts';
import type { Clock } from '../../system/clock.ts';

/** How a turn ended. Only `closed` says that the backend was done. */
export type TurnEnd =
  | { kind: 'closed' }
  /** Nobody knows what became of the message: the stream broke, only heartbeats came, or there was no end to it. */
  | { kind: 'lost'; how: 'broken' | 'silent' | 'endless'; cause: unknown }
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
  /** Called at the last moment before the message leaves this machine. */
  onSending?: (() => void) | undefined;
  /** Called when the backend turned the message away; another try may follow. */
  onRefused?: (() => void) | undefined;
  listener: TurnListener;
}

const TURN = {
  /** The backend's hard limit for a turn (seed, "Send message (SSE)"). */
  longestMs: 15 * 60_000,
  /** Heartbeats alone for this long mean that the turn is stuck (wire-contract.md section 5). */
  longestIdleMs: 10 * 60_000,
  /** Seed, "SSE Event Handling". */
  noticeMs: 2 * 60_000,
} as const;

/**
 * Posts one message and listens to the turn it starts. The message is posted once: whatever happens to the stream, sending
 * it again would charge the user twice. Throws when the backend turned the message away.
 */
export async function listenToTurn(options: TurnOptions): Promise<TurnEnd> {
  const { api, clock, sessionId, message, listener } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const activity = { atMs: clock.now() };
  const watch = watchTurn(options, { stop, activity });
  let isSent = false;
  const onSending = (): void => {
    isSent = true;
    options.onSending?.();
  };
  const onRefused = (): void => {
    isSent = false;
    options.onRefused?.();
  };
  try {
    const events = await api.sendMessage({
      sessionId,
      text: message,
      signal,
      onSending,
      onRefused,
    });
    for await (const serverEvent of events) {
      for (const event of readTurnEvents(serverEvent)) {
        if (event.type !== 'heartbeat') activity.atMs = clock.now();
        listener.onEvent(event);
      }
    }
    return { kind: 'closed' };
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason;
    const { reason } = stop.signal;
    if (reason instanceof Left) return { kind: 'left' };
    if (reason instanceof Lost) return { kind: 'lost', how: reason.how, cause: error };
    // A refusal, or a request that never left: there is nothing to find out.
    if (!isSent || !(error instanceof SkillError) || error.kind !== 'network') throw error;
    return { kind: 'lost', how: 'broken', cause: error };
  } finally {
    stop.abort(new Left());
    await watch;
  }
}

/** The reason for hanging up while the turn is still going on. */
class Left extends Error {}

/** The reason for giving up on a turn. */
class Lost extends Error {
  readonly how: 'silent' | 'endless';

  constructor(how: 'silent' | 'endless') {
    super(`the turn was ${how}`);
    this.how = how;
  }
}

/** Speaks up every two minutes and ends the turn at its limits. */
async function watchTurn(
  { clock, signal, deadlineMs = Infinity, listener }: TurnOptions,
  { stop, activity }: { stop: AbortController; activity: { atMs: number } },
): Promise<void> {
  const startedMs = clock.now();
  const either = AbortSignal.any([signal, stop.signal]);
  const endMs = (): number =>
    Math.min(startedMs + TURN.longestMs, activity.atMs + TURN.longestIdleMs);
  for (let noticeMs = startedMs + TURN.noticeMs; ;) {
    const wakeMs = Math.min(noticeMs, endMs(), deadlineMs);
    await clock.sleep(Math.max(0, wakeMs - clock.now()), either).catch(() => {});
    if (either.aborted) return;
    if (clock.now() >= deadlineMs) return stop.abort(new Left());
    if (clock.now() >= endMs())
      return stop.abort(new Lost(clock.now() >= startedMs + TURN.longestMs ? 'endless' : 'silent'));
    if (clock.now() < noticeMs) continue;
    listener.onStillWorking();
    noticeMs += TURN.noticeMs;
  }
}
