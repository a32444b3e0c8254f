import { projectFolder } from '../steps/project-record.ts';
import type { Context } from '../steps/context.ts';
import { fetchedBy } from '../steps/record.ts';
import { rm } from 'node:fs/promises';
import { SkillError } from '../system/errors.ts';
import { readJsonRecord } from '../system/json-record.ts';
import { createUuid } from '../vendor/uuid.ts';
import { VERSION, anyJob, type AnyJob, type Batch, type Job } from './record.ts';

type Place = Pick<Context, 'files' | 'settings' | 'clock'>;

/**
 * The jobs on disk, one file each, in their project's folder. A record that cannot be read (empty, cut, foreign, of a newer
 * version) makes every method that meets it throw a `file` error: what it says may have been sent already, so nothing is
 * sent in that project. Other projects still work.
 */
export interface JobStore {
  /** All of a project that are not forgotten, the oldest first. */
  list(project: string): Promise<AnyJob[]>;
  /** Of all projects. What cannot be read is handed over instead of thrown: `doctor` names it. */
  listAll(onBroken: (error: SkillError) => void): Promise<AnyJob[]>;
  /** By id, whatever its project. */
  find(id: string): Promise<AnyJob | undefined>;
  /** On disk before it returns. */
  save(record: AnyJob): Promise<void>;
  /** Removes the files of those that are forgotten; called with the project's lock held. */
  forgetOld(project: string): Promise<void>;
}

/** Forgotten a week after their last step: a starter account lives as long. */
const LIFETIME_MS = 7 * 24 * 60 * 60_000;

export function openJobs(context: Place): JobStore {
  const { files, settings, clock } = context;
  const jobsFolder = (project: string): string => `${projectFolder(context, project)}/jobs`;
  const fileOf = ({ project, id }: AnyJob): string => `${jobsFolder(project)}/${id}.json`;
  const read = (name: string): Promise<AnyJob | undefined> => readJsonRecord(files, name, anyJob);
  const readAll = async (project: string): Promise<AnyJob[]> => {
    const folder = jobsFolder(project);
    const names = (await files.list(folder)).filter((name) => name.endsWith('.json'));
    const records = await Promise.all(names.map((name) => read(`${folder}/${name}`)));
    return records
      .filter((record) => record !== undefined)
      .sort((a, b) => a.createdAt.localeCompare(b.createdAt) || a.id.localeCompare(b.id));
  };
  const isOld = ({ updatedAt }: AnyJob): boolean =>
    clock.now() - Date.parse(updatedAt) > LIFETIME_MS;
  const remove = async (record: AnyJob): Promise<void> => {
    await files.remove(fileOf(record));
    if (record.script === 'batch') return;
    for (const step of record.steps) {
      if (step.action === 'chat' && step.outcome?.textFile)
        await files.remove(step.outcome.textFile);
      for (const { part } of fetchedBy(step)) if (part) await rm(part.path, { force: true });
    }
  };
  return {
    list: async (project) => (await readAll(project)).filter((record) => !isOld(record)),
    async listAll(onBroken) {
      const told = <T>(reading: Promise<T>, none: T): Promise<T> =>
        reading.catch((error: unknown) => {
          if (!(error instanceof SkillError)) throw error;
          onBroken(error);
          return none;
        });
      const records: AnyJob[] = [];
      for (const project of await told(files.list(`${settings.apiFolder}projects`), [])) {
        const folder = `${settings.apiFolder}projects/${project}/jobs`;
        const names = await told(files.list(folder), []);
        for (const name of names.filter((each) => each.endsWith('.json'))) {
          const record = await told(read(`${folder}/${name}`), undefined);
          if (record && !isOld(record)) records.push(record);
        }
      }
      return records;
    },
    async find(id) {
      for (const project of await files.list(`${settings.apiFolder}projects`)) {
        const found = await read(`${settings.apiFolder}projects/${project}/jobs/${id}.json`);
        if (found) return isOld(found) ? undefined : found;
      }
      return undefined;
    },
    async save(record) {
      record.updatedAt = new Date(clock.now()).toISOString();
      await files.write(fileOf(record), `${JSON.stringify(record, null, 1)}\n`);
    },
    async forgetOld(project) {
      for (const record of await readAll(project)) if (isOld(record)) await remove(record);
    },
  };
}

/** Letters and digits, short enough to be read aloud (interface.md, "Jobs"). */
const createJobId = (): string => createUuid().replaceAll('-', '').slice(0, 8);

/** The fields of a record of which nothing is begun. */
export function startRecord(
  { clock, project, speech }: Pick<Context, 'clock' | 'project' | 'speech'>,
  wish: string,
) {
  const now = new Date(clock.now()).toISOString();
  return {
    version: VERSION,
    id: createJobId(),
    project,
    wish,
    language: speech.language,
    createdAt: now,
    updatedAt: now,
    isTold: false,
  } as const;
}

export const isBatch = (record: AnyJob): record is Batch => record.script === 'batch';
export const isJob = (record: AnyJob): record is Job => record.script !== 'batch';
