/**
 * Every way the backend says no, what the scripts make of it, and what they send afterwards. One table drives the test on
 * the built package and the table in `references/errors.md` (`npm run errors`).
 */
export interface ErrorRow {
  /** As the documentation names it. */
  code: string;
  meaning: string;
  /** The command that meets it; `{clip}` is a media file. */
  command: string[];
  /** What the backend answers instead, this many times. */
  fault: {
    route: 'token' | 'credits' | 'state' | 'upload' | 'chat' | 'submit';
    status?: number;
    body?: object | string;
    headers?: Record<string, string>;
    /** Once when left out. */
    times?: number;
  };
  exitCode: number;
  kind: string | null;
  /** Part of the advice, or of the notices where the command succeeds. */
  says: string;
  /** How often the route is asked in all. */
  requests: number;
  /** What is sent afterwards, for the documentation. */
  afterwards: string;
  /** With a token of the user's own in NEMO_TOKEN. */
  ownToken?: boolean;
  /** On a machine that is not connected yet; the others have a clip on the timeline. */
  isNewMachine?: boolean;
}

const TITLE = 'add the title "Hello"';
const REPLACED = 'The free starter token was refused; a new one is requested.';

export const ERROR_ROWS: ErrorRow[] = [
  {
    code: '1001 in the body',
    meaning: 'starter token wrong or expired',
    command: ['credits'],
    fault: { route: 'credits', body: { code: 1001, message: 'token expired' } },
    exitCode: 0,
    kind: null,
    says: REPLACED,
    requests: 2,
    afterwards: 'a new token for the same client id, then the call once more',
  },
  {
    code: '"1001" as text',
    meaning: 'the same',
    command: ['credits'],
    fault: { route: 'credits', body: { code: '1001' } },
    exitCode: 0,
    kind: null,
    says: REPLACED,
    requests: 2,
    afterwards: 'the same',
  },
  {
    code: 'HTTP 401, twice',
    meaning: 'the new token is refused too',
    command: ['credits'],
    fault: { route: 'credits', status: 401, body: { detail: 'Invalid token' }, times: 9 },
    exitCode: 3,
    kind: 'auth',
    says: 'Try again later, or set NEMO_TOKEN to a token of your own.',
    requests: 2,
    afterwards: 'nothing more',
  },
  {
    code: '1001, own NEMO_TOKEN',
    meaning: "the user's own token is refused",
    command: ['credits'],
    fault: { route: 'credits', body: { code: 1001 }, times: 9 },
    exitCode: 3,
    kind: 'auth',
    says: 'Check NEMO_TOKEN',
    requests: 1,
    afterwards: 'nothing: an own token is never swapped silently',
    ownToken: true,
  },
  {
    code: '1002',
    meaning: 'the session is gone, and its timeline with it',
    command: ['state'],
    fault: { route: 'state', body: { code: 1002, message: 'no session' }, times: 9 },
    exitCode: 10,
    kind: 'backend',
    says: 'connect.mjs --new',
    requests: 1,
    afterwards: 'nothing; an upload starts a new session and says so',
  },
  {
    code: 'HTTP 404 with `detail`',
    meaning: 'the same, on a message',
    command: ['chat', TITLE],
    fault: { route: 'chat', status: 404, body: { detail: 'Session not found' } },
    exitCode: 10,
    kind: 'backend',
    says: 'Upload the files again first',
    requests: 1,
    afterwards: 'a new session is opened; the message is not sent into it while it is empty',
  },
  {
    code: '2001',
    meaning: 'no credits, starter account',
    command: ['chat', TITLE],
    fault: { route: 'chat', body: { code: 2001, message: 'no credits' } },
    exitCode: 4,
    kind: 'credits',
    says: '/register?bind=anon_',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: '2001, own NEMO_TOKEN',
    meaning: 'no credits, registered account',
    command: ['chat', TITLE],
    fault: { route: 'chat', body: { code: 2001 } },
    exitCode: 4,
    kind: 'credits',
    says: 'Top up credits in your account.',
    requests: 1,
    afterwards: 'nothing',
    ownToken: true,
  },
  {
    code: '4001',
    meaning: 'unsupported file',
    command: ['upload', '{clip}'],
    fault: { route: 'upload', body: { code: 4001 } },
    exitCode: 6,
    kind: 'file',
    says: 'mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: 'HTTP 413',
    meaning: 'file too large (4002)',
    command: ['upload', '{clip}'],
    fault: { route: 'upload', status: 413, body: '<html>too large</html>' },
    exitCode: 6,
    kind: 'file',
    says: '500 MB',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: 'HTTP 4xx to an upload',
    meaning: 'a file that is not taken, or a link that cannot be fetched',
    command: ['upload', 'https://example.com/clip.mp4'],
    fault: { route: 'upload', status: 400, body: { code: 400, message: 'Cannot fetch the URL' } },
    exitCode: 6,
    kind: 'file',
    says: 'the link is public',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: '400',
    meaning: 'client id missing or refused',
    command: ['connect', '--new'],
    fault: { route: 'token', status: 400, body: { code: 400, message: 'Missing X-Client-Id' } },
    exitCode: 0,
    kind: null,
    says: '',
    requests: 2,
    afterwards: 'a new client id, once',
    isNewMachine: true,
  },
  {
    code: '402',
    meaning: 'the plan does not include export; never a matter of credits',
    command: ['export'],
    fault: { route: 'submit', status: 402, body: { message: 'subscription tier' }, times: 9 },
    exitCode: 5,
    kind: 'plan',
    says: 'Register or upgrade your plan to unlock export.',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: '429',
    meaning: 'rate limit',
    command: ['credits'],
    fault: {
      route: 'credits',
      status: 429,
      body: { detail: 'slow down' },
      headers: { 'Retry-After': '1' },
    },
    exitCode: 0,
    kind: null,
    says: '',
    requests: 2,
    afterwards: 'the call once more, after `Retry-After` (at most 120 s) or 30 s',
  },
  {
    code: '429, twice',
    meaning: 'rate limit',
    command: ['credits'],
    fault: {
      route: 'credits',
      status: 429,
      body: { detail: 'slow down' },
      headers: { 'Retry-After': '1' },
      times: 9,
    },
    exitCode: 7,
    kind: 'rate_limit',
    says: 'limits how many requests it takes in a time',
    requests: 2,
    afterwards: 'nothing more',
  },
  {
    code: '429 to the request for a token',
    meaning: 'this machine had its free token',
    command: ['connect'],
    fault: {
      route: 'token',
      status: 429,
      body: { detail: 'one token a week' },
      headers: { 'Retry-After': '1' },
      times: 9,
    },
    exitCode: 7,
    kind: 'rate_limit',
    says: 'once per machine in 7 days',
    requests: 2,
    afterwards: 'nothing more',
    isNewMachine: true,
  },
  {
    code: '5xx on a read',
    meaning: 'a problem of the service',
    command: ['credits'],
    fault: { route: 'credits', status: 503, body: 'busy', times: 9 },
    exitCode: 10,
    kind: 'backend',
    says: 'Try again in a few minutes.',
    requests: 3,
    afterwards: 'two more tries, with growing pauses',
  },
  {
    code: '5xx on a message, whatever its body says',
    meaning: 'the message may have arrived',
    // Long enough to send it, too short for the first look.
    command: ['chat', TITLE, '--wait', '10'],
    fault: { route: 'chat', status: 502, body: { code: 429 }, times: 9 },
    exitCode: 0,
    kind: null,
    says: 'the message is not sent again',
    requests: 1,
    afterwards: 'nothing: its effect is looked for, as below; without any, exit 8 `network`',
  },
  {
    code: '`success: false`',
    meaning: 'a refusal without a code',
    command: ['credits'],
    fault: { route: 'credits', body: { success: false, error: 'not today' } },
    exitCode: 10,
    kind: 'backend',
    says: 'doctor.mjs',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: '422 with a list in `detail`',
    meaning: 'the request was not understood',
    command: ['chat', TITLE],
    fault: { route: 'chat', status: 422, body: { detail: [{ msg: 'field required' }] } },
    exitCode: 10,
    kind: 'backend',
    says: 'doctor.mjs',
    requests: 1,
    afterwards: 'nothing',
  },
  {
    code: 'not JSON',
    meaning: 'an answer that cannot be read',
    command: ['credits'],
    fault: { route: 'credits', body: '<html>hello</html>' },
    exitCode: 10,
    kind: 'backend',
    says: 'Try again',
    requests: 1,
    afterwards: 'nothing',
  },
];

/** The table of `references/errors.md`. */
export function renderErrorTable(): string {
  const rows = ERROR_ROWS.map(
    ({ code, meaning, exitCode, kind, says, afterwards }) =>
      `| ${code} | ${meaning} | ${exitCode}${kind ? ` \`${kind}\`` : ''} | ${kind ? says : says && `notice: ${says}`} | ${afterwards} |`,
  );
  return [
    '| Answer | Meaning | Exit | The user hears | Sent afterwards |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
