/**
 * NemoVideo's API as the rest of the skill sees it: an account, its endpoints, and the rule for what may be sent again.
 * Read this first; `request.ts` sends, `errors.ts` says what an answer means, `account.ts` finds or obtains the token.
 * This room knows nothing of projects, jobs or files on this machine, except the account's own record.
 */
import type { Clock } from '../system/clock.ts';
import { SkillError } from '../system/errors.ts';
import type { Reporter } from '../system/reporter.ts';
import type { Settings } from '../system/settings.ts';
import type { StateFiles } from '../system/state-files.ts';
import { accountWords } from '../words/account.ts';
import { openAccount, replaceStarter, type Account } from './account.ts';
import { attributionHeaders, type Skill } from './attribution.ts';
import { createEndpoints, describeCaller, type Credits, type Endpoints } from './endpoints.ts';
import { explainBackendFailure } from './errors.ts';
import { createHttp, type Http, type HttpResponse } from './request.ts';
import { createWait, repeat, type BeforeRetry } from './retry.ts';

export { accountKey, findAccount, type Account } from './account.ts';
export { downloadPath, type Credits, type SessionState, type UploadBody } from './endpoints.ts';

export interface BackendOptions {
  settings: Settings;
  clock: Clock;
  files: StateFiles;
  reporter: Reporter;
  /** Aborts when the command is told to stop. */
  signal: AbortSignal;
  /** Clock time at which the command's time is up (`--wait`). */
  deadlineMs: number | undefined;
  skill: Skill;
  /** 0 to 1; spreads out clients that failed together. */
  random: () => number;
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
  explainTurnError(event: { message: string; code?: number | undefined }): SkillError;
}

/** Finds or obtains the account, and opens the API in its name. */
export async function openBackend(
  options: BackendOptions,
): Promise<Backend & { close(): Promise<void> }> {
  const { settings, reporter } = options;
  const http = openHttp(options);
  const wait = createWait(options);
  const tokenOptions = { ...options, http, beforeRetry: wait };
  reporter.progress(accountWords.connecting());
  let account = await openAccount(tokenOptions).catch(async (error: unknown) => {
    await http.close();
    throw error;
  });

  const usedTokens = new WeakMap<SkillError, string>();
  /** Makes one attempt, and notes which token an error is about: another request may renew it meanwhile. */
  const once = async <T>(act: () => Promise<T>): Promise<T> => {
    const { token } = account;
    try {
      return await act();
    } catch (error) {
      if (error instanceof SkillError) usedTokens.set(error, token);
      throw error;
    }
  };

  let renewal: Promise<Account> | undefined;
  /** Replaces a refused starter token, once per command (seed, error 1001). True when there is another token to try. */
  const renewAfter = async (error: unknown): Promise<boolean> => {
    const isTokenRefused = error instanceof SkillError && error.row === 1001 && error.isRefused;
    if (!isTokenRefused || !account.anonymous) return false;
    const isFirst = renewal === undefined;
    renewal ??= replaceStarter(tokenOptions, account.token);
    account = await renewal;
    const usedToken = usedTokens.get(error);
    return isFirst || (usedToken !== undefined && usedToken !== account.token);
  };

  const beforeRetry: BeforeRetry = async (method, error, tries) => {
    if (!(await renewAfter(error))) await wait(method, error, tries);
  };
  const endpoints = createEndpoints({
    http,
    webUrl: settings.webUrl,
    account: () => account,
    once,
    repeated: (method, act) => repeat(method, act, beforeRetry),
  });
  return {
    ...endpoints,
    get account() {
      return account;
    },
    beforeRetry: (error, tries) => beforeRetry('POST', error, tries),
    explainTurnError: (event) =>
      explainBackendFailure({
        ...event,
        method: 'POST',
        path: '/run_sse',
        status: 200,
        caller: describeCaller(settings.webUrl, account),
        isInsideTurn: true,
      }),
    close: () => http.close(),
  };
}

/** What `doctor` may ask: one attempt each, and nothing is obtained, renewed or waited for. */
export interface Inspection {
  /** Any answer of the API's host, asked without a token. */
  probe(signal: AbortSignal): Promise<HttpResponse>;
  /** The balance in an account's name, which tells whether its token is taken. */
  readCredits(account: Account, signal: AbortSignal): Promise<Credits>;
  close(): Promise<void>;
}

type HttpSources = Pick<BackendOptions, 'settings' | 'skill' | 'clock' | 'signal' | 'deadlineMs'>;

/** Opens the API as it is, for an account that may or may not be there. */
export function inspectBackend(options: HttpSources): Inspection {
  const http = openHttp(options);
  const { webUrl } = options.settings;
  return {
    probe: (signal) => http.request({ method: 'GET', url: '/api/credits/balance/simple', signal }),
    readCredits: (account, signal) =>
      createEndpoints({ http, webUrl, account: () => account }).readCredits(signal),
    close: () => http.close(),
  };
}

const openHttp = ({ settings, skill, ...rest }: HttpSources): Http =>
  createHttp({
    apiUrl: settings.apiUrl,
    proxies: settings.proxies,
    attribution: attributionHeaders(skill),
    clock: rest.clock,
    signal: rest.signal,
    deadlineMs: rest.deadlineMs,
  });
