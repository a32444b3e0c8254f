import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { readJsonRecord } from '../system/json-record.ts';
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
import type { Context } from './context.ts';

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

export const saveProject = (context: Place, record: ProjectRecord): Promise<void> =>
  context.files.write(
    fileOf(context, record.project, record.account),
    `${JSON.stringify(record, null, 2)}\n`,
  );

/** The language in which a project's user was last spoken to, under whichever account; undefined when nobody knows. */
export async function recallLanguage(
  context: Place & Pick<Context, 'project'>,
): Promise<'en' | 'zh' | undefined> {
  const known = (await listProjects(context)).find(({ project }) => project === context.project);
  return known?.spoken ?? undefined;
}
