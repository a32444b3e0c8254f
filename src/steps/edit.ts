import { isPassing } from '../backend/errors.ts';
import { diffTimelines } from '../timeline/diff.ts';
import { readDraft } from '../timeline/draft.ts';
import { suggestNextSteps } from '../timeline/next-steps.ts';
import { isExportable, summarizeTimeline, type Timeline } from '../timeline/timeline.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { asRecord, canonicalJson, parseJsonIfAny } from '../system/json.ts';
import { createUuid } from '../vendor/uuid.ts';
import { editingWords } from '../words/editing.ts';
import { verbatim, type Text } from '../words/text.ts';
import { timelineWords } from '../words/timeline.ts';
import { isLate, type StepEnd, type Work } from './context.ts';
import type { Action, EditStep } from './record.ts';
import { readState, type ReadState } from './session-state.ts';
import { collectTurnWords } from './turn-words.ts';
import { TURN, listenToTurn, type TurnEnd } from './turn.ts';

/**
 * One edit: posted once or not at all, then looked after until its outcome is known. `next` is the action that follows in the
 * job. Throws what the backend refused, and a `network` error for an edit whose outcome cannot be told.
 */
export async function edit(work: Work, step: EditStep, next: Action | undefined): Promise<StepEnd> {
  const { reporter, clock } = work.context;
  if (step.state === 'sent' && step.isOvertaken) throw unclear(step);
  const end = step.state === 'ready' ? await postEdit(work, step) : endOf(step);
  if (end.kind === 'left') return 'running';
  if (end.kind === 'closed') return settle(work, step, await lookAfterEnd(work, step, next));
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
  if (step.isHeard) return settle(work, step, await lookAfterEnd(work, step, undefined));
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
  const before = await readState(backend, session, signal);
  if (session.isReplacement && before.media.length === 0 && !isExportable(before.timeline))
    throw emptyRoom();
  // A turn that is begun now would be left at once.
  if (isLate(context)) return { kind: 'left' };
  Object.assign(step, { before: fingerprint(before), words: null, isHeard: false, seen: null });
  Object.assign(step, { isUnclear: false, isOvertaken: false });
  for (let attempt = 1; ; attempt += 1) {
    const words = collectTurnWords(reporter);
    await work.assertHeld();
    Object.assign(step, { state: 'sent', sentAt: new Date(clock.now()).toISOString() });
    session.isUsed = true;
    await save();
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

/** After a broken turn the session is looked at 30 s later, then every minute, five times (wire-contract.md section 6, rule 9). */
const LOOKS_MS = [30_000, 90_000, 150_000, 210_000, 270_000];
/** Generation adds music and titles 20 to 60 s after the raw video: a change counts when a minute later it is still the same. */
const CONFIRM_MS = 60_000;

const isTurnOver = ({ context }: Work, { sentAt }: EditStep): boolean =>
  context.clock.now() - Date.parse(sentAt ?? '') >= TURN.longestMs;

/**
 * Looks for the effect of a message whose turn was not heard to its end. Settled when two looks a minute apart show the same
 * change, or one look shows a change and no turn can still be at work.
 */
async function lookForChange(
  work: Work,
  step: EditStep,
  sinceMs: number,
): Promise<ReadState | 'running' | 'unclear'> {
  const { context, backend, session, save } = work;
  const { clock, signal, reporter, deadlineMs = Infinity } = context;
  const startMs = clock.now();
  const schedule = LOOKS_MS.map((ms) => sinceMs + ms).filter((ms) => ms > startMs);
  if (schedule.length === 0) schedule.push(startMs);
  let problem: unknown;
  for (let look = 0; look < schedule.length || step.seen; look += 1) {
    const lookMs = step.seen
      ? Math.max(Date.parse(step.seen.at) + CONFIRM_MS, clock.now())
      : (schedule[look] ?? clock.now());
    const waitMs = Math.max(0, Math.min(lookMs, deadlineMs) - clock.now());
    if (waitMs > 1_000) reporter.progress(editingWords.lookingIn(Math.ceil(waitMs / 1000)));
    await clock.sleep(waitMs, signal);
    // Not told from the clock: a timer may go off a millisecond early.
    if (deadlineMs < lookMs) return 'running';
    const now = await readState(backend, session, signal).catch((error: unknown) => {
      if (!(error instanceof SkillError) || !isPassing(error)) throw error;
      problem = error;
      return undefined;
    });
    if (!now) {
      // A change that was seen is not given up for an outage, but no outage is waited for without end.
      if (step.seen && look >= schedule.length + LOOKS_MS.length) throw problem;
      continue;
    }
    problem = undefined;
    if (!hasChanged(step, now)) {
      step.seen = null;
      continue;
    }
    const state = hashText(fingerprint(now), 32);
    if (step.seen?.state === state || isTurnOver(work, step)) return now;
    step.seen = { state, at: new Date(clock.now()).toISOString() };
    await save();
  }
  if (problem !== undefined) throw problem;
  step.isUnclear = true;
  await save();
  return 'unclear';
}

/** Writes the outcome down. An edit that was heard to fail, and changed nothing, may be sent again. */
async function settle(work: Work, step: EditStep, after: ReadState): Promise<StepEnd> {
  const { context, save } = work;
  const { reporter, files, settings } = context;
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
  };
  step.state = 'settled';
  await save();
  return 'settled';
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

/** What an edit may change, in a form that can be compared. Uploads are not part of it. */
const fingerprint = ({ draft, generated, canvas }: ReadState): string =>
  canonicalJson({ draft: draft ?? null, generated, canvas });

const hasChanged = ({ before }: EditStep, now: ReadState): boolean => before !== fingerprint(now);

/** What a message has changed, one sentence a change; empty when nothing has. */
function describeChanges(step: EditStep, now: ReadState): Text[] {
  const changes = diffTimelines(timelineBefore(step), now.timeline);
  if (changes.length > 0 || !hasChanged(step, now)) return changes;
  return [timelineWords.details()];
}

const timelineBefore = ({ before }: EditStep): Timeline =>
  readDraft(asRecord(parseJsonIfAny(before ?? ''))?.['draft']);
