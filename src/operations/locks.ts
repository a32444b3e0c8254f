import { hashText } from '../system/hash.ts';
import { join } from 'node:path';
import { acquireLock, type Release } from '../ports/lock.ts';
import { lockWords } from '../words/locks.ts';
import type { Context } from './context.ts';

/** Two commands in one project would talk over each other: the second waits; undefined when `--wait` is used up before. */
export function lockProject(context: Context): Promise<Release | undefined> {
  return lock(context, nameLock(context), () => context.reporter.notice(lockWords.talking()));
}

/** Two first commands at once would each start a session, and what one of them put into its own would be lost. */
export const lockStart = (context: Context): Promise<Release | undefined> =>
  lock(context, `${nameLock(context)}-start`, () => {});

/** Two first commands at once would both ask for a starter token, and there is one per client in 7 days. */
export const lockAccount = (context: Context): Promise<Release | undefined> =>
  lock(context, 'account', () => {});

/** One render's file is fetched by one command at a time. */
export const lockRender = (context: Context, renderId: string): Promise<Release | undefined> =>
  lock(context, `render-${hashName(renderId)}`, () =>
    context.reporter.notice(lockWords.fetching()),
  );

/** One manifest is worked through by one command at a time. */
export const lockManifest = (context: Context, path: string): Promise<Release | undefined> =>
  lock(context, `batch-${hashName(path)}`, () => context.reporter.notice(lockWords.working()));

const nameLock = ({ project }: Context): string => hashName(project);

const hashName = (name: string): string => hashText(name);

function lock(context: Context, name: string, onWait: () => void): Promise<Release | undefined> {
  const { stateFolder, apiFolder } = context.settings;
  return acquireLock({
    ...context,
    file: join(stateFolder, apiFolder, 'locks', `${name}.lock`),
    onWait,
  });
}
