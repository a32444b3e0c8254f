/** The commands room: what answers at once and remembers no job. It knows nothing of the command line. */
import { accountKey, findAccount, openBackend } from '../backend/backend.ts';
import { findClaimLink } from '../steps/claim-link.ts';
import type { Context } from '../steps/context.ts';
import { listProjects as readProjects } from '../steps/project-record.ts';
import { openProject, touchProject } from '../steps/project.ts';
import type { Outcome } from '../system/outcome.ts';
import { SkillError } from '../system/errors.ts';
import { projectWords } from '../words/projects.ts';
import type { Text } from '../words/text.ts';
import { usageWords } from '../words/usage.ts';

/** Gets a token if there is none and opens the project's session, a fresh one, or one that was made elsewhere; or lists projects. */
export async function connect(
  context: Context,
  { fresh, sessionId, list }: { fresh: boolean; sessionId?: string | undefined; list?: boolean },
): Promise<Outcome> {
  if ([fresh, sessionId !== undefined, list].filter(Boolean).length > 1)
    throw new SkillError('usage', usageWords.oneOfConnect(), {
      advice: usageWords.quoteText('connect'),
    });
  if (list) return listProjects(context);
  const backend = await openBackend(context);
  try {
    const { session, isNew } = await openProject(context, backend, { fresh, sessionId });
    const { account } = backend;
    await touchProject(context, account, session);
    const until = account.anonymous ? account.expiresAt : null;
    return {
      status: 'done',
      lines: [
        describeProject({ isNew, isAttached: sessionId !== undefined }),
        ...(until === null ? [] : [projectWords.starter(until.slice(0, 10))]),
      ],
      fields: {
        project: context.project,
        session_id: session.id,
        task_id: session.taskId,
        anonymous: account.anonymous,
        token_expires_at: account.expiresAt,
        link: await findClaimLink(context, backend, session),
      },
    };
  } finally {
    await backend.close();
  }
}

function describeProject({ isNew, isAttached }: { isNew: boolean; isAttached: boolean }): Text {
  if (isNew && isAttached) return projectWords.isAttached();
  return isNew ? projectWords.isNew() : projectWords.isStillHere();
}

/**
 * The projects known on this machine, the last used first, and whose they are: with another NEMO_TOKEN, or without one, others
 * can be worked in. No network.
 */
export async function listProjects(context: Context): Promise<Outcome> {
  const account = await findAccount(context);
  const key = account && accountKey(account);
  const projects = (await readProjects(context)).map((record) => ({
    ...record,
    isStarter: record.account.startsWith('starter-'),
    isCurrent: record.account === key,
  }));
  return {
    status: 'done',
    lines: projects.length === 0 ? [projectWords.none()] : projects.map(tellProject),
    fields: {
      projects: projects.map((each) => ({
        project: each.project,
        session_id: each.sessionId,
        created: each.createdAt,
        last_used: each.lastUsedAt,
        anonymous: each.isStarter,
        current: each.isCurrent,
      })),
    },
  };
}

interface Listed {
  project: string;
  lastUsedAt: string;
  isStarter: boolean;
  isCurrent: boolean;
}

function tellProject({ project, lastUsedAt, isStarter, isCurrent }: Listed): Text {
  const entry = projectWords.entry(project, lastUsedAt.slice(0, 10));
  if (isCurrent) return entry;
  return isStarter ? projectWords.ofStarter(entry) : projectWords.ofOtherToken(entry);
}
