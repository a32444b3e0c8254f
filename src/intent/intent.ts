import { cutClauses } from './clauses.ts';
import type { PlanStep } from './plan-step.ts';
import { makePlan } from './plan.ts';
import { readWords } from './words.ts';

export type { PlanStep };

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 *
 * 1. Words are looked up in two tables (`keywords.ts`, `small-words.ts`); quoted text, links and file names never decide (`words.ts`).
 * 2. The message is cut at its seams: sentence ends, commas, and, then, 然后, て, 고 (`clauses.ts`).
 * 3. A clause is an action when an action word heads it and every other word is one that may stand beside it: the video, a
 *    place, a size, politeness (`actions.ts`). A question about the video is free as well (`questions.ts`).
 * 4. Clauses that refuse, postpone or only say when are dropped (`reading.ts`).
 * 5. Everything else is an edit, word for word; neighbouring edits are one text (`plan.ts`).
 */
export function routeMessage(message: string, given: string[] = []): PlanStep[] {
  const plan = makePlan(cutClauses(readWords(message), message.length), message);
  // Media goes first, whatever the order of the words: everything else works on it.
  const asked = plan.filter(({ action }) => action === 'upload');
  const rest = plan.filter(({ action }) => action !== 'upload');
  if (given.length === 0) return [...asked, ...rest];
  const upload: PlanStep = {
    action: 'upload',
    files: given,
    skip_sse: true,
    because: 'files were given',
  };
  return /\p{L}|\p{N}|\p{S}/u.test(message) ? [upload, ...rest] : [upload];
}
