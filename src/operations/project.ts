import type { Account } from '../backend/account.ts';
import { isSessionGone } from '../backend/backend-error.ts';
import { SkillError } from '../system/errors.ts';
import { chooseLanguage } from '../system/language.ts';
import type { ProjectRecord } from '../core/records.ts';
import { readLocale } from '../system/locale.ts';
import { projectWords } from '../words/projects.ts';
import { openAccount, openStarterAccount, type AccountConnection } from './account.ts';
import { accountKey } from './account-key.ts';
import type { Context } from './context.ts';
import { lockStart } from './locks.ts';

/** An account, its endpoints, and the session a project name stands for. */
export interface Connection extends AccountConnection {
  project: ProjectRecord;
  /** True when the session was made just now. */
  isNew: boolean;
  /** True when something was put into the session by an earlier command. */
  wasUsed: boolean;
}

export interface ProjectOptions {
  /** Make a new session even if the project has one. */
  fresh?: boolean;
  /** The command is going to put something into the session. */
  working?: boolean;
}

/** Everything a command needs to talk about a project: token, endpoints, session. */
export async function openProject(
  context: Context,
  options: ProjectOptions = {},
): Promise<Connection> {
  const own = await openAccount(context);
  try {
    return await openProjectOf(context, own, options);
  } catch (error) {
    // Only a project that is new to this account gets here: an existing one is opened from what is known here.
    const isRefused =
      error instanceof SkillError && error.kind === 'auth' && !own.account.anonymous;
    if (!isRefused) throw error;
    context.reporter.notice(projectWords.starterInstead());
    return openProjectOf(context, await openStarterAccount(context), options);
  }
}

async function openProjectOf(
  context: Context,
  connection: AccountConnection,
  options: ProjectOptions,
): Promise<Connection> {
  const { store, clock, speech } = context;
  const { project: found, isNew } = await findOrStart(context, connection, options);
  if (isNew) return Object.assign(connection, { project: found, isNew, wasUsed: false });
  const project = {
    ...found,
    last_used: new Date(clock.now()).toISOString(),
    ...(options.working && { used: true }),
    ...(!speech.isGuess && { spoken: speech.language }),
  };
  await store.saveProject(project);
  connection.account.userId ??= found.user_id ?? undefined;
  return Object.assign(connection, { project, isNew, wasUsed: found.used === true });
}

async function findOrStart(
  context: Context,
  connection: AccountConnection,
  options: ProjectOptions,
): Promise<Pick<Connection, 'project' | 'isNew'>> {
  const find = async (): Promise<ProjectRecord | undefined> =>
    options.fresh
      ? undefined
      : context.store.project(context.project, accountKey(connection.account));
  const known = await find();
  if (known) return { project: known, isNew: false };
  const release = await lockStart(context);
  try {
    // Another command may have started it meanwhile.
    const started = await find();
    if (started) return { project: started, isNew: false };
    return { project: await startProject(context, connection, options), isNew: true };
  } finally {
    await release?.();
  }
}

async function startProject(
  context: Context,
  { account, api }: AccountConnection,
  { working, fresh }: ProjectOptions,
): Promise<ProjectRecord> {
  const { store, project, clock, language, speech } = context;
  const session = await api.createSession(
    chooseLanguage({ requested: language, speech, readLocale }),
  );
  if (fresh) await keepEarlier(context, account);
  const now = new Date(clock.now()).toISOString();
  const record: ProjectRecord = {
    project,
    session_id: session.sessionId,
    task_id: session.taskId ?? null,
    user_id: session.userId ?? account.userId ?? null,
    account: accountKey(account),
    created: now,
    last_used: now,
    used: working === true,
    ...(!speech.isGuess && { spoken: speech.language }),
  };
  await store.saveProject(record);
  return record;
}

/** Starting over loses nothing: what the name stood for goes on under the next free one. */
async function keepEarlier({ store, project, reporter }: Context, account: Account): Promise<void> {
  const earlier = await store.project(project, accountKey(account));
  if (!earlier?.used) return;
  const taken = new Set((await store.projects()).map((known) => known.project));
  let name = project;
  for (let count = 2; taken.has(name); count += 1) name = `${project} ${count}`;
  await store.saveProject({ ...earlier, project: name });
  reporter.notice(projectWords.earlierKept(name));
}

/**
 * Does something in the project's session. When the backend no longer knows the session, nothing was done: a new one is
 * started, the user is told, and the same is done there (seed, error 1002).
 */
export async function inSession<T>(
  context: Context,
  connection: Connection,
  act: (sessionId: string) => Promise<T>,
): Promise<T> {
  try {
    return await act(connection.project.session_id);
  } catch (error) {
    if (!isSessionGone(error) || connection.isNew) throw error;
    connection.project = await startProject(context, connection, { working: true });
    connection.isNew = true;
    context.reporter.notice(projectWords.sessionGone());
    return act(connection.project.session_id);
  }
}
