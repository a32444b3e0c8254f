import { readFile, stat } from 'node:fs/promises';
import { parseResolution } from '../system/resolution.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { parseJsonIfAny } from '../system/json.ts';
import { array, optional, safeParse, strictObject, string, union } from '../vendor/zod.ts';
import { batchWords } from '../words/batch.ts';
import type { Text } from '../words/text.ts';

/** One video to make: from which files, by which words, under which name (interface.md, "Batch manifest"). */
export interface ManifestItem {
  /** Files and links to upload, as given; at least one. */
  sources: string[];
  /** In the user's words, to be routed; undefined for none. */
  text: string | undefined;
  /** Messages to send word for word. */
  edits: string[];
  /** A folder or a name ending in `.mp4`, as given. */
  out: string | undefined;
  resolution: string | undefined;
}

/** A slip in a name ("txt") must not cost credits: no other fields are taken. */
const itemSchema = strictObject({
  file: union([string(), array(string())]),
  text: optional(string()),
  edit: optional(union([string(), array(string())])),
  out: optional(string()),
  resolution: optional(string()),
});

const MOST_ITEMS = 1_000;
const MOST_BYTES = 4 * 1024 * 1024;

/** Reads a manifest. Throws a `file` error for one that is missing, not readable or too large, a `usage` error for its content. */
export async function readManifest(path: string): Promise<ManifestItem[]> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES)
      throw new SkillError('file', batchWords.manifestTooLarge(path), {
        advice: batchWords.manifestForm(),
      });
    return parseManifest(await readFile(path, 'utf8'));
  } catch (error) {
    if (error instanceof SkillError) throw error;
    const code = findErrorCode(error) ?? 'unknown reason';
    throw new SkillError('file', batchWords.manifestUnreadable(path, code), {
      advice: batchWords.checkManifestPath(),
      cause: error,
    });
  }
}

/** A JSON array, a single object, or one object a line. Throws a `usage` error that names item and reason. */
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
  const { file, text, edit = [], out, resolution } = read.data;
  const [sources, edits] = [[file].flat(), [edit].flat()];
  const given = [...sources, ...edits, out, resolution];
  if (sources.length === 0 || given.some((word) => word?.trim() === ''))
    throw unusable(batchWords.blankField(index + 1));
  if (text !== undefined && edits.length > 0) throw unusable(batchWords.textAndEdit(index + 1));
  return {
    sources,
    text: text?.trim() ? text : undefined,
    edits,
    out,
    resolution: readResolution(resolution, index + 1),
  };
}

function readResolution(text: string | undefined, number: number): string | undefined {
  const resolution = text === undefined ? undefined : parseResolution(text);
  if (text !== undefined && resolution === undefined)
    throw unusable(batchWords.badItem(number, 'resolution'));
  return resolution;
}

const unusable = (summary: Text): SkillError =>
  new SkillError('usage', summary, { advice: batchWords.manifestForm() });
