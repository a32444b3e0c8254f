import { expect, test } from 'vitest';
import { createWait, readRetryAfter, repeat, type Method } from '../../src/backend/retry.ts';
import { SkillError, type ErrorKind, type SkillErrorOptions } from '../../src/system/errors.ts';
import { verbatim } from '../../src/words/text.ts';
import { createManualClock, createRecordingReporter } from '../support/backend.ts';

const failure = (kind: ErrorKind, facts: Partial<SkillErrorOptions> = {}): SkillError =>
  new SkillError(kind, verbatim('it failed'), { advice: verbatim(''), ...facts });

const NEVER_CONNECTED = failure('network', { isRefused: true });
const BROKEN = failure('network');
const TROUBLE = failure('backend', { status: 503 });
const RATE_LIMIT = failure('rate_limit', { status: 429, row: 429, isRefused: true });
/** A gateway's page that wraps a code; the backend may be at work. */
const WRAPPED = failure('backend', { status: 502, code: 429 });

function openWait({ deadlineMs, random = 0.5 }: { deadlineMs?: number; random?: number } = {}) {
  const clock = createManualClock();
  const controller = new AbortController();
  const reporter = createRecordingReporter();
  const { signal } = controller;
  const wait = createWait({ clock, signal, deadlineMs, random: () => random, reporter });
  return { clock, controller, reporter, wait };
}

/** What is waited before each try after the first, for an error that stays. */
async function waitsOf(method: Method, error: unknown): Promise<number[]> {
  const { clock, wait } = openWait();
  const always = (): Promise<never> => Promise.reject(error);
  await expect(repeat(method, always, wait)).rejects.toBe(error);
  return clock.slept;
}

test.each<[what: string, method: Method, error: unknown, waits: number[]]>([
  ['a broken connection', 'GET', BROKEN, [500, 1000]],
  ['a connection that never was', 'GET', NEVER_CONNECTED, [500, 1000]],
  ['a server in trouble', 'GET', TROUBLE, [500, 1000]],
  ['trouble told in a body', 'GET', failure('backend', { status: 200, code: 503 }), [500, 1000]],
  ['a connection that never was', 'POST', NEVER_CONNECTED, [500, 1000]],
  ['a timeout of the server', 'GET', failure('backend', { status: 408 }), [500, 1000]],
  ['a rate limit', 'POST', RATE_LIMIT, [30_000]],
  ['a broken connection', 'POST', BROKEN, []],
  ['a rate limit inside a turn', 'POST', failure('rate_limit', { row: 429 }), []],
  ['a server in trouble', 'POST', TROUBLE, []],
  ['a code in a 502', 'POST', WRAPPED, []],
  ['a bad request', 'GET', failure('backend', { status: 422, isRefused: true }), []],
  ['a bug', 'GET', new TypeError('x is not a function'), []],
])('after %s, a %s', async (...[, method, error, waits]) => {
  expect(await waitsOf(method, error)).toEqual(waits);
});

test.each([0, 5000])('waits %i ms as the backend asks', async (retryAfterMs) => {
  const error = failure('rate_limit', { row: 429, isRefused: true, retryAfterMs });
  expect(await waitsOf('POST', error)).toEqual([retryAfterMs]);
});

test.each([
  [29_999, false],
  [30_000, true],
])('waits up to the deadline and not beyond it: %i', async (deadlineMs, waited) => {
  const { wait, clock } = openWait({ deadlineMs });
  const waiting = wait('POST', RATE_LIMIT, 1);
  if (waited) await waiting;
  else await expect(waiting).rejects.toBe(RATE_LIMIT);
  expect(clock.slept).toEqual(waited ? [30_000] : []);
});

test('stops waiting when the command is stopped', async () => {
  const { wait, controller } = openWait();
  const reason = new Error('stopped by the user');
  controller.abort(reason);
  await expect(wait('GET', BROKEN, 1)).rejects.toBe(reason);
});

test('tells of a long wait, and not of a short one', async () => {
  const { wait, reporter } = openWait();
  await wait('GET', BROKEN, 1);
  expect(reporter.progressed).toEqual([]);
  await wait('GET', RATE_LIMIT, 1);
  expect(reporter.progressed).toEqual(['⏳ The service asks for patience: trying again in 30 s.']);
});

test.each([
  [0, 250],
  [0.5, 500],
  [1, 750],
])('spreads out clients that failed together: %d', async (random, waitMs) => {
  const { wait, clock } = openWait({ random });
  await wait('GET', BROKEN, 1);
  expect(clock.slept).toEqual([waitMs]);
});

const DATE = 'Sun, 22 Nov 2026 10:00:00 GMT';

test.each([
  ['86400', undefined, 120_000],
  ['Sun, 22 Nov 2026 10:00:30 GMT', DATE, 30_000],
  ['Sun, 22 Nov 2026 09:59:00 GMT', DATE, 0],
  ['Sun, 22 Nov 2026 10:00:30 GMT', undefined, undefined],
  ['soon', DATE, undefined],
  [' ', DATE, undefined],
  [undefined, DATE, undefined],
])('reads the Retry-After %j beside the date %j', (...[header, date, waitMs]) => {
  expect(readRetryAfter(header, date)).toBe(waitMs);
});
