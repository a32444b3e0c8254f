import { createHash } from 'node:crypto';
import type { Account } from '../client/account.ts';
import { createApi, requestAnonymousToken, type Api } from '../client/api.ts';
import { chooseLanguage } from '../core/language.ts';
import type { Credentials, ProjectRecord } from '../core/records.ts';
import type { Context } from './context.ts';

/** An account, its endpoints, and the session a project name stands for. */
export interface Connection {
  account: Account;
  api: Api;
  project: ProjectRecord;
  /** True when the session was made just now. */
  isNew: boolean;
}

export interface ConnectionOptions {
  /** Make a new session even if the project has one. */
  fresh?: boolean;
  /** The user's words; their language is the session's. */
  message?: string;
}

/** A starter token lives 7 days (seed, "Getting Connected"). */
const TOKEN_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Everything a command needs to talk about a project: token, endpoints, session. */
export async function openProject(
  context: Context,
  options: ConnectionOptions = {},
): Promise<Connection> {
  const { account, api } = await openAccount(context);
  const stored = options.fresh ? undefined : await findProject(context, account);
  const project =
    stored ?? (await startProject(context, { account, api, message: options.message }));
  return { account, api, project, isNew: stored === undefined };
}

/** The user's token as it is, else the stored one while it lives, else a free starter token (seed, "Getting Connected"). */
export async function openAccount(context: Context): Promise<{ account: Account; api: Api }> {
  const account = await findAccount(context);
  return {
    account,
    api: createApi({ http: context.http, webUrl: context.settings.webUrl, account }),
  };
}

async function findAccount(context: Context): Promise<Account> {
  return (await findKnownAccount(context)) ?? toAccount(await obtainToken(context));
}

/** The account there already is, if there is one; asks for nothing. */
export async function findKnownAccount({
  settings,
  store,
  clock,
  reporter,
}: Context): Promise<Account | undefined> {
  if (settings.token !== undefined) {
    return { token: settings.token, anonymous: false, userId: undefined, expiresAt: null };
  }
  const stored = await store.credentials();
  if (!stored) return undefined;
  if (isUsable(stored, settings.clientId, clock.now())) return toAccount(stored);
  if (Date.parse(stored.expires_at) <= clock.now())
    reporter.notice('The free starter token has expired.');
  return undefined;
}

/** A stored token is this client's and not expired. */
const isUsable = (stored: Credentials, clientId: string | undefined, nowMs: number): boolean =>
  Date.parse(stored.expires_at) > nowMs &&
  (clientId === undefined || clientId === stored.client_id);

const toAccount = (credentials: Credentials): Account => ({
  token: credentials.token,
  anonymous: true,
  userId: credentials.user_id ?? undefined,
  expiresAt: credentials.expires_at,
});

async function obtainToken({
  settings,
  store,
  http,
  clock,
  reporter,
}: Context): Promise<Credentials> {
  reporter.progress('Connecting…');
  const clientId = settings.clientId ?? (await store.clientId());
  const answer = await requestAnonymousToken(http, clientId);
  const credentials = {
    token: answer.token,
    client_id: clientId,
    user_id: answer.user_id ?? null,
    expires_at: readExpiry(answer.expires_at, clock.now()),
  };
  await store.saveCredentials(credentials);
  return credentials;
}

function readExpiry(expiresAt: string | number | null | undefined, nowMs: number): string {
  const time = new Date(expiresAt ?? Number.NaN);
  return (Number.isNaN(time.getTime()) ? new Date(nowMs + TOKEN_LIFETIME_MS) : time).toISOString();
}

/** The project's session, if it was made with this account: another account cannot see it. */
async function findProject(
  { store, project, clock, reporter }: Context,
  account: Account,
): Promise<ProjectRecord | undefined> {
  const stored = await store.project(project);
  if (!stored) return undefined;
  if (stored.account !== accountKey(account)) {
    reporter.notice(
      `Project "${project}" belongs to another account; a new, empty session takes its place.`,
    );
    return undefined;
  }
  const used = { ...stored, last_used: new Date(clock.now()).toISOString() };
  await store.saveProject(used);
  return used;
}

async function startProject(
  { store, project, clock, language, settings }: Context,
  { account, api, message }: { account: Account; api: Api; message: string | undefined },
): Promise<ProjectRecord> {
  const session = await api.createSession(
    chooseLanguage({ requested: language, message, locale: settings.locale }),
  );
  const now = new Date(clock.now()).toISOString();
  const record: ProjectRecord = {
    project,
    session_id: session.sessionId,
    task_id: session.taskId ?? null,
    user_id: session.userId ?? account.userId ?? null,
    account: accountKey(account),
    created: now,
    last_used: now,
  };
  await store.saveProject(record);
  return record;
}

/** Tells accounts apart without keeping a user's own token on disk. */
const accountKey = ({ token, anonymous }: Account): string =>
  `${anonymous ? 'starter' : 'own'}:${createHash('sha256').update(token).digest('hex').slice(0, 16)}`;
