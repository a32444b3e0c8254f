import { SkillError } from '../system/errors.ts';
import { parseResolution } from '../system/resolution.ts';
import type { Text } from '../words/text.ts';
import { usageWords } from '../words/usage.ts';
import { COMMON_OPTIONS, OPTIONS, type ArgumentShape, type OptionName } from './options.ts';

// See system/output.ts for why this is not an `import`.
const { parseArgs } = process.getBuiltinModule?.('node:util') ?? (await import('node:util'));

export interface Arguments {
  words: string[];
  files: string[];
  edits: string[];
  exports: boolean;
  out: string | undefined;
  resolution: string | undefined;
  force: boolean;
  format: string | undefined;
  media: string | undefined;
  resume: boolean;
  fresh: boolean;
  sessionId: string | undefined;
  list: boolean;
  again: boolean;
  timeline: string | undefined;
  dryRun: boolean;
  parallel: number;
  project: string;
  language: string | undefined;
  waitSeconds: number | undefined;
  json: boolean;
  verbose: boolean;
  version: boolean;
  help: boolean;
}

/** Parses a command line strictly. Throws a `usage` error that says what was given and what is expected. */
export function parseArguments(shape: ArgumentShape, argv: string[]): Arguments {
  const names = [...(shape.options ?? []), ...COMMON_OPTIONS];
  const { values, positionals } = parseStrictly(shape, names, argv);
  const text = (name: OptionName): string | undefined => values[name] as string | undefined;
  const list = (name: OptionName): string[] => {
    const given = (values[name] as string[] | undefined) ?? [];
    for (const value of given) checkFilled(name, value);
    return given;
  };
  const flag = (name: OptionName): boolean => values[name] === true;
  if (!flag('help') && !flag('version')) checkWords(shape, positionals, flag('resume'));
  checkFormat(text('format'));
  return {
    words: positionals,
    files: list('file'),
    edits: list('edit'),
    exports: flag('export'),
    out: checkFilled('out', text('out')),
    resolution: readResolution(text('resolution')),
    force: flag('force'),
    format: text('format'),
    media: checkFilled('media', text('media')),
    resume: flag('resume'),
    fresh: flag('new'),
    sessionId: readSession(text('session')),
    list: flag('list'),
    again: flag('again'),
    timeline: checkFilled('timeline', text('timeline')),
    dryRun: flag('dry-run'),
    parallel: readParallel(text('parallel')),
    project: readProject(text('project') ?? 'default'),
    language: readLanguage(text('lang')),
    waitSeconds: readWait(text('wait')),
    json: flag('json'),
    verbose: flag('verbose'),
    version: flag('version'),
    help: flag('help'),
  };
}

function parseStrictly(shape: ArgumentShape, names: OptionName[], argv: string[]) {
  const options = Object.fromEntries(
    names.map((name) => [
      name,
      {
        type: 'value' in OPTIONS[name] ? ('string' as const) : ('boolean' as const),
        multiple: name === 'file' || name === 'edit',
      },
    ]),
  );
  // `--resume=ID` is the same as `--resume ID`: the id is an ordinary word.
  const args = argv.flatMap((arg) =>
    arg.startsWith('--resume=') ? ['--resume', arg.slice(9)] : [arg],
  );
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    const reason = String(error instanceof Error ? error.message : error)
      .replace(/\. [^]*/, '')
      .replace(/\.$/, '');
    throw usageError(
      usageWords.badOption(shape.name, reason),
      usageWords.itTakes(names.map((name) => `--${name}`).join(' ')),
      error,
    );
  }
}

const usageError = (summary: Text, advice: Text, cause?: unknown): SkillError =>
  new SkillError('usage', summary, { advice, cause });

function checkWords(shape: ArgumentShape, words: string[], mayBeOne: boolean): void {
  const [least, most] = mayBeOne ? [0, 1] : (shape.count ?? [0, 0]);
  const blank = words.some((word) => word.trim() === '');
  if (words.length >= least && words.length <= most && !blank) return;
  const given = words.map((word) => JSON.stringify(word)).join(' ');
  throw usageError(
    usageWords.wrongWords(shape.name, shape.words, given),
    usageWords.quoteText(shape.name),
  );
}

function checkFormat(format: string | undefined): void {
  if (format === undefined || format.toLowerCase() === 'mp4') return;
  throw usageError(usageWords.noFormat(format), usageWords.onlyMp4());
}

function checkFilled(name: string, value: string | undefined): string | undefined {
  if (value === undefined || value.trim() !== '') return value;
  throw usageError(usageWords.isEmpty(name), usageWords.giveValue(name));
}

function readResolution(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const resolution = parseResolution(text);
  if (resolution !== undefined) return resolution;
  throw usageError(usageWords.noSize(text), usageWords.exampleSizes());
}

/** More at once would only wait in the backend's queue. */
const MOST_PARALLEL = 3;

function readParallel(text: string | undefined): number {
  if (text === undefined) return MOST_PARALLEL;
  if (/^[1-3]$/.test(text)) return Number(text);
  throw usageError(
    usageWords.noCount(text, MOST_PARALLEL),
    usageWords.exampleCounts(MOST_PARALLEL),
  );
}

function readProject(name: string): string {
  // eslint-disable-next-line no-control-regex
  if (name.trim() !== '' && name.length <= 100 && !/[\u0000-\u001f\u007f]/.test(name))
    return name.trim();
  throw usageError(usageWords.noName(JSON.stringify(name)), usageWords.exampleNames());
}

/** It becomes a part of addresses: nothing else may be in it. */
function readSession(id: string | undefined): string | undefined {
  if (id === undefined || /^[\w-]{1,64}$/.test(id)) return id;
  throw usageError(usageWords.noSession(JSON.stringify(id)), usageWords.exampleSession());
}

function readLanguage(code: string | undefined): string | undefined {
  if (code === undefined || /^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i.test(code)) return code;
  throw usageError(usageWords.noLanguage(code), usageWords.exampleLanguages());
}

function readWait(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = Number(text);
  if (text.trim() !== '' && Number.isFinite(seconds) && seconds >= 0 && seconds <= 86_400)
    return seconds;
  throw usageError(usageWords.noSeconds(text), usageWords.exampleSeconds());
}
