import { SkillError } from '../../system/errors.ts';
import type { Instruction } from '../../core/records.ts';
import { verbatim } from '../../words/text.ts';
import { editingWords } from '../../words/editing.ts';
import type { Store } from '../../ports/store.ts';
import { createUuid } from '../../vendor/uuid.ts';
import type { Context } from '../context.ts';
import { findOpenInstructions, noticeLateLandings, takeFingerprint } from './instruction.ts';
import { nextCommand } from '../next-command.ts';
import type { Connection } from '../project.ts';
import { readState } from '../session-state.ts';
import type { TurnRelay } from './turn-relay.ts';
import { listenToTurn, type TurnEnd } from './turn.ts';

export interface PostOptions {
  sessionId: string;
  message: string;
  again: boolean;
  relay: TurnRelay;
}

export interface Posted {
  instruction: Instruction;
  end: TurnEnd;
}

/** Writes the instruction down, posts it, and listens to the end of the turn. */
export async function postMessage(
  context: Context,
  { api, wasUsed, isNew }: Connection,
  { sessionId, message, again, relay }: PostOptions,
): Promise<Posted> {
  const { store, clock, reporter, signal, project } = context;
  const before = await readState(api, { sessionId, mustExist: wasUsed && !isNew, signal });
  const open = await findOpenInstructions(context, sessionId);
  const silent = await noticeLateLandings(context, before, open);
  const instruction: Instruction = {
    instruction_id: createUuid(),
    project,
    session_id: sessionId,
    text: message,
    phase: 'prepared',
    before: takeFingerprint(before),
    at: new Date(clock.now()).toISOString(),
  };
  await store.saveInstruction(instruction);
  // Whoever stops us from here on runs the same command again: it looks first and posts only what was not posted.
  const options = again ? ['--again'] : [];
  context.unfinished.next = nextCommand(context, 'chat', { options, text: message });
  reporter.progress(editingWords.sent());
  const listener = {
    onEvent: relay.onEvent,
    onStillWorking: () => reporter.notice(editingWords.stillWorking()),
  };
  const note = (phase: 'sent' | 'prepared'): boolean => {
    instruction.phase = phase;
    instruction.at = new Date(clock.now()).toISOString();
    return store.saveInstructionNow(instruction);
  };
  const onSending = (): void => {
    // From now on the same words ask; and what is not on disk cannot be asked about later.
    context.unfinished.next = note('sent')
      ? nextCommand(context, 'chat', { text: message })
      : undefined;
    for (const earlier of silent) overtake(store, earlier, instruction);
  };
  const onRefused = (): void => void note('prepared');
  try {
    const end = await listenToTurn({
      ...context,
      api,
      sessionId,
      message,
      listener,
      onSending,
      onRefused,
    });
    return { instruction, end };
  } catch (error) {
    if (signal.aborted) throw error;
    if (instruction.phase === 'sent') throw explainUncertainty(context, error);
    // Turned away by the backend or never on its way: there is nothing to find out later.
    await store.closeInstruction(instruction);
    throw error;
  }
}

/** What comes of an open message cannot be told from what comes of the next; the same words sent again take its place. */
function overtake(store: Store, earlier: Instruction, instruction: Instruction): void {
  const { text, at } = instruction;
  store.saveInstructionNow(
    earlier.text === text ? { ...earlier, phase: 'told', at } : { ...earlier, phase: 'overtaken' },
  );
}

function explainUncertainty({ unfinished }: Context, error: unknown): SkillError {
  const known = error instanceof SkillError ? error : undefined;
  const summary =
    known?.summary ?? verbatim(error instanceof Error ? error.message : String(error));
  return new SkillError(known?.kind ?? 'internal', summary, {
    advice:
      unfinished.next === undefined ? editingWords.lookInAMinute() : editingWords.goOnInAMinute(),
    code: known?.code,
    next: unfinished.next,
    cause: error,
  });
}
