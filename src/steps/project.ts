import { accountKey, type Account } from '../backend/account.ts';
import type { Backend } from '../backend/backend.ts';
import { isSessionGone } from '../backend/errors.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { readJsonRecord } from '../system/json-record.ts';
import { chooseLanguage } from '../system/language.ts';
import { readLocale } from '../system/locale.ts';
import {
  boolean,
  literal,
  nullable,
  nullish,
  object,
  string,
  union,
  type Infer,
} from '../vendor/zod.ts';
import { projectWords } from '../words/projects.ts';
import type { Context } from './context.ts';
import type { SessionRecord } from './record.ts';

/** A project's name stands for one session; the session keeps the timeline. */
const projectRecord = object({
  version: literal(1),
  project: string(),
  sessionId: string(),
  taskId: nullable(string()),
  /** See `accountKey`: no account can see another's sessions. */
  account: string(),
  createdAt: string(),
  lastUsedAt: string(),
  isUsed: boolean(),
  isReplacement: nullish(boolean()),
  /** See `sessionRecord`. */
  generatedAt: nullish(string()),
  /** The language its user was last spoken to in. */
  spoken: nullish(union([literal('en'), literal('zh')])),
});
export type ProjectRecord = Infer<typeof projectRecord>;

/** The folder of everything that belongs to a project, within the state folder. */
export const projectFolder = ({ settings }: Pick<Context, 'settings'>, project: string): string =>
  `${settings.apiFolder}projects/${folderName(project)}`;

/** A name that a person recognises, made unique where characters had to go; lower case, since some disks know no other. */
function folderName(name: string): string {
  const safe = name
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, '_')
    .slice(0, 40);
  return safe === name ? safe : `${safe}-${hashText(name, 8)}`;
}

type Place = Pick<Context, 'files' | 'settings'>;

/** The project as an account knows it; undefined when it has no session yet. */
export async function readProject(
  context: Place,
  project: string,
  account: string,
): Promise<ProjectRecord | undefined> {
  return readRecord(context, fileOf(context, project, account));
}

/** All projects of this machine, the last used first. A record that cannot be read is an error, unless somebody asks to be told of it. */
export async function listProjects(
  context: Place,
  onBroken?: (error: SkillError) => void,
): Promise<ProjectRecord[]> {
  const { files, settings } = context;
  const read = (name: string): Promise<ProjectRecord | undefined> =>
    readRecord(context, name).catch((error: unknown) => {
      if (!onBroken || !(error instanceof SkillError)) throw error;
      onBroken(error);
      return undefined;
    });
  const all: ProjectRecord[] = [];
  for (const folder of await files.list(`${settings.apiFolder}projects`)) {
    const place = `${settings.apiFolder}projects/${folder}`;
    for (const name of await files.list(place)) {
      const found = /^session\..*\.json$/.test(name) && (await read(`${place}/${name}`));
      if (found) all.push(found);
    }
  }
  return all.sort((a, b) => b.lastUsedAt.localeCompare(a.lastUsedAt));
}

const fileOf = (context: Place, project: string, account: string): string =>
  `${projectFolder(context, project)}/session.${account.replaceAll(/[^\w.-]/g, '_')}.json`;

const readRecord = ({ files }: Place, name: string): Promise<ProjectRecord | undefined> =>
  readJsonRecord(files, name, projectRecord);

const saveProject = (context: Place, record: ProjectRecord): Promise<void> =>
  context.files.write(
    fileOf(context, record.project, record.account),
    `${JSON.stringify(record, null, 2)}\n`,
  );

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

/** A session that was made elsewhere, on the website for one. Throws a `backend` error when this account has none of that id. */
async function findSession(
  { signal }: Context,
  backend: Backend,
  id: string,
): Promise<SessionRecord> {
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

/** The language in which a project's user was last spoken to, under whichever account; undefined when nobody knows. */
export async function recallLanguage(
  context: Place & Pick<Context, 'project'>,
): Promise<'en' | 'zh' | undefined> {
  const known = (await listProjects(context)).find(({ project }) => project === context.project);
  return known?.spoken ?? undefined;
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
