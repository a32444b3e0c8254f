const DAY_MS = 86_400_000;

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

function flag(fallback: boolean, about: string): Flag {
  return { kind: 'flag', fallback, about };
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
 * Every named behaviour of the studio: its default (for a choice, the first word) and what it does.
 * The defaults speak like the backend the seed skill describes.
 */
export const OPTION_TABLE = {
  // The conversation
  silentEdits: choice(
    ['some', 'never', 'always'],
    'Edits that end without any text; "some" is about 30 %, decided by the message itself.',
  ),
  asks: flag(
    false,
    'Answer the first message of a session with a question; the next message is taken for the answer.',
  ),
  mentionsExportButton: flag(true, 'After an edit, point to the Timeline panel and Export button.'),
  dialect: choice(
    ['adk', 'simple', 'mixed', 'snake', 'loose'],
    'Shape of the events in the stream: ADK, the simple one, both in turn, ADK in snake_case, or simple with the older names.',
  ),
  frames: choice(
    ['plain', 'crlf', 'cr', 'ornate'],
    'How events are framed: lines end with LF, CRLF or CR; or a byte order mark, ids, data over several lines, [DONE].',
  ),
  partials: flag(false, 'ADK only: send text as partial deltas, then the aggregate.'),
  markedAggregates: flag(false, 'ADK only: texts that are whole say so, with partial:false.'),
  modelEnd: choice(
    ['none', 'stop', 'max-tokens'],
    'ADK only: a last event with the errorCode STOP or MAX_TOKENS, which is no error.',
  ),
  heartbeatMs: amount(5000, 'Time between heartbeats while a turn runs.'),
  heartbeatForm: choice(
    ['typed', 'ping', 'keepalive', 'empty', 'comment', 'word', 'braces', 'event'],
    'How a heartbeat is written: {"type":"heartbeat"} or another type, empty data, a comment, the bare word, {}, or an event name.',
  ),
  stepDelayMs: amount(250, 'Time a turn takes before each of its steps.'),
  generation: flag(true, 'Messages that ask for a new video get a test picture, in two stages.'),
  streamBreak: choice(
    ['never', 'before-work', 'after-work', 'lost'],
    'Break each stream before or after its edit lands, or break it and lose the edit.',
  ),
  streamError: choice(
    ['never', 'json', 'unescaped', 'error-code'],
    'Turns fail inside the stream: {"error":…}, the same badly escaped, or an errorCode event.',
  ),
  // Accounts
  credits: amount(100, 'Credits of a new anonymous account.'),
  tokenLifetimeMs: amount(
    7 * DAY_MS,
    'How long a token is valid, and a client waits for another, else 429.',
  ),
  tokensPerAddress: amount(0, 'Clients of this machine that get a token in that time; 0 for all.'),
  retryAfterS: amount(0, 'Seconds that a 429 asks to wait, in Retry-After; 0 leaves it out.'),
  claimTokens: flag(true, 'Give claim tokens; otherwise 404, as before they were there.'),
  registrationLink: flag(false, 'Code 2001 names the address to register at.'),
  replyEnvelope: choice(
    ['code', 'success', 'bare'],
    'How all but renders is wrapped: {"code":0,"data":…}, {"success":true,"data":…}, or not at all.',
  ),
  sparse: flag(false, 'Leave out what only some versions send: user_id, expires_at, fps, hash.'),
  errorEnvelope: choice(
    ['body', 'status', 'detail', 'all-in-body', 'success', 'error'],
    'Codes 1001 to 4002 in a 200 body, with an HTTP status, as FastAPI\'s "detail", 400 to 429 in a 200 body as well, {"success":false}, or a lone "error".',
  ),
  exportPlanBlocked: flag(false, 'Answer 402 to every export: the plan does not allow it.'),
  // Uploads and drafts
  maxUploadBytes: amount(500 * 1024 * 1024, 'Largest file accepted; above it code 4002.'),
  allowLoopbackUrls: flag(false, 'Uploads by URL may come from this machine.'),
  uploadMakesDraft: flag(false, 'Uploaded clips go on the timeline at once.'),
  stateBeforeWork: choice(
    ['null', 'missing'],
    'State of a session with nothing in it: a draft of null, or 404.',
  ),
  draftNoise: flag(false, 'Drafts carry unknown tracks and keys, as a newer backend would.'),
  // Renders and results
  renderReply: choice(
    ['seed', 'reference', 'code'],
    'Shape of render replies: output.url, data.outputUrl, or data.output.url with a code.',
  ),
  ownRenderIds: flag(
    false,
    "Renders get an id of the server's own, whatever the client has named.",
  ),
  renderDelayMs: amount(0, 'Extra time a render waits before it starts.'),
  renderFailures: amount(0, 'The first this many renders fail.'),
  resultUrl: choice(
    ['at-once', 'late', 'never'],
    'When the replies of a completed render name its URL; "late" is from the second on.',
  ),
  resultUrlLifetimeMs: amount(DAY_MS, 'How long a result URL works.'),
  previewScale: amount(1, 'Rendered size, as a share of the size asked for.'),
  preset: choice(
    ['veryfast', 'ultrafast', 'superfast', 'faster', 'fast', 'medium'],
    'x264 preset of renders.',
  ),
  crf: amount(23, 'x264 quality of renders, 0 (best) to 51.'),
};

type OptionTable = typeof OPTION_TABLE;
type ValueOf<Rule> = Rule extends Choice<infer Word> ? Word : Rule extends Flag ? boolean : number;

/** A value for every named behaviour. */
export type StudioOptions = { [Name in keyof OptionTable]: ValueOf<OptionTable[Name]> };
export type OptionName = keyof StudioOptions;

/** Fills the gaps of `given` with the defaults of the table. */
export function resolveOptions(given: Partial<StudioOptions> = {}): StudioOptions {
  const names = Object.keys(OPTION_TABLE) as OptionName[];
  return Object.fromEntries(
    names.map((name) => [name, given[name] ?? OPTION_TABLE[name].fallback]),
  ) as unknown as StudioOptions;
}
