/**
 * NemoVideo's API as the rest of the skill sees it: an account, its endpoints, and the rule for what may be sent again.
 * Read this first; `request.ts` sends, `errors.ts` says what an answer means, `account.ts` finds or obtains the token.
 * This room knows nothing of projects, jobs or files on this machine, except the account's own record.
 */
import type { Settings } from '../system/settings.ts';
import { SkillError } from '../system/errors.ts';
import { accountWords } from '../words/account.ts';
import { findAccount, openStarter, type Account, type AccountOptions } from './account.ts';
import { attributionHeaders, type Skill } from './attribution.ts';
import { createEndpoints, type Endpoints } from './endpoints.ts';
import type { Failure } from './envelope.ts';
import { explainBackendFailure } from './errors.ts';
import { createHttp, type Http } from './request.ts';
import { createWait, type BeforeRetry, type WaitOptions } from './retry.ts';

export { accountKey, findAccount, type Account } from './account.ts';
export { downloadPath, type SessionState, type UploadBody } from './endpoints.ts';
export type { Credits } from './schemas.ts';

export interface BackendOptions extends AccountOptions, WaitOptions {
  settings: Settings;
  reporter: AccountOptions['reporter'];
  skill: Skill;
  /** Runs `act` while no other command holds the lock of that name. */
  lock: <T>(name: string, act: () => Promise<T>) => Promise<T>;
}

export interface Backend extends Endpoints {
  /** As it is now: a starter token may be replaced on the way. */
  readonly account: Account;
  /**
   * Called after an attempt of `sendMessage`, `uploadFiles`, `uploadUrls` or `submitRender` failed: waits, or renews the
   * token, and returns when the same request may be sent again. Throws `error` when it may not: it may have been taken, it
   * was tried often enough, or the command's time is up. `attempt` counts from 1.
   */
  beforeRetry(error: unknown, attempt: number): Promise<void>;
  /** The error that an event of a turn reports; never a refusal, since the message had been taken. */
  explainTurnError(failure: Failure): SkillError;
  close(): Promise<void>;
}

/** Finds or obtains the account, and opens the API in its name. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { reporter } = options;
  const http = openHttp(options);
  const wait = createWait(options);
  const tokenOptions = { ...options, http, beforeRetry: wait };
  reporter.progress(accountWords.connecting());
  let account: Account;
  try {
    account = (await findAccount(options)) ?? (await openStarter(tokenOptions));
  } catch (error) {
    await http.close();
    throw error;
  }

  let renewal: Promise<Account> | undefined;
  /** Replaces a refused starter token, once per command (seed, error 1001). True when the request may now succeed. */
  const renewAfter = async (error: unknown, attempt: number): Promise<boolean> => {
    const isTokenRefused = error instanceof SkillError && error.row === 1001 && error.isRefused;
    if (!isTokenRefused || !account.anonymous) return false;
    const isFirst = renewal === undefined;
    renewal ??= openStarter(tokenOptions, account.token);
    account = await renewal;
    // Requests that were under way side by side were refused for the same token.
    return isFirst || attempt === 1;
  };
  const beforeRetry: BeforeRetry = async (method, error, attempt) => {
    if (!(await renewAfter(error, attempt))) await wait(method, error, attempt);
  };
  return {
    ...createEndpoints(http, () => account, beforeRetry),
    get account() {
      return account;
    },
    beforeRetry: (error, attempt) => beforeRetry('POST', error, attempt),
    explainTurnError: (failure) =>
      explainBackendFailure({
        ...failure,
        method: 'POST',
        path: '/run_sse',
        status: 200,
        caller: account,
        webUrl: http.webUrl,
        isInsideTurn: true,
      }),
    close: () => http.close(),
  };
}

type HttpSources = Pick<BackendOptions, 'settings' | 'skill' | 'clock' | 'signal' | 'deadlineMs'>;

/** The API for `doctor`: no account is obtained or renewed, and every request is sent once. */
export function inspectBackend(options: HttpSources): {
  http: Http;
  inTheNameOf(account: Account): Endpoints;
} {
  const http = openHttp(options);
  return {
    http,
    inTheNameOf: (account) =>
      createEndpoints(
        http,
        () => account,
        (_method, error) => Promise.reject(error),
      ),
  };
}

const openHttp = ({ settings, skill, clock, signal, deadlineMs }: HttpSources): Http =>
  createHttp({ ...settings, attribution: attributionHeaders(skill), clock, signal, deadlineMs });
