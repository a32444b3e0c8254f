import type { Account } from '../client/account.ts';
import { explainBackendFailure } from '../core/backend-error.ts';
import { SkillError } from '../core/errors.ts';
import { clipText, cutText } from '../core/format.ts';
import type { SuggestedAction } from '../core/gui-phrases.ts';
import { registrationLink } from '../core/links.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Instruction } from '../core/records.ts';
import { wasRefused } from '../core/retry-policy.ts';
import { summarizeTimeline } from '../core/timeline.ts';
import { createUuid } from '../vendor/uuid.ts';
import type { Context } from './context.ts';
import {
  describeChanges,
  findOpenInstructions,
  hadTimeline,
  hasChanged,
  noticeLateLandings,
  takeFingerprint,
} from './instruction.ts';
import { lockProject } from './locks.ts';
import { nextCommand } from './next-command.ts';
import { inSession, openProject, type Connection } from './project.ts';
import { looksAfterBreak, looksAfterLeaving, recoverTurn } from './recovery.ts';
import { readState, type ReadState } from './session-state.ts';
import { createTurnRelay, type TurnFailure, type TurnRelay } from './turn-relay.ts';
import { listenToTurn, type TurnEnd } from './turn.ts';

export interface ChatOptions {
  message: string;
  /** Post it although an earlier post of the same words is still open. */
  again: boolean;
}

export interface ChatFields {
  /** The editor's visible words; may be empty. */
  text: string;
  /** Set when there was more: `text_file` holds all of it (interface.md, "Output"). */
  truncated?: true;
  text_file?: string;
  /** True when the editor said nothing (about 30 % of edits, seed "SSE Event Handling"). */
  silent: boolean;
  changes: string[];
  timeline: string;
  tools: string[];
  suggests: SuggestedAction | null;
}

/** Sends one message to the editor, once or not at all, and tells what came of it. */
export async function chat(context: Context, options: ChatOptions): Promise<Outcome<ChatFields>> {
  // Read before waiting: should the same message be under way in another process, its outcome is ours too.
  const underWay = await findSame(context, options);
  const release = await lockProject(context);
  if (!release) return leaveWaiting(context, options);
  try {
    const connection = await openProject(context, { message: options.message, working: true });
    const open = (await findSame(context, options)) ?? underWay;
    return await (open ? ask(context, connection, open) : say(context, connection, options));
  } finally {
    await release();
  }
}

/** The same words, sent before, with an outcome that has not been told to whoever sent them. */
async function findSame(
  context: Context,
  { message, again }: ChatOptions,
): Promise<Instruction | undefined> {
  return again
    ? undefined
    : (await findOpenInstructions(context)).find(({ text }) => text === message);
}

/** Finds out what became of a message that was sent before. */
function ask(
  context: Context,
  connection: Connection,
  instruction: Instruction,
): Promise<Outcome<ChatFields>> {
  const { reporter, clock } = context;
  reporter.notice(
    'This message was sent before; it is not sent again. Add --again to send it once more.',
  );
  // Asking may be cut short as well, and be gone on with in the same way.
  context.unfinished.next = nextCommand(context, 'chat', { text: instruction.text });
  const nowMs = clock.now();
  const isSettled = instruction.phase !== 'sent';
  const looksMs = isSettled ? [nowMs] : looksAfterLeaving(Date.parse(instruction.at), nowMs);
  return recover(context, connection, { instruction, relay: createTurnRelay(reporter), looksMs });
}

async function say(
  context: Context,
  connection: Connection,
  { message }: ChatOptions,
): Promise<Outcome<ChatFields>> {
  const { reporter, clock } = context;
  const relay = createTurnRelay(reporter);
  const { instruction, end } = await inSession(context, connection, (sessionId) =>
    postMessage(context, connection, { sessionId, message, relay }),
  );
  relay.finish();
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'lost') {
    reporter.notice('The connection to the editor broke; the message is not sent again.');
    return recover(context, connection, {
      instruction,
      relay,
      looksMs: looksAfterBreak(clock.now()),
    });
  }
  const after = await readState(connection.api, {
    sessionId: instruction.session_id,
    mustExist: hadTimeline(instruction),
    signal: context.signal,
  });
  return concludeTurn(context, relay, { instruction, after, account: connection.account });
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
  const { store, clock, reporter, signal, project } = context;
  const before = await readState(api, { sessionId, mustExist: false, signal });
  await noticeLateLandings(context, before, await findOpenInstructions(context));
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
  context.unfinished.next = nextCommand(context, 'chat', { text: message });
  reporter.progress('Sent to the editor. This may take a few minutes.');
  const listener = {
    onEvent: relay.onEvent,
    onStillWorking: () => reporter.notice('⏳ Still working...'),
  };
  const onSending = (): void => {
    instruction.phase = 'sent';
    instruction.at = new Date(clock.now()).toISOString();
    // What is not on disk cannot be asked about later.
    if (!store.saveInstructionNow(instruction)) context.unfinished.next = undefined;
  };
  try {
    return {
      instruction,
      end: await listenToTurn({ ...context, api, sessionId, message, listener, onSending }),
    };
  } catch (error) {
    if (signal.aborted) throw error;
    if (instruction.phase === 'sent' && !wasRefused(error))
      throw explainUncertainty(context, error);
    // Turned away by the backend or never on its way: there is nothing to find out later.
    await store.closeInstruction(instruction);
    throw error;
  }
}

function explainUncertainty({ unfinished }: Context, error: unknown): SkillError {
  const known = error instanceof SkillError ? error : undefined;
  const message = known?.message ?? (error instanceof Error ? error.message : String(error));
  return new SkillError(known?.kind ?? 'internal', message, {
    advice:
      'It is not certain whether the message arrived. Run the same command again in a minute: it looks first and sends nothing twice.',
    code: known?.code,
    next: unfinished.next,
    cause: error,
  });
}

interface Lost {
  instruction: Instruction;
  relay: TurnRelay;
  looksMs: number[];
}

/** Finds out by looking at the timeline what became of a message whose turn nobody heard to its end. */
async function recover(
  context: Context,
  connection: Connection,
  lost: Lost,
): Promise<Outcome<ChatFields>> {
  const { instruction, relay, looksMs } = lost;
  const { api, account } = connection;
  const { store, reporter } = context;
  const end = await recoverTurn({
    ...context,
    api,
    sessionId: instruction.session_id,
    looksMs,
    mustExist: hadTimeline(instruction),
    hasChanged: (now) => hasChanged(instruction, now),
    onWait: (delayMs) =>
      reporter.progress(`⏳ Looking at the timeline in ${Math.ceil(delayMs / 1000)} s…`),
  });
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'changed')
    return concludeTurn(context, relay, { instruction, after: end.after, account });
  await store.saveInstruction({ ...instruction, phase: 'unclear' });
  context.unfinished.next = undefined;
  throw new SkillError(
    'network',
    'The outcome of the message was not heard, and the timeline shows no change since',
    {
      advice:
        'It cannot be told whether the edit will still land. Look at the timeline later, or add --again to send the message once more; that may use credits twice.',
      next: nextCommand(context, 'state'),
    },
  );
}

/** Ends with what changed and the timeline line; a silent turn is never left without words. */
async function concludeTurn(
  context: Context,
  relay: TurnRelay,
  { instruction, after, account }: { instruction: Instruction; after: ReadState; account: Account },
): Promise<Outcome<ChatFields>> {
  const { reporter } = context;
  const changes = describeChanges(instruction, after);
  const failure = relay.failure();
  // Closed only when the outcome has been told: a process killed before that finds it open.
  context.told.push({ instruction, as: 'told' });
  if (failure !== undefined && changes.length === 0) throw reportedError(context, account, failure);
  if (failure !== undefined)
    reporter.notice(`The editor also reported an error: ${clipText(failure.message, 300)}`);
  const silent = relay.text() === '';
  const timeline = summarizeTimeline(after.timeline);
  for (const change of changes) reporter.say(`✅ ${change}`);
  if (silent && changes.length === 0) {
    reporter.say(
      'The editor gave no answer and the timeline is unchanged. Say it in other words, or try again.',
    );
  }
  reporter.say(timeline);
  return {
    status: 'done',
    fields: {
      ...turnFields(relay),
      ...(await limitText(context, relay.text())),
      silent,
      changes,
      timeline,
    },
  };
}

/** A code inside the stream means what it means everywhere. */
function reportedError({ settings }: Context, account: Account, failure: TurnFailure): SkillError {
  if (failure.code !== undefined) {
    return explainBackendFailure({
      method: 'POST',
      path: '/run_sse',
      status: 200,
      ...failure,
      anonymous: account.anonymous,
      registerUrl: registrationLink(settings.webUrl, account.userId),
    });
  }
  return new SkillError(
    'backend',
    `The editor reported an error: ${clipText(failure.message, 300)}`,
    {
      advice: 'Nothing was changed. Say it in other words, or try again later.',
    },
  );
}

/** `--wait` is used up before it was our turn to talk. */
function leaveWaiting(context: Context, { message }: ChatOptions): Outcome<ChatFields> {
  const relay = createTurnRelay(context.reporter);
  context.reporter.say(
    'The project is still busy with another command; this message has not been sent yet.',
  );
  return {
    status: 'running',
    next: nextCommand(context, 'chat', { text: message }),
    fields: { ...turnFields(relay), silent: true, changes: [], timeline: '' },
  };
}

/** `--wait` is used up: the turn goes on without us. */
function leaveTurn(context: Context, relay: TurnRelay): Outcome<ChatFields> {
  context.reporter.say(
    context.unfinished.next === undefined
      ? 'The editor is still at work. Its outcome cannot be asked for later, since nothing can be kept on this machine; look at the timeline before sending anything again.'
      : 'The editor is still at work; the command that goes on asks for the outcome and sends nothing twice.',
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

/** Longer texts are cut in the document; hosts cut it anyway, and less kindly. */
const LONGEST_TEXT = 6_000;

async function limitText(
  { store }: Context,
  text: string,
): Promise<Pick<ChatFields, 'text' | 'truncated' | 'text_file'>> {
  if (text.length <= LONGEST_TEXT) return { text };
  return {
    text: cutText(text, LONGEST_TEXT),
    truncated: true,
    text_file: await store.saveText(text),
  };
}
