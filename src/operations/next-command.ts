import { quoteWord } from '../core/format.ts';
import type { Context } from './context.ts';

/** The command line that goes on from here, ready to run in the skill's folder. Options first; a text may begin with a dash. */
export function nextCommand(
  { project, language, reporter }: Pick<Context, 'project' | 'language' | 'reporter'>,
  script: string,
  { options = [], text }: { options?: string[]; text?: string } = {},
): string {
  const words = [
    ...options,
    ...(project === 'default' ? [] : ['--project', project]),
    ...(language === undefined ? [] : ['--lang', language]),
    ...(reporter.json ? ['--json'] : []),
  ];
  const separator = text?.startsWith('-') ? ['--'] : [];
  const tail = text === undefined ? [] : [...separator, text];
  return ['node', `scripts/${script}.mjs`, ...words, ...tail].map(quoteWord).join(' ');
}
