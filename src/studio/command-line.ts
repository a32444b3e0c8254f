import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { MOST, OPTION_TABLE, type OptionName } from './stand-in/options.ts';
import type { StartOptions } from './studio.ts';

/** Of the program; tests and other scripts name theirs, or have none. */
const USUAL_FOLDER = '.nemovideo-studio';

const MAX_PORT = 65_535;
const MAX_KEEP_DAYS = 36_500;

const NAMES = Object.keys(OPTION_TABLE) as OptionName[];

/** Reads `--silent-edits never --port 8080 …`; every option takes a value. Throws on a wrong one. */
export function parseStudioArguments(given: string[]): StartOptions {
  const flags = ['port', 'log', 'data', 'keep', ...NAMES.map(toFlag)];
  const options = Object.fromEntries(flags.map((flag) => [flag, { type: 'string' as const }]));
  const { memory, ...values } = parseArgs({
    args: given,
    options: { ...options, memory: { type: 'boolean' } },
    strict: true,
  }).values as { memory?: boolean } & Record<string, string | undefined>;
  const settings: Record<string, unknown> = {};
  for (const name of NAMES) {
    const value = values[toFlag(name)];
    if (value !== undefined) settings[name] = readValue(name, value);
  }
  return {
    ...settings,
    ...(values['port'] !== undefined && { port: readNumber('port', values['port'], MAX_PORT) }),
    ...(values['keep'] !== undefined && {
      keepDays: readNumber('keep', values['keep'], MAX_KEEP_DAYS),
    }),
    ...(values['log'] !== undefined && { logFile: values['log'] }),
    ...(!memory && { dataDir: values['data'] ?? join(homedir(), USUAL_FOLDER) }),
  };
}

/** The text of `--help`: every named behaviour with its default. */
export function describeUsage(): string {
  const lines = NAMES.map((name) => {
    const rule = OPTION_TABLE[name];
    const values = rule.kind === 'choice' ? `${rule.choices.join('|')}; ` : '';
    return `  --${toFlag(name)} <${rule.kind}>\n      ${rule.about} (${values}default ${rule.fallback})`;
  });
  return [
    'A local NemoVideo backend for development, on this machine only.',
    '',
    'Usage: npm run studio -- [--port N] [--log FILE] [--data DIR | --memory] [--keep DAYS] [--option value …]',
    '',
    `Sessions, media and finished renders are kept in --data DIR (default ~/${USUAL_FOLDER}), a folder of the studio's`,
    'own, and are there again after a restart; with --memory they end with the program. What was not touched for',
    '--keep DAYS (default 30) is removed, with its files. The log goes on in a new FILE at 10 MB; one older is kept.',
    '',
    'A message is an instruction, or operations as JSON: [{"op":"trim","to":5},{"op":"title","text":"Hi"}];',
    'all are done or none. src/studio/cutter/operations/operation.ts lists them.',
    '',
    ...lines,
  ].join('\n');
}

/** `silentEdits` is `--silent-edits`. */
function toFlag(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readValue(name: OptionName, value: string): unknown {
  const rule = OPTION_TABLE[name];
  if (rule.kind === 'amount') return readNumber(toFlag(name), value, MOST);
  const choices: readonly string[] = rule.kind === 'flag' ? ['true', 'false'] : rule.choices;
  if (!choices.includes(value)) {
    throw new Error(`--${toFlag(name)} takes ${choices.join(', ')}; got ${value}`);
  }
  return rule.kind === 'flag' ? value === 'true' : value;
}

function readNumber(flag: string, value: string, most: number): number {
  const number = Number(value);
  if (value.trim() !== '' && number >= 0 && number <= most) return number;
  throw new Error(`--${flag} takes a number from 0 to ${most}; got ${value}`);
}
