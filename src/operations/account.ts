import type { Account } from '../backend/account.ts';
import { createApi, requestAnonymousToken, type Api } from '../backend/api.ts';
import { createAuthorized } from '../backend/authorized.ts';
import { SkillError } from '../system/errors.ts';
import type { Credentials } from '../core/records.ts';
import { projectWords } from '../words/projects.ts';
import type { Context } from './context.ts';
import { lockAccount } from './locks.ts';

/** An account and the endpoints called in its name. */
export interface AccountConnection {
  /** The account as it is now: a starter token may be replaced on the way. */
  readonly account: Account;
  api: Api;
}

/** A starter token lives 7 days (seed, "Getting Connected"). */
const TOKEN_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** The user's token as it is, else the stored one while it lives, else a free starter token (seed, "Getting Connected"). */
export async function openAccount(context: Context): Promise<AccountConnection> {
  const known = await findKnownAccount(context);
  return known ? connectAccount(context, known) : openStarterAccount(context);
}

/** The free starter account: the stored one while it lives, else a new one. */
export async function openStarterAccount(context: Context): Promise<AccountConnection> {
  const account =
    (await findStarterAccount(context)) ??
    (await obtainUnlessThere(context, () => findStarterAccount(context)));
  return connectAccount(context, account);
}

/** Asks for a starter account, unless another command has just been given one. */
async function obtainUnlessThere(
  context: Context,
  find: () => Promise<Account | undefined>,
): Promise<Account> {
  const release = await lockAccount(context);
  try {
    return (await find()) ?? (await obtainStarterAccount(context));
  } finally {
    await release?.();
  }
}

/** The account there already is, if there is one; asks for nothing. */
export async function findKnownAccount(context: Context): Promise<Account | undefined> {
  const { token } = context.settings;
  if (token === undefined) return findStarterAccount(context);
  return { token, anonymous: false, clientId: undefined, userId: undefined, expiresAt: null };
}

/** As the account is, without retries, and no other token is requested. */
export function inspectAccount({ http, settings }: Context, account: Account): Api {
  const authorized = createAuthorized({ account, retry: (_method, attempt) => attempt() });
  return createApi({ http, webUrl: settings.webUrl, authorized });
}

function connectAccount(context: Context, account: Account): AccountConnection {
  const { http, retry, settings } = context;
  // A token the user set is theirs to replace: another account would not see their projects.
  const renew = account.anonymous ? () => renewStarterAccount(context, account) : undefined;
  const authorized = createAuthorized({ account, retry, renew });
  return {
    get account() {
      return authorized.account;
    },
    api: createApi({ http, webUrl: settings.webUrl, authorized }),
  };
}

async function findStarterAccount(context: Context): Promise<Account | undefined> {
  const { settings, store, clock } = context;
  const stored = await store.credentials();
  if (!stored || hasExpired(stored, clock.now())) return undefined;
  // A stored token belongs to the client id it was given to.
  const isOurs = settings.clientId === undefined || settings.clientId === stored.client_id;
  return isOurs ? toAccount(stored) : undefined;
}

const hasExpired = ({ expires_at }: Credentials, nowMs: number): boolean =>
  Date.parse(expires_at) <= nowMs;

const toAccount = (credentials: Credentials): Account => ({
  token: credentials.token,
  anonymous: true,
  clientId: credentials.client_id,
  userId: credentials.user_id ?? undefined,
  expiresAt: credentials.expires_at,
});

function renewStarterAccount(context: Context, refused: Account): Promise<Account> {
  return obtainUnlessThere(context, async () => {
    const stored = await findStarterAccount(context);
    if (stored && stored.token !== refused.token) return stored;
    context.reporter.notice(projectWords.newToken());
    return undefined;
  });
}

async function obtainStarterAccount(context: Context): Promise<Account> {
  const { settings, store, clock, reporter } = context;
  const earlier = await store.credentials();
  if (earlier && hasExpired(earlier, clock.now())) reporter.notice(projectWords.tokenExpired());
  reporter.progress(projectWords.connecting());
  const clientId = settings.clientId ?? (await store.clientId());
  const answer = await requestAnonymousToken(context, clientId).catch(async (error: unknown) => {
    if (!isClientIdRefusal(error) || settings.clientId !== undefined) throw error;
    // Seed, "Error Handling", 400: make a client id and try again, once.
    return requestAnonymousToken(context, await store.renewClientId());
  });
  const credentials: Credentials = {
    token: answer.token,
    client_id: settings.clientId ?? (await store.clientId()),
    user_id: answer.user_id ?? null,
    expires_at: readExpiry(answer.expires_at, clock.now()),
  };
  await store.saveCredentials(credentials);
  return toAccount(credentials);
}

const isClientIdRefusal = (error: unknown): boolean =>
  error instanceof SkillError && error.code === 400;

function readExpiry(expiresAt: string | number | null | undefined, nowMs: number): string {
  const time = new Date(expiresAt ?? Number.NaN);
  return (Number.isNaN(time.getTime()) ? new Date(nowMs + TOKEN_LIFETIME_MS) : time).toISOString();
}
