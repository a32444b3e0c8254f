import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { nextCommand } from '../jobs/next.ts';
import { isResumable, isSettled, type AnyJob } from '../jobs/record.ts';
import { isBatch, isJob, openJobs } from '../jobs/store.ts';
import type { Context } from '../steps/context.ts';
import { listProjects } from '../steps/project-record.ts';
import { fetchedBy, type Step } from '../steps/record.ts';
import type { SkillError } from '../system/errors.ts';
import { commonWords } from '../words/common.ts';
import { doctorWords } from '../words/doctor.ts';
import { clipText } from '../words/format.ts';
import { jobWords } from '../words/jobs.ts';
import { joinTexts, verbatim, type Text } from '../words/text.ts';
import { finding, findCurrentFolder, type Finding } from './doctor-finding.ts';

/** Of more than this, only the number is told. */
const MOST_SHOWN = 5;

/** What earlier commands have left behind, in all projects. A job that is unfinished is no fault, a record that cannot be read is. */
export async function checkJobs(context: Context): Promise<Finding[]> {
  const broken: SkillError[] = [];
  const onBroken = (error: SkillError): void => void broken.push(error);
  const records = await openJobs(context).listAll(onBroken);
  await listProjects(context, onBroken);
  return [
    describeBroken(broken),
    ...describeOpen(context, records),
    await checkParts(records, findCurrentFolder() ?? ''),
  ];
}

function describeBroken(broken: SkillError[]): Finding {
  const name = doctorWords.records();
  const [first] = broken;
  if (!first) return finding(name, true, doctorWords.none());
  const shown = broken.slice(0, MOST_SHOWN).map(({ summary }) => summary);
  const summary = joinTexts([`${broken.length}: `, joinTexts(shown, '; ')]);
  return finding(name, false, commonWords.failure({ summary, advice: first.advice }));
}

/** The latest first, each with the command that goes on with it. */
function describeOpen(context: Context, records: AnyJob[]): Finding[] {
  const open = records.filter(isResumable).sort((a, b) => b.updatedAt.localeCompare(a.updatedAt));
  const count = open.length === 0 ? doctorWords.none() : verbatim(String(open.length));
  return [
    finding(doctorWords.jobs(), true, count),
    ...open.slice(0, MOST_SHOWN).map((record) => {
      const left = describeLeft(record, records);
      const detail = doctorWords.left(record.project, left, nextCommand(context, record.id));
      return finding(doctorWords.job(record.id), true, detail);
    }),
  ];
}

/** `chat "add a title", export`, or how many videos of a batch. */
function describeLeft(record: AnyJob, records: AnyJob[]): Text {
  if (isBatch(record)) {
    const done = records.filter(isJob).filter((job) => job.batch === record.id && isSettled(job));
    return doctorWords.videosLeft(record.items.length - done.length, record.items.length);
  }
  const left = record.steps.filter(({ state }) => state !== 'settled');
  if (left.length === 0) return doctorWords.outcomeLeft();
  return joinTexts(
    left.map((step) => jobWords.step(step.action, wordsOf(step))),
    ', ',
  );
}

const wordsOf = (step: Step): string =>
  step.action === 'chat' ? JSON.stringify(clipText(step.text, 60)) : '';

/** Parts in a folder that no job goes on with. */
async function checkParts(records: AnyJob[], folder: string): Promise<Finding> {
  const steps = records.filter(isJob).flatMap((job) => job.steps);
  const known = steps.flatMap(fetchedBy).flatMap(({ part }) => part?.path ?? []);
  const real = await Promise.all(known.map((path) => realpath(path).catch(() => path)));
  const parts = (await readdir(folder).catch(() => []))
    .filter((name) =>
      /\.(?:mp4|m4v|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac|media)\.part$/.test(name),
    )
    .map((name) => join(folder, name))
    .filter((path) => !real.includes(path));
  const detail =
    parts.length === 0
      ? doctorWords.none()
      : doctorWords.mayBeDeleted(parts.slice(0, MOST_SHOWN).join(', '));
  return finding(doctorWords.parts(), true, detail);
}
