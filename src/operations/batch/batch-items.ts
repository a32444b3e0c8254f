import { realpath } from 'node:fs/promises';
import { hashText } from '../../system/hash.ts';
import { basename, dirname, extname, isAbsolute, join, resolve } from 'node:path';
import { nameApart } from '../../core/batch-outputs.ts';
import { SkillError } from '../../system/errors.ts';
import { safeStem } from '../../media/file-name.ts';
import { isLink } from '../../media/media-source.ts';
import { batchWords } from '../../words/batch.ts';
import { parseManifest, type ManifestItem } from '../../jobs/manifest.ts';
import type { BatchRecord } from '../../core/records.ts';
import { identifySource } from '../../media/media-file.ts';
import { absoluteOutput, isFile, namesFile, readOutput } from '../../media/output-file.ts';

/** One video of a batch, ready to be made. */
export interface BatchItem extends ManifestItem {
  /** Counted from 1, as it stands in the manifest. */
  number: number;
  /** What makes it the same item in a second run. */
  key: string;
  /** As the manifest names them. */
  given: string[];
  /** Its own project: a session has one timeline, and nothing empties it. */
  project: string;
  /** Absolute path of the video to be. */
  output: string;
}

interface Place {
  /** Absolute path of the manifest. */
  manifestPath: string;
  /** `--out`. */
  out: string | undefined;
  /** `--resolution`, for items that name none. */
  resolution: string | undefined;
  /** `--project`. */
  project: string;
}

/** Reads a manifest's items; what the record knows keeps its output. Paths in a manifest are relative to its folder. */
export async function readItems(
  text: string,
  place: Place,
  record: BatchRecord,
): Promise<BatchItem[]> {
  const folder = dirname(place.manifestPath);
  const manifest = parseManifest(text);
  if (place.out !== undefined && manifest.length > 1 && namesFile(place.out))
    throw new SkillError('usage', batchWords.oneOutForMany(place.out, manifest.length), {
      advice: batchWords.giveFolder(),
    });
  const base = place.out === undefined ? folder : absoluteOutput(place.out);
  const counts = new Map<string, number>();
  const items: BatchItem[] = [];
  for (const [index, given] of manifest.entries()) {
    const sources = await Promise.all(given.sources.map((source) => locate(source, folder)));
    const item = { ...given, sources, resolution: given.resolution ?? place.resolution };
    const identity = await identifyItem(item);
    const count = (counts.get(identity) ?? 0) + 1;
    counts.set(identity, count);
    const key = count === 1 ? identity : `${identity}-${count}`;
    items.push({
      ...item,
      given: given.sources,
      number: index + 1,
      key,
      project: nameProject(place, record.batch_id, key),
      output: await readOutput(given.out, base, nameStem(item, index)),
    });
  }
  return keepApart(items, record, await realPaths(items));
}

/** The same file, words, name and size are the same item; a file that was changed is another. */
async function identifyItem({ sources, message, out, resolution }: ManifestItem): Promise<string> {
  const files = await Promise.all(sources.map(identifySource));
  const words = JSON.stringify([files, message, out ?? null, resolution ?? null]);
  return hashText(words);
}

/** Beside the manifest, or else in the current folder. */
async function locate(source: string, folder: string): Promise<string> {
  if (isLink(source)) return source;
  if (isAbsolute(source)) return resolve(source);
  const beside = join(folder, source);
  const here = resolve(source);
  return !(await isFile(beside)) && (await isFile(here)) ? here : beside;
}

function nameProject({ project, manifestPath }: Place, batchId: string, key: string): string {
  const name = project === 'default' ? basename(manifestPath, extname(manifestPath)) : project;
  return `${safeStem(name, 'batch')} ${hashText(`${batchId} ${key}`, 12)}`;
}

/** Named after its first file, as a single export is. */
function nameStem({ sources: [source] }: ManifestItem, index: number): string {
  const fallback = `video-${index + 1}`;
  if (source === undefined) return fallback;
  const path = isLink(source) && URL.canParse(source) ? new URL(source).pathname : source;
  return `${safeStem(basename(path), fallback)}-export`;
}

/** A folder may be reached by two names. */
async function realPaths(items: BatchItem[]): Promise<string[]> {
  const files = new Set(
    items.flatMap(({ sources }) => sources.filter((source) => !isLink(source))),
  );
  const real = await Promise.all([...files].map((file) => realpath(file).catch(() => file)));
  return [...files, ...real];
}

/** No two outputs share a name, and none takes that of a file which is uploaded. */
function keepApart(items: BatchItem[], record: BatchRecord, sources: string[]): BatchItem[] {
  const known = (item: BatchItem): string | undefined => record.items[item.key]?.output;
  const taken = [...sources, ...items.flatMap((item) => known(item) ?? [])];
  const open = items.filter((item) => known(item) === undefined);
  const outputs = nameApart(
    open.map(({ output }) => output),
    taken,
  );
  const named = new Map(open.map((item, index) => [item.key, outputs[index]]));
  return items.map((item) => ({
    ...item,
    output: known(item) ?? named.get(item.key) ?? item.output,
  }));
}
