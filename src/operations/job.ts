import { hashText } from '../system/hash.ts';
import type { PlanStep } from '../intent/intent.ts';
import type { JobRecord } from '../core/records.ts';
import { identifySource } from '../media/media-file.ts';
import type { Context } from './context.ts';
import { openProject } from './project.ts';
import type { UploadMemory } from './upload/shipment.ts';

/** One step's own document, as its script alone would print it. */
export interface StepDocument extends Record<string, unknown> {
  action: PlanStep['action'];
  ok: boolean;
  status: string;
  message: string;
  notices: string[];
}

/** A job under way: its plan, and what is done of it. */
export interface Job {
  plan: PlanStep[];
  /** What has been done so far; every step adds its own. */
  steps: StepDocument[];
  /** How many steps of the plan an earlier run of the same words has done. */
  done: number;
  /** For the upload among its steps. */
  memory: UploadMemory;
  /** When an earlier run has done its last step, if one did. */
  resumedSinceMs: number | undefined;
  /** Notes that one more step is done. */
  note(): Promise<void>;
  /** The job is done: the same words are a new job from now on. */
  close(): Promise<void>;
}

export interface JobOptions {
  message: string;
  files: string[];
  /** Messages are sent once more; only what was uploaded counts as done. */
  again: boolean;
  /** Of a batch, which is taken up again however long it has rested. */
  asPart?: unknown;
}

/** What was begun longer ago is not what is meant now. */
const LONGEST_PAUSE_MS = 24 * 60 * 60_000;

/** Opens a job, where an earlier run of the same words, over the same files and in the same session, has left it. */
export async function openJob(
  context: Context,
  plan: PlanStep[],
  options: JobOptions,
): Promise<Job> {
  // A single step is begun anew, or has a memory of its own.
  if (plan.length < 2) return openSingle(plan);
  const { store, clock } = context;
  const id = await identifyJob(context, options);
  const longestPauseMs = options.asPart ? Infinity : LONGEST_PAUSE_MS;
  const found = await findJob(context, { id, longestPauseMs });
  const known = found && options.again ? keepUploads(found) : found;
  const job: Pick<JobRecord, 'done' | 'uploading'> & { steps: StepDocument[] } = {
    done: known?.done ?? 0,
    steps: (known?.steps ?? []) as StepDocument[],
    uploading: known?.uploading ?? {},
  };
  const save = async (): Promise<void> => {
    const { project } = await openProject(context);
    const at = new Date(clock.now()).toISOString();
    await store.saveJob({ job_id: id, session_id: project.session_id, ...job, at });
  };
  return {
    ...job,
    plan,
    resumedSinceMs: known && Date.parse(known.at),
    memory: {
      recall: (kind) => known?.uploading?.[kind] ?? undefined,
      async keep(kind, names) {
        job.uploading = { ...job.uploading, [kind]: names };
        await save();
      },
    },
    async note() {
      job.done += 1;
      job.uploading = {};
      await save();
    },
    close: () => store.forgetJob(id),
  };
}

const openSingle = (plan: PlanStep[]): Job => ({
  plan,
  steps: [],
  done: 0,
  memory: { recall: () => undefined, keep: async () => {} },
  resumedSinceMs: undefined,
  note: async () => {},
  close: async () => {},
});

/** An upload has one document, and comes first. */
function keepUploads({ steps, ...job }: JobRecord): JobRecord {
  const kept = steps.filter(({ action }) => action === 'upload');
  return { ...job, steps: kept, done: Math.min(job.done, kept.length) };
}

async function findJob(
  context: Context,
  { id, longestPauseMs }: { id: string; longestPauseMs: number },
): Promise<JobRecord | undefined> {
  const { store, clock } = context;
  const found = await store.job(id);
  if (!found || clock.now() - Date.parse(found.at) > longestPauseMs) return undefined;
  const { project } = await openProject(context);
  return project.session_id === found.session_id ? found : undefined;
}

async function identifyJob({ project }: Context, options: JobOptions): Promise<string> {
  const sources = await Promise.all(options.files.map(identifySource));
  const words = JSON.stringify([project, options.message, ...sources]);
  return `job_${hashText(words)}`;
}
