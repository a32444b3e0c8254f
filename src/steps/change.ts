/** What a message has changed: its session before, which the record keeps, compared with its session now. */
import { diffTimelines } from '../timeline/diff.ts';
import { readDraft } from '../timeline/draft.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { asRecord, canonicalJson, parseJsonIfAny } from '../system/json.ts';
import type { Text } from '../words/text.ts';
import { timelineWords } from '../words/timeline.ts';
import type { EditStep } from './record.ts';
import type { ReadState } from './session-state.ts';

/** What an edit may change, to be compared. Uploads are no part of it, nor are signatures of addresses: each look may bring others. */
export const fingerprint = ({ draft, generated, canvas }: ReadState): string =>
  withoutSignatures(canonicalJson({ draft: draft ?? null, generated, canvas }));

/** A query that signs its address, or says how long it works. */
const SIGNED_ADDRESS =
  /("https?:\/\/[^"\s?]*)\?(?=(?:[^"\s]*[&-])?(?:sig|token|expire|credential|auth|x-amz))[^"\s]*"/gi;
const withoutSignatures = (json: string): string => json.replaceAll(SIGNED_ADDRESS, '$1"');

export const hasChanged = ({ before }: EditStep, now: ReadState): boolean =>
  before == null || withoutSignatures(before) !== fingerprint(now);

/** What a message has changed, one sentence a change; empty when nothing has. */
export function describeChanges(step: EditStep, now: ReadState): Text[] {
  const changes = diffTimelines(timelineBefore(step), now.timeline);
  if (changes.length > 0 || !hasChanged(step, now)) return changes;
  return [timelineWords.details()];
}

const timelineBefore = ({ before }: EditStep): Timeline =>
  readDraft(asRecord(parseJsonIfAny(before ?? ''))?.['draft']);
