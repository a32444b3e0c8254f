import { join } from 'node:path';
import { safeParse, type Schema } from '../vendor/zod.ts';
import { fileWords } from '../words/files.ts';
import { SkillError } from './errors.ts';
import { parseJsonIfAny } from './json.ts';
import type { StateFiles } from './state-files.ts';

/**
 * Reads a record that is kept as JSON; undefined when there is none. Throws a `file` error for one that cannot be read: what
 * it says is never guessed at, nor overwritten.
 */
export async function readJsonRecord<T>(
  files: StateFiles,
  name: string,
  schema: Schema<T>,
): Promise<T | undefined> {
  const text = await files.read(name);
  if (text === undefined) return undefined;
  const parsed = safeParse(schema, parseJsonIfAny(text));
  if (parsed.success) return parsed.data;
  throw brokenRecord(files, name);
}

/** The error for a record that cannot be read. */
export const brokenRecord = ({ folder }: StateFiles, name: string): SkillError =>
  new SkillError('file', fileWords.brokenRecord(join(folder, name)), {
    advice: fileWords.mendRecord(),
  });
