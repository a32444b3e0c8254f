import { quoteWord } from '../core/format.ts';
import type { Context } from './context.ts';

/** The command line that goes on from here, ready to run in the skill's folder. */
export function nextCommand(
  { project, reporter }: Pick<Context, 'project' | 'reporter'>,
  script: string,
  words: string[] = [],
): string {
  const projectWords = project === 'default' ? [] : ['--project', project];
  const json = reporter.json ? ['--json'] : [];
  return ['node', `scripts/${script}.mjs`, ...words, ...projectWords, ...json]
    .map(quoteWord)
    .join(' ');
}
