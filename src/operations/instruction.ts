import { clipText } from '../core/format.ts';
import { parseJsonIfAny } from '../core/json.ts';
import { describeMedia } from '../core/media.ts';
import { readDraft } from '../core/draft.ts';
import type { Instruction } from '../core/records.ts';
import { diffTimelines } from '../core/timeline-diff.ts';
import type { Context } from './context.ts';
import type { ReadState } from './session-state.ts';

/** What a message has changed since it was written down, one sentence a change; empty when nothing has. */
export function describeChanges(instruction: Instruction, now: ReadState): string[] {
  const before = readDraft(parseJsonIfAny(instruction.draft ?? ''));
  const added = now.media
    .slice(instruction.media)
    .map((item) => `New media: ${describeMedia(item).name}`);
  const changes = [...diffTimelines(before, now.timeline), ...added];
  if (changes.length > 0 || !hasChanged(instruction, now)) return changes;
  // A change that the timeline cannot show, such as a colour, is still a change.
  return ['Details on the timeline changed'];
}

/** True when the state is not what it was before the message. */
export const hasChanged = (instruction: Instruction, now: ReadState): boolean =>
  (instruction.draft ?? undefined) !== now.draftText || now.media.length > instruction.media;

/**
 * Looks whether an earlier message, whose outcome was never told, has landed meanwhile, and tells. Its record is closed
 * once that has been told; a message without any effect stays open.
 */
export async function noticeLateLanding(
  context: Context,
  sessionId: string,
  now: ReadState,
): Promise<void> {
  const { store, reporter, afterTelling } = context;
  const open = await store.instruction(sessionId);
  if (!open) return;
  const words = `"${clipText(open.text, 60)}"`;
  if (open.phase === 'prepared') return store.closeInstruction(sessionId);
  if (!hasChanged(open, now)) {
    reporter.notice(`Your earlier message ${words} has shown no effect so far.`);
    return;
  }
  reporter.notice(
    `Your earlier message ${words} has landed: ${describeChanges(open, now).join('; ')}.`,
  );
  afterTelling.push(() => store.closeInstruction(sessionId));
}
