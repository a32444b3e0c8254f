import { resolve } from 'node:path';
import { SkillError } from '../system/errors.ts';
import { routeMessage, type PlanStep } from '../intent/intent.ts';
import { joinTexts, verbatim } from '../words/text.ts';
import type { VideoFacts } from '../media/video-facts.ts';
import { jobWords } from '../words/jobs.ts';
import { absoluteSource } from '../media/media-file.ts';
import { absoluteOutput, checkOutput, namesFile } from '../media/output-file.ts';
import { chat } from './chat/chat.ts';
import { openProject } from './project.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';
import { showCredits } from './credits.ts';
import { findOpenInstructions, mayBeAtWork } from './chat/instruction.ts';
import { openJob, type Job, type StepDocument } from './job.ts';
import type { ExportFields } from './export/deliver.ts';
import { exportVideo } from './export/export.ts';
import { nextCommand } from './next-command.ts';
import { describeStep, route } from './route.ts';
import { drawPicture } from './picture.ts';
import { readProjectState, readState } from './session-state.ts';
import { showState } from './state.ts';
import { upload } from './upload/upload.ts';

export interface RunOptions {
  message: string;
  files: string[];
  out: string | undefined;
  force: boolean;
  resolution: string | undefined;
  dryRun: boolean;
  again: boolean;
  /** Set when the job is one of many. */
  asPart?: JobPart;
}

/** A job among others: it ends with a video whatever its words ask for, and nothing of it is forgotten while it is not done. */
export interface JobPart {
  /** Waits for its turn; from here on the editor is free for the next one. */
  beforeExport(): Promise<void>;
  /** Notes what came of it, before the job itself is forgotten. */
  onDone(video: FinishedVideo): Promise<void>;
}

export interface RunFields {
  plan: PlanStep[];
  steps: StepDocument[];
  file?: string;
  video?: VideoFacts;
  picture?: string;
}

/** The whole job: follows the plan of a message to its end, in one process. Stops at the first failure. */
export async function run(
  context: Context,
  options: RunOptions,
): Promise<Outcome<RunFields | { plan: PlanStep[] }>> {
  if (options.dryRun) return route(context, options);
  const plan = planJob(options);
  // Before an edit is paid for: its video must have a place to go.
  const exporting = plan.filter(({ action }) => action === 'export');
  await Promise.all(exporting.map((step) => checkOutput(outputOf(step, options))));
  const job = await openJob(context, plan, options);
  const { steps } = job;
  if (job.done > 0) context.reporter.notice(jobWords.doneBefore(listActions(steps)));
  for (const step of plan.slice(job.done)) {
    // Files need not be named again when a job is gone on with in other words.
    if (plan.length > 1 && namesNothing(step) && (await hasUploads(context))) {
      await job.note();
      continue;
    }
    const isLast = step === plan.at(-1);
    const own = isLast ? context : { ...context, unfinished: followJob(context, options) };
    const end = await runStep(own, step, { options, job }).catch((error: unknown) => {
      throw describeStop(error, {
        plan,
        steps,
        step,
        next: remainingCommand(context, plan, { step, options }),
      });
    });
    if (end.isRunning) {
      const next = isLast || end.next === undefined ? end.next : jobCommand(context, options);
      return { status: 'running', ...(next !== undefined && { next }), fields: { plan, steps } };
    }
    await job.note();
  }
  const drawn = await drawUnlessDrawn(context, steps);
  const video = findVideo(steps);
  if (video) await options.asPart?.onDone(video);
  await job.close();
  const made = { ...drawn, ...(video && { file: video.file, video: video.video }) };
  return { status: 'done', fields: { plan, steps, ...made } };
}

/** Where no step has looked at the timeline. */
async function drawUnlessDrawn(
  context: Context,
  steps: StepDocument[],
): Promise<{ picture?: string }> {
  const { picture } = context;
  if (picture === undefined) return {};
  if (steps.some((step) => step['picture'] === picture)) return { picture };
  const { api, project } = await openProject(context);
  const { timeline } = await readProjectState(context, { api, project });
  return drawPicture(context, timeline);
}

function planJob({ message, files, asPart }: RunOptions): PlanStep[] {
  const plan = routeMessage(message, files);
  // What is changed after an export is not in its video.
  const last = plan.findLast(({ action }) => /^(?:export|chat|upload)$/.test(action));
  return !asPart || last?.action === 'export' ? plan : [...plan, FINISH];
}

const FINISH: PlanStep = {
  action: 'export',
  skip_sse: true,
  because: 'each file of a batch gets its own render',
};

const listActions = (steps: StepDocument[]): PlanStep['action'][] =>
  steps.map(({ action }) => action);

/** What a job is to do, and how far it has come; every step adds its own document. */
interface Work {
  options: RunOptions;
  job: Job;
}

interface StepEnd {
  /** `--wait` is used up. */
  isRunning: boolean;
  /** The command that goes on; undefined when nothing could be kept to go on with. */
  next: string | undefined;
}

async function runStep(context: Context, step: PlanStep, work: Work): Promise<StepEnd> {
  try {
    return await perform(context, step, work);
  } catch (error) {
    const isEmpty =
      step.action === 'export' && error instanceof SkillError && error.kind === 'empty';
    if (!isEmpty || !(await hasUploads(context))) throw error;
    // An earlier message may still be filling the timeline: nothing is placed into its work.
    if (await isAtWork(context)) throw error;
    return placeThenExport(context, step, work);
  }
}

/** The words that put an uploaded clip on the timeline and do nothing else (wire-contract.md section 9, item 1). */
const PLACEMENT: PlanStep = {
  action: 'chat',
  text: 'Place the uploaded clip on the timeline unchanged, full length, nothing added.',
  skip_sse: false,
  because: 'an export needs a timeline',
};

/** An export of a clip that was only uploaded: the backend needs it on the timeline first. */
async function placeThenExport(context: Context, step: PlanStep, work: Work): Promise<StepEnd> {
  context.reporter.notice(jobWords.placing());
  const own = { ...context, unfinished: followJob(context, work.options) };
  const placed = await perform(own, PLACEMENT, work);
  return placed.isRunning ? placed : perform(context, step, work);
}

async function isAtWork(context: Context): Promise<boolean> {
  const { project } = await openProject(context);
  const open = await findOpenInstructions(context, project.session_id);
  return open.some(
    (instruction) =>
      instruction.text !== PLACEMENT.text && mayBeAtWork(instruction, context.clock.now()),
  );
}

async function hasUploads(context: Context): Promise<boolean> {
  const { api, project } = await openProject(context);
  const { media } = await readState(api, {
    sessionId: project.session_id,
    mustExist: false,
    signal: context.signal,
  });
  return media.length > 0;
}

async function perform(context: Context, step: PlanStep, work: Work): Promise<StepEnd> {
  const reporter = context.reporter.step();
  try {
    const { status, next, fields } = await dispatch({ ...context, reporter }, step, work);
    work.job.steps.push({
      action: step.action,
      ok: true,
      status,
      ...reporter.transcript(),
      ...(next !== undefined && { next }),
      ...fields,
    });
    return { isRunning: status === 'running', next };
  } finally {
    // What a step had to say counts, however it ended.
    relay(context, reporter.transcript());
  }
}

async function dispatch(
  context: Context,
  step: PlanStep,
  { options, job }: Work,
): Promise<Outcome> {
  switch (step.action) {
    case 'upload':
      return upload(context, { sources: step.files ?? [], memory: job.memory });
    case 'chat':
      return chat(context, {
        message: step.text ?? '',
        again: options.again,
        followedBy: findFollower(step, job.plan),
      });
    case 'state':
      return showState(context);
    case 'credits':
      return showCredits(context);
    case 'export':
      if (step.unavailable !== undefined)
        context.reporter.notice(jobWords.unavailable(step.unavailable));
      await options.asPart?.beforeExport();
      return exportVideo(context, {
        out: outputOf(step, options),
        force: options.force,
        resolution: options.resolution ?? step.resolution,
        resume: undefined,
        doneSinceMs: job.resumedSinceMs,
      });
    default:
      return step.action satisfies never;
  }
}

/** A placement is in no plan: it is made for an export. */
const findFollower = (step: PlanStep, plan: PlanStep[]): PlanStep['action'] | undefined =>
  step === PLACEMENT ? 'export' : plan[plan.indexOf(step) + 1]?.action;

/** In JSON mode, what the steps said is the job's message; on a terminal it has been printed already. */
function relay(
  { reporter }: Context,
  { message, notices }: { message: string; notices: string[] },
): void {
  if (!reporter.json) return;
  if (message !== '') reporter.say(verbatim(message));
  for (const notice of notices) reporter.notice(verbatim(notice));
}

/** What a finished export hands over. */
export type FinishedVideo = Required<ExportFields>;

const findVideo = (steps: StepDocument[]): FinishedVideo | undefined =>
  steps.findLast(({ action }) => action === 'export') as FinishedVideo | undefined;

const namesNothing = ({ action, files }: PlanStep): boolean =>
  action === 'upload' && (files ?? []).length === 0;

/** What goes on from the middle of a job is the job, not the step. */
function followJob(context: Context, options: RunOptions): Context['unfinished'] {
  const { unfinished } = context;
  return {
    get next() {
      return unfinished.next;
    },
    set next(step) {
      unfinished.next = step === undefined ? undefined : jobCommand(context, options);
    },
  };
}

/** The same job: it knows what is done of it. */
const jobCommand = (context: Context, options: RunOptions): string =>
  nextCommand(context, 'run', {
    options: [
      ...options.files.flatMap((file) => ['--file', absoluteSource(file)]),
      ...outputOptions(options),
    ],
    text: options.message,
  });

/** What is left of the job when all but its export is done. */
function remainingCommand(
  context: Context,
  plan: PlanStep[],
  { step, options }: { step: PlanStep; options: RunOptions },
): string | undefined {
  if (step.action !== 'export' || plan.length === 1) return undefined;
  const resolution = options.resolution ?? step.resolution;
  const out = outputOf(step, options);
  return nextCommand(context, 'export', {
    options: outputOptions({ ...options, out, resolution }),
  });
}

/** A name in the message is one in the folder of `--out`, which may well name the file itself. */
const outputOf = ({ out: name }: PlanStep, { out }: RunOptions): string | undefined =>
  name === undefined || (out !== undefined && namesFile(out)) ? out : resolve(out ?? '.', name);

const outputOptions = ({ out, resolution, force }: RunOptions): string[] => [
  ...(out === undefined ? [] : ['--out', absoluteOutput(out)]),
  ...(resolution === undefined ? [] : ['--resolution', resolution]),
  ...(force ? ['--force'] : []),
];

/** Names the step that failed and keeps what was done before it. */
function describeStop(
  error: unknown,
  {
    plan,
    steps,
    step,
    next,
  }: { plan: PlanStep[]; steps: StepDocument[]; step: PlanStep; next: string | undefined },
): unknown {
  if (!(error instanceof SkillError)) return error;
  const reason = joinTexts([error.summary]);
  const stop = { step: describeStep(step), done: listActions(steps), reason };
  return error.with({
    summary: plan.length > 1 ? jobWords.stopped(stop) : reason,
    next: error.next ?? next,
    fields: { plan, steps },
  });
}
