import { randomUUID } from 'node:crypto';

import type { StudioContext } from './context.ts';
import type { EditOutcome } from '../cutter/editor.ts';
import type { Uploads } from '../cutter/operations/operation.ts';
import type { EventWriter } from './event-writer.ts';
import type { Account, Session } from './records.ts';

/** The tool the reference names for edits, the one that may stay silent (contract 3.1). */
const EDIT_TOOL = 'edit_multitrack';

/** One message being worked on. */
export interface Turn {
  id: string;
  text: string;
  account: Account;
  session: Session;
  writer: EventWriter;
}

/** Waits for the next step. A client that hung up ends nothing: the work lands. */
export async function pause({ options, clock }: StudioContext): Promise<void> {
  if (options.stepDelayMs > 0) await clock.sleep(options.stepDelayMs);
}

interface ToolUse {
  name: string;
  args: Record<string, unknown>;
  /** Does the work, changes the session and tells the result. */
  work(): Promise<Record<string, unknown>> | Record<string, unknown>;
}

/** Announces a tool, lets it work and reports it; the stream may break on the way. */
export async function runTool(turn: Turn, context: StudioContext, tool: ToolUse): Promise<void> {
  const { options } = context;
  const { session, writer } = turn;
  const id = `adk-${randomUUID()}`;
  writer.send({ kind: 'tool-call', id, name: tool.name, args: tool.args });
  if (options.streamBreak === 'before-work' || options.streamBreak === 'lost') writer.breakOff();
  if (options.streamBreak === 'lost') return;
  await pause(context);
  const result = await tool.work();
  // What a tool did, and what it cost, is stored before it is told: neither can be lost alone.
  context.sessions.save(session);
  const stateDelta = { draft: context.drafts.handOut(session) };
  writer.send({ kind: 'tool-result', id, name: tool.name, result, stateDelta });
}

/** What the editor works with. */
export const listUploads = ({ media }: Session, { engine }: StudioContext): Uploads => ({
  media,
  findUndrawable: (text) => engine.findUndrawable(text),
});

/** The edit as a tool; `onDone` runs once it has landed. */
export function describeEdit(turn: Turn, outcome: EditOutcome, onDone?: () => void): ToolUse {
  return {
    name: EDIT_TOOL,
    args: { edits: outcome.changes.map((change) => change.en) },
    work() {
      turn.session.timeline = outcome.timeline;
      turn.session.earlier = outcome.earlier;
      onDone?.();
      return { status: 'success', changes: outcome.changes.length };
    },
  };
}
