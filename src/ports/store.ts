import { hashText } from '../system/hash.ts';
import {
  credentialsRecord,
  instructionRecord,
  jobRecord,
  projectRecord,
  renderRecord,
  type Credentials,
  type Instruction,
  type JobRecord,
  type ProjectRecord,
  type RenderRecord,
} from '../core/records.ts';
import { createUuid } from '../vendor/uuid.ts';
import { safeParse, type Schema } from '../vendor/zod.ts';
import type { RecordFiles } from './record-files.ts';
import { isDeviceName } from '../media/file-name.ts';
import { isClientId } from '../system/settings.ts';
import { parseJsonIfAny } from '../system/json.ts';

/** What the skill remembers between commands. */
export interface Store {
  /** The stored client id, or a new one that is stored. */
  clientId(): Promise<string>;
  /** Replaces a client id that the backend does not take. */
  renewClientId(): Promise<string>;
  credentials(): Promise<Credentials | undefined>;
  saveCredentials(credentials: Credentials): Promise<void>;
  /** Each account has projects of its own. */
  project(name: string, account: string): Promise<ProjectRecord | undefined>;
  saveProject(project: ProjectRecord): Promise<void>;
  projects(): Promise<ProjectRecord[]>;
  render(id: string): Promise<RenderRecord | undefined>;
  saveRender(render: RenderRecord): Promise<void>;
  /** For a render that the backend refused, or that failed. */
  forgetRender(render: RenderRecord): Promise<void>;
  /** Oldest first. */
  renders(): Promise<RenderRecord[]>;
  /** The project's instructions that are not closed, oldest first. Throws a `file` error for one that cannot be read. */
  instructions(project: string): Promise<Instruction[]>;
  /** As it is on disk now. */
  instruction(id: string): Promise<Instruction | undefined>;
  saveInstruction(instruction: Instruction): Promise<void>;
  /** As `saveInstruction`, on disk before it returns; false when the disk refused. */
  saveInstructionNow(instruction: Instruction): boolean;
  closeInstruction(instruction: Instruction): Promise<void>;
  job(id: string): Promise<JobRecord | undefined>;
  saveJob(job: JobRecord): Promise<void>;
  forgetJob(id: string): Promise<void>;
  /** Keeps a text that is too long to print; returns its path, or undefined where it could not be kept. */
  saveText(text: string): Promise<string | undefined>;
}

/** One per machine, whichever API is used. */
const CLIENT_ID = 'client_id';

/** `folder` is the part that belongs to one API: empty, or ending in `/`. */
export function createStore(files: RecordFiles, folder: string): Store {
  const read = createReader(files);
  const write = (name: string, record: object): Promise<void> =>
    files.write(name, printRecord(record));
  const credentialsFile = `${folder}account.json`;
  const projectFile = (name: string, account: string): string =>
    `${folder}projects/${fileNameOf(name)}.${fileNameOf(account)}.json`;
  const instructionFile = (id: string): string => `${folder}journal/${fileNameOf(id)}.json`;
  const jobFile = (id: string): string => `${folder}jobs/${fileNameOf(id)}.json`;
  const renderFile = (id: string): string => `${folder}renders/${fileNameOf(id)}.json`;
  return {
    clientId: () => readClientId(files),
    renewClientId: () => writeClientId(files),
    credentials: () => read(credentialsFile, credentialsRecord),
    saveCredentials: (credentials) => write(credentialsFile, credentials),
    project: (name, account) => read(projectFile(name, account), projectRecord),
    saveProject: (project) => write(projectFile(project.project, project.account), project),
    async projects() {
      const projects = await readAll(files, `${folder}projects`, (name) =>
        read(name, projectRecord),
      );
      return projects.sort((a, b) => b.last_used.localeCompare(a.last_used));
    },
    render: (id) => read(renderFile(id), renderRecord),
    saveRender: (render) => write(renderFile(render.render_id), render),
    forgetRender: (render) => files.remove(renderFile(render.render_id)),
    async renders() {
      const renders = await readAll(files, `${folder}renders`, (name) => read(name, renderRecord));
      return renders.sort((a, b) => a.submitted_at.localeCompare(b.submitted_at));
    },
    async instructions(project) {
      // A message that was sent and is overlooked would be sent again.
      const all = await readAll(files, `${folder}journal`, (name) =>
        read(name, instructionRecord, files.readStrictly),
      );
      return all
        .filter((instruction) => instruction.project === project)
        .sort((a, b) => a.at.localeCompare(b.at));
    },
    instruction: (id) => read(instructionFile(id), instructionRecord, files.readStrictly),
    saveInstruction: (instruction) =>
      write(instructionFile(instruction.instruction_id), instruction),
    saveInstructionNow: (instruction) =>
      files.writeNow(instructionFile(instruction.instruction_id), printRecord(instruction)),
    closeInstruction: ({ instruction_id: id }) => files.remove(instructionFile(id)),
    job: (id) => read(jobFile(id), jobRecord),
    saveJob: (job) => write(jobFile(job.job_id), job),
    forgetJob: (id) => files.remove(jobFile(id)),
    async saveText(text) {
      const name = `${folder}texts/${createUuid()}.txt`;
      await files.write(name, text);
      return files.pathOf(name);
    },
  };
}

const printRecord = (record: object): string => `${JSON.stringify(record, null, 2)}\n`;

/** Reads a record; a file that is not one is set aside, never fatal. */
function createReader(files: RecordFiles) {
  return async <T>(
    name: string,
    schema: Schema<T>,
    readText = files.read,
  ): Promise<T | undefined> => {
    const text = await readText(name);
    if (text === undefined) return undefined;
    const parsed = safeParse(schema, parseJsonIfAny(text));
    if (parsed.success) return parsed.data;
    await files.setAside(name);
    return undefined;
  };
}

/** A process may open so many files, and projects add up. */
const AT_ONCE = 50;

async function readAll<T>(
  files: RecordFiles,
  folder: string,
  read: (name: string) => Promise<T | undefined>,
): Promise<T[]> {
  const names = await files.list(folder);
  const records: (T | undefined)[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    records.push(
      ...(await Promise.all(
        names.slice(at, at + AT_ONCE).map((name) => read(`${folder}/${name}`)),
      )),
    );
  return records.filter((record) => record !== undefined);
}

/** One machine, one id: the free token is given once per client (wire-contract.md 2.1). */
async function readClientId(files: RecordFiles): Promise<string> {
  const stored = (await files.read(CLIENT_ID))?.trim();
  if (stored !== undefined && isClientId(stored)) return stored;
  if (stored !== undefined) await files.setAside(CLIENT_ID);
  return writeClientId(files);
}

async function writeClientId(files: RecordFiles): Promise<string> {
  const clientId = createUuid();
  await files.write(CLIENT_ID, `${clientId}\n`);
  return clientId;
}

/** A name a person recognises, made unique where characters had to go; lower case, since some disks know no other. */
function fileNameOf(name: string): string {
  const safe = name
    .toLowerCase()
    .replaceAll(/[^\w-]+/g, '_')
    .slice(0, 60);
  return safe === name && !isDeviceName(name) ? safe : `${safe}-${hashText(name, 8)}`;
}
