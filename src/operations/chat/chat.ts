import type { Api } from '../../backend/api.ts';
import type { PlanStep } from '../../intent/plan-step.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Instruction } from '../../core/records.ts';
import type { Text } from '../../words/text.ts';
import { editingWords } from '../../words/editing.ts';
import type { Context } from '../context.ts';
import { findOpenInstructions, hadTimeline, hasChanged, tidyJournal } from './instruction.ts';
import { lockProject } from '../locks.ts';
import { postMessage } from './message-post.ts';
import { nextCommand } from '../next-command.ts';
import { inSession, openProject, type Connection } from '../project.ts';
import { looksAfterBreak, looksAfterLeaving, recoverTurn } from './recovery.ts';
import { readState, type ReadState } from '../session-state.ts';
import {
  concludeTurn,
  leaveTurn,
  leaveUnsent,
  unclear,
  withWords,
  type ChatFields,
  type Turn,
} from './turn-outcome.ts';
import { createTurnRelay } from './turn-relay.ts';
import type { TurnEnd } from './turn.ts';

export interface ChatOptions {
  message: string;
  /** Post it although an earlier post of the same words is still open. */
  again: boolean;
  /** It is a step of a job that goes on with this. */
  followedBy?: PlanStep['action'] | undefined;
}

/** Sends one message to the editor, once or not at all, and tells what came of it. */
export async function chat(context: Context, options: ChatOptions): Promise<Outcome<ChatFields>> {
  const { followedBy } = options;
  const release = await lockProject(context);
  if (!release) return leaveUnsent(context, options);
  try {
    await tidyJournal(context);
    const connection = await openProject(context, { working: true });
    const open = await findOpenInstructions(context, connection.project.session_id);
    // The latest: an earlier one with the same words was sent again on purpose.
    const same = open.findLast(({ text }) => text === options.message);
    return await (same && !options.again
      ? ask(context, connection, { instruction: same, followedBy })
      : say(context, connection, options));
  } finally {
    await release();
  }
}

/** Finds out what became of a message that was sent before. */
async function ask(
  context: Context,
  connection: Connection,
  { instruction, followedBy }: Omit<Turn, 'relay'>,
): Promise<Outcome<ChatFields>> {
  const { reporter, clock } = context;
  reporter.notice(editingWords.sentBefore());
  // Asking may be cut short as well, and be gone on with in the same way.
  context.unfinished.next = nextCommand(context, 'chat', { text: instruction.text });
  const relay = createTurnRelay(reporter);
  const turn = { instruction, relay, followedBy };
  if (instruction.outcome) return repeatOutcome(context, connection, turn);
  if (instruction.phase === 'overtaken') throw unclear(context, relay, editingWords.overtaken());
  const nowMs = clock.now();
  const isSettled = instruction.phase !== 'sent';
  const looksMs = isSettled ? [nowMs] : looksAfterLeaving(Date.parse(instruction.at), nowMs);
  return recover(context, connection, { ...turn, looksMs });
}

/** The turn was heard to its end by a command that could not tell, or told just now. */
async function repeatOutcome(
  context: Context,
  { api, account }: Connection,
  turn: Turn,
): Promise<Outcome<ChatFields>> {
  const { instruction, relay } = turn;
  const text = instruction.outcome?.text ?? '';
  relay.onEvent({ type: 'text', author: '', text, partial: false });
  relay.finish();
  const after = await readAfter(context, api, instruction);
  return concludeTurn(context, turn, { after, account });
}

async function say(
  context: Context,
  connection: Connection,
  options: ChatOptions,
): Promise<Outcome<ChatFields>> {
  const { reporter, clock, store } = context;
  const relay = createTurnRelay(reporter);
  const { instruction, end } = await inSession(context, connection, (sessionId) =>
    postMessage(context, connection, { ...options, sessionId, relay }),
  );
  relay.finish();
  const turn = { instruction, relay, followedBy: options.followedBy };
  if (end.kind === 'left' && instruction.phase === 'prepared') {
    await store.closeInstruction(instruction);
    return leaveUnsent(context, options);
  }
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'lost') {
    reporter.notice(LOST[end.how]);
    const looksMs = looksAfterBreak(clock.now());
    return recover(context, connection, { ...turn, looksMs });
  }
  // From here on the words are not lost, whatever becomes of this command.
  instruction.outcome = { text: relay.text(), changes: null };
  await store.saveInstruction(instruction);
  const after = await readAfter(context, connection.api, instruction).catch((error: unknown) => {
    throw withWords(error, relay);
  });
  return concludeTurn(context, turn, { after, account: connection.account });
}

const LOST: Record<Extract<TurnEnd, { kind: 'lost' }>['how'], Text> = {
  broken: editingWords.connectionBroke(),
  silent: editingWords.nothingHeard(),
  endless: editingWords.noEnd(),
};

const readAfter = ({ signal }: Context, api: Api, instruction: Instruction): Promise<ReadState> =>
  readState(api, {
    sessionId: instruction.session_id,
    mustExist: hadTimeline(instruction),
    signal,
  });

/** Finds out by looking at the timeline what became of a message whose turn nobody heard to its end. */
async function recover(
  context: Context,
  { api, account }: Connection,
  { looksMs, ...turn }: Turn & { looksMs: number[] },
): Promise<Outcome<ChatFields>> {
  const { instruction, relay } = turn;
  const { store, reporter } = context;
  const end = await recoverTurn({
    ...context,
    api,
    sessionId: instruction.session_id,
    looksMs,
    mustExist: hadTimeline(instruction),
    hasChanged: (now) => hasChanged(instruction, now),
    onWait: (delayMs) => reporter.progress(editingWords.lookingIn(Math.ceil(delayMs / 1000))),
  });
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'changed') return concludeTurn(context, turn, { after: end.after, account });
  await store.saveInstruction({ ...instruction, phase: 'unclear' });
  context.unfinished.next = undefined;
  throw unclear(context, relay, editingWords.noChangeSince());
}
