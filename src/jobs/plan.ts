import type { PlanStep } from '../intent/plan-step.ts';
import type { Outcome } from '../system/outcome.ts';
import { jobWords } from '../words/jobs.ts';

/** A plan as it is printed; nothing of it is done. */
export const tellPlan = (plan: PlanStep[]): Outcome => ({
  status: 'done',
  lines: plan.map((step, index) =>
    jobWords.planned(index + 1, jobWords.step(step.action, wordsOf(step)), step.because),
  ),
  fields: { plan },
});

/** `chat "add a title"`, `upload clip.mp4`, `export`. */
const wordsOf = ({ text, files = [] }: PlanStep): string =>
  text === undefined ? files.join(' ') : JSON.stringify(text);
