import type { Account } from '../client/account.ts';
import type { Api } from '../client/api.ts';
import { explainBackendFailure } from '../core/backend-error.ts';
import { SkillError } from '../core/errors.ts';
import { clipText, cutText } from '../core/format.ts';
import type { SuggestedAction } from '../core/gui-phrases.ts';
import { registrationLink } from '../core/links.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Instruction } from '../core/records.ts';
import { summarizeTimeline } from '../core/timeline.ts';
import type { Store } from '../ports/store.ts';
import { createUuid } from '../vendor/uuid.ts';
import type { Context } from './context.ts';
import {
  describeChanges,
  findOpenInstructions,
  hadTimeline,
  hasChanged,
  noticeLateLandings,
  takeFingerprint,
  tidyJournal,
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
  const release = await lockProject(context);
  if (!release) return leaveUnsent(context, options);
  try {
    await tidyJournal(context);
    const connection = await openProject(context, { message: options.message, working: true });
    const open = await findOpenInstructions(context, connection.project.session_id);
    // The latest: an earlier one with the same words was sent again on purpose.
    const same = open.findLast(({ text }) => text === options.message);
    return await (same && !options.again
      ? ask(context, connection, same)
      : say(context, connection, options));
  } finally {
    await release();
  }
}

/** Finds out what became of a message that was sent before. */
async function ask(
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
  const relay = createTurnRelay(reporter);
  if (instruction.outcome) return repeatOutcome(context, connection, { instruction, relay });
  if (instruction.phase === 'overtaken') throw unclear(context, relay, 'another was sent after it');
  const nowMs = clock.now();
  const isSettled = instruction.phase !== 'sent';
  const looksMs = isSettled ? [nowMs] : looksAfterLeaving(Date.parse(instruction.at), nowMs);
  return recover(context, connection, { instruction, relay, looksMs });
}

/** The turn was heard to its end by a command that could not tell, or told just now. */
async function repeatOutcome(
  context: Context,
  { api, account }: Connection,
  { instruction, relay }: Turn,
): Promise<Outcome<ChatFields>> {
  const text = instruction.outcome?.text ?? '';
  relay.onEvent({ type: 'text', author: '', text, partial: false });
  relay.finish();
  const after = await readAfter(context, api, instruction);
  return concludeTurn(context, { instruction, relay }, { after, account });
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
  if (end.kind === 'left' && instruction.phase === 'prepared') {
    await store.closeInstruction(instruction);
    return leaveUnsent(context, options);
  }
  if (end.kind === 'left') return leaveTurn(context, relay);
  if (end.kind === 'lost') {
    reporter.notice(`${LOST[end.how]}; the message is not sent again.`);
    const looksMs = looksAfterBreak(clock.now());
    return recover(context, connection, { instruction, relay, looksMs });
  }
  // From here on the words are not lost, whatever becomes of this command.
  instruction.outcome = { text: relay.text(), changes: null };
  await store.saveInstruction(instruction);
  const after = await readAfter(context, connection.api, instruction).catch((error: unknown) => {
    throw withWords(error, relay);
  });
  return concludeTurn(context, { instruction, relay }, { after, account: connection.account });
}

const LOST: Record<Extract<TurnEnd, { kind: 'lost' }>['how'], string> = {
  broken: 'The connection to the editor broke',
  silent: 'Nothing was heard from the editor for ten minutes',
  endless: 'The editor has worked for 15 minutes without coming to an end',
};

const readAfter = ({ signal }: Context, api: Api, instruction: Instruction): Promise<ReadState> =>
  readState(api, {
    sessionId: instruction.session_id,
    mustExist: hadTimeline(instruction),
    signal,
  });

interface Posted {
  instruction: Instruction;
  end: TurnEnd;
}

/** Writes the instruction down, posts it, and listens to the end of the turn. */
async function postMessage(
  context: Context,
  { api, wasUsed, isNew }: Connection,
  { sessionId, message, again, relay }: ChatOptions & { sessionId: string; relay: TurnRelay },
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
  reporter.progress('Sent to the editor. This may take a few minutes.');
  const listener = {
    onEvent: relay.onEvent,
    onStillWorking: () => reporter.notice('⏳ Still working...'),
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
  const message = known?.message ?? (error instanceof Error ? error.message : String(error));
  const advice =
    unfinished.next === undefined
      ? 'It is not certain whether the message arrived. Look at the timeline in a minute, before sending anything again.'
      : 'It is not certain whether the message arrived. Run the command under "next" in a minute: it looks first and sends nothing twice.';
  return new SkillError(known?.kind ?? 'internal', message, {
    advice,
    code: known?.code,
    next: unfinished.next,
    cause: error,
  });
}

interface Turn {
  instruction: Instruction;
  relay: TurnRelay;
}

/** Finds out by looking at the timeline what became of a message whose turn nobody heard to its end. */
async function recover(
  context: Context,
  { api, account }: Connection,
  { instruction, relay, looksMs }: Turn & { looksMs: number[] },
): Promise<Outcome<ChatFields>> {
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
    return concludeTurn(context, { instruction, relay }, { after: end.after, account });
  await store.saveInstruction({ ...instruction, phase: 'unclear' });
  context.unfinished.next = undefined;
  throw unclear(context, relay, 'the timeline shows no change since');
}

const unclear = (context: Context, relay: TurnRelay, reason: string): unknown =>
  withWords(
    new SkillError('network', `The outcome of the message was not heard, and ${reason}`, {
      advice:
        'It cannot be told whether the edit will still land. Look at the timeline later, or add --again to send the message once more; that may use credits twice.',
      next: nextCommand(context, 'state'),
    }),
    relay,
  );

/** What the editor did say is part of a failure too. */
const withWords = (error: unknown, relay: TurnRelay): unknown =>
  error instanceof SkillError && relay.text() !== ''
    ? error.with({ fields: { text: relay.text(), tools: relay.tools() } })
    : error;

/** Ends with what changed and the timeline line; a silent turn is never left without words. */
async function concludeTurn(
  context: Context,
  { instruction, relay }: Turn,
  { after, account }: { after: ReadState; account: Account },
): Promise<Outcome<ChatFields>> {
  const { reporter, store } = context;
  const changes = instruction.outcome?.changes ?? describeChanges(instruction, after);
  const failure = relay.failure();
  instruction.outcome = { text: relay.text(), changes };
  await store.saveInstruction(instruction);
  // Closed only when the outcome has been told: a process killed before that finds it open.
  context.told.push({ instruction, as: 'told' });
  if (failure !== undefined && changes.length === 0)
    throw withWords(reportedError(context, account, failure), relay);
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
    fields: { ...(await describeTurn(context, relay)), silent, changes, timeline },
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

/** `--wait` is used up, and this message has not left. */
async function leaveUnsent(
  context: Context,
  { message, again }: ChatOptions,
): Promise<Outcome<ChatFields>> {
  const { reporter } = context;
  reporter.say('The editor is still busy with another command; this one has sent nothing yet.');
  return {
    status: 'running',
    next: nextCommand(context, 'chat', { options: again ? ['--again'] : [], text: message }),
    fields: {
      ...(await describeTurn(context, createTurnRelay(reporter))),
      silent: true,
      changes: [],
      timeline: '',
    },
  };
}

/** `--wait` is used up: the turn goes on without us. */
async function leaveTurn(context: Context, relay: TurnRelay): Promise<Outcome<ChatFields>> {
  const { next } = context.unfinished;
  context.reporter.say(
    next === undefined
      ? 'The editor is still at work. Its outcome cannot be asked for later, since nothing can be kept on this machine; look at the timeline before sending anything again.'
      : 'The editor is still at work; the command that goes on asks for the outcome and sends nothing twice.',
  );
  return {
    status: 'running',
    ...(next !== undefined && { next }),
    fields: {
      ...(await describeTurn(context, relay)),
      silent: relay.text() === '',
      changes: [],
      timeline: '',
    },
  };
}

/** Longer texts are cut in the document; hosts cut it anyway, and less kindly. */
const LONGEST_TEXT = 6_000;

/** What the editor said and used; a long text is kept whole in a file, where there can be one. */
async function describeTurn(
  { store }: Context,
  relay: TurnRelay,
): Promise<Omit<ChatFields, 'silent' | 'changes' | 'timeline'>> {
  const [text, tools, suggests] = [relay.text(), relay.tools(), relay.suggests()];
  const file = text.length > LONGEST_TEXT ? await store.saveText(text) : undefined;
  if (file === undefined) return { text, tools, suggests };
  return { text: cutText(text, LONGEST_TEXT), truncated: true, text_file: file, tools, suggests };
}
