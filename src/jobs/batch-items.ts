import { realpath } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { PlanStep } from '../intent/plan-step.ts';
import { routeMessage } from '../intent/intent.ts';
import { exportStem } from '../media/file-name.ts';
import { isLink } from '../media/media-source.ts';
import { absoluteOutput, checkOutput, isFile, nameOutput, namesFile } from '../media/output.ts';
import type { Step } from '../steps/record.ts';
import { SkillError } from '../system/errors.ts';
import { absolutePath } from '../system/given-path.ts';
import { batchWords } from '../words/batch.ts';
import { readManifest, type ManifestItem } from './manifest.ts';
import { editStep, exportStep, hashWish, planSteps, uploadSteps } from './wish.ts';

/** One video of a batch, ready to be made. */
export interface BatchItem {
  /** As the manifest names it. */
  file: string;
  /** The same files, words, name and size are the same item. */
  hash: string;
  steps: Step[];
  /** Absolute path of the video to be. */
  output: string;
}

export interface BatchPlace {
  /** Absolute path of the manifest. */
  manifest: string;
  /** `--out`, absolute; undefined for the manifest's folder. */
  out: string | undefined;
  /** `--resolution`, for items that name none. */
  resolution: string | undefined;
  force: boolean;
  project: string;
}

/** By whichever name it is called, it is one manifest. */
export async function locateManifest(given: string): Promise<string> {
  const path = absolutePath(given);
  return realpath(path).catch(() => path);
}

/** Reads a manifest's items. Paths in it are relative to its folder. Nothing of the media is read yet. */
export async function readItems(place: BatchPlace): Promise<BatchItem[]> {
  const folder = dirname(place.manifest);
  const manifest = await readManifest(place.manifest);
  if (place.out !== undefined && manifest.length > 1 && namesFile(place.out))
    throw new SkillError('usage', batchWords.oneOutForMany(place.out, manifest.length), {
      advice: batchWords.giveFolder(),
    });
  const base = place.out === undefined ? folder : absoluteOutput(place.out);
  const items: BatchItem[] = [];
  for (const [index, given] of manifest.entries()) {
    const sources = await Promise.all(given.sources.map((source) => locate(source, folder)));
    const steps = listSteps({ ...given, sources }, place);
    // Read from the manifest's folder: from whichever folder the command is run, it is the same item.
    const out = given.out === undefined ? base : absoluteOutput(given.out, base);
    const video = exportStep({
      out,
      resolution: given.resolution ?? place.resolution,
      force: place.force,
    });
    const hash = await hashWish(place.project, [...steps, video]);
    const count = items.filter((item) => item.hash.startsWith(hash)).length;
    const output = await nameOutput(out, nameStem(sources, index));
    await checkOutput(output);
    items.push({
      file: given.sources.join(' + '),
      // Two equal items are two videos.
      hash: count === 0 ? hash : `${hash}-${count + 1}`,
      steps: [...steps, { ...video, out: output }],
      output,
    });
  }
  return items;
}

/** Every item ends in its own export, whatever its words ask for: `readItems` adds that one step. */
function listSteps({ sources, text, edits }: ManifestItem, place: BatchPlace): Step[] {
  if (text === undefined) return [...uploadSteps(sources), ...edits.map(editStep)];
  const plan: PlanStep[] = routeMessage(text, sources);
  const options = { out: undefined, resolution: place.resolution, force: place.force };
  const steps = planSteps(plan, options).filter(({ action }) => !/export|media/.test(action));
  return steps.some(({ action }) => action === 'upload')
    ? steps
    : [...uploadSteps(sources), ...steps];
}

/** Beside the manifest, or else in the current folder. */
async function locate(source: string, folder: string): Promise<string> {
  if (isLink(source)) return source;
  const beside = absolutePath(source, folder);
  const here = absolutePath(source);
  return !(await isFile(beside)) && (await isFile(here)) ? here : beside;
}

/** Named after its first file, as a single export is. */
function nameStem([source]: string[], index: number): string {
  const fallback = `video-${index + 1}`;
  if (source === undefined) return fallback;
  const path = isLink(source) && URL.canParse(source) ? new URL(source).pathname : source;
  return exportStem(basename(path), fallback);
}

/** Gives outputs that are wanted twice, or are files to be uploaded, a number: `clip.mp4`, then `clip (2).mp4`. */
export async function keepApart(items: BatchItem[], taken: string[]): Promise<void> {
  const sources = items
    .flatMap(({ steps }) => steps.flatMap((step) => (step.action === 'upload' ? step.sources : [])))
    .filter((source) => !isLink(source));
  const real = await Promise.all(sources.map((path) => realpath(path).catch(() => path)));
  const used = new Set([...taken, ...sources, ...real].map(foldPath));
  for (const item of items) {
    const stem = item.output.replace(/\.mp4$/i, '');
    for (let count = 2; used.has(foldPath(item.output)); count += 1)
      item.output = `${stem} (${count}).mp4`;
    used.add(foldPath(item.output));
    for (const step of item.steps) if (step.action === 'export') step.out = item.output;
  }
}

/** As most disks compare paths: letters of either case are the same. */
const foldPath = (path: string): string => path.normalize('NFC').toLowerCase();
