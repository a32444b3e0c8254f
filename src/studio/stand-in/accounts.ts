import { createHash, randomBytes } from 'node:crypto';

import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';
import type { Ledger } from './ledger.ts';
import type { StudioOptions } from './options.ts';
import type { Account } from './records.ts';
import type { Sessions } from './sessions.ts';
import type { Storage } from './storage.ts';

const RECORD = 'accounts';

export interface IssuedToken {
  token: string;
  userId: string;
  /** Milliseconds since the epoch. */
  expiresAt: number;
  credits: number;
}

interface AccountsParts {
  options: StudioOptions;
  clock: Clock;
  storage: Storage;
  sessions: Sessions;
  ledger: Ledger;
}

export type Accounts = ReturnType<typeof createAccounts>;

/** What is kept of accounts, tokens and clients; it is written whole. */
function openBook(storage: Storage) {
  const kept = storage.accounts.read(RECORD) ?? { accounts: [], tokens: [], clients: [] };
  const known = new Map(kept.accounts.map((account) => [account.userId, account]));
  const tokens = new Map(kept.tokens.map(({ hash, ...entry }) => [hash, entry]));
  const clients = new Map(kept.clients.map(({ clientId, ...entry }) => [clientId, entry]));
  return {
    known,
    tokens,
    clients,
    save(): void {
      storage.accounts.write(RECORD, {
        accounts: [...known.values()],
        tokens: [...tokens].map(([hash, entry]) => ({ hash, ...entry })),
        clients: [...clients].map(([clientId, entry]) => ({ clientId, ...entry })),
      });
    },
  };
}

type Book = ReturnType<typeof openBook>;

/** The accounts that somebody works in. */
function createOpened({ known }: Book, { sessions, ledger }: AccountsParts) {
  const opened = new Map<string, Account>();
  return {
    /** Credits that were frozen when the studio ended are available again: that work never landed. */
    open(userId: string): Account | undefined {
      const stored = known.get(userId);
      if (!stored || opened.has(userId)) return opened.get(userId);
      sessions.open(stored);
      const account = { ...stored, available: stored.granted - ledger.spentBy(userId), frozen: 0 };
      opened.set(userId, account);
      return account;
    },
    create(kind: 'anon' | 'user', credits: number): Account {
      const userId = `${kind}_${randomBytes(8).toString('hex')}`;
      const stored = { userId, anonymous: kind === 'anon', granted: credits };
      const account = { ...stored, available: credits, frozen: 0 };
      known.set(userId, stored);
      opened.set(userId, account);
      return account;
    },
  };
}

/** Knows accounts and tokens; each token given out is stored first. */
export function createAccounts(parts: AccountsParts) {
  const { options, clock, storage, sessions, ledger } = parts;
  const book = openBook(storage);
  const { known, tokens, clients, save } = book;
  const { open, create } = createOpened(book, parts);

  function issue({ userId, available }: Account): IssuedToken {
    const token = `nmv_usr_${randomBytes(36).toString('base64url')}`;
    const expiresAt = clock.now() + options.tokenLifetimeMs;
    tokens.set(hashToken(token), { userId, expiresAt });
    save();
    return { token, userId, expiresAt, credits: available };
  }

  return {
    /** An anonymous token: one per client and interval, else 429 (contract 2.1). */
    issueAnonymous(clientId: string): IssuedToken {
      const client = clients.get(clientId);
      if (client && clock.now() - client.issuedAt < options.tokenLifetimeMs) {
        throw new ApiError(429, 'Only one token per client every 7 days');
      }
      // The same client stays the same user, so its sessions outlive its token.
      const account = open(client?.userId ?? '') ?? create('anon', options.credits);
      clients.set(clientId, { userId: account.userId, issuedAt: clock.now() });
      return issue(account);
    },
    /** A token as a registered user would bring it in NEMO_TOKEN. */
    issueRegistered: (credits: number): IssuedToken => issue(create('user', credits)),
    /** The account behind a token, or 1001. */
    authenticate(authorization: string | undefined): Account {
      const token = /^Bearer\s+(\S+)$/i.exec(authorization ?? '')?.[1];
      const entry = token === undefined ? undefined : tokens.get(hashToken(token));
      const account = entry && open(entry.userId);
      if (!account) throw new ApiError(1001, 'Invalid authentication token');
      if (entry.expiresAt <= clock.now()) throw new ApiError(1001, 'Token has expired');
      return account;
    },
    /** Expires all tokens given out so far; their clients may ask again. */
    expireAll(): void {
      tokens.clear();
      for (const client of clients.values()) client.issuedAt = Number.MIN_SAFE_INTEGER;
      save();
    },
    /** Forgets the sessions that nothing was done in since then; what they cost stays spent. */
    forgetSessionsBefore(time: number): void {
      for (const stored of known.values()) {
        open(stored.userId);
        for (const session of sessions.listUntouchedSince(time, stored.userId)) {
          const spent = ledger.listOf(session.id).reduce((sum, { credits }) => sum + credits, 0);
          // Should the studio end between these two, the next one finds the id and the session, and removes it.
          Object.assign(stored, { granted: stored.granted - spent, forgotten: session.id });
          save();
          sessions.remove(session);
        }
      }
    },
  };
}

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
