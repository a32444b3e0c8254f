import { isPassing } from '../backend/errors.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { editingWords } from '../words/editing.ts';
import { fingerprint, hasChanged } from './change.ts';
import type { Work } from './context.ts';
import type { EditStep } from './record.ts';
import { readState, type ReadState } from './session-state.ts';
import { TURN } from './turn.ts';

/** After a broken turn the session is looked at 30 s later, then every minute, five times (wire-contract.md section 6, rule 9). */
const LOOKS_MS = [30_000, 90_000, 150_000, 210_000, 270_000];
/** Generation adds music and titles 20 to 60 s after the raw video: a change counts when a minute later it is still the same. */
const CONFIRM_MS = 60_000;

export const isTurnOver = ({ context }: Work, { sentAt }: EditStep): boolean =>
  context.clock.now() - Date.parse(sentAt ?? '') >= TURN.longestMs;

/**
 * Looks for the effect of a message whose turn was not heard to its end. Settled when two looks a minute apart show the same
 * change, or one look shows a change and no turn can still be at work.
 */
export async function lookForChange(
  work: Work,
  step: EditStep,
  sinceMs: number,
): Promise<ReadState | 'running' | 'unclear'> {
  const { context, backend, session, save } = work;
  const { clock, signal, reporter, deadlineMs = Infinity } = context;
  const startMs = clock.now();
  const schedule = LOOKS_MS.map((ms) => sinceMs + ms).filter((ms) => ms > startMs);
  if (schedule.length === 0) schedule.push(startMs);
  let problem: unknown;
  for (let look = 0; look < schedule.length || step.seen; look += 1) {
    const lookMs = step.seen
      ? Math.max(Date.parse(step.seen.at) + CONFIRM_MS, clock.now())
      : (schedule[look] ?? clock.now());
    const waitMs = Math.max(0, Math.min(lookMs, deadlineMs) - clock.now());
    if (waitMs > 1_000) reporter.progress(editingWords.lookingIn(Math.ceil(waitMs / 1000)));
    await clock.sleep(waitMs, signal);
    // Not told from the clock: a timer may go off a millisecond early.
    if (deadlineMs < lookMs) return 'running';
    const now = await readState(backend, session, signal).catch((error: unknown) => {
      if (!(error instanceof SkillError) || !isPassing(error)) throw error;
      problem = error;
      return undefined;
    });
    if (!now) {
      // A change that was seen is not given up for an outage, but no outage is waited for without end.
      if (step.seen && look >= schedule.length + LOOKS_MS.length) throw problem;
      continue;
    }
    problem = undefined;
    if (!hasChanged(step, now)) {
      step.seen = null;
      continue;
    }
    const state = hashText(fingerprint(now), 32);
    if (step.seen?.state === state || isTurnOver(work, step)) return now;
    step.seen = { state, at: new Date(clock.now()).toISOString() };
    await save();
  }
  if (problem !== undefined) throw problem;
  step.isUnclear = true;
  await save();
  return 'unclear';
}
