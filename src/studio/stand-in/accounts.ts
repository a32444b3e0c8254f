import { createHash, randomBytes } from 'node:crypto';

import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { StudioOptions } from './options.ts';
import type { Storage, StoredState } from './storage.ts';
import type { Account } from './records.ts';

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

interface AccountsParts {
  options: StudioOptions;
  clock: Clock;
  storage: Storage;
}

/** Knows accounts and tokens; each token given out is stored first. */
export function createAccounts({ options, clock, storage }: AccountsParts): Accounts {
  const accounts = restoreAccounts(storage.kept);
  const { tokens, clients } = restoreAccess(storage.kept);

  function issue(account: Account): IssuedToken {
    const token = `nmv_usr_${randomBytes(36).toString('base64url')}`;
    const { userId, available } = account;
    const expiresAt = clock.now() + options.tokenLifetimeMs;
    accounts.set(userId, account);
    tokens.set(hashToken(token), { userId, expiresAt });
    save();
    return { token, userId, expiresAt, credits: available };
  }

  /** All clients come from this machine, which is one address. */
  function countRecent(): number {
    const since = clock.now() - options.tokenLifetimeMs;
    return [...clients.values()].filter(({ issuedAt }) => issuedAt > since).length;
  }

  function save(): void {
    storage.saveAccounts({
      accounts: [...accounts.values()].map(({ userId, anonymous, granted }) => ({
        userId,
        anonymous,
        granted,
      })),
      tokens: [...tokens].map(([hash, entry]) => ({ hash, ...entry })),
      clients: [...clients].map(([clientId, entry]) => ({ clientId, ...entry })),
    });
  }

  return {
    issueAnonymous(clientId) {
      const known = clients.get(clientId);
      if (known && clock.now() - known.issuedAt < options.tokenLifetimeMs) {
        throw new ApiError(429, 'Only one token per client every 7 days');
      }
      if (options.tokensPerAddress > 0 && countRecent() >= options.tokensPerAddress) {
        throw new ApiError(429, 'Too many tokens for this address in 7 days');
      }
      // The same client stays the same user, so its sessions outlive its token.
      const account = accounts.get(known?.userId ?? '') ?? createAccount('anon', options.credits);
      clients.set(clientId, { userId: account.userId, issuedAt: clock.now() });
      return issue(account);
    },
    issueRegistered: (credits) => issue(createAccount('user', credits)),
    authenticate(authorization) {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      const entry = token === undefined ? undefined : tokens.get(hashToken(token));
      const account = accounts.get(entry?.userId ?? '');
      if (!entry || !account) throw new ApiError(1001, 'Invalid authentication token');
      if (entry.expiresAt <= clock.now()) throw new ApiError(1001, 'Token has expired');
      return account;
    },
    expireAll() {
      tokens.clear();
      for (const client of clients.values()) client.issuedAt = Number.MIN_SAFE_INTEGER;
      save();
    },
  };
}

function createAccount(kind: 'anon' | 'user', credits: number): Account {
  return {
    userId: `${kind}_${randomBytes(8).toString('hex')}`,
    anonymous: kind === 'anon',
    granted: credits,
    available: credits,
    frozen: 0,
  };
}

/** Credits that were frozen when the studio ended are available again: that work never landed. */
function restoreAccounts({ accounts, sessions }: StoredState): Map<string, Account> {
  const charges = sessions.flatMap((session) => session.charges);
  const spentBy = (userId: string) =>
    charges.reduce((sum, charge) => sum + (charge.userId === userId ? charge.credits : 0), 0);
  return new Map(
    accounts.accounts.map((stored) => {
      const available = stored.granted - spentBy(stored.userId);
      return [stored.userId, { ...stored, available, frozen: 0 }];
    }),
  );
}

function restoreAccess({ accounts }: StoredState) {
  return {
    tokens: new Map(accounts.tokens.map(({ hash, ...entry }) => [hash, entry])),
    clients: new Map(accounts.clients.map(({ clientId, ...entry }) => [clientId, entry])),
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
