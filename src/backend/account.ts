/**
 * Whose token, credits and sessions a command works with: the user's NEMO_TOKEN as it is, else the stored starter token
 * while it lives, else a new one (seed, "Getting Connected"). A user's own token is never replaced.
 */
import type { Clock } from '../system/clock.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { brokenRecord, readJsonRecord } from '../system/json-record.ts';
import type { Reporter } from '../system/reporter.ts';
import { isClientId, type Settings } from '../system/settings.ts';
import type { StateFiles } from '../system/state-files.ts';
import { createUuid } from '../vendor/uuid.ts';
import { literal, nullish, object, string, type Infer } from '../vendor/zod.ts';
import { accountWords } from '../words/account.ts';
import { callJson } from './answer.ts';
import { TOKEN_PATH, type Caller } from './errors.ts';
import type { Http } from './request.ts';
import { repeat, type BeforeRetry } from './retry.ts';
import { tokenAnswer } from './schemas.ts';

export interface Account extends Caller {
  /** The client a starter token was given to. */
  clientId: string | undefined;
  /** ISO time; null where it is not known (the user's own token). */
  expiresAt: string | null;
}

/** Where the account is looked for and kept. */
export interface AccountOptions {
  settings: Settings;
  clock: Clock;
  files: StateFiles;
  reporter: Reporter;
}

/** What asking for a token needs besides. */
export interface TokenOptions extends AccountOptions {
  http: Http;
  /** One command at a time asks, since a client gets one token in 7 days. */
  lock: <T>(name: string, act: () => Promise<T>) => Promise<T>;
  beforeRetry: BeforeRetry;
}

/** A starter token lives 7 days (seed, "Getting Connected"), and no client gets another before. */
const TOKEN_LIFETIME_MS = 7 * 24 * 60 * 60_000;

/** Projects are kept account by account, since none can see another's; a user's own token is not written down for it. */
export const accountKey = ({ token, anonymous, clientId }: Account): string =>
  anonymous ? `starter-${clientId}` : `own-${hashText(token)}`;

/** The account there already is, if there is one. Nothing is asked for or written. */
export async function findAccount(options: AccountOptions): Promise<Account | undefined> {
  const { settings, reporter } = options;
  const { token } = settings;
  if (token === undefined) return findStarter(options);
  reporter.hide(token);
  return { token, anonymous: false, clientId: undefined, userId: undefined, expiresAt: null };
}

/**
 * A starter account: the stored one, or a new one where there is none or its token was refused. Another command may have
 * obtained one meanwhile.
 */
export const openStarter = (options: TokenOptions, refusedToken?: string): Promise<Account> =>
  options.lock('account', async () => {
    const stored = await findStarter(options);
    if (stored && stored.token !== refusedToken) return stored;
    if (refusedToken !== undefined) options.reporter.notice(accountWords.newToken());
    return obtainStarter(options);
  });

/** `account.json`. Without a token it says that one was asked for and that no answer has come. */
const accountRecord = object({
  version: literal(1),
  client_id: string(),
  /** ISO time at which the token was asked for. */
  requested_at: string(),
  token: nullish(string()),
  user_id: nullish(string()),
  /** ISO time. */
  expires_at: nullish(string()),
});

type AccountRecord = Infer<typeof accountRecord>;

async function findStarter(options: AccountOptions): Promise<Account | undefined> {
  const { settings, clock, reporter } = options;
  const record = await readRecord(options);
  if (!record?.token || isExpired(record, clock.now())) return undefined;
  // A stored token belongs to the client it was given to.
  if (settings.clientId !== undefined && settings.clientId !== record.client_id) return undefined;
  reporter.hide(record.token);
  return {
    token: record.token,
    anonymous: true,
    clientId: record.client_id,
    userId: record.user_id ?? undefined,
    expiresAt: record.expires_at ?? null,
  };
}

const isExpired = ({ expires_at }: AccountRecord, nowMs: number): boolean =>
  Date.parse(expires_at ?? '') <= nowMs;

/**
 * Asks for a starter token. A client id of this machine's own is replaced by a new one, once, where the record shows a
 * request whose answer never came (that client would get 429 for 7 days), or where the backend does not take the id
 * (seed, "Error Handling", 400). The user's NEMO_CLIENT_ID is never replaced.
 */
async function obtainStarter(options: TokenOptions): Promise<Account> {
  const { settings, clock, reporter } = options;
  const earlier = await readRecord(options);
  if (earlier?.token && isExpired(earlier, clock.now())) reporter.notice(accountWords.expired());
  const request = (id: string): Promise<Account> => requestStarter(options, id, earlier);
  if (settings.clientId !== undefined) return request(settings.clientId);
  const clientId = await readClientId(options);
  if (earlier?.client_id === clientId && isAnswerLost(earlier, clock.now())) {
    reporter.notice(accountWords.newClientId());
    return request(await writeClientId(options));
  }
  try {
    return await request(clientId);
  } catch (error) {
    if (!(error instanceof SkillError && error.row === 400)) throw error;
    return request(await writeClientId(options));
  }
}

const isAnswerLost = ({ token, requested_at }: AccountRecord, nowMs: number): boolean =>
  !token && Date.parse(requested_at) + TOKEN_LIFETIME_MS > nowMs;

/**
 * Asks for a token under this client id. The request is on record before it is sent; where it was certainly refused, the
 * earlier record is put back.
 */
async function requestStarter(
  options: TokenOptions,
  clientId: string,
  earlier: AccountRecord | undefined,
): Promise<Account> {
  const { http, clock, reporter, beforeRetry } = options;
  const requested_at = new Date(clock.now()).toISOString();
  const requested: AccountRecord = { version: 1, client_id: clientId, requested_at };
  const attempt = async (): ReturnType<typeof requestToken> => {
    await writeRecord(options, requested);
    try {
      return await requestToken(http, clientId);
    } catch (error) {
      if (error instanceof SkillError && error.isRefused) await writeRecord(options, earlier);
      throw error;
    }
  };
  const { token, user_id, expires_at } = await repeat('POST', attempt, beforeRetry);
  reporter.hide(token);
  // A time that cannot be read, or that is over, is none.
  const toldMs = Date.parse(expires_at ?? '');
  const expiresMs = toldMs > clock.now() ? toldMs : clock.now() + TOKEN_LIFETIME_MS;
  const expiresAt = new Date(expiresMs).toISOString();
  await writeRecord(options, { ...requested, token, user_id, expires_at: expiresAt });
  return { token, anonymous: true, clientId, userId: user_id ?? undefined, expiresAt };
}

/** Asks for a free starter token once: 100 credits, 7 days, one per client (wire-contract.md 2.1). */
export async function requestToken(
  http: Http,
  clientId: string,
): Promise<Infer<typeof tokenAnswer>> {
  const headers = { 'X-Client-Id': clientId };
  const request = { method: 'POST', url: TOKEN_PATH, headers } as const;
  return (await callJson(http, request, tokenAnswer)).value;
}

const recordName = ({ settings }: AccountOptions): string => `${settings.apiFolder}account.json`;

const readRecord = (options: AccountOptions): Promise<AccountRecord | undefined> =>
  readJsonRecord(options.files, recordName(options), accountRecord);

const writeRecord = (options: AccountOptions, record: AccountRecord | undefined): Promise<void> =>
  record === undefined
    ? options.files.remove(recordName(options))
    : options.files.write(recordName(options), `${JSON.stringify(record, null, 2)}\n`);

/** In the state folder's root, as one line: one per machine, shared with the other skills of NemoVideo (wire-contract.md 2.1). */
const CLIENT_ID = 'client_id';

async function readClientId(options: AccountOptions): Promise<string> {
  const stored = (await options.files.read(CLIENT_ID))?.trim();
  if (!stored) return writeClientId(options);
  if (isClientId(stored)) return stored;
  throw brokenRecord(options.files, CLIENT_ID);
}

async function writeClientId({ files }: AccountOptions): Promise<string> {
  const clientId = createUuid();
  await files.write(CLIENT_ID, `${clientId}\n`);
  return clientId;
}
