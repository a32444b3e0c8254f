import type { Api } from '../client/api.ts';
import { SkillError } from '../core/errors.ts';
import type { Clock } from '../ports/clock.ts';
import { readStateIfAny, type ReadState } from './session-state.ts';

export interface RecoveryOptions {
  api: Api;
  clock: Clock;
  signal: AbortSignal;
  sessionId: string;
  /** When the stream broke, or the message was sent by a process that is gone. */
  brokenAtMs: number;
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
const LOOKS_MS = [30_000, 90_000, 150_000, 210_000, 270_000];

/** Finds out by looking, never by sending again, what became of a message. */
export async function recoverTurn(options: RecoveryOptions): Promise<RecoveryEnd> {
  const { clock, signal, brokenAtMs, deadlineMs, hasChanged, onWait } = options;
  // Looks that are overdue, because the process was gone meanwhile, are made up for by one.
  const due = LOOKS_MS.map((lookMs) => brokenAtMs + lookMs);
  const upcoming = due.filter((atMs) => atMs > clock.now());
  const looks = upcoming.length < due.length ? [clock.now(), ...upcoming] : upcoming;
  let after: ReadState | undefined;
  for (const atMs of looks) {
    if (deadlineMs !== undefined && atMs > deadlineMs) return { kind: 'left' };
    const delayMs = Math.max(0, atMs - clock.now());
    if (delayMs > 0) onWait(delayMs);
    await clock.sleep(delayMs, signal);
    after = await look(options, atMs === looks.at(-1));
    if (after && hasChanged(after)) return { kind: 'changed', after };
  }
  if (!after)
    throw new SkillError('internal', 'A recovery ended without a look', {
      advice: 'Please report this.',
    });
  return { kind: 'unchanged', after };
}

/** The network may still be down: only the last look has to succeed. */
async function look(
  { api, sessionId, signal }: RecoveryOptions,
  isLast: boolean,
): Promise<ReadState | undefined> {
  try {
    return await readStateIfAny(api, sessionId, signal);
  } catch (error) {
    const isPassing = error instanceof SkillError && error.kind === 'network';
    if (signal.aborted || isLast || !isPassing) throw error;
    return undefined;
  }
}
