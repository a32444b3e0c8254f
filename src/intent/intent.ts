import { saysNothing } from './classify.ts';
import { fold } from './fold.ts';
import { languagesOf, type Language } from './languages.ts';
import { mask } from './mask.ts';
import { readParts } from './parts.ts';
import type { PlanStep } from './plan-step.ts';
import { makePlan } from './plan.ts';
import { isRole, tokenize, type Token } from './tokens.ts';

export type { PlanStep };

/**
 * Turns a message and the files given with it into a plan (seed, "Matching Input to Actions"). Pure: no network, no model.
 * What is not clearly a request for one of the other actions goes to the editor word for word.
 */
export function routeMessage(message: string, files: string[] = []): PlanStep[] {
  const folded = fold(message);
  const text = mask(folded.text);
  let plan: PlanStep[] = [];
  for (const { language, tokens } of readingsOf(text)) {
    const parts = readParts(tokens, language, text);
    plan = makePlan(parts, { message, folded });
    if (!parts.every(({ meaning }) => saysNothing(meaning))) break;
  }
  return withUpload(plan, message, files);
}

/** The message in the language that knows the most of its words, or in each that knows as many. */
function readingsOf(text: string): { language: Language; tokens: Token[] }[] {
  const readings = languagesOf(text).map((language) => {
    const tokens = tokenize(text, language.vocabulary);
    return { language, tokens, unknown: countUnknown(tokens) };
  });
  const least = Math.min(...readings.map(({ unknown }) => unknown));
  return readings.filter(({ unknown }) => unknown === least);
}

const countUnknown = (tokens: Token[]): number =>
  tokens.filter((token) => isRole(token, 'unknown')).length;

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
