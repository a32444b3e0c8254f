import { expect, test } from 'vitest';
import type { Account } from '../../src/backend/account.ts';
import { createAuthorized } from '../../src/backend/authorized.ts';
import { createRetry } from '../../src/backend/retry.ts';
import { SkillError, type ErrorKind } from '../../src/system/errors.ts';
import { createManualClock, openRetry } from '../support/backend.ts';
import { verbatim } from '../../src/words/text.ts';

const failure = (kind: ErrorKind, code?: number) =>
  new SkillError(kind, verbatim(`it failed: ${kind}`), { advice: verbatim(''), code });

/** Fails with each error in turn, then succeeds; counts how often it was tried. */
function failing(...errors: unknown[]) {
  let tries = 0;
  const attempt = async (): Promise<string> => {
    tries += 1;
    const error = errors.shift();
    if (error !== undefined) throw error;
    return 'done';
  };
  return { attempt, tries: () => tries };
}

function openWaiting({ deadlineMs }: { deadlineMs?: number } = {}) {
  const clock = createManualClock();
  const controller = new AbortController();
  const waits: number[] = [];
  const retry = createRetry({
    clock,
    signal: controller.signal,
    deadlineMs,
    random: () => 0.5,
    onWait: (_error, delayMs) => waits.push(delayMs),
  });
  return { clock, controller, waits, retry };
}

test('does not wait when the first try succeeds', async () => {
  const { retry, waits } = openWaiting();
  expect(await retry('GET', failing().attempt)).toBe('done');
  expect(waits).toEqual([]);
});

test('tries again and tells of each wait before it', async () => {
  const { retry, waits, clock } = openWaiting();
  const { attempt, tries } = failing(failure('network'), failure('backend', 503));
  expect(await retry('GET', attempt)).toBe('done');
  expect(tries()).toBe(3);
  expect(waits).toEqual([500, 1000]);
  expect(clock.slept).toEqual(waits);
});

test('gives up with the last error', async () => {
  const { retry } = openWaiting();
  const last = failure('backend', 502);
  const { attempt } = failing(failure('network'), failure('network'), last);
  await expect(retry('GET', attempt)).rejects.toBe(last);
});

test('posts once when it may have acted', async () => {
  const { retry } = openWaiting();
  const { attempt, tries } = failing(failure('network'));
  await expect(retry('POST', attempt)).rejects.toMatchObject({ kind: 'network' });
  expect(tries()).toBe(1);
});

test('does not wait beyond its deadline', async () => {
  const { retry, clock } = openWaiting({ deadlineMs: 29_999 });
  const { attempt, tries } = failing(failure('rate_limit', 429));
  await expect(retry('POST', attempt)).rejects.toMatchObject({ kind: 'rate_limit' });
  expect(tries()).toBe(1);
  expect(clock.slept).toEqual([]);
});

test('waits up to its deadline', async () => {
  const { retry, clock } = openWaiting({ deadlineMs: 30_000 });
  expect(await retry('POST', failing(failure('rate_limit', 429)).attempt)).toBe('done');
  expect(clock.slept).toEqual([30_000]);
});

test('stops waiting when it is called off', async () => {
  const { retry, controller } = openWaiting();
  const reason = new Error('stopped by the user');
  controller.abort(reason);
  await expect(retry('GET', failing(failure('network')).attempt)).rejects.toBe(reason);
});

const account = (token: string): Account => ({
  token,
  anonymous: true,
  clientId: 'client-1',
  userId: undefined,
  expiresAt: null,
});

/** Sends in an account's name and notes the tokens that were used. */
function openAuthorized(refused: string[], { mayRenew = true } = {}) {
  const used: string[] = [];
  let renewals = 0;
  const authorized = createAuthorized({
    account: account('token-1'),
    retry: openRetry(),
    renew: mayRenew
      ? async () => {
          renewals += 1;
          return account(`token-${renewals + 1}`);
        }
      : undefined,
  });
  const attempt = async ({ token }: Account): Promise<string> => {
    used.push(token);
    if (refused.includes(token)) throw failure('auth', 1001);
    return token;
  };
  return { authorized, attempt, used };
}

test('sends with the account it was given', async () => {
  const { authorized, attempt, used } = openAuthorized([]);
  await authorized.send('POST', attempt);
  expect(used).toEqual(['token-1']);
});

test('replaces a refused starter token once and goes on with the new one', async () => {
  const { authorized, attempt, used } = openAuthorized(['token-1']);
  expect(await authorized.send('POST', attempt)).toBe('token-2');
  expect(await authorized.send('GET', attempt)).toBe('token-2');
  expect(used).toEqual(['token-1', 'token-2', 'token-2']);
  expect(authorized.account.token).toBe('token-2');
});

test('does not ask for a third token', async () => {
  const { authorized, attempt, used } = openAuthorized(['token-1', 'token-2']);
  await expect(authorized.send('GET', attempt)).rejects.toMatchObject({ kind: 'auth' });
  await expect(authorized.send('GET', attempt)).rejects.toMatchObject({ kind: 'auth' });
  expect(used).toEqual(['token-1', 'token-2', 'token-2']);
});

test("never replaces a user's own token", async () => {
  const { authorized, attempt, used } = openAuthorized(['token-1'], { mayRenew: false });
  await expect(authorized.send('GET', attempt)).rejects.toMatchObject({ kind: 'auth' });
  expect(used).toEqual(['token-1']);
});

test('does not replace the token for any other failure', async () => {
  const { authorized, used } = openAuthorized([]);
  const refuse = async ({ token }: Account): Promise<never> => {
    used.push(token);
    throw failure('plan', 402);
  };
  await expect(authorized.send('POST', refuse)).rejects.toMatchObject({ kind: 'plan' });
  expect(used).toEqual(['token-1']);
});
