import { randomBytes } from 'node:crypto';

import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';

export interface Account {
  userId: string;
  anonymous: boolean;
  /** Credits free to spend. */
  available: number;
  /** Credits reserved for turns that are running. */
  frozen: number;
}

export interface IssuedToken {
  token: string;
  userId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  credits: number;
}

export interface Accounts {
  /** An anonymous token: one per client and interval, else 429 (contract 2.1). */
  issueAnonymous(clientId: string): IssuedToken;
  /** A token as a registered user would bring it in NEMO_TOKEN. */
  issueRegistered(credits: number): IssuedToken;
  /** The account behind a token, or 1001. */
  authenticate(authorization: string | undefined): Account;
  /** Expires all tokens given out so far; their clients may ask again. */
  expireAll(): void;
}

interface TokenEntry {
  account: Account;
  expiresAt: number;
}

/** Keeps accounts and tokens in memory. */
export function createAccounts(options: StudioOptions, clock: Clock): Accounts {
  const tokens = new Map<string, TokenEntry>();
  const clients = new Map<string, { account: Account; issuedAt: number }>();

  function issue(account: Account): IssuedToken {
    const token = `nmv_usr_${randomBytes(36).toString('base64url')}`;
    const expiresAt = clock.now() + options.tokenLifetimeMs;
    tokens.set(token, { account, expiresAt });
    return { token, userId: account.userId, expiresAt, credits: account.available };
  }

  return {
    issueAnonymous(clientId) {
      const known = clients.get(clientId);
      if (known && clock.now() - known.issuedAt < options.tokenIntervalMs) {
        throw new ApiError(429, 'Only one token per client every 7 days');
      }
      // The same client stays the same user, so its sessions outlive its token.
      const account = known?.account ?? createAccount('anon', options.credits);
      clients.set(clientId, { account, issuedAt: clock.now() });
      return issue(account);
    },
    issueRegistered: (credits) => issue(createAccount('user', credits)),
    authenticate(authorization) {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      const entry = token === undefined ? undefined : tokens.get(token);
      if (!entry) throw new ApiError(1001, 'Invalid authentication token');
      if (entry.expiresAt <= clock.now()) throw new ApiError(1001, 'Token has expired');
      return entry.account;
    },
    expireAll() {
      tokens.clear();
      for (const client of clients.values()) client.issuedAt = -Infinity;
    },
  };
}

function createAccount(kind: 'anon' | 'user', credits: number): Account {
  return {
    userId: `${kind}_${randomBytes(8).toString('hex')}`,
    anonymous: kind === 'anon',
    available: credits,
    frozen: 0,
  };
}
