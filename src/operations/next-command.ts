import { quoteWords } from '../core/shell-words.ts';
import type { Context } from './context.ts';

type CommandContext = Pick<Context, 'project' | 'language' | 'reporter' | 'picture' | 'settings'>;

/** The scripts that draw the timeline. */
const DRAWING = new Set(['chat', 'run', 'state']);

/** The command line that goes on from here, ready to run in the skill's folder. Options first; a text may begin with a dash. */
export function nextCommand(
  { project, language, reporter, picture, settings }: CommandContext,
  script: string,
  { options = [], text }: { options?: string[]; text?: string } = {},
): string {
  const words = [
    ...options,
    ...(project === 'default' ? [] : ['--project', project]),
    ...(language === undefined ? [] : ['--lang', language]),
    ...(picture !== undefined && DRAWING.has(script) ? ['--picture', picture] : []),
    ...(reporter.json ? ['--json'] : []),
  ];
  const separator = text?.startsWith('-') ? ['--'] : [];
  const tail = text === undefined ? [] : [...separator, text];
  return quoteWords(['node', `scripts/${script}.mjs`, ...words, ...tail], settings.system);
}
