import { canonicalJson } from '../core/canonical-json.ts';
import { readDraft } from '../core/draft.ts';
import { asRecord } from '../core/envelope.ts';
import { clipText } from '../core/format.ts';
import { parseJsonIfAny } from '../core/json.ts';
import type { Instruction } from '../core/records.ts';
import { diffTimelines } from '../core/timeline-diff.ts';
import type { Context, Told } from './context.ts';
import type { ReadState } from './session-state.ts';

/** What an edit may change, in a form that can be compared; uploads are not among it. */
export const takeFingerprint = ({ draft, generated, canvas }: ReadState): string =>
  canonicalJson({ draft: draft ?? null, generated, canvas });

/** True when the state is not what it was before the message. */
export const hasChanged = (instruction: Instruction, now: ReadState): boolean =>
  instruction.before !== takeFingerprint(now);

/** True when there was a timeline before the message: from then on a session without one is gone, not empty. */
export const hadTimeline = ({ before }: Instruction): boolean => readBefore(before) !== undefined;

/** What a message has changed since it was written down, one sentence a change; empty when nothing has. */
export function describeChanges(instruction: Instruction, now: ReadState): string[] {
  const changes = diffTimelines(readDraft(readBefore(instruction.before)), now.timeline);
  if (changes.length > 0 || !hasChanged(instruction, now)) return changes;
  // A change that the timeline cannot show, such as a colour, is still a change.
  return ['Details of the project changed'];
}

const readBefore = (before: string): unknown =>
  asRecord(parseJsonIfAny(before))?.['draft'] ?? undefined;

/**
 * How long a finished message is still recognised. One that another command told about can be asked for by whoever sent it.
 * One whose outcome was printed may belong to a command that was killed in that very moment and is run again at once.
 */
const RECOGNISED_MS: Partial<Record<Instruction['phase'], number>> = {
  noticed: 15 * 60_000,
  told: 5_000,
};

/** The instructions of the project whose outcome may still be asked for. */
export async function findOpenInstructions({
  store,
  project,
  clock,
  told,
}: Context): Promise<Instruction[]> {
  const all = await store.instructions(project);
  const isOver = ({ phase, at }: Instruction): boolean =>
    clock.now() - Date.parse(at) > (RECOGNISED_MS[phase] ?? Infinity) || phase === 'prepared';
  for (const instruction of all.filter(isOver)) await store.closeInstruction(instruction);
  const isOurs = ({ instruction_id: id }: Instruction): boolean =>
    told.some(({ instruction }) => instruction.instruction_id === id);
  return all.filter((instruction) => !isOver(instruction) && !isOurs(instruction));
}

/**
 * Looks whether earlier messages, whose outcome was never told, have landed meanwhile, and tells. Their records stay for
 * whoever asks with the same words.
 */
export async function noticeLateLandings(
  context: Context,
  now: ReadState,
  open: Instruction[],
): Promise<void> {
  const { reporter } = context;
  for (const instruction of open.filter(({ phase }) => phase === 'sent' || phase === 'unclear')) {
    const words = `"${clipText(instruction.text, 60)}"`;
    if (!hasChanged(instruction, now)) {
      reporter.notice(`Your earlier message ${words} has shown no effect so far.`);
      continue;
    }
    reporter.notice(
      `Your earlier message ${words} has landed: ${describeChanges(instruction, now).join('; ')}.`,
    );
    context.told.push({ instruction, as: 'noticed' });
  }
}

/** Records that outcomes have been told, now that they have been printed. */
export async function recordTold(
  { store, clock }: Pick<Context, 'store' | 'clock'>,
  told: Told[],
): Promise<void> {
  const at = new Date(clock.now()).toISOString();
  for (const { instruction, as } of told)
    await store.saveInstruction({ ...instruction, phase: as, at });
}
