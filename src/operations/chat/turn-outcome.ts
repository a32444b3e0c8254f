import type { Account } from '../../backend/account.ts';
import { explainBackendFailure } from '../../backend/backend-error.ts';
import { SkillError } from '../../system/errors.ts';
import { clipText, cutText } from '../../words/format.ts';
import type { SuggestedAction } from '../../intent/gui-phrases.ts';
import type { PlanStep } from '../../intent/plan-step.ts';
import { registrationLink } from '../../backend/links.ts';
import { suggestNextSteps } from '../../timeline/next-steps.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { Instruction } from '../../core/records.ts';
import { verbatim, type Text } from '../../words/text.ts';
import { summarizeTimeline } from '../../timeline/timeline.ts';
import { editingWords } from '../../words/editing.ts';
import { nextStepWords } from '../../words/next-steps.ts';
import type { Context } from '../context.ts';
import { describeChanges, timelineBefore } from './instruction.ts';
import { nextCommand } from '../next-command.ts';
import { drawPicture } from '../picture.ts';
import type { ReadState } from '../session-state.ts';
import { createTurnRelay, type TurnFailure, type TurnRelay } from './turn-relay.ts';

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
  /** Where it was drawn. */
  picture?: string;
  tools: string[];
  suggests: SuggestedAction | null;
}

/** A message, and what was heard of the turn it started. */
export interface Turn {
  instruction: Instruction;
  relay: TurnRelay;
  /** The message is a step of a job that goes on with this. */
  followedBy: PlanStep['action'] | undefined;
}

/** Ends with what changed, the timeline line and what could come next; a silent turn is never left without words. */
export async function concludeTurn(
  context: Context,
  turn: Turn,
  { after, account }: { after: ReadState; account: Account },
): Promise<Outcome<ChatFields>> {
  const { reporter, store } = context;
  const { instruction, relay } = turn;
  const changes =
    instruction.outcome?.changes ?? describeChanges(instruction, after).map(reporter.word);
  const failure = relay.failure();
  instruction.outcome = { text: relay.text(), changes };
  await store.saveInstruction(instruction);
  // Closed only when the outcome has been told: a process killed before that finds it open.
  context.told.push({ instruction, as: 'told' });
  if (failure !== undefined && changes.length === 0)
    throw withWords(reportedError(context, account, failure), relay);
  if (failure !== undefined)
    reporter.notice(editingWords.alsoFailed(clipText(failure.message, 300)));
  const silent = relay.text() === '';
  const timeline = summarizeTimeline(after.timeline);
  for (const change of changes) reporter.say(editingWords.changed(verbatim(change)));
  if (silent && changes.length === 0) reporter.say(editingWords.nothingCame());
  // Said once where the next step is to show it.
  if (turn.followedBy !== 'state') reporter.say(timeline);
  if (changes.length > 0 && failure === undefined) tellNextSteps(context, turn, after);
  return {
    status: 'done',
    fields: {
      ...(await describeTurn(context, relay)),
      silent,
      changes,
      timeline: reporter.word(timeline),
      ...(await drawPicture(context, after.timeline)),
    },
  };
}

/** What the user could say next, after an edit that nothing follows. */
function tellNextSteps(
  { reporter }: Context,
  { instruction, relay, followedBy }: Turn,
  after: ReadState,
): void {
  if (followedBy !== undefined) return;
  const wishes = suggestNextSteps({
    message: instruction.text,
    before: timelineBefore(instruction),
    after: after.timeline,
    suggests: relay.suggests(),
  });
  if (wishes.length > 0) reporter.say(nextStepWords.line(wishes));
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
  return new SkillError('backend', editingWords.failed(clipText(failure.message, 300)), {
    advice: editingWords.nothingChanged(),
  });
}

/** `--wait` is used up, and this message has not left. */
export async function leaveUnsent(
  context: Context,
  { message, again }: { message: string; again: boolean },
): Promise<Outcome<ChatFields>> {
  const { reporter } = context;
  reporter.say(editingWords.notSentYet());
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
export async function leaveTurn(context: Context, relay: TurnRelay): Promise<Outcome<ChatFields>> {
  const { next } = context.unfinished;
  context.reporter.say(
    next === undefined ? editingWords.stillAtWorkUnkept() : editingWords.stillAtWork(),
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

/** Nobody heard it, and the timeline does not tell. */
export const unclear = (context: Context, relay: TurnRelay, reason: Text): unknown =>
  withWords(
    new SkillError('network', editingWords.unheard(reason), {
      advice: editingWords.mayStillLand(),
      next: nextCommand(context, 'state'),
    }),
    relay,
  );

/** What the editor did say is part of a failure too. */
export const withWords = (error: unknown, relay: TurnRelay): unknown =>
  error instanceof SkillError && relay.text() !== ''
    ? error.with({ fields: { text: relay.text(), tools: relay.tools() } })
    : error;
