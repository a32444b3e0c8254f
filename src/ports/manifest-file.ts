import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { parseJsonIfAny } from '../system/json.ts';
import { batchRecord, type BatchRecord } from '../core/records.ts';
import { batchWords } from '../words/batch.ts';
import { renameFile } from '../system/busy-file.ts';
import { createUuid } from '../vendor/uuid.ts';
import { safeParse } from '../vendor/zod.ts';

const MOST_BYTES = 4 * 1024 * 1024;

/** Throws a `file` error for one that is missing, not readable or larger than any manifest. */
export async function readManifestFile(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > MOST_BYTES)
      throw new SkillError('file', batchWords.manifestTooLarge(path), {
        advice: batchWords.manifestForm(),
      });
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof SkillError) throw error;
    const code = findErrorCode(error) ?? 'unknown reason';
    throw new SkillError('file', batchWords.manifestUnreadable(path, code), {
      advice: batchWords.checkManifestPath(),
      cause: error,
    });
  }
}

/** What is done of a manifest, in a file beside it. */
export interface BatchRecordFile {
  path: string;
  read(): Promise<BatchRecord>;
  /** Whole or not at all. Throws a `file` error: without a record, a second run would pay for everything again. */
  write(record: BatchRecord): Promise<void>;
}

export function createBatchRecordFile(manifestPath: string): BatchRecordFile {
  const path = `${manifestPath}.record.json`;
  let last: Promise<void> = Promise.resolve();
  const fail = (error: unknown, advice = batchWords.moveManifest()): never => {
    const code = findErrorCode(error) ?? 'unknown reason';
    throw new SkillError('file', batchWords.recordUnusable(path, code), { advice, cause: error });
  };
  return {
    path,
    async read() {
      const text = await readFile(path, 'utf8').catch((error: unknown) =>
        findErrorCode(error) === 'ENOENT'
          ? JSON.stringify({ batch_id: createUuid(), items: {} })
          : fail(error),
      );
      const read = safeParse(batchRecord, parseJsonIfAny(text));
      return read.success ? read.data : fail(read.error, batchWords.removeRecord(path));
    },
    write(record) {
      // One after another: videos may be finished at the same moment.
      last = last.catch(() => {}).then(() => writeWhole(record));
      return last;
    },
  };
  async function writeWhole(record: BatchRecord): Promise<void> {
    const draft = `${path}.${process.pid}.tmp`;
    try {
      await writeFile(draft, `${JSON.stringify(record, null, 2)}\n`);
      await renameFile(draft, path);
    } catch (error) {
      await rm(draft, { force: true });
      fail(error);
    }
  }
}
