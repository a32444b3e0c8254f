import { expect, test } from 'vitest';
import { unwrapEnvelope } from '../../src/backend/envelope.ts';
import {
  explainBackendFailure,
  explainTransportError,
  isSessionGone,
  quoteBackend,
  type Caller,
} from '../../src/backend/errors.ts';
import { SkillError } from '../../src/system/errors.ts';
import { pick, verbatim } from '../../src/words/text.ts';

const call = { method: 'POST', path: '/api/credits/balance/simple' };

/** As the client does it: the failure is read from an answer. */
function explainAnswer(status: number, body: unknown, path = call.path) {
  const unwrapped = unwrapEnvelope(status, body);
  if (unwrapped.ok) throw new Error('expected a refusal');
  const { code, message } = unwrapped;
  return explainBackendFailure({ ...call, path, status, code, message });
}

/** The seed's error table: row, kind, and words its action asks for. */
const TABLE: [row: number, kind: string, advice: RegExp][] = [
  [1001, 'auth', /NEMO_TOKEN/],
  [1002, 'backend', /connect\.mjs --new/],
  [2001, 'credits', /^Top up credits in your account\.$/],
  [4001, 'file', /mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac/],
  [4002, 'file', /500 MB.*compress or trim/],
  [402, 'plan', /^Register or upgrade your plan to unlock export\.$/],
  [429, 'rate_limit', /limits how many requests/],
];

test.each(TABLE)(
  'explains %i as number and as text, in a 200 and in a 400',
  (...[code, kind, advice]) => {
    for (const status of [200, 400])
      for (const body of [{ code }, { code: String(code) }])
        expect(explainAnswer(status, body)).toMatchObject({
          kind,
          status,
          code,
          row: code,
          isRefused: true,
          advice: { en: expect.stringMatching(advice) },
        });
  },
);

const STATE = '/api/state/nemo_agent/me/1/latest';

/** Status and code stay apart; the row is what they mean. */
test.each<[what: string, status: number, body: unknown, path: string, facts: object]>([
  ['HTTP 401', 401, undefined, STATE, { kind: 'auth', code: undefined, row: 1001 }],
  ['HTTP 402', 402, undefined, STATE, { kind: 'plan', code: undefined, row: 402 }],
  ['HTTP 413', 413, undefined, STATE, { kind: 'file', code: undefined, row: 4002 }],
  ['HTTP 415', 415, undefined, STATE, { kind: 'file', code: undefined, row: 4001 }],
  ['HTTP 429', 429, undefined, STATE, { kind: 'rate_limit', code: undefined, row: 429 }],
  ['a status put into the body', 200, { code: 401 }, STATE, { code: 401, row: 1001 }],
  ['a status repeated in the body', 401, { code: 401 }, STATE, { code: 401, row: 1001 }],
  ['a body code that means nothing', 401, { code: -1 }, STATE, { code: -1, row: 1001 }],
  ['a known body code over the status', 402, { code: 2001 }, STATE, { kind: 'credits', row: 2001 }],
  ['a 404 of a state', 404, { detail: 'Session not found' }, STATE, { row: 1002 }],
  ['a 404 repeated in the body', 404, { code: 404 }, STATE, { code: 404, row: 1002 }],
  ['a 404 of an upload', 404, {}, '/api/upload-video/nemo_agent/me/1', { row: 1002 }],
  ['a 404 of a message', 404, {}, '/run_sse', { row: 1002 }],
  ['a 404 elsewhere', 404, {}, '/api/render/proxy/lambda/r', { kind: 'backend', row: undefined }],
  ['a 400 of the token request', 400, {}, '/api/auth/anonymous-token', { kind: 'auth', row: 400 }],
  ['a 400 elsewhere', 400, {}, STATE, { kind: 'backend', row: undefined }],
  ['a 422 of an upload', 422, {}, '/api/upload-video/nemo_agent/me/1', { kind: 'file' }],
])('reads %s', (...[, status, body, path, facts]) => {
  const error = explainAnswer(status, body, path);
  expect(error).toMatchObject({ status, ...facts });
  expect(isSessionGone(error)).toBe(error.row === 1002);
});

/** Refused is certain: a known code and a status below 500, or a bare 4xx (architecture.md). */
test.each<[status: number, body: unknown, isRefused: boolean]>([
  [200, { code: 429 }, true],
  [200, { code: 1001 }, true],
  [403, undefined, true],
  [404, { detail: 'Not found' }, true],
  [422, { code: 422 }, true],
  [429, '<html>slow down</html>', true],
  [408, undefined, false],
  [200, { code: 7777 }, false],
  [400, { code: 7777 }, false],
  [200, { success: false }, false],
  [200, { code: 503 }, false],
  [500, undefined, false],
  ...[500, 502, 503, 504].flatMap((status): [number, unknown, boolean][] => [
    [status, '<html>Bad gateway</html>', false],
    ...TABLE.map(([code]): [number, unknown, boolean] => [status, { code }, false]),
  ]),
])('says of HTTP %i with %j whether it is a refusal: %j', (status, body, isRefused) => {
  const error = explainAnswer(status, body, '/run_sse');
  expect(error.isRefused).toBe(isRefused);
  if (status >= 500) expect(error).toMatchObject({ kind: 'backend', row: undefined });
});

test('never takes an error inside a turn for a refusal of its message', () => {
  const error = explainBackendFailure({ ...call, status: 200, code: 2001, isInsideTurn: true });
  expect(error).toMatchObject({ kind: 'credits', row: 2001, isRefused: false });
});

const free: Caller = { account: 'none' };
const starter: Caller = { account: 'starter' };
const own: Caller = { account: 'own' };

test.each([
  [429, free, /free token is given once per machine in 7 days/],
  [429, starter, /limits how many requests/],
  [429, own, /limits how many requests/],
  [1001, starter, /set NEMO_TOKEN to a token of your own/],
  [1001, own, /Check NEMO_TOKEN, or unset it/],
  [2001, starter, /^Register to get more credits\.$/],
  [2001, own, /^Top up/],
])('advises on %i by account: %j', (code, caller, advice) => {
  const error = explainBackendFailure({ ...call, status: 200, code, caller });
  expect(pick(error.advice, 'en')).toMatch(advice);
});

test('says that the fault is not the request when the service has one of its own', () => {
  expect(explainAnswer(503, undefined)).toMatchObject({
    kind: 'backend',
    status: 503,
    code: undefined,
    advice: { en: 'Try again in a few minutes.' },
  });
});

test('sends to doctor for a code nobody knows', () => {
  expect(explainAnswer(200, { code: 7777 })).toMatchObject({
    kind: 'backend',
    code: 7777,
    advice: { en: expect.stringContaining('doctor.mjs') },
  });
});

test('names method, path, code and what the backend said', () => {
  const body = { detail: [{ msg: 'field required' }, { msg: 'bad id' }] };
  expect(explainAnswer(422, body).message).toBe(
    'The video service refused the request (POST /api/credits/balance/simple: HTTP 422: field required; bad id)',
  );
});

test.each([
  [
    { code: 2001, data: { register_url: 'https://nemovideo.com/register?bind=anon_7' } },
    'https://web.example.com/register',
    'https://nemovideo.com/register?bind=anon_7',
  ],
  [
    { code: 2001, data: { user_id: 'anon_7' } },
    'https://web.example.com/register',
    'https://web.example.com/register?bind=anon_7',
  ],
  [{ code: 2001 }, 'https://web.example.com/register', 'https://web.example.com/register'],
  [
    { code: 2001, data: { user_id: 'anon_7' } },
    'https://web.example.com/register?bind=anon_1',
    'https://web.example.com/register?bind=anon_1',
  ],
])('makes the best registration link of %j and %s', (...[details, registerUrl, link]) => {
  const error = explainBackendFailure({
    ...call,
    status: 200,
    code: 2001,
    details,
    caller: { account: 'starter', registerUrl },
  });
  expect(pick(error.advice, 'en')).toBe(`Register to get more credits: ${link}`);
});

test('never calls a blocked export a credits problem', () => {
  const { message, advice } = explainAnswer(402, { message: 'payment required' });
  expect(`${message} ${pick(advice, 'en')}`).toMatch(/not about credits/);
});

test.each([
  ['no credits left', 'no credits left'],
  ['effect "glow" not found', 'effect "glow" not found'],
  ['[Errno 5] Input/output error', '[Errno 5] Input/output error'],
  ['a < b, c > d', 'a < b, c > d'],
  ['line one\n\tline two', 'line one line two'],
  ['\u001b[31mred', 'red'],
  ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ['<html><body>502 Bad Gateway</body></html>', ''],
  ['Sorry: <b>nginx</b>', ''],
  ['<!DOCTYPE html>', ''],
  ['<?xml version="1.0"?>', ''],
  ['{"code":502}', ''],
  ['[{"loc":["body"]}]', ''],
  ["upstream said {'detail': 'no'}", ''],
  ['upstream said {"detail":"no"}', ''],
  ['"detail": "no"', ''],
])('quotes of %j: %j', (text, quoted) => {
  expect(quoteBackend(text)).toBe(quoted);
});

test('never quotes a page or JSON that came as a message', () => {
  for (const message of ['<html>Secret</html>', '{"trace":"Secret"}']) {
    const error = explainAnswer(502, { message });
    expect(error.message).toBe(
      'The video service has a problem of its own (POST /api/credits/balance/simple: HTTP 502)',
    );
  }
});

const request = { method: 'POST', path: '/run_sse', host: 'api.example.com' };
const systemError = (code: string): Error => Object.assign(new Error('it broke'), { code });

const UNREACHABLE = [
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPERM',
  'EACCES',
  'ECONNREFUSED',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

test.each(UNREACHABLE)('names the host that %s keeps from being reached', (code) => {
  const error = explainTransportError(systemError(code), request);
  expect(error.kind).toBe('network');
  expect(error.message).toBe(`POST /run_sse: api.example.com cannot be reached (${code})`);
  expect(pick(error.advice, 'en')).toContain('allow the host api.example.com');
});

test.each(['ECONNRESET', 'UND_ERR_SOCKET', 'EPIPE', 'UND_ERR_BODY_TIMEOUT'])(
  'tells a connection that %s broke from one that never was',
  (code) => {
    const error = explainTransportError(systemError(code), request);
    expect(error.message).toBe(`POST /run_sse: the connection to api.example.com broke (${code})`);
  },
);

test('finds the code behind the error that wraps it', () => {
  const wrapped = new TypeError('terminated', { cause: systemError('ENOTFOUND') });
  expect(explainTransportError(wrapped, request).message).toContain('(ENOTFOUND)');
});

test('keeps the original error as its cause', () => {
  const cause = systemError('ECONNRESET');
  expect(explainTransportError(cause, request).cause).toBe(cause);
});

test('leaves an error that is already understood as it is', () => {
  const known = new SkillError('file', verbatim('clip.mp4 changed'), { advice: verbatim('Wait.') });
  expect(explainTransportError(known, request)).toBe(known);
});

const neverConnected = (code: string, more: object = {}): boolean =>
  explainTransportError(Object.assign(systemError(code), more), request).isRefused;

test.each([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
])('knows that nothing was taken when %s', (code) => {
  expect(neverConnected(code)).toBe(true);
});

test.each(['EPERM', 'EACCES', 'ENETUNREACH', 'EHOSTUNREACH', 'ETIMEDOUT'])(
  'takes %s for a refusal only where connecting ended with it',
  (code) => {
    expect(neverConnected(code, { syscall: 'connect' })).toBe(true);
    expect(neverConnected(code, { syscall: 'write' })).toBe(false);
    expect(neverConnected(code)).toBe(false);
    const both = new AggregateError([Object.assign(systemError(code), { syscall: 'connect' })]);
    expect(explainTransportError(both, request).isRefused).toBe(true);
  },
);

test.each([
  systemError('ECONNRESET'),
  systemError('UND_ERR_SOCKET'),
  new DOMException('time is up', 'TimeoutError'),
  new Error('no code'),
  undefined,
])('does not claim of %s that nothing was taken', (error) => {
  expect(explainTransportError(error, request).isRefused).toBe(false);
});

test('does not claim it once an answer has begun to arrive', () => {
  const error = explainTransportError(systemError('ECONNREFUSED'), {
    ...request,
    isAnswered: true,
  });
  expect(error.isRefused).toBe(false);
});

test.each([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])('a certificate that is refused (%s) is named, with what a company sets', (code) => {
  expect(explainTransportError(systemError(code), request)).toMatchObject({
    kind: 'network',
    message: `POST /run_sse: the certificate of api.example.com is not trusted (${code})`,
    advice: { en: expect.stringContaining('NODE_EXTRA_CA_CERTS') },
  });
});
