import { inspectMediaFile } from '../media/media-file.ts';
import { absoluteSource, identifySource, isLink } from '../media/media-source.ts';
import { absoluteOutput, checkOutput, namesFile } from '../media/output.ts';
import type { PlanStep } from '../intent/plan-step.ts';
import type { Context } from '../steps/context.ts';
import type { EditStep, ExportStep, MediaStep, Step, UploadStep } from '../steps/record.ts';
import { SkillError } from '../system/errors.ts';
import { hashText } from '../system/hash.ts';
import { uploadWords } from '../words/uploads.ts';
import type { Job } from './record.ts';

/** What a call wants, checked as far as this machine can tell: nothing has been sent yet. */
export interface Wish {
  script: Job['script'];
  /** Two calls with the same hash want the same. */
  hash: string;
  steps: Step[];
  /** Where the timeline is wanted as well: an absolute path. */
  timeline: string | undefined;
  /** Make a new job although one with the same wish is open. */
  again: boolean;
}

export interface WishOptions {
  script: Job['script'];
  steps: Step[];
  timeline?: string | undefined;
  again?: boolean;
}

/** Throws a `file` or `usage` error for media that cannot be uploaded and for an output that cannot be written. */
export async function makeWish(
  { project }: Pick<Context, 'project'>,
  options: WishOptions,
): Promise<Wish> {
  const { script, steps, timeline, again = false } = options;
  for (const step of steps) {
    if (step.action === 'upload' && !isLink(step.sources[0] ?? ''))
      await Promise.all(step.sources.map(inspectMediaFile));
    // Before an edit is paid for: its video must have a place to go.
    if (step.action === 'export' || step.action === 'media')
      await checkOutput(step.out, step.action === 'media');
  }
  return { script, hash: await hashWish(project, steps), steps, timeline, again };
}

/** The project, the steps in their order, files by path, size and time, and the output (architecture.md, "The job"). */
export async function hashWish(project: string, steps: Step[]): Promise<string> {
  const identities = await Promise.all(steps.map(identifyStep));
  return hashText(JSON.stringify([project, identities]), 32);
}

async function identifyStep(step: Step): Promise<unknown[]> {
  switch (step.action) {
    case 'upload':
      return ['upload', ...(await Promise.all(step.sources.map(identifySource)))];
    case 'chat':
      return ['chat', step.text];
    case 'export':
      return ['export', step.out, step.resolution];
    case 'media':
      return ['media', step.out, step.media];
    default:
      return [step.action];
  }
}

/** Files go up in one request and links in another: two steps. */
export function uploadSteps(sources: string[]): UploadStep[] {
  const links = sources.filter(isLink).map(checkUrl);
  const files = sources.filter((source) => !isLink(source)).map(absoluteSource);
  return [files, links]
    .filter((group) => group.length > 0)
    .map((group) => ({ action: 'upload', state: 'ready', sources: group }));
}

export const editStep = (text: string): EditStep => ({ action: 'chat', state: 'ready', text });

export interface ExportOptions {
  out: string | undefined;
  resolution: string | undefined;
  force: boolean;
}

export const exportStep = ({ out = '.', resolution, force }: ExportOptions): ExportStep => ({
  action: 'export',
  state: 'ready',
  out: absoluteOutput(out),
  resolution: resolution ?? null,
  force,
  polls: 0,
});

/** The session's own media as they are (interface.md, `export --media`). */
export const mediaStep = (
  media: string,
  { out = '.', force }: Pick<ExportOptions, 'out' | 'force'>,
): MediaStep => ({ action: 'media', state: 'ready', media, out: absoluteOutput(out), force });

/** The steps of a routed plan. An `upload` that names no file adds nothing to a plan that has other steps. */
export function planSteps(plan: PlanStep[], options: ExportOptions): Step[] {
  const steps = plan.flatMap((step): Step[] => {
    switch (step.action) {
      case 'upload':
        return uploadSteps(step.files ?? []);
      case 'chat':
        return [editStep(step.text ?? '')];
      case 'export':
        if (step.media !== undefined)
          return [mediaStep(step.media, { ...options, ...placeOf(step, options) })];
        return [
          {
            ...exportStep({ ...options, ...placeOf(step, options) }),
            unavailable: step.unavailable ?? null,
          },
        ];
      default:
        return [{ action: step.action, state: 'ready' }];
    }
  });
  if (steps.length === 0) throw nothingGiven();
  return steps;
}

/** What the words say of the video; options say it louder. A name in the words is one in the folder of `--out`. */
function placeOf(
  { out: name, resolution }: PlanStep,
  options: ExportOptions,
): Pick<ExportOptions, 'out' | 'resolution'> {
  const isNamed = options.out !== undefined && namesFile(options.out);
  return {
    out: name === undefined || isNamed ? options.out : absoluteOutput(name, options.out),
    resolution: options.resolution ?? resolution,
  };
}

export const nothingGiven = (): SkillError =>
  new SkillError('usage', uploadWords.nothingGiven(), { advice: uploadWords.nameFiles() });

function checkUrl(source: string): string {
  const url = URL.canParse(source) ? new URL(source) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    const address = url ? `${url.protocol}//${url.host}/…` : source;
    throw new SkillError('usage', uploadWords.noSource(address), {
      advice: uploadWords.giveSource(),
    });
  }
  return url.href;
}
