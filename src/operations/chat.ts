import { join } from 'node:path';
import { SkillError } from '../core/errors.ts';
import { clipText } from '../core/format.ts';
import type { SuggestedAction } from '../core/gui-phrases.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Instruction } from '../core/records.ts';
import { summarizeTimeline } from '../core/timeline.ts';
import { acquireLock } from '../ports/lock.ts';
import type { Context } from './context.ts';
import { describeChanges, hasChanged, noticeLateLanding } from './instruction.ts';
import { nextCommand } from './next-command.ts';
import { inSession, openProject, type Connection } from './project.ts';
import { recoverTurn } from './recovery.ts';
import { readStateIfAny, type ReadState } from './session-state.ts';
import { createTurnRelay, type TurnRelay } from './turn-relay.ts';
import { listenToTurn, type TurnEnd } from './turn.ts';

export interface ChatOptions {
  message: string;
  /** Post it although an earlier post of the same words is still open. */
  again: boolean;
}

export interface ChatFields {
  /** The editor's visible words; may be empty. */
  text: string;
  /** True when the editor said nothing (about 30 % of edits, seed "SSE Event Handling"). */
  silent: boolean;
  changes: string[];
  timeline: string;
  tools: string[];
  suggests: SuggestedAction | null;
}

/** Sends one message to the editor, once or not at all, and tells what came of it. */
export async function chat(context: Context, options: ChatOptions): Promise<Outcome<ChatFields>> {
  const connection = await openProject(context, { message: options.message, working: true });
  const release = await lockSession(context, connection);
  // Whoever stops us from here on runs the same command again: it looks first and posts only what was not posted.
  context.unfinished.next = nextCommand(context, 'chat', [options.message]);
  if (!release) return leaveTurn(context, createTurnRelay(context.reporter));
  try {
    return await converse(context, connection, options);
  } finally {
    await release();
  }
}

/** Two commands in one session would talk over each other: the second waits. */
function lockSession(context: Context, { project }: Connection): ReturnType<typeof acquireLock> {
  const { settings, reporter } = context;
  return acquireLock({
    ...context,
    file: join(settings.stateFolder, settings.apiFolder, 'locks', `${project.session_id}.lock`),
    onWait: () =>
      reporter.notice('Another command is talking to the editor in this project; waiting for it.'),
  });
}

async function converse(
  context: Context,
  connection: Connection,
  { message, again }: ChatOptions,
): Promise<Outcome<ChatFields>> {
  const { store, reporter } = context;
  const relay = createTurnRelay(reporter);
  const open = await store.instruction(connection.project.session_id);
  if (open && open.phase !== 'prepared' && open.text === message && !again) {
    reporter.notice('This message was sent before; it is not sent again.');
    return recover(context, connection, {
      instruction: open,
      relay,
      brokenAtMs: Date.parse(open.at),
    });
  }
  const posted = await inSession(context, connection, (sessionId) =>
    postMessage(context, connection, { sessionId, message, relay }),
  );
  relay.finish();
  const { instruction, end } = posted;
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'lost') {
    reporter.notice('The connection to the editor broke; the message is not sent again.');
    return recover(context, connection, { instruction, relay, brokenAtMs: context.clock.now() });
  }
  const after = await readStateIfAny(connection.api, instruction.session_id, context.signal);
  return concludeTurn(context, relay, { instruction, after });
}

interface Posted {
  instruction: Instruction;
  end: TurnEnd;
}

/** Writes the instruction down, posts it, and listens to the end of the turn. */
async function postMessage(
  context: Context,
  { api }: Connection,
  { sessionId, message, relay }: { sessionId: string; message: string; relay: TurnRelay },
): Promise<Posted> {
  const { store, clock, reporter, signal } = context;
  const before = await readStateIfAny(api, sessionId, signal);
  await noticeLateLanding(context, sessionId, before);
  const instruction: Instruction = {
    session_id: sessionId,
    text: message,
    phase: 'prepared',
    draft: before.draftText ?? null,
    media: before.media.length,
    at: new Date(clock.now()).toISOString(),
  };
  await store.saveInstruction(instruction);
  reporter.progress('Sent to the editor. This may take a few minutes.');
  const listener = {
    onEvent: relay.onEvent,
    onStillWorking: () => reporter.notice('⏳ Still working...'),
  };
  const onSending = (): void => {
    instruction.phase = 'sent';
    instruction.at = new Date(clock.now()).toISOString();
    store.saveInstructionNow(instruction);
  };
  try {
    return {
      instruction,
      end: await listenToTurn({ ...context, api, sessionId, message, listener, onSending }),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    if (isServerTrouble(error)) throw explainUncertainty(context, error);
    // Turned away by the backend or never on its way: there is nothing to find out later.
    await store.closeInstruction(sessionId);
    throw error;
  }
}

/** A gateway may give up on a message that the editor has long accepted. */
const isServerTrouble = (error: unknown): error is SkillError =>
  error instanceof SkillError &&
  error.kind === 'backend' &&
  (error.code ?? 0) >= 500 &&
  (error.code ?? 0) < 600;

const explainUncertainty = ({ unfinished }: Context, error: SkillError): SkillError =>
  new SkillError(error.kind, error.message, {
    advice:
      'It is not certain whether the message arrived. Run the same command again in a minute: it looks first and sends nothing twice.',
    code: error.code,
    next: unfinished.next,
    cause: error,
  });

interface Lost {
  instruction: Instruction;
  relay: TurnRelay;
  brokenAtMs: number;
}

/** Finds out by looking at the timeline what became of a message whose turn nobody heard to its end. */
async function recover(
  context: Context,
  { api }: Connection,
  lost: Lost,
): Promise<Outcome<ChatFields>> {
  const { instruction, relay, brokenAtMs } = lost;
  const { store, reporter } = context;
  const end = await recoverTurn({
    ...context,
    api,
    sessionId: instruction.session_id,
    brokenAtMs,
    hasChanged: (now) => hasChanged(instruction, now),
    onWait: (delayMs) =>
      reporter.progress(`⏳ Looking at the timeline in ${Math.ceil(delayMs / 1000)} s…`),
  });
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'changed')
    return concludeTurn(context, relay, { instruction, after: end.after });
  await store.saveInstruction({ ...instruction, phase: 'unclear' });
  context.unfinished.next = undefined;
  throw new SkillError(
    'network',
    'The connection broke while the editor was at work, and the timeline shows no change since',
    {
      advice:
        'It cannot be told whether the edit will still land. Look at the timeline later, or add --again to send the message once more; that may use credits twice.',
      next: nextCommand(context, 'state'),
    },
  );
}

/** Ends with what changed and the timeline line; a silent turn is never left without words. */
function concludeTurn(
  context: Context,
  relay: TurnRelay,
  { instruction, after }: { instruction: Instruction; after: ReadState },
): Outcome<ChatFields> {
  const { reporter, store } = context;
  const changes = describeChanges(instruction, after);
  const failure = relay.failure();
  // Closed only when the outcome has been told: a process killed before that finds it open.
  context.afterTelling.push(() => store.closeInstruction(instruction.session_id));
  if (failure !== undefined && changes.length === 0) throw reportedError(failure);
  if (failure !== undefined)
    reporter.notice(`The editor also reported an error: ${clipText(failure, 300)}`);
  const silent = relay.text() === '';
  const timeline = summarizeTimeline(after.timeline);
  for (const change of changes) reporter.say(`✅ ${change}`);
  if (silent && changes.length === 0) {
    reporter.say(
      'The editor gave no answer and the timeline is unchanged. Say it in other words, or try again.',
    );
  }
  reporter.say(timeline);
  return { status: 'done', fields: { ...turnFields(relay), silent, changes, timeline } };
}

const reportedError = (failure: string): SkillError =>
  new SkillError('backend', `The editor reported an error: ${clipText(failure, 300)}`, {
    advice: 'Nothing was changed. Say it in other words, or try again later.',
  });

/** `--wait` is used up: the turn goes on without us. */
function leaveTurn(context: Context, relay: TurnRelay): Outcome<ChatFields> {
  context.reporter.say(
    'The editor is still at work. Run the command under "next" to hear the outcome; nothing is sent twice.',
  );
  return {
    status: 'running',
    ...(context.unfinished.next !== undefined && { next: context.unfinished.next }),
    fields: { ...turnFields(relay), silent: relay.text() === '', changes: [], timeline: '' },
  };
}

const turnFields = (relay: TurnRelay) => ({
  text: relay.text(),
  tools: relay.tools(),
  suggests: relay.suggests(),
});
