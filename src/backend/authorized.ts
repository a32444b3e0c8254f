import { SkillError } from '../system/errors.ts';
import type { Account } from './account.ts';
import type { Retry } from './retry.ts';

export interface AuthorizedOptions {
  account: Account;
  retry: Retry;
  /** Asks for another starter token; absent for a token that is the user's own, which is never replaced silently. */
  renew?: (() => Promise<Account>) | undefined;
}

/** Sends requests in an account's name. */
export interface Authorized {
  readonly account: Account;
  /** Retries what is harmless; a refused starter token is replaced once and the request sent again (seed, error 1001). */
  send<T>(method: 'GET' | 'POST', attempt: (account: Account) => Promise<T>): Promise<T>;
}

export function createAuthorized({ account, retry, renew }: AuthorizedOptions): Authorized {
  let current = account;
  let mayRenew = renew !== undefined;
  return {
    get account() {
      return current;
    },
    async send(method, attempt) {
      try {
        return await retry(method, () => attempt(current));
      } catch (error) {
        const isRefused = error instanceof SkillError && error.kind === 'auth';
        if (!isRefused || !mayRenew || !renew) throw error;
        mayRenew = false;
        current = await renew();
        return retry(method, () => attempt(current));
      }
    },
  };
}
