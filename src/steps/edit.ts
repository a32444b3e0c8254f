import { suggestNextSteps } from '../timeline/next-steps.ts';
import { isExportable, summarizeTimeline } from '../timeline/timeline.ts';
import { SkillError } from '../system/errors.ts';
import { createUuid } from '../vendor/uuid.ts';
import { editingWords } from '../words/editing.ts';
import { verbatim } from '../words/text.ts';
import { describeChanges, fingerprint, hasChanged } from './change.ts';
import { isLate, type StepEnd, type Work } from './context.ts';
import type { Action, EditStep } from './record.ts';
import { readState, type ReadState } from './session-state.ts';
import { isTurnOver, lookForChange } from './recovery.ts';
import { waitForLateTracks } from './late-tracks.ts';
import { collectTurnWords, isGeneration } from './turn-words.ts';
import { listenToTurn, type TurnEnd } from './turn.ts';

/**
 * One edit: posted once or not at all, then looked after until its outcome is known. `next` is the action that follows in the
 * job. Throws what the backend refused, and a `network` error for an edit whose outcome cannot be told.
 */
export async function edit(work: Work, step: EditStep, next: Action | undefined): Promise<StepEnd> {
  const { reporter, clock } = work.context;
  if (step.state === 'sent' && step.isOvertaken) throw unclear(step);
  const end = step.state === 'ready' ? await postEdit(work, step) : endOf(step);
  if (end.kind === 'left') return 'running';
  if (end.kind === 'closed') {
    if (next === 'export' && !(await waitForLateTracks(work))) return 'running';
    return settle(work, step, lookAfterEnd(work, step, next));
  }
  if (end.how !== 'unheard') reporter.notice(editingWords.lost(end.how));
  const sinceMs = end.how === 'unheard' ? Date.parse(step.sentAt ?? '') : clock.now();
  const found = await lookForChange(work, step, sinceMs);
  if (found === 'running') return 'running';
  if (found === 'unclear') throw unclear(step);
  return settle(work, step, found);
}

/**
 * Finds out what became of an edit that an earlier command sent, before another one is posted: once a second message is sent,
 * a change can no longer be attributed to the first. `unclear` when it has shown nothing.
 */
export async function settleEarlier(work: Work, step: EditStep): Promise<StepEnd | 'unclear'> {
  if (step.isHeard) return settle(work, step, lookAfterEnd(work, step, undefined));
  if (step.isUnclear && isTurnOver(work, step)) return 'unclear';
  const found = await lookForChange(work, step, Date.parse(step.sentAt ?? ''));
  return typeof found === 'string' ? found : settle(work, step, found);
}

type Unheard = { kind: 'lost'; how: 'unheard' };
type HeardEnd = Exclude<TurnEnd, { kind: 'refused' }>;

/** How the turn of a message ended that an earlier command sent. */
const endOf = ({ isHeard }: EditStep): HeardEnd | Unheard =>
  isHeard ? { kind: 'closed' } : { kind: 'lost', how: 'unheard' };

/** Posts the message. It is on disk as `sent` before the request is written, so that no command posts it again. */
async function postEdit(work: Work, step: EditStep): Promise<HeardEnd> {
  const { context, backend, session, save } = work;
  const { reporter, clock, signal } = context;
  const [before, creditsBefore] = await Promise.all([
    readState(backend, session, signal),
    readBalance(work),
  ]);
  if (session.isReplacement && before.media.length === 0 && !isExportable(before.timeline))
    throw emptyRoom();
  // A turn that is begun now would be left at once.
  if (isLate(context)) return { kind: 'left' };
  Object.assign(step, {
    before: fingerprint(before),
    creditsBefore,
    words: null,
    isHeard: false,
    seen: null,
  });
  Object.assign(step, { isUnclear: false, isOvertaken: false });
  for (let attempt = 1; ; attempt += 1) {
    const words = collectTurnWords(reporter);
    await work.assertHeld();
    Object.assign(step, { state: 'sent', sentAt: new Date(clock.now()).toISOString() });
    session.isUsed = true;
    await save();
    if (signal.aborted) {
      // Stopped while the record was written: the message has not left.
      step.state = 'ready';
      await save();
      throw signal.reason;
    }
    reporter.progress(editingWords.sent());
    const end = await listenToTurn({
      ...context,
      backend,
      sessionId: session.id,
      text: step.text,
      onEvent: words.onEvent,
      onStillWorking: () => reporter.progress(editingWords.stillWorking()),
    });
    if (end.kind !== 'refused') {
      Object.assign(step, { words: words.read(), isHeard: end.kind === 'closed' });
      if (step.words?.tools.some(isGeneration))
        session.generatedAt = new Date(clock.now()).toISOString();
      await save();
      return end;
    }
    step.state = 'ready';
    await save();
    await backend.beforeRetry(end.error, attempt);
  }
}

const emptyRoom = (): SkillError =>
  new SkillError('backend', editingWords.emptyRoom(), { advice: editingWords.fillRoom() });

/** What an edit has cost is told if it is known, and nobody waits for it: a balance that takes longer is not known. */
const BALANCE_PATIENCE_MS = 1_000;

function readBalance({ context, backend }: Work): Promise<number | null> {
  const { clock, signal, reporter } = context;
  return backend.readCredits(AbortSignal.any([signal, clock.timeout(BALANCE_PATIENCE_MS)])).then(
    ({ available }) => available,
    (error: unknown) => {
      // A command that is stopped here has posted nothing, and must not write down that it has.
      signal.throwIfAborted();
      reporter.debug(`The balance is not known: ${String(error)}`);
      return null;
    },
  );
}

/** A write may still be under way when the stream ends. */
const SECOND_LOOK_MS = 4_000;

/** The session after a turn that was heard to its end: looked at once, and again where the first look may be too early. */
async function lookAfterEnd(
  { context, backend, session }: Work,
  step: EditStep,
  next: Action | undefined,
): Promise<ReadState> {
  const { clock, signal } = context;
  const first = await readState(backend, session, signal);
  // What is rendered is the later draft: an export must not miss it.
  if (hasChanged(step, first) && next !== 'export') return first;
  await clock.sleep(SECOND_LOOK_MS, signal);
  return readState(backend, session, signal);
}

/** Writes down what the last look shows, and what the balance is then. An edit that was heard to fail, and changed nothing, may be sent again. */
async function settle(
  work: Work,
  step: EditStep,
  look: ReadState | Promise<ReadState>,
): Promise<StepEnd> {
  const { context, save } = work;
  const { reporter, files, settings } = context;
  const [after, available] = await Promise.all([look, readBalance(work)]);
  const changes = describeChanges(step, after);
  const failure = step.words?.failure;
  if (failure && changes.length === 0) {
    if (step.isHeard) {
      step.state = 'ready';
      await save();
    }
    throw explainFailure(work, failure);
  }
  if (failure) reporter.notice(editingWords.alsoFailed(failure.message));
  const { text = '' } = step.words ?? {};
  const textFile =
    text.length > LONGEST_TEXT ? `${settings.apiFolder}texts/${createUuid()}.txt` : null;
  if (textFile !== null) await files.write(textFile, reporter.word(verbatim(text)));
  step.outcome = {
    changes: changes.map(reporter.word),
    timeline: reporter.word(summarizeTimeline(after.timeline)),
    nextSteps: changes.length > 0 ? suggestNextSteps(after.timeline).map(reporter.word) : [],
    textFile,
    credits: { available, spent: spentBetween(step.creditsBefore, available) },
  };
  step.state = 'settled';
  await save();
  return 'settled';
}

/** Null where one of the balances is not known, or where credits came in meanwhile. */
function spentBetween(before: number | null | undefined, after: number | null): number | null {
  const spent = (before ?? NaN) - (after ?? NaN);
  return spent >= 0 ? spent : null;
}

/** A longer text stands in a file, and its beginning in the document (interface.md, "Output"). */
export const LONGEST_TEXT = 4_000;

/** A code inside the stream means what it means everywhere. */
function explainFailure(
  { backend }: Work,
  { message, code }: { message: string; code?: number | null | undefined },
): SkillError {
  if (typeof code === 'number') return backend.explainTurnError({ message, code });
  return new SkillError('backend', editingWords.failed(message), {
    advice: editingWords.nothingChanged(),
  });
}

/** Nobody heard the outcome, and the timeline does not tell. */
const unclear = ({ isOvertaken }: EditStep): SkillError =>
  new SkillError(
    'network',
    editingWords.unheard(isOvertaken ? editingWords.overtaken() : editingWords.noChangeSince()),
    { advice: editingWords.mayStillLand() },
  );
