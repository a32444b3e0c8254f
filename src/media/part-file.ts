import { open, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileIdentity } from './download-plan.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { numberedName } from './file-name.ts';
import { sizeText } from '../words/format.ts';
import { parseJsonIfAny } from '../system/json.ts';
import { partRecord, type PartRecord } from '../core/records.ts';
import { fileWords } from '../words/files.ts';
import { safeParse } from '../vendor/zod.ts';
import { renameFile } from '../system/busy-file.ts';
import type { OutputPlace } from './output-file.ts';

/** A download that is not finished: `<name>.part`, and beside it `<name>.part.json`, which says of what. */
export interface PartFile {
  path: string;
  renderId: string;
  /** How much of it is there. */
  bytes: number;
  /** What is known of the whole file; undefined before the server has said. */
  known: FileIdentity | undefined;
}

/**
 * Finds the part that an earlier try has left of this render, or takes a name for a new one. A part of another render, or a
 * file that nobody knows, keeps its name: the next number is used.
 */
export async function claimPart(
  { folder, stem }: OutputPlace,
  renderId: string,
): Promise<PartFile> {
  for (let count = 1; ; count += 1) {
    const path = `${join(folder, numberedName(stem, count))}.part`;
    const record = await readRecord(path);
    const bytes = await sizeOf(path);
    if (record?.render_id === renderId) {
      const known = record.known ?? undefined;
      // Without knowing what it is part of, what is there is worth nothing.
      return { path, renderId, bytes: known ? (bytes ?? 0) : 0, known };
    }
    const isFree = record === undefined && bytes === undefined;
    if (isFree && (await claimRecord(path, renderId)))
      return { path, renderId, bytes: 0, known: undefined };
  }
}

/** Notes what the part is part of, before its bytes come. */
export async function identifyPart(part: PartFile, known: FileIdentity): Promise<void> {
  part.known = known;
  const record: PartRecord = { render_id: part.renderId, known };
  const draft = `${recordOf(part.path)}.new`;
  await useDisk(part, async () => {
    await writeFile(draft, print(record));
    await renameFile(draft, recordOf(part.path));
  });
}

/** Removes a part that cannot be used, or the record of one that has become the file. */
export async function removePart({ path }: Pick<PartFile, 'path'>): Promise<void> {
  await rm(path, { force: true });
  await rm(recordOf(path), { force: true });
}

/** Throws a `file` error when the disk cannot take so much more. */
export async function checkSpace(part: PartFile, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(part.path));
  const freeBytes = bavail * bsize;
  if (freeBytes >= bytes + SPARE_BYTES) return;
  const sizes = { needed: sizeText(bytes), free: sizeText(freeBytes) };
  throw new SkillError('file', fileWords.noSpace(dirname(part.path), sizes), {
    advice: fileWords.freeSpace(),
  });
}

/** A disk that is full to the last byte helps nobody. */
const SPARE_BYTES = 1024 * 1024;
/** Large writes cost the least processor time (measurements.md 2.3); small ones at first, so that even little is kept. */
const LARGEST_BATCH_BYTES = 1024 * 1024;
const FIRST_BATCH_BYTES = 64 * 1024;

export interface PartWriter {
  /** Takes a piece; waits only when there is enough for a write. */
  write(piece: Uint8Array): Promise<void> | undefined;
  /** Puts everything on disk, for good. */
  close(): Promise<void>;
}

/** Goes on writing at a byte; what lay behind it is dropped. `part.bytes` keeps count. */
export async function writePart(part: PartFile, fromByte: number): Promise<PartWriter> {
  const file = await useDisk(part, async () => {
    const opened = await open(part.path, fromByte === 0 ? 'w' : 'r+');
    await opened.truncate(fromByte);
    return opened;
  });
  part.bytes = fromByte;
  let position = fromByte;
  let batch: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    let rest = batch;
    batch = [];
    while (rest.length > 0) {
      const { bytesWritten } = await file.writev(rest, position);
      position += bytesWritten;
      rest = dropBytes(rest, bytesWritten);
    }
  };
  return {
    write(piece) {
      batch.push(piece);
      part.bytes += piece.length;
      const written = position - fromByte;
      const enough = Math.min(LARGEST_BATCH_BYTES, Math.max(FIRST_BATCH_BYTES, written));
      return part.bytes - position >= enough ? useDisk(part, flush) : undefined;
    },
    async close() {
      try {
        await useDisk(part, async () => {
          await flush();
          await file.sync();
        });
      } finally {
        part.bytes = position;
        await file.close();
      }
    },
  };
}

/** What is left of some pieces after their first bytes; a write may take less than it was given. */
function dropBytes(pieces: Uint8Array[], bytes: number): Uint8Array[] {
  let left = bytes;
  return pieces.flatMap((piece) => {
    const dropped = Math.min(left, piece.length);
    left -= dropped;
    return dropped === piece.length ? [] : [piece.subarray(dropped)];
  });
}

async function useDisk<T>({ path }: PartFile, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw new SkillError('file', fileWords.notWritten(path, findErrorCode(error)), {
      advice: fileWords.partKept(),
      cause: error,
    });
  }
}

const recordOf = (path: string): string => `${path}.json`;
const print = (record: PartRecord): string => `${JSON.stringify(record)}\n`;

async function readRecord(path: string): Promise<PartRecord | undefined> {
  const text = await readFile(recordOf(path), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : safeParse(partRecord, parseJsonIfAny(text)).data;
}

/** False when another command was faster. */
async function claimRecord(path: string, renderId: string): Promise<boolean> {
  try {
    await writeFile(recordOf(path), print({ render_id: renderId }), { flag: 'wx' });
    return true;
  } catch (error) {
    if (findErrorCode(error) === 'EEXIST') return false;
    throw new SkillError('file', fileWords.noWriting(dirname(path), findErrorCode(error)), {
      advice: fileWords.otherOut(),
      cause: error,
    });
  }
}

const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    ({ size }) => size,
    () => undefined,
  );
