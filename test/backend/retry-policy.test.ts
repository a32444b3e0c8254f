import { expect, test } from 'vitest';
import { SkillError, type ErrorKind } from '../../src/system/errors.ts';
import { isPassing, planRetry, readRetryAfter } from '../../src/backend/retry-policy.ts';
import { verbatim } from '../../src/words/text.ts';

const failure = (kind: ErrorKind, facts: { code?: number; retryAfterMs?: number } = {}) =>
  new SkillError(kind, verbatim('it failed'), { advice: verbatim(''), ...facts });

/** A network failure as the client makes it, over the system's own error. */
const broken = (code: string) =>
  new SkillError('network', verbatim('it broke'), {
    advice: verbatim(''),
    cause: Object.assign(new Error('system'), { code }),
  });

const plan = (method: 'GET' | 'POST', error: unknown, attempt = 1) =>
  planRetry({ method, error, attempt, random: 0.5 });

test.each([
  ['a broken connection', broken('ECONNRESET')],
  ['a connection that never was', broken('ECONNREFUSED')],
  ['a server in trouble', failure('backend', { code: 503 })],
  ['a timeout of the server', failure('backend', { code: 408 })],
])('reads again after %s, each time later, twice in all', (_what, error) => {
  expect([1, 2, 3].map((attempt) => plan('GET', error, attempt))).toEqual([500, 1000, undefined]);
});

test.each([
  ['a broken connection', broken('ECONNRESET')],
  ['a broken stream', broken('UND_ERR_SOCKET')],
  ['a timeout', failure('network')],
  ['a server in trouble', failure('backend', { code: 503 })],
])('never posts again after %s: it may have acted', (_what, error) => {
  expect(plan('POST', error)).toBeUndefined();
});

test('posts again what certainly never left', () => {
  const error = broken('ECONNREFUSED');
  expect([1, 2, 3].map((attempt) => plan('POST', error, attempt))).toEqual([500, 1000, undefined]);
});

test.each(['GET', 'POST'] as const)('tries a %s once more after 30 s when told 429', (method) => {
  const error = failure('rate_limit', { code: 429 });
  expect([1, 2].map((attempt) => plan(method, error, attempt))).toEqual([30_000, undefined]);
});

test.each([
  [5000, 5000],
  [0, 0],
  [600_000, 120_000],
])('waits %i ms as the backend asks, within reason', (retryAfterMs, delayMs) => {
  expect(plan('POST', failure('rate_limit', { retryAfterMs }))).toBe(delayMs);
});

test.each<[string, unknown]>([
  ['a refused token', failure('auth', { code: 1001 })],
  ['missing credits', failure('credits', { code: 2001 })],
  ['a missing session', failure('backend', { code: 1002 })],
  ['a bad request', failure('backend', { code: 422 })],
  ['a bug', new TypeError('x is not a function')],
])('does not try again after %s', (_what, error) => {
  expect(plan('GET', error)).toBeUndefined();
});

test('spreads out clients that failed together', () => {
  const error = failure('network');
  const delays = [0, 0.5, 1].map((random) =>
    planRetry({ method: 'GET', error, attempt: 1, random }),
  );
  expect(delays).toEqual([250, 500, 750]);
});

test.each([
  [failure('network'), true],
  [failure('backend', { code: 500 }), true],
  [failure('backend', { code: 408 }), true],
  [failure('backend', { code: 404 }), false],
  [failure('backend', { code: 1002 }), false],
  [failure('plan', { code: 402 }), false],
])('tells what passes by itself: %#', (error, passing) => {
  expect(isPassing(error)).toBe(passing);
});

const DATE = 'Sun, 22 Nov 2026 10:00:00 GMT';

test.each([
  ['120', undefined, 120_000],
  ['0', undefined, 0],
  ['-5', undefined, 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', DATE, 30_000],
  ['Sun, 22 Nov 2026 09:00:00 GMT', DATE, 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', undefined, undefined],
  ['soon', DATE, undefined],
  [' ', DATE, undefined],
  [undefined, DATE, undefined],
])('reads the Retry-After %j beside the date %j', (...[header, date, waitMs]) => {
  expect(readRetryAfter(header, date)).toBe(waitMs);
});
