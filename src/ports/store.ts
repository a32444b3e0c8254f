import { createHash } from 'node:crypto';
import {
  credentialsRecord,
  projectRecord,
  renderRecord,
  type Credentials,
  type ProjectRecord,
  type RenderRecord,
} from '../core/records.ts';
import { createUuid } from '../vendor/uuid.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import type { RecordFiles } from './record-files.ts';
import { isClientId } from './settings.ts';
import { parseJsonIfAny } from '../core/json.ts';

/** What the skill remembers between commands. */
export interface Store {
  /** The stored client id, or a new one that is stored. */
  clientId(): Promise<string>;
  credentials(): Promise<Credentials | undefined>;
  saveCredentials(credentials: Credentials): Promise<void>;
  project(name: string): Promise<ProjectRecord | undefined>;
  saveProject(project: ProjectRecord): Promise<void>;
  projects(): Promise<ProjectRecord[]>;
  render(id: string): Promise<RenderRecord | undefined>;
  saveRender(render: RenderRecord): Promise<void>;
  /** Oldest first. */
  renders(): Promise<RenderRecord[]>;
}

const CLIENT_ID = 'client_id';
const CREDENTIALS = 'credentials.json';

export function createStore(files: RecordFiles): Store {
  const read = createReader(files);
  const write = (name: string, record: object): Promise<void> =>
    files.write(name, `${JSON.stringify(record, null, 2)}\n`);
  return {
    clientId: () => readClientId(files),
    credentials: () => read(CREDENTIALS, credentialsRecord),
    saveCredentials: (credentials) => write(CREDENTIALS, credentials),
    project: (name) => read(projectFile(name), projectRecord),
    saveProject: (project) => write(projectFile(project.project), project),
    async projects() {
      const projects = await readAll(files, 'projects', (name) => read(name, projectRecord));
      return projects.sort((a, b) => b.last_used.localeCompare(a.last_used));
    },
    render: (id) => read(renderFile(id), renderRecord),
    saveRender: (render) => write(renderFile(render.render_id), render),
    async renders() {
      const renders = await readAll(files, 'renders', (name) => read(name, renderRecord));
      return renders.sort((a, b) => a.submitted_at.localeCompare(b.submitted_at));
    },
  };
}

/** Reads a record; a file that is not one is set aside, never fatal. */
function createReader(files: RecordFiles) {
  return async <T>(name: string, schema: Schema<T>): Promise<T | undefined> => {
    const text = await files.read(name);
    if (text === undefined) return undefined;
    const parsed = safeParse(schema, parseJsonIfAny(text));
    if (parsed.success) return parsed.data;
    await files.setAside(name);
    return undefined;
  };
}

async function readAll<T>(
  files: RecordFiles,
  folder: string,
  read: (name: string) => Promise<T | undefined>,
): Promise<T[]> {
  const names = await files.list(folder);
  const records = await Promise.all(names.map((name) => read(`${folder}/${name}`)));
  return records.filter((record) => record !== undefined);
}

/** One machine, one id: the free token is given once per client (wire-contract.md 2.1). */
async function readClientId(files: RecordFiles): Promise<string> {
  const stored = (await files.read(CLIENT_ID))?.trim();
  if (stored !== undefined && isClientId(stored)) return stored;
  if (stored !== undefined) await files.setAside(CLIENT_ID);
  const clientId = createUuid();
  await files.write(CLIENT_ID, `${clientId}\n`);
  return clientId;
}

/** A name a person recognises, made unique where characters had to go. */
function projectFile(name: string): string {
  const safe = name.replaceAll(/[^\w-]+/g, '_').slice(0, 40);
  const suffix = safe === name ? '' : `-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  return `projects/${safe}${suffix}.json`;
}

const renderFile = (id: string): string => `renders/${id.replaceAll(/[^\w-]+/g, '_').slice(0, 80)}.json`;
