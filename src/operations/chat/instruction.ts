import { canonicalJson } from '../../system/canonical-json.ts';
import { readDraft } from '../../timeline/draft.ts';
import { asRecord } from '../../backend/envelope.ts';
import { clipText } from '../../words/format.ts';
import { parseJsonIfAny } from '../../system/json.ts';
import type { Instruction } from '../../core/records.ts';
import type { Text } from '../../words/text.ts';
import type { Timeline } from '../../timeline/timeline.ts';
import { diffTimelines } from '../../timeline/diff.ts';
import { editingWords } from '../../words/editing.ts';
import { timelineWords } from '../../words/timeline.ts';
import type { Context, Told } from '../context.ts';
import type { ReadState } from '../session-state.ts';

/** What an edit may change, in a form that can be compared; uploads are not among it. */
export const takeFingerprint = ({ draft, generated, canvas }: ReadState): string =>
  canonicalJson({ draft: draft ?? null, generated, canvas });

/** True when the state is not what it was before the message. */
export const hasChanged = (instruction: Instruction, now: ReadState): boolean =>
  instruction.before !== takeFingerprint(now);

/** True when there was a timeline before the message: from then on a session without one is gone, not empty. */
export const hadTimeline = ({ before }: Instruction): boolean => readBefore(before) !== undefined;

/** What a message has changed since it was written down, one sentence a change; empty when nothing has. */
export function describeChanges(instruction: Instruction, now: ReadState): Text[] {
  const changes = diffTimelines(timelineBefore(instruction), now.timeline);
  if (changes.length > 0 || !hasChanged(instruction, now)) return changes;
  return [timelineWords.details()];
}

/** The timeline as it was before the message. */
export const timelineBefore = ({ before }: Instruction): Timeline => readDraft(readBefore(before));

const readBefore = (before: string): unknown =>
  asRecord(parseJsonIfAny(before))?.['draft'] ?? undefined;

const MINUTE_MS = 60_000;
/** A turn takes no longer: what has not shown an effect by then is at work no more (seed, "Send message (SSE)"). */
const LONGEST_TURN_MS = 15 * MINUTE_MS;

/**
 * How long the same words are taken for the same message, from when it was sent, or told. Of one that was sent the
 * truth is wanted as long as its session lives. One that another command told about can be asked for by whoever sent it. One whose outcome was
 * printed may belong to a command that was killed in that very moment and is run again at once.
 */
const RECOGNISED_MS: Record<Instruction['phase'], number> = {
  prepared: 0,
  sent: 7 * 24 * 60 * MINUTE_MS,
  unclear: 60 * MINUTE_MS,
  overtaken: 60 * MINUTE_MS,
  noticed: LONGEST_TURN_MS,
  told: 5_000,
};

/** The instructions of a session whose outcome may still be asked for, the oldest first. Changes nothing. */
export async function findOpenInstructions(
  { store, project, clock, told }: Context,
  sessionId: string,
): Promise<Instruction[]> {
  const isTold = ({ instruction_id: id }: Instruction): boolean =>
    told.some(({ instruction }) => instruction.instruction_id === id);
  return (await store.instructions(project)).filter(
    (instruction) =>
      instruction.session_id === sessionId &&
      !hasLapsed(instruction, clock.now()) &&
      !isTold(instruction),
  );
}

/**
 * Removes what is over, and what never left this machine. Only for whoever holds the project's lock: another command may be
 * about to send what it has prepared.
 */
export async function tidyJournal({ store, project, clock }: Context): Promise<void> {
  for (const instruction of await store.instructions(project))
    if (hasLapsed(instruction, clock.now())) await store.closeInstruction(instruction);
}

const hasLapsed = ({ phase, at }: Instruction, nowMs: number): boolean =>
  nowMs - Date.parse(at) >= RECOGNISED_MS[phase];

/** True for a message that may be changing the timeline at this moment. */
export const mayBeAtWork = ({ phase, at }: Instruction, nowMs: number): boolean =>
  (phase === 'sent' || phase === 'unclear' || phase === 'overtaken') &&
  nowMs - Date.parse(at) < LONGEST_TURN_MS;

/**
 * Looks whether earlier messages, whose outcome was never told, have landed meanwhile, and tells. Their records stay for
 * whoever asks with the same words. Returns those that have shown nothing.
 */
export async function noticeLateLandings(
  context: Context,
  now: ReadState,
  open: Instruction[],
): Promise<Instruction[]> {
  const { reporter } = context;
  const waiting = open.filter(({ phase }) => phase === 'sent' || phase === 'unclear');
  const silent: Instruction[] = [];
  for (const instruction of waiting) {
    const words = clipText(instruction.text, 60);
    if (!hasChanged(instruction, now)) {
      reporter.notice(editingWords.earlierSilent(words));
      silent.push(instruction);
      continue;
    }
    const changes = describeChanges(instruction, now);
    reporter.notice(editingWords.earlierLanded(words, changes));
    const text = instruction.outcome?.text ?? '';
    const outcome = { text, changes: changes.map(reporter.word) };
    context.told.push({ instruction: { ...instruction, outcome }, as: 'noticed' });
  }
  return silent;
}

/** Records that outcomes have been told, now that they have been printed. */
export async function recordTold(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  told: Told[],
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  for (const { instruction, as } of told) {
    // Whoever sent it may have been told meanwhile, which counts for more.
    const isOver = as === 'noticed' && !(await isWaitedFor(store, instruction));
    if (!isOver) await store.saveInstruction({ ...instruction, phase: as, at });
  }
}

const isWaitedFor = async (
  store: Context['store'],
  { instruction_id: id }: Instruction,
): Promise<boolean> => {
  const phase = (await store.instruction(id))?.phase;
  return phase !== undefined && phase !== 'told';
};
