import type { Outcome } from '../core/outcome.ts';
import { projectWords } from '../words/projects.ts';
import { openProject, type Connection } from './project.ts';
import type { Context } from './context.ts';

export interface ConnectFields {
  project: string;
  session_id: string;
  task_id: string | null;
  anonymous: boolean;
  token_expires_at: string | null;
  link: string | null;
}

export interface ProjectEntry {
  project: string;
  session_id: string;
  created: string;
  last_used: string;
}

/** Gets a token if there is none and opens the project's session, or a fresh one. */
export async function connect(
  context: Context,
  options: { fresh: boolean },
): Promise<Outcome<ConnectFields>> {
  const connection = await openProject(context, { fresh: options.fresh });
  const { account, project, isNew } = connection;
  context.reporter.say(isNew ? projectWords.isNew() : projectWords.isStillHere());
  if (account.anonymous && account.expiresAt)
    context.reporter.say(projectWords.starter(account.expiresAt.slice(0, 10)));
  return {
    status: 'done',
    fields: {
      project: project.project,
      session_id: project.session_id,
      task_id: project.task_id ?? null,
      anonymous: account.anonymous,
      token_expires_at: account.expiresAt,
      link: await findProjectLink(context, connection),
    },
  };
}

/** The projects known on this machine, the last used first. No network. */
export async function listProjects(
  context: Context,
): Promise<Outcome<{ projects: ProjectEntry[] }>> {
  const { store, reporter } = context;
  const projects = (await store.projects()).map(({ project, session_id, created, last_used }) => ({
    project,
    session_id,
    created,
    last_used,
  }));
  if (projects.length === 0) reporter.say(projectWords.none());
  for (const { project, last_used } of projects)
    reporter.say(projectWords.entry(project, last_used.slice(0, 10)));
  return { status: 'done', fields: { projects } };
}

/** A link that opens the project in a browser; going without it fails nothing (wire-contract.md section 8, row 14). */
export async function findProjectLink(
  { reporter }: Pick<Context, 'reporter'>,
  { api, project }: Pick<Connection, 'api' | 'project'>,
): Promise<string | null> {
  try {
    return await api.createClaimLink({
      sessionId: project.session_id,
      taskId: project.task_id ?? undefined,
    });
  } catch (error) {
    reporter.debug(`No project link: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}
