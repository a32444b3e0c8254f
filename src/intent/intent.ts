import { cutClauses } from './clauses.ts';
import { fold } from './fold.ts';
import { mask } from './mask.ts';
import type { PlanStep } from './plan-step.ts';
import { makePlan } from './plan.ts';
import { readWords } from './words.ts';

export type { PlanStep };

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 *
 * 1. Quoted text, links and file names are masked: they never decide (`mask.ts`).
 * 2. The message is cut at its seams: sentence ends, commas, and, then, 然后, て, 고 (`clauses.ts`).
 * 3. A clause is an action when an action word (`keywords.ts`) heads it and every other word is one that may stand beside it:
 *    the video, a place, a size, politeness (`small-words.ts`, `actions.ts`). A question about the video is free as well.
 * 4. Clauses that refuse, postpone or only say when are dropped (`reading.ts`).
 * 5. Everything else is an edit, word for word; neighbouring edits are one text (`plan.ts`).
 */
export function routeMessage(message: string, files: string[] = []): PlanStep[] {
  const folded = fold(message);
  const text = mask(folded.text);
  const plan = makePlan(cutClauses(readWords(text), text.length), { message, folded });
  return withUpload(plan, message, files);
}

/** Media goes first, whatever the order of the words: everything else works on it. */
function withUpload(plan: PlanStep[], message: string, given: string[]): PlanStep[] {
  const asked = plan.find(({ action }) => action === 'upload');
  const rest = plan.filter(({ action }) => action !== 'upload');
  if (given.length === 0) return asked ? [asked, ...rest] : plan;
  const isEmpty = !/\p{L}|\p{N}|\p{S}/u.test(message);
  const upload: PlanStep = {
    action: 'upload',
    files: given,
    skip_sse: true,
    because: 'files were given',
  };
  return isEmpty ? [upload] : [upload, ...rest];
}
