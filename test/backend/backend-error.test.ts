import { expect, test } from 'vitest';
import { explainBackendFailure } from '../../src/backend/backend-error.ts';
import { pick } from '../../src/words/text.ts';
import { unwrapEnvelope } from '../../src/backend/envelope.ts';

const call = { method: 'POST', path: '/api/credits/balance/simple' };

/** As the client does it: the failure is read from an answer. */
function explainAnswer(status: number, body: unknown, path = call.path) {
  const unwrapped = unwrapEnvelope(status, body);
  if (unwrapped.ok) throw new Error('expected a refusal');
  const { code, message } = unwrapped;
  return explainBackendFailure({ ...call, path, status, code, message });
}

/** The seed's error table: code, kind, and words its action asks for. */
const TABLE: [code: number, kind: string, advice: RegExp][] = [
  [1001, 'auth', /NEMO_TOKEN/],
  [1002, 'backend', /connect\.mjs --new/],
  [2001, 'credits', /^Top up credits in your account\.$/],
  [4001, 'file', /mp4, mov, avi, webm, mkv, jpg, png, gif, webp, mp3, wav, m4a, aac/],
  [4002, 'file', /500 MB.*compress or trim/],
  [402, 'plan', /^Register or upgrade your plan to unlock export\.$/],
  [429, 'rate_limit', /once per machine in 7 days/],
];

test.each(TABLE)('explains %i in a 200 body', (code, kind, advice) => {
  expect(explainAnswer(200, { code })).toMatchObject({
    kind,
    code,
    advice: { en: expect.stringMatching(advice) },
  });
});

test.each(TABLE)('explains "%i" as text in a 200 body', (code, kind) => {
  expect(explainAnswer(200, { code: String(code) })).toMatchObject({ kind, code });
});

test.each(TABLE)('explains %i in the body of a 400 answer', (code, kind) => {
  expect(explainAnswer(400, { code })).toMatchObject({ kind, code });
});

test.each([
  [401, 'auth', 1001],
  [402, 'plan', 402],
  [413, 'file', 4002],
  [415, 'file', 4001],
  [429, 'rate_limit', 429],
])('explains HTTP %i without a body', (status, kind, code) => {
  expect(explainAnswer(status, undefined)).toMatchObject({ kind, code });
});

test.each([
  ['an HTTP status put into the body', 200, { code: 401 }, 1001],
  ['an HTTP status repeated in the body', 401, { code: 401, message: 'unauthorized' }, 1001],
  ['the HTTP status when the body code means nothing', 401, { code: -1 }, 1001],
  ['a 404 repeated in the body', 404, { code: 404, detail: 'Session not found' }, 1002],
])('goes by %s', (...[, status, body, code]) => {
  expect(explainAnswer(status, body, '/api/state/nemo_agent/me/1/latest')).toMatchObject({ code });
});

test('lets a body code that it knows decide over the HTTP status', () => {
  expect(explainAnswer(402, { code: 2001 })).toMatchObject({ kind: 'credits', code: 2001 });
});

test.each([
  ['/api/state/nemo_agent/me/1/latest'],
  ['/api/upload-video/nemo_agent/me/1'],
  ['/run_sse'],
])('takes a 404 on %s for a missing session', (path) => {
  expect(explainAnswer(404, { detail: 'Session not found' }, path)).toMatchObject({ code: 1002 });
});

test('takes a 404 elsewhere for what it is', () => {
  expect(explainAnswer(404, {}, '/api/render/proxy/lambda/render_1')).toMatchObject({
    kind: 'backend',
    code: 404,
  });
});

test('says that the fault is not the request when the service has one of its own', () => {
  expect(explainAnswer(503, undefined)).toMatchObject({
    kind: 'backend',
    code: 503,
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
    'The video service refused the request (POST /api/credits/balance/simple: 422: field required; bad id)',
  );
});

test('gives an anonymous user the link to register with', () => {
  const error = explainBackendFailure({
    ...call,
    status: 200,
    code: 2001,
    anonymous: true,
    registerUrl: 'https://nemovideo.com/register?bind=anon_1',
  });
  expect(pick(error.advice, 'en')).toBe(
    'Register to get more credits: https://nemovideo.com/register?bind=anon_1',
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
    anonymous: true,
    details,
    registerUrl,
  });
  expect(pick(error.advice, 'en')).toBe(`Register to get more credits: ${link}`);
});

test('does not send a registered user to the registration', () => {
  const error = explainBackendFailure({
    ...call,
    status: 200,
    code: 2001,
    anonymous: false,
    registerUrl: 'https://nemovideo.com/register',
  });
  expect(pick(error.advice, 'en')).toBe('Top up credits in your account.');
});

test('never calls a blocked export a credits problem', () => {
  const { message, advice } = explainAnswer(402, { message: 'payment required' });
  expect(`${message} ${pick(advice, 'en')}`).toMatch(/not about credits/);
});
