import { describeVideo, findMismatches } from '../media/video-facts.ts';
import type { MediaFacts } from '../media/media.ts';
import type { ExportStep, Step, UploadStep } from '../steps/record.ts';
import { formatLength, sizeText } from '../words/format.ts';
import { editingWords } from '../words/editing.ts';
import { exportWords } from '../words/exports.ts';
import { jobWords } from '../words/jobs.ts';
import { verbatim, type Text } from '../words/text.ts';
import { uploadWords } from '../words/uploads.ts';
import {
  editFields,
  tellAnswer,
  tellEdit,
  type DocumentOptions,
  type TellOptions,
} from './document-edit.ts';
import { findUnsaved, mediaFields, tellMedia } from './document-media.ts';
import type { Job } from './record.ts';

/**
 * What is told of a job: lines to relay, the fields of its script's document, notices. Made from the job's record alone, so
 * that whoever goes on with a job tells the same as the command that began it.
 */
export interface JobDocument {
  lines: Text[];
  fields: Record<string, unknown>;
  notices: Text[];
}

export function describeJob(job: Job, options: DocumentOptions): JobDocument {
  const open = job.steps.find(({ state }) => state !== 'settled');
  const lines = job.steps.flatMap((step) =>
    step.state === 'settled'
      ? tellStep(step, { ...options, isLast: isLastWord(step, job.steps) })
      : [],
  );
  const spent = tellSpent(job);
  if (spent) lines.push(spent);
  if (options.status === 'running' && open) lines.push(...tellOpen(open, options));
  if (job.savedTimeline) lines.push(jobWords.timelineSaved(job.savedTimeline));
  return {
    lines,
    fields: { ...fieldsOf(job, options), ...(job.savedTimeline && { saved: job.savedTimeline }) },
    notices: job.steps.flatMap(findNotices),
  };
}

/** True when no later step changes the timeline, shows it, or makes a video of it: then it is told, and what could come next. */
const isLastWord = (step: Step, steps: Step[]): boolean =>
  steps.slice(steps.indexOf(step) + 1).every(({ action }) => action === 'credits');

function fieldsOf(job: Job, options: DocumentOptions): Record<string, unknown> {
  const { steps } = job;
  switch (job.script) {
    case 'upload':
      return { files: steps.flatMap((step) => (step.action === 'upload' ? filesOf(step) : [])) };
    case 'chat': {
      const step = steps.find((each) => each.action === 'chat');
      return step ? editFields(step, options) : {};
    }
    case 'export': {
      const [step] = steps;
      if (step?.action === 'media') return mediaFields(step);
      return step?.action === 'export' ? { ...exportFields(step), ...videoFields(step) } : {};
    }
    case 'run': {
      const made = steps.findLast(
        (step): step is ExportStep => step.action === 'export' && step.state === 'settled',
      );
      return { steps: listSteps(job, options), ...(made && videoFields(made)) };
    }
    default:
      return job.script satisfies never;
  }
}

/** Each step's own fields; what stands above them in the document is left out. */
function listSteps({ steps }: Job, options: DocumentOptions): Record<string, unknown>[] {
  const openIndex = steps.findIndex(({ state }) => state !== 'settled');
  return steps.map((step, index) => ({
    action: step.action === 'media' ? 'export' : step.action,
    status: statusOf(step, { isFirstOpen: index === openIndex, status: options.status }),
    ...stepFields(step, options),
  }));
}

function statusOf(
  { state }: Step,
  { isFirstOpen, status }: { isFirstOpen: boolean; status: DocumentOptions['status'] },
): 'done' | 'running' | 'waiting' | 'failed' {
  if (state === 'settled') return 'done';
  if (isFirstOpen && status === 'failed') return 'failed';
  return state === 'sent' ? 'running' : 'waiting';
}

function stepFields(step: Step, options: DocumentOptions): Record<string, unknown> {
  if (step.state === 'ready') return {};
  switch (step.action) {
    case 'upload':
      return step.files ? { files: filesOf(step) } : {};
    case 'chat':
      return editFields(step, options);
    case 'export':
      return exportFields(step);
    case 'media':
      return mediaFields(step);
    default:
      return (step.answer?.fields ?? {}) as Record<string, unknown>;
  }
}

const filesOf = ({ files }: UploadStep): MediaFacts[] => (files ?? []) as MediaFacts[];

const exportFields = ({ render, naming, polls, state }: ExportStep): Record<string, unknown> => ({
  ...(render && { render_id: render.id }),
  ...(state === 'settled' && { bytes: naming?.bytes }),
  polls,
});

const videoFields = ({ naming, video, link, state }: ExportStep): Record<string, unknown> =>
  state === 'settled' ? { file: naming?.file, video, link: link ?? null } : { link: null };

/** What a step that is done says. */
function tellStep(step: Step, options: TellOptions): Text[] {
  switch (step.action) {
    case 'upload':
      return filesOf(step).map(tellFile);
    case 'chat':
      return tellEdit(step, options);
    case 'export':
      return tellVideo(step);
    case 'media':
      return tellMedia(step);
    default:
      return (step.answer?.lines ?? []).map(verbatim);
  }
}

/** `✅ Uploaded promo.mp4 (video, 60.0 s, 1920×1080, 24.3 MB)`. */
function tellFile({ name, type, duration_s, width, height, bytes }: MediaFacts): Text {
  const facts: Text[] = [uploadWords.type(type)];
  if (duration_s) facts.push(uploadWords.length(formatLength(duration_s)));
  if (width && height) facts.push(verbatim(`${width}×${height}`));
  if (bytes) facts.push(sizeText(bytes));
  return uploadWords.done(name, facts);
}

/** What the job's edits have cost together, where that is known and anything. */
function tellSpent({ steps }: Job): Text | undefined {
  const known = steps.flatMap((step) =>
    step.action === 'chat' && step.outcome?.credits ? [step.outcome.credits] : [],
  );
  const spent = known.reduce((sum, credits) => sum + (credits.spent ?? 0), 0);
  const available = known.at(-1)?.available ?? null;
  return spent > 0 && available !== null ? editingWords.spent(spent, available) : undefined;
}

function tellVideo({ naming, video }: ExportStep): Text[] {
  if (!naming || !video) return [];
  const name = naming.file.split(/[\\/]/).at(-1) ?? naming.file;
  return [
    exportWords.ready(name, describeVideo(video, naming.bytes)),
    exportWords.savedTo(naming.file),
  ];
}

/** What a step that `--wait` has left says. */
function tellOpen(step: Step, options: DocumentOptions): Text[] {
  if (step.state === 'ready') return [jobWords.notBegun(step.action)];
  if (step.action === 'export' || step.action === 'media') return [exportWords.stillRunning()];
  if (step.action !== 'chat') return [jobWords.notBegun(step.action)];
  return [...tellAnswer(step.words?.text ?? '', undefined, options), editingWords.stillAtWork()];
}

const findNotices = (step: Step): Text[] =>
  step.action === 'export'
    ? findDifferences(step)
    : step.action === 'media'
      ? findUnsaved(step)
      : [];

/** What the file is not that was asked for. */
function findDifferences({ video, resolution, render, unavailable }: ExportStep): Text[] {
  if (!video) return [];
  const mismatches = findMismatches(video, {
    resolution: resolution ?? undefined,
    timelineMs: render?.timelineMs ?? 0,
  });
  return [
    ...(unavailable ? [jobWords.unavailable(unavailable)] : []),
    ...mismatches.map(exportWords.mismatch),
  ];
}
