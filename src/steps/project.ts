import { accountKey, type Account } from '../backend/account.ts';
import type { Backend } from '../backend/backend.ts';
import { isSessionGone } from '../backend/errors.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { chooseLanguage } from '../system/language.ts';
import { readLocale } from '../system/locale.ts';
import { projectWords } from '../words/projects.ts';
import type { Context } from './context.ts';
import { listProjects, readProject, saveProject, type ProjectRecord } from './project-record.ts';
import type { SessionRecord } from './record.ts';

export interface OpenedProject {
  project: ProjectRecord;
  session: SessionRecord;
  /** The session was made just now. */
  isNew: boolean;
}

const sessionOf = (project: ProjectRecord): SessionRecord => ({
  id: project.sessionId,
  taskId: project.taskId,
  isUsed: project.isUsed,
  isReplacement: project.isReplacement ?? false,
  generatedAt: project.generatedAt ?? null,
});

/** The project's session: the one it has, or a new one; with `fresh` always a new one, with `sessionId` one that exists. */
export async function openProject(
  context: Context,
  backend: Backend,
  { fresh = false, sessionId }: { fresh?: boolean; sessionId?: string | undefined } = {},
): Promise<OpenedProject> {
  const account = accountKey(backend.account);
  const find = async (): Promise<OpenedProject | undefined> => {
    const known = await readProject(context, context.project, account);
    if (!known || fresh || (sessionId !== undefined && sessionId !== known.sessionId))
      return undefined;
    return { project: known, session: sessionOf(known), isNew: false };
  };
  const known = await find();
  if (known) return known;
  return context.lock(`start-${hashText(context.project)}`, async () => {
    // Another command may have created it meanwhile.
    const started = await find();
    if (started) return started;
    const session =
      sessionId === undefined
        ? await createSession(context, backend)
        : await findSession(context, backend, sessionId);
    await keepEarlier(context, account);
    const project = await recordSession(context, backend.account, session);
    return { project, session, isNew: true };
  });
}

/**
 * A session that was made elsewhere, on the website for one. Throws a `backend` error when this account has none of that id, and
 * a `usage` error when another project stands for it: the lock of a project is what keeps two edits out of one session.
 */
async function findSession(context: Context, backend: Backend, id: string): Promise<SessionRecord> {
  const { signal } = context;
  const account = accountKey(backend.account);
  const owner = (await listProjects(context)).find(
    (each) => each.sessionId === id && each.account === account,
  );
  if (owner)
    throw new SkillError('usage', projectWords.isProject(id, owner.project), {
      advice: projectWords.useProject(owner.project),
    });
  try {
    await backend.readState(id, signal);
  } catch (error) {
    if (!(error instanceof SkillError) || !isSessionGone(error)) throw error;
    throw error.with({ summary: projectWords.noSession(id), advice: projectWords.checkSession() });
  }
  return { id, taskId: null, isUsed: true };
}

/** Opens a session in the place of one that the backend no longer knows, and tells so (seed, error 1002). */
export async function replaceSession(
  context: Context,
  backend: Backend,
  lost: SessionRecord,
): Promise<SessionRecord> {
  const session = await createSession(context, backend);
  session.isReplacement = lost.isUsed || lost.isReplacement === true;
  await recordSession(context, backend.account, session);
  context.reporter.notice(projectWords.sessionGone());
  return session;
}

/** A session that no project stands for yet. */
export async function createSession(
  { language, speech }: Context,
  backend: Backend,
): Promise<SessionRecord> {
  const created = await backend.createSession(
    chooseLanguage({ requested: language, speech, readLocale }),
  );
  return { id: created.sessionId, taskId: created.taskId, isUsed: false };
}

async function recordSession(
  context: Context,
  account: Account,
  session: SessionRecord,
): Promise<ProjectRecord> {
  const now = new Date(context.clock.now()).toISOString();
  const record: ProjectRecord = {
    version: 1,
    project: context.project,
    sessionId: session.id,
    taskId: session.taskId,
    account: accountKey(account),
    createdAt: now,
    lastUsedAt: now,
    isUsed: session.isUsed,
    isReplacement: session.isReplacement ?? false,
    spoken: spokenIn(context),
  };
  await saveProject(context, record);
  return record;
}

/** Notes that the project was worked with, in which language, and whether its session holds something by now. */
export async function touchProject(
  context: Context,
  account: Account,
  session: Pick<SessionRecord, 'id' | 'isUsed' | 'generatedAt'>,
): Promise<void> {
  const known = await readProject(context, context.project, accountKey(account));
  // A job may work in a session that the project has left for a new one.
  if (known?.sessionId !== session.id) return;
  await saveProject(context, {
    ...known,
    lastUsedAt: new Date(context.clock.now()).toISOString(),
    isUsed: known.isUsed || session.isUsed,
    isReplacement: known.isReplacement && !session.isUsed,
    generatedAt: session.generatedAt ?? known.generatedAt,
    spoken: spokenIn(context) ?? known.spoken,
  });
}

const spokenIn = ({ speech }: Context): 'en' | 'zh' | null =>
  speech.isGuess ? null : speech.language;

/** Starting over loses nothing: what the name stood for goes on under the next free name. */
async function keepEarlier(context: Context, account: string): Promise<void> {
  const earlier = await readProject(context, context.project, account);
  if (!earlier?.isUsed) return;
  for (let count = 2; ; count += 1) {
    const name = `${context.project} ${count}`;
    if (await readProject(context, name, account)) continue;
    await saveProject(context, { ...earlier, project: name });
    context.reporter.notice(projectWords.earlierKept(name));
    return;
  }
}
