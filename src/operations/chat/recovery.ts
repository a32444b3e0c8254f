import type { Api } from '../../backend/api.ts';
import { SkillError } from '../../system/errors.ts';
import { isPassing } from '../../backend/retry-policy.ts';
import { editingWords } from '../../words/editing.ts';
import type { Clock } from '../../system/clock.ts';
import { readState, type ReadState } from '../session-state.ts';

export interface RecoveryOptions {
  api: Api;
  clock: Clock;
  signal: AbortSignal;
  sessionId: string;
  /** When to look, as clock times, in order. */
  looksMs: number[];
  /** The session had a timeline: without one it is gone, and that is no change. */
  mustExist: boolean;
  deadlineMs: number | undefined;
  /** Tells whether a state shows an effect of the message. */
  hasChanged: (state: ReadState) => boolean;
  /** Hears when the next look will be. */
  onWait: (delayMs: number) => void;
}

export type RecoveryEnd =
  | { kind: 'changed'; after: ReadState }
  /** Five looks saw nothing: it cannot be told whether the edit will still land. */
  | { kind: 'unchanged'; after: ReadState }
  /** `--wait` is used up before the last look. */
  | { kind: 'left' };

/** When to look after a break (wire-contract.md section 6, rule 9). */
const FIRST_LOOK_MS = 30_000;
const AFTER_BREAK_MS = [FIRST_LOOK_MS, 90_000, 150_000, 210_000, 270_000];
/** A turn that nobody listens to any more may go on for 15 minutes after it was sent. */
const LONGEST_TURN_MS = 15 * 60_000;
const LOOK_INTERVAL_MS = 60_000;

/** The five looks after a stream broke. */
export const looksAfterBreak = (brokenAtMs: number): number[] =>
  AFTER_BREAK_MS.map((delayMs) => brokenAtMs + delayMs);

/** The looks at a turn that was left or whose process is gone; those that are overdue are made up for by one. */
export function looksAfterLeaving(sentAtMs: number, nowMs: number): number[] {
  const count = (LONGEST_TURN_MS - FIRST_LOOK_MS) / LOOK_INTERVAL_MS;
  const due = Array.from(
    { length: Math.floor(count) + 1 },
    (_, index) => sentAtMs + FIRST_LOOK_MS + index * LOOK_INTERVAL_MS,
  );
  const upcoming = due.filter((atMs) => atMs > nowMs);
  return upcoming.length < due.length ? [nowMs, ...upcoming] : upcoming;
}

/** Finds out by looking, never by sending again, what became of a message. */
export async function recoverTurn(options: RecoveryOptions): Promise<RecoveryEnd> {
  const { clock, signal, looksMs, deadlineMs, hasChanged, onWait } = options;
  let after: ReadState | undefined;
  for (const atMs of looksMs) {
    if (deadlineMs !== undefined && atMs > deadlineMs) return { kind: 'left' };
    const delayMs = Math.max(0, atMs - clock.now());
    if (delayMs > 0) onWait(delayMs);
    await clock.sleep(delayMs, signal);
    after = await look(options, atMs === looksMs.at(-1));
    if (after && hasChanged(after)) return { kind: 'changed', after };
  }
  if (!after)
    throw new SkillError('internal', editingWords.noLook(), { advice: editingWords.reportThis() });
  return { kind: 'unchanged', after };
}

/** The network or the service may still be down: only the last look has to succeed. */
async function look(options: RecoveryOptions, isLast: boolean): Promise<ReadState | undefined> {
  const { api, sessionId, signal, mustExist } = options;
  try {
    return await readState(api, { sessionId, mustExist, signal });
  } catch (error) {
    const mayPass =
      error instanceof SkillError && (isPassing(error) || error.kind === 'rate_limit');
    if (signal.aborted || isLast || !mayPass) throw error;
    return undefined;
  }
}
