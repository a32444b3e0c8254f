import { DIALECTS, type Dialect, type DialectName } from './dialects.ts';

const DAY_MS = 86_400_000;
/** Of an amount: a timer that is set to more milliseconds goes off at once. */
export const MOST = 2 ** 31 - 1;

interface Flag {
  kind: 'flag';
  fallback: boolean;
  about: string;
}
interface Amount {
  kind: 'amount';
  fallback: number;
  about: string;
}
interface Choice<Word extends string> {
  kind: 'choice';
  fallback: Word;
  choices: readonly Word[];
  about: string;
}

function flag(about: string): Flag {
  return { kind: 'flag', fallback: false, about };
}
function amount(fallback: number, about: string): Amount {
  return { kind: 'amount', fallback, about };
}
function choice<const Word extends string>(
  choices: readonly [Word, ...Word[]],
  about: string,
): Choice<Word> {
  return { kind: 'choice', fallback: choices[0], choices, about };
}

/**
 * Every named behaviour of the studio: its default (for a choice, the first word) and what it does. By default it speaks as the
 * seed skill describes the backend, without the vices that people need not suffer.
 */
export const OPTION_TABLE = {
  dialect: choice(
    Object.keys(DIALECTS) as [DialectName, ...DialectName[]],
    'Which version of the backend to speak like: its events, envelopes, errors, drafts and render replies.',
  ),
  // The conversation
  silentEdits: choice(
    ['never', 'some', 'always'],
    'Edits that end without any text; "some" is about 30 %, decided by the message itself.',
  ),
  asks: flag(
    'Answer the first message of a session with a question; the next message is taken for the answer.',
  ),
  mentionsExportButton: flag('After an edit, point to the Timeline panel and Export button.'),
  heartbeatMs: amount(5000, 'Time between heartbeats while a turn runs; 0 for none.'),
  stepDelayMs: amount(250, 'Time a turn takes before each of its steps.'),
  lateTracksMs: amount(
    0,
    'Time after the stream of a generation until music and a fade come onto its timeline by themselves; 0 for never.',
  ),
  streamBreak: choice(
    ['never', 'before-work', 'after-work', 'lost'],
    'Break each stream before or after its edit lands, or break it and lose the edit.',
  ),
  // Accounts
  credits: amount(100, 'Credits of a new anonymous account.'),
  tokenLifetimeMs: amount(
    7 * DAY_MS,
    'How long a token is valid, and a client waits for another, else 429.',
  ),
  exportPlanBlocked: flag('Answer 402 to every export: the plan does not allow it.'),
  // Uploads
  maxUploadBytes: amount(500 * 1024 * 1024, 'Largest file accepted; above it code 4002.'),
  allowLoopbackUrls: flag('Uploads by URL may come from this machine.'),
  // Renders and results
  renderDelayMs: amount(0, 'Extra time a render waits before it starts.'),
  renderFailures: amount(0, 'The first this many renders fail.'),
  resultUrl: choice(
    ['at-once', 'late', 'never'],
    'When the replies of a completed render name its URL; "late" is from the second on.',
  ),
  resultUrlLifetimeMs: amount(DAY_MS, 'How long a result URL works.'),
  preset: choice(
    ['veryfast', 'ultrafast', 'superfast', 'faster', 'fast', 'medium'],
    'x264 preset of renders.',
  ),
};

type OptionTable = typeof OPTION_TABLE;
type ValueOf<Rule> = Rule extends Choice<infer Word> ? Word : Rule extends Flag ? boolean : number;

/** A value for every named behaviour, and the habits of the dialect; tests set single ones of these too. */
export type StudioOptions = { [Name in keyof OptionTable]: ValueOf<OptionTable[Name]> } & Dialect;
export type OptionName = keyof OptionTable;

/** Fills the gaps of `given` with its dialect, and with the defaults of the table. */
export function resolveOptions(given: Partial<StudioOptions> = {}): StudioOptions {
  const names = Object.keys(OPTION_TABLE) as OptionName[];
  const defaults = Object.fromEntries(names.map((name) => [name, OPTION_TABLE[name].fallback]));
  const habits: Dialect = DIALECTS[given.dialect ?? OPTION_TABLE.dialect.fallback];
  const all = { ...habits, ...defaults, ...given } as StudioOptions;
  const keys = [...names, ...Object.keys(habits)] as Array<keyof StudioOptions>;
  return Object.fromEntries(keys.map((key) => [key, all[key]])) as unknown as StudioOptions;
}
