import { routeMessage, type PlanStep } from '../intent/intent.ts';
import { quoteWord } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import { jobWords } from '../words/jobs.ts';
import type { Reporter } from '../ports/reporter.ts';
import type { Outcome } from '../core/outcome.ts';

/** Prints the plan for a message. No network, no state. */
export async function route(
  { reporter }: { reporter: Reporter },
  { message, files }: { message: string; files: string[] },
): Promise<Outcome<{ plan: PlanStep[] }>> {
  const plan = routeMessage(message, files);
  for (const [index, step] of plan.entries())
    reporter.say(jobWords.planned(index + 1, describeStep(step), step.because));
  return { status: 'done', fields: { plan } };
}

/** `chat "add a title"`, `upload clip.mp4`, `export`. */
export function describeStep({ action, text, files = [] }: PlanStep): Text {
  const words = text === undefined ? files.map(quoteWord).join(' ') : JSON.stringify(text);
  return jobWords.step(action, words);
}
