import { constants, lstat, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { whileBusy } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileWords } from '../words/files.ts';
import { sizeText } from '../words/format.ts';
import { UNKNOWN_FILE, type Delivery, type FileIdentity } from './download-plan.ts';
import { numberedName } from './file-name.ts';
import { exists, type OutputPlace } from './output.ts';

/** Where a part is and of what file; kept with the job. */
export interface PartRecord extends FileIdentity {
  path: string;
}

/** A download that is not finished: the file `<name>.mp4.part` beside its target. */
export interface Part {
  /** Undefined while there is no such file. */
  record: PartRecord | undefined;
  /** How many bytes are there. */
  bytes: number;
  place: OutputPlace;
  /** Has the record on disk when it returns; undefined: there is no part any more. */
  savePart: (record: PartRecord | undefined) => Promise<void>;
}

/** Looks for the part that an earlier command has recorded. */
export async function findPart(
  record: PartRecord | undefined,
  { place, savePart }: Pick<Part, 'place' | 'savePart'>,
): Promise<Part> {
  const stats = record && (await lstat(record.path).catch(() => undefined));
  const found = stats?.isFile() ? { record, bytes: stats.size } : { record: undefined, bytes: 0 };
  return { ...found, place, savePart };
}

/** From now on the bytes of the part prove nothing: it can only be begun anew in its place, or removed. */
export function distrustPart(part: Part): void {
  if (part.record) part.record = { ...part.record, ...UNKNOWN_FILE };
}

/** Removes the part and its record. One that cannot be removed stays on record and is begun anew in its place. */
export async function removePart(part: Part): Promise<void> {
  const path = part.record?.path;
  if (path === undefined) return;
  distrustPart(part);
  part.bytes = 0;
  await whileBusy(() => rm(path, { force: true })).then(
    () => (part.record = undefined),
    () => {},
  );
  await part.savePart(part.record);
}

/** Room that must remain on the disk. */
const SPARE_BYTES = 1024 * 1024;

/** Throws a `file` error when the disk certainly cannot take so many bytes more. */
export async function checkSpace(folder: string, bytes: number): Promise<void> {
  const free = readFreeBytes(await statfs(folder).catch(() => undefined));
  if (free === undefined || free >= bytes + SPARE_BYTES) return;
  throw new SkillError(
    'file',
    fileWords.noSpace(folder, { needed: sizeText(bytes), free: sizeText(free) }),
    { advice: fileWords.freeSpace() },
  );
}

/**
 * The bytes that are free according to `statfs`; undefined when its numbers make no sense. Some network and FUSE file systems
 * report 0 blocks in all, or more free ones than there are.
 */
export function readFreeBytes(
  disk: { blocks: number; bavail: number; bsize: number } | undefined,
): number | undefined {
  if (!disk) return undefined;
  const { blocks, bavail, bsize } = disk;
  return blocks > 0 && bsize > 0 && bavail >= 0 && bavail <= blocks ? bavail * bsize : undefined;
}

/** Large writes cost less processor time (measurements.md 2.3); a command that is killed loses at most one. */
const BATCH_BYTES = 256 * 1024;

/**
 * Puts pieces into the part from a byte on: byte 0 begins it anew, and creates it where there is none. However the pieces end,
 * all that came is on the disk itself (fsync) when this returns.
 */
export async function fillPart(
  part: Part,
  { fromByte, identity }: Omit<Delivery, 'encoding'>,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = part.record
    ? await reopenPart(part, { path: part.record.path, ...identity }, fromByte)
    : await createPart(part, identity);
  const path = part.record?.path ?? '';
  let batch: Uint8Array[] = [];
  let batchBytes = 0;
  const flush = async (): Promise<void> => {
    while (batchBytes > 0) {
      const { bytesWritten } = await file.writev(batch, part.bytes);
      part.bytes += bytesWritten;
      batchBytes -= bytesWritten;
      // A write may take less than it was given.
      batch = batchBytes > 0 ? [Buffer.concat(batch).subarray(bytesWritten)] : [];
    }
  };
  try {
    for await (const piece of pieces) {
      batch.push(piece);
      batchBytes += piece.length;
      if (batchBytes >= BATCH_BYTES) await useDisk(path, flush);
    }
  } finally {
    await useDisk(path, async () => {
      await flush();
      await file.sync();
    }).finally(() => file.close());
  }
}

/** Takes the first name that no file has. The record is on disk before the file exists: no part is ever without one. */
async function createPart(part: Part, identity: FileIdentity): Promise<FileHandle> {
  const { folder, stem, extension } = part.place;
  for (let count = 1; ; count += 1) {
    const path = `${join(folder, numberedName(stem, count, extension))}.part`;
    if (await exists(path)) continue;
    const record = { path, ...identity };
    await part.savePart(record);
    try {
      const file = await open(path, 'wx');
      part.record = record;
      return file;
    } catch (error) {
      // Another command has taken the name in between.
      if (findErrorCode(error) === 'EEXIST') continue;
      await part.savePart(undefined);
      throw new SkillError('file', fileWords.noWriting(folder, findErrorCode(error)), {
        advice: fileWords.otherOut(),
        cause: error,
      });
    }
  }
}

/** Cuts the part at the byte, on the disk itself, before its record names another file: old bytes must never count as the new file's. */
async function reopenPart(part: Part, record: PartRecord, fromByte: number): Promise<FileHandle> {
  const { path } = record;
  const file = await useDisk(path, () =>
    open(path, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0)),
  );
  try {
    await useDisk(path, async () => {
      await file.truncate(fromByte);
      await file.sync();
    });
    part.bytes = fromByte;
    if (fromByte === 0) await part.savePart((part.record = record));
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function useDisk<T>(path: string, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw new SkillError('file', fileWords.notWritten(path, findErrorCode(error)), {
      advice: fileWords.freeSpaceThere(),
      cause: error,
    });
  }
}
