import { saysNothing } from './intent/classify.ts';
import { fold } from './intent/fold.ts';
import { languagesOf } from './intent/languages.ts';
import { mask } from './intent/mask.ts';
import { readParts } from './intent/parts.ts';
import type { PlanStep } from './intent/plan-step.ts';
import { makePlan } from './intent/plan.ts';
import { tokenize } from './intent/tokens.ts';

export type { PlanStep };

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 * What is not clearly a request for one of the other actions goes to the editor word for word.
 */
export function routeMessage(message: string, files: string[] = []): PlanStep[] {
  const folded = fold(message);
  const text = mask(folded.text);
  let plan: PlanStep[] = [];
  for (const language of languagesOf(text)) {
    const parts = readParts(tokenize(text, language.vocabulary), language, text);
    plan = makePlan(parts, { message, folded });
    if (!parts.every(({ meaning }) => saysNothing(meaning))) break;
  }
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
