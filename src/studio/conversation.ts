import { createHash, randomUUID } from 'node:crypto';

import type { Account } from './accounts.ts';
import { ApiError } from './api-error.ts';
import type { StudioContext } from './context.ts';
import { type EditOutcome, editTimeline } from './editor/editor.ts';
import { composeReply } from './editor/reply.ts';
import type { EventWriter } from './event-writer.ts';
import type { Hold } from './ledger.ts';
import { showDraft } from './session-view.ts';
import type { Session } from './sessions.ts';
import { beginFailure, sayText } from './turn-text.ts';

/** The tool the reference names for edits, the one that may stay silent (contract 3.1). */
const EDIT_TOOL = 'edit_multitrack';
const SILENT_SHARE = 0.3;

export interface Turn {
  id: string;
  text: string;
  account: Account;
  session: Session;
  writer: EventWriter;
  /** Aborts when the client hangs up. */
  hangUp: AbortSignal;
}

/** Runs one message to its end: edit, charge, reply. */
export async function runTurn(turn: Turn, context: StudioContext): Promise<void> {
  const { options } = context;
  const { session, writer } = turn;
  const outcome = editTimeline({
    message: turn.text,
    timeline: session.timeline,
    media: session.media,
  });
  const hold = context.ledger.hold({
    account: turn.account,
    messageId: turn.id,
    sessionId: session.id,
    edits: outcome.changes.length,
    credits: outcome.changes.length * options.creditsPerEdit,
  });
  try {
    writer.open();
    await pause(turn, context);
    if (options.streamError !== 'never') beginFailure(writer, options.streamError);
    else await perform(turn, context, { outcome, hold });
  } finally {
    hold.release();
  }
}

async function perform(
  turn: Turn,
  context: StudioContext,
  { outcome, hold }: { outcome: EditOutcome; hold: Hold },
): Promise<void> {
  const { options } = context;
  const edited = outcome.changes.length > 0;
  if (edited) await callTool(turn, context, { outcome, hold });
  if (options.streamBreak === 'after-work') turn.writer.breakOff();
  await pause(turn, context);
  if (!(edited && isSilent(turn.text, options.silentEdits))) {
    sayText(turn.writer, composeReply(outcome, options), options);
  }
  if (options.trailingNoise) {
    turn.writer.send({ kind: 'text', text: 'I encountered a temporary issue. Please try again.' });
  }
}

async function callTool(
  turn: Turn,
  context: StudioContext,
  { outcome, hold }: { outcome: EditOutcome; hold: Hold },
): Promise<void> {
  const { options } = context;
  const { session, writer } = turn;
  const id = `adk-${randomUUID()}`;
  const edits = outcome.changes.map((change) => change.en);
  writer.send({ kind: 'tool-call', id, name: EDIT_TOOL, args: { edits } });
  if (options.streamBreak === 'before-work') writer.breakOff();
  if (options.streamBreak === 'lost') {
    writer.breakOff();
    return;
  }
  await pause(turn, context);
  session.timeline = outcome.timeline;
  hold.charge();
  const stateDelta = options.stateDeltas ? { draft: showDraft(session, options) } : {};
  writer.send({
    kind: 'tool-result',
    id,
    name: EDIT_TOOL,
    result: { status: 'success', changes: edits.length },
    stateDelta,
  });
}

/** Waits for the next step; a client that hung up ends the turn only if it is meant to. */
async function pause(turn: Turn, { options, clock }: StudioContext): Promise<void> {
  const gone = () => options.hangUpCancels && turn.hangUp.aborted;
  if (gone()) throw new ApiError(499, 'The client hung up');
  if (options.stepDelayMs > 0) await clock.sleep(options.stepDelayMs);
  if (gone()) throw new ApiError(499, 'The client hung up');
}

/** The same message is always silent, or never: tests can rely on it. */
export function isSilent(text: string, silentEdits: 'some' | 'never' | 'always'): boolean {
  if (silentEdits !== 'some') return silentEdits === 'always';
  const [first = 0] = createHash('sha256').update(text).digest();
  return first < 256 * SILENT_SHARE;
}
