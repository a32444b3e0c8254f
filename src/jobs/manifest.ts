import { array, optional, safeParse, strictObject, string, union } from '../vendor/zod.ts';
import { SkillError } from '../system/errors.ts';
import { parseJsonIfAny } from '../system/json.ts';
import { parseResolution } from '../media/resolution.ts';
import { batchWords } from '../words/batch.ts';

/** One video to make: from which files, by which words, under which name. */
export interface ManifestItem {
  /** Files and links to upload, as given. */
  sources: string[];
  /** What to do with them; empty for an export as they are. */
  message: string;
  /** A folder or a name ending in `.mp4`, as given. */
  out: string | undefined;
  resolution: string | undefined;
}

/** A slip in a name ("txt") must not cost credits: no other fields are taken (interface.md, "Batch manifest"). */
const itemSchema = strictObject({
  file: optional(union([string(), array(string())])),
  text: optional(string()),
  out: optional(string()),
  resolution: optional(string()),
});

const MOST_ITEMS = 1_000;

/** Reads a manifest: a JSON array, a single object, or one object a line. Throws a `usage` error that names item and reason. */
export function parseManifest(text: string): ManifestItem[] {
  const values = readValues(text.replace(/^\ufeff/, ''));
  if (values.length === 0) throw unusable(batchWords.noItems());
  if (values.length > MOST_ITEMS)
    throw unusable(batchWords.tooManyItems(values.length, MOST_ITEMS));
  return values.map(readItem);
}

function readValues(text: string): unknown[] {
  const whole = parseJsonIfAny(text);
  if (whole !== undefined) return Array.isArray(whole) ? whole : [whole];
  const lines = text.split('\n').map((line, index) => ({ line: line.trim(), number: index + 1 }));
  return lines
    .filter(({ line }) => line !== '')
    .map(({ line, number }) => {
      const value = parseJsonIfAny(line);
      if (value === undefined) throw unusable(batchWords.notJson(number));
      return value;
    });
}

function readItem(value: unknown, index: number): ManifestItem {
  const read = safeParse(itemSchema, value);
  if (!read.success) {
    const [issue] = read.error.issues;
    const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0]?.toString();
    throw unusable(batchWords.badItem(index + 1, field));
  }
  const { file = [], text = '', out, resolution } = read.data;
  const sources = [file].flat();
  const isBlank = [...sources, out, resolution].some((word) => word?.trim() === '');
  if (isBlank) throw unusable(batchWords.blankField(index + 1));
  if (sources.length === 0 && text.trim() === '') throw unusable(batchWords.emptyItem(index + 1));
  return { sources, message: text, out, resolution: readResolution(resolution, index + 1) };
}

function readResolution(text: string | undefined, number: number): string | undefined {
  const resolution = text === undefined ? undefined : parseResolution(text);
  if (text !== undefined && resolution === undefined)
    throw unusable(batchWords.badItem(number, 'resolution'));
  return resolution;
}

const unusable = (summary: ReturnType<typeof batchWords.noItems>): SkillError =>
  new SkillError('usage', summary, { advice: batchWords.manifestForm() });
