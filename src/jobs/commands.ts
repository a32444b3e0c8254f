import { routeMessage, type PlanStep } from '../intent/intent.ts';
import { absoluteOutput } from '../media/output.ts';
import type { Context } from '../steps/context.ts';
import { checkTimelinePath } from '../steps/save-timeline.ts';
import { SkillError } from '../system/errors.ts';
import type { Outcome } from '../system/outcome.ts';
import type { Text } from '../words/text.ts';
import { usageWords } from '../words/usage.ts';
import { doJob } from './jobs.ts';
import { tellPlan } from './plan.ts';
import { resumeJob } from './resume.ts';
import {
  editStep,
  exportStep,
  makeWish,
  mediaStep,
  nothingGiven,
  planSteps,
  uploadSteps,
  type ExportOptions,
} from './wish.ts';

/** What `run` is given: the user's words, or steps, or a job to go on with. */
export interface RunOptions extends ExportOptions {
  words: string[];
  files: string[];
  edits: string[];
  exports: boolean;
  timeline: string | undefined;
  again: boolean;
  resume: boolean;
  dryRun: boolean;
}

/** The whole job, said in words or in steps (interface.md, "Two ways to say what is wanted"). */
export async function run(context: Context, options: RunOptions): Promise<Outcome> {
  if (options.resume) {
    checkResume(options);
    return resumeJob(context, options.words[0]);
  }
  const plan = listPlan(options);
  if (options.dryRun) return tellPlan(plan);
  const steps = planSteps(plan, options);
  const timeline = await timelinePath(options);
  return doJob(context, await makeWish(context, { ...options, script: 'run', steps, timeline }));
}

/** Words are routed; steps are taken as they are, files first and the export last. */
function listPlan({ words: [text], files, edits, exports }: RunOptions): PlanStep[] {
  const because = 'given as a step';
  const steps: PlanStep[] = [
    ...(files.length > 0 ? [{ action: 'upload' as const, files, skip_sse: true, because }] : []),
    ...edits.map((edit) => ({ action: 'chat' as const, text: edit, skip_sse: false, because })),
    ...(exports ? [{ action: 'export' as const, skip_sse: true, because }] : []),
  ];
  const hasSteps = edits.length > 0 || exports;
  if (text !== undefined && hasSteps) throw usage(usageWords.bothWays());
  if (text !== undefined) return routeMessage(text, files);
  if (steps.length === 0) throw usage(usageWords.neitherWay());
  return steps;
}

/** What would change the job must not be passed over in silence. */
function checkResume({ files, edits, exports, ...options }: RunOptions): void {
  const given = {
    '--file': files.length > 0,
    '--edit': edits.length > 0,
    '--export': exports,
    '--out': options.out !== undefined,
    '--resolution': options.resolution !== undefined,
    '--force': options.force,
    '--timeline': options.timeline !== undefined,
    '--again': options.again,
    '--dry-run': options.dryRun,
  };
  const [first] = Object.entries(given).find(([, isGiven]) => isGiven) ?? [];
  if (first === undefined) return;
  throw new SkillError('usage', usageWords.resumeAlone(first), {
    advice: usageWords.resumeOrBegin(),
  });
}

const usage = (summary: Text): SkillError =>
  new SkillError('usage', summary, { advice: usageWords.quoteText('run') });

const timelinePath = async ({
  timeline,
}: {
  timeline: string | undefined;
}): Promise<string | undefined> =>
  timeline === undefined ? undefined : checkTimelinePath(timeline);

/** One message to the editor. */
export async function chat(
  context: Context,
  options: { message: string; again: boolean; timeline: string | undefined },
): Promise<Outcome> {
  const steps = [editStep(options.message)];
  const timeline = await timelinePath(options);
  return doJob(context, await makeWish(context, { ...options, script: 'chat', steps, timeline }));
}

/** Files and links into the project's session. */
export async function upload(
  context: Context,
  { sources }: { sources: string[] },
): Promise<Outcome> {
  if (sources.length === 0) throw nothingGiven();
  return doJob(context, await makeWish(context, { script: 'upload', steps: uploadSteps(sources) }));
}

/** The timeline rendered, or with `media` what the session holds as it is; fetched, proven and named. */
export async function exportVideo(
  context: Context,
  {
    media,
    ...options
  }: ExportOptions & { media?: string | undefined; format?: string | undefined },
): Promise<Outcome> {
  if (media !== undefined && (options.resolution ?? options.format) !== undefined)
    throw new SkillError('usage', usageWords.mediaAsTheyAre(), {
      advice: usageWords.quoteText('export'),
    });
  const steps = [media === undefined ? exportStep(options) : mediaStep(media, options)];
  return doJob(context, await makeWish(context, { script: 'export', steps }));
}

/** Every video of a manifest. */
export async function batch(
  context: Context,
  { out, ...options }: ExportOptions & { manifest: string; parallel: number },
): Promise<Outcome> {
  const { doBatch } = await import('./batch.ts');
  return doBatch(context, { ...options, out: out === undefined ? undefined : absoluteOutput(out) });
}
