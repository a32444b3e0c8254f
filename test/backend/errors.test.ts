import { expect, test } from 'vitest';
import { callJson } from '../../src/backend/answer.ts';
import { explainTransportError, isSessionGone, type Caller } from '../../src/backend/errors.ts';
import type { Http } from '../../src/backend/request.ts';
import { creditsAnswer } from '../../src/backend/schemas.ts';
import { SkillError } from '../../src/system/errors.ts';

const STATE = '/api/state/nemo_agent/me/1/latest';
const UPLOAD = '/api/upload-video/nemo_agent/me/1';
const own: Caller = { token: 'secret', anonymous: false, userId: undefined };
const starter: Caller = { ...own, anonymous: true };

interface Asked {
  url?: string;
  caller?: Caller | undefined;
  headers?: Record<string, string>;
}

/** The error that an answer becomes: a text as it is, any other body as JSON. */
async function explainAnswer(
  status: number,
  body: unknown,
  asked: Asked = {},
): Promise<SkillError> {
  const http: Http = {
    apiUrl: '',
    webUrl: 'https://web.example.com',
    request: async () => ({
      status,
      header: (name) => asked.headers?.[name],
      body: new ReadableStream(),
      text: async () => (typeof body === 'string' ? body : (JSON.stringify(body) ?? '')),
      discard: async () => {},
    }),
    close: async () => {},
  };
  const caller = 'caller' in asked ? asked.caller : own;
  const request = { method: 'POST', url: asked.url ?? STATE, caller } as const;
  const error: unknown = await callJson(http, request, creditsAnswer).catch((thrown) => thrown);
  if (error instanceof SkillError) return error;
  throw new Error('expected an error');
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

test.each(TABLE)('explains %i as number and as text, in a 200 and in a 400', async (...row) => {
  const [code, kind, advice] = row;
  for (const status of [200, 400])
    for (const body of [{ code }, { code: String(code) }])
      expect(await explainAnswer(status, body)).toMatchObject({
        kind,
        status,
        code,
        row: code,
        isRefused: true,
        advice: { en: expect.stringMatching(advice) },
      });
});

/** Status and code stay apart; the row is what they mean. */
test.each<[what: string, status: number, body: unknown, url: string, facts: object]>([
  ['HTTP 401', 401, '', STATE, { kind: 'auth', code: undefined, row: 1001 }],
  ['HTTP 402', 402, '<html>Sorry</html>', STATE, { kind: 'plan', code: undefined, row: 402 }],
  ['HTTP 413', 413, '', STATE, { kind: 'file', row: 4002 }],
  ['HTTP 415', 415, '', STATE, { kind: 'file', row: 4001 }],
  ['a status put into the body', 200, { code: 401 }, STATE, { code: 401, row: 1001 }],
  ['a body code that means nothing', 401, { code: -1 }, STATE, { code: -1, row: 1001 }],
  ['a known body code over the status', 402, { code: 2001 }, STATE, { kind: 'credits', row: 2001 }],
  ['a 404 of a state', 404, { detail: 'Session not found' }, STATE, { row: 1002 }],
  ['a 404 of an upload', 404, {}, UPLOAD, { row: 1002 }],
  ['a 404 of a message', 404, { error: 'Session not found' }, '/run_sse', { row: 1002 }],
  ['a 404 elsewhere', 404, {}, '/api/render/proxy/lambda/r', { kind: 'backend', row: undefined }],
  ['a 400 of the token request', 400, {}, '/api/auth/anonymous-token', { kind: 'auth', row: 400 }],
  ['a 400 elsewhere', 400, {}, STATE, { kind: 'backend', row: undefined }],
  ['a 422 of an upload', 422, {}, UPLOAD, { kind: 'file' }],
  ['a code in words', 200, { code: 'ERR' }, STATE, { kind: 'backend', code: undefined }],
  ['a success that is false', 200, { success: false }, STATE, { kind: 'backend', code: undefined }],
])('reads %s', async (...[, status, body, url, facts]) => {
  const error = await explainAnswer(status, body, { url });
  expect(error).toMatchObject({ status, ...facts });
  expect(isSessionGone(error)).toBe(error.row === 1002);
});

/** Refused is certain: a known code and a status below 500, or a bare 4xx (architecture.md). */
test.each<[status: number, body: unknown, isRefused: boolean]>([
  [200, { code: 429 }, true],
  [403, '', true],
  [404, { detail: 'Not found' }, true],
  [429, '<html>slow down</html>', true],
  [408, '', false],
  [200, { code: 7777 }, false],
  [400, { code: 7777 }, false],
  [200, { success: false }, false],
  [200, { code: 'ERR' }, false],
  [200, { code: 503 }, false],
  [200, '<html>Hello</html>', false],
  [200, '{"code":0,"data":{"avail', false],
  ...[500, 502, 504].flatMap((status): [number, unknown, boolean][] => [
    [status, '<html>Bad gateway</html>', false],
    ...TABLE.map(([code]): [number, unknown, boolean] => [status, { code }, false]),
  ]),
])('says of HTTP %i with %j whether it is a refusal: %j', async (status, body, isRefused) => {
  const error = await explainAnswer(status, body, { url: '/run_sse' });
  expect(error.isRefused).toBe(isRefused);
  if (status >= 500) expect(error).toMatchObject({ kind: 'backend', row: undefined });
});

test.each<[number, Caller | undefined, RegExp]>([
  [429, undefined, /free token is given once per machine in 7 days/],
  [429, starter, /limits how many requests/],
  [1001, starter, /set NEMO_TOKEN to a token of your own/],
  [7777, own, /doctor\.mjs/],
  [503, own, /^Try again in a few minutes/],
])('advises on %i by account: %#', async (code, caller, advice) => {
  expect((await explainAnswer(200, { code }, { caller })).advice.en).toMatch(advice);
});

test.each([
  [undefined, {}, 'https://web.example.com/register'],
  ['anon_1', {}, 'https://web.example.com/register?bind=anon_1'],
  [undefined, { user_id: 'anon_7' }, 'https://web.example.com/register?bind=anon_7'],
  ['anon_1', { url: 'https://n.com/register?bind=anon_7' }, 'https://n.com/register?bind=anon_7'],
])('tells user %s of a starter account who is told %j to register', async (userId, data, link) => {
  const caller = { ...starter, userId };
  const error = await explainAnswer(200, { code: 2001, data }, { caller });
  expect(error.advice.en).toBe(`Register to get more credits: ${link}`);
});

test.each([
  [{ message: 'no credits left' }, ': no credits left'],
  [{ msg: 'no credits' }, ': no credits'],
  [{ detail: 'Session not found' }, ': Session not found'],
  [{ detail: [{ msg: 'field required' }, { msg: 'bad id' }] }, ': field required; bad id'],
  [{ error: 'second', message: 'first' }, ': first'],
  [{ message: 'effect "glow" not found' }, ': effect "glow" not found'],
  [{ message: '[Errno 5] a < b\n\tc\u001b[31m' }, ': [Errno 5] a < b c'],
  [{ message: 'x'.repeat(400) }, `: ${'x'.repeat(299)}…`],
  [{ message: 'Sorry: <b>nginx</b>' }, ''],
  [{ message: '[{"loc":["body"]}]' }, ''],
  [{ message: "upstream said {'detail': 'no'}" }, ''],
  [{ message: '"detail": "no"' }, ''],
  ['<html>s3cr3t</html>', ''],
])('of %j it says what may be shown', async (body, said) => {
  expect((await explainAnswer(422, body)).message).toBe(
    `The video service refused the request (POST ${STATE}: HTTP 422${said})`,
  );
});

test.each([
  ['<html>Hello</html>', 'it is not JSON'],
  [{ code: 0, data: {} }, 'available: Invalid input'],
  [[], 'the whole: Invalid input'],
])('says why %j cannot be read', async (body, reason) => {
  expect((await explainAnswer(200, body)).message).toBe(
    `POST ${STATE}: the answer cannot be read (${reason})`,
  );
});

const request = { method: 'POST', path: '/run_sse', host: 'api.example.com' };
const failure = (code: string, more: object = {}): Error =>
  Object.assign(new Error('it broke'), { code, ...more });
const connecting = { syscall: 'connect' };

/** What is said, and whether certainly no byte has left. */
test.each<[what: string, error: unknown, says: string, isRefused: boolean]>([
  ['an unknown name', failure('ENOTFOUND'), 'cannot be reached (ENOTFOUND)', true],
  ['a closed port', failure('ECONNREFUSED'), 'cannot be reached (ECONNREFUSED)', true],
  ['no connection in time', failure('UND_ERR_CONNECT_TIMEOUT'), 'cannot be reached', true],
  ['a sandbox', failure('EPERM', connecting), 'cannot be reached (EPERM)', true],
  ['two addresses', new AggregateError([failure('EPERM', connecting)]), 'be reached', true],
  ['a write that is not allowed', failure('EPERM', { syscall: 'write' }), 'be reached', false],
  ['a wrapped error', new TypeError('x', { cause: failure('EACCES') }), '(EACCES)', false],
  ['a certificate', failure('CERT_HAS_EXPIRED'), 'is not trusted (CERT_HAS_EXPIRED)', true],
  ['a name in it', failure('ERR_TLS_CERT_ALTNAME_INVALID'), 'is not trusted', true],
  ['its issuer', failure('SELF_SIGNED_CERT_IN_CHAIN'), 'is not trusted', true],
  ['its signature', failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'is not trusted', true],
  ['a reset', failure('ECONNRESET'), 'broke (ECONNRESET)', false],
  ['a silence', new DOMException('up', 'TimeoutError'), 'did not answer in time', false],
  ['no code', new Error('no code'), 'broke (no code)', false],
])('explains %s on the way', (...[, error, says, isRefused]) => {
  const explained = explainTransportError(error, request);
  expect(explained.message).toContain(says);
  expect(explained).toMatchObject({ isRefused, cause: error });
  const answered = explainTransportError(error, { ...request, isAnswered: true });
  expect(answered.isRefused).toBe(false);
});

test('advises on a network that is blocked, a proxy and a company\u2019s certificate', () => {
  const { advice } = explainTransportError(failure('EPERM'), { ...request, proxy: 'p:80' });
  expect(advice.en).toMatch(/allow the host api\.example\.com.*A proxy is set \(p:80\)/);
  const { advice: other } = explainTransportError(failure('CERT_HAS_EXPIRED'), request);
  expect(other.en).toContain('NODE_EXTRA_CA_CERTS');
});
