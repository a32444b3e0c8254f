import { addDraftNoise } from './draft-noise.ts';
import { writeDraft } from './draft.ts';
import type { StudioOptions } from './options.ts';
import type { Session } from './records.ts';

/** The session's draft as the API shows it; null before the first edit. */
export function showDraft(session: Session, options: StudioOptions): object | null {
  if (!session.timeline) return null;
  const draft = writeDraft(session.timeline, session.taskName);
  return options.draftNoise ? addDraftNoise(draft) : draft;
}

/** Picture size and shape; null before the first edit. */
export function describeCanvas({ timeline }: Session) {
  if (!timeline) return null;
  const { width, height } = timeline.canvas;
  const divisor = greatestCommonDivisor(width, height);
  return { width, height, ratio: `${width / divisor}:${height / divisor}` };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
