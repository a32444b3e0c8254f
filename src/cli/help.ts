import { COMMON_OPTIONS, OPTIONS, type OptionName } from './options.ts';
import type { Script } from './script.ts';

/** The text of `--help`: usage, options, examples, exit codes. */
export function renderHelp(script: Script): string {
  const usage = ['node', `scripts/${script.name}.mjs`, script.words, '[options]']
    .filter(Boolean)
    .join(' ');
  const own = (script.options ?? []).map(describeOption);
  return [
    script.summary,
    '',
    `Usage: ${usage}`,
    '',
    ...(own.length > 0 ? ['Options:', ...own, ''] : []),
    'Common options:',
    ...COMMON_OPTIONS.map(describeOption),
    '',
    'Examples:',
    ...script.examples.map((example) => `  ${example}`),
    '',
    'Exit codes: 0 done or still running, 2 usage, 3 token, 4 credits, 5 plan, 6 file,',
    '7 rate limit, 8 network, 9 nothing to export, 10 backend, 130/143 stopped, 1 bug.',
    '',
  ].join('\n');
}

function describeOption(name: OptionName): string {
  const option: { value?: string; text: string } = OPTIONS[name];
  const flag =
    name === 'resume' ? '--resume [JOB]' : `--${name}${option.value ? ` ${option.value}` : ''}`;
  return `  ${flag.padEnd(29)} ${option.text}`;
}
