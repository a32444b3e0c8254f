import { constants, lstat, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { whileBusy } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileWords } from '../words/files.ts';
import { sizeText } from '../words/format.ts';
import { UNKNOWN_FILE, type FileIdentity } from './download-plan.ts';
import { numberedName } from './file-name.ts';
import { exists, type OutputPlace } from './output.ts';

/** What proves that the rest of a file is the rest of the same file; kept with the job. */
export interface PartRecord extends FileIdentity {
  path: string;
}

/** How the record of a part is kept, and where the part may lie. */
export interface PartKeeping {
  place: OutputPlace;
  /** Has the record on disk when it returns; undefined: there is no part any more. */
  savePart: (part: PartRecord | undefined) => Promise<void>;
}

/** A download that is not finished: the file `<name>.mp4.part` beside its target. */
export interface Part extends PartKeeping {
  /** Where it is and of what; undefined while there is no such file. */
  record: PartRecord | undefined;
  /** How many bytes are there. */
  bytes: number;
}

/** Looks for the part that an earlier command has recorded. */
export async function findPart(
  record: PartRecord | undefined,
  { place, savePart }: PartKeeping,
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

/** Large writes cost the least processor time (measurements.md 2.3); the first ones are small, so that even little is kept. */
const LARGEST_BATCH_BYTES = 1024 * 1024;
const FIRST_BATCH_BYTES = 64 * 1024;

/** Writes what arrives into the part; `bytes` of the part keeps count. */
export interface PartWriter {
  /** Takes a piece; there is something to wait for only when enough has come together for a write. */
  write(piece: Uint8Array): Promise<void> | undefined;
  /** Writes the rest, and returns when the disk itself has everything (fsync). */
  close(): Promise<void>;
}

/** Opens the part for writing from a byte on. Byte 0 begins it anew, and creates it where there is none. */
export async function writePart(
  part: Part,
  { fromByte, identity }: { fromByte: number; identity: FileIdentity },
): Promise<PartWriter> {
  const { path, file } = part.record
    ? await reopenPart(part, { path: part.record.path, ...identity }, fromByte)
    : await createPart(part, identity);
  let position = fromByte;
  let batch: Uint8Array[] = [];
  const flush = async (): Promise<void> => {
    let rest = batch;
    batch = [];
    while (rest.length > 0) {
      const { bytesWritten } = await file.writev(rest, position);
      position += bytesWritten;
      // A write may take less than it was given.
      rest = position < part.bytes ? [Buffer.concat(rest).subarray(bytesWritten)] : [];
    }
  };
  return {
    write(piece) {
      batch.push(piece);
      part.bytes += piece.length;
      const written = position - fromByte;
      const enough = Math.min(LARGEST_BATCH_BYTES, Math.max(FIRST_BATCH_BYTES, written));
      return part.bytes - position >= enough ? useDisk(path, flush) : undefined;
    },
    async close() {
      try {
        await useDisk(path, async () => {
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

interface OpenedPart {
  path: string;
  file: FileHandle;
}

/** Takes the first name that no file has. The record is on disk before the file exists: no part is ever without one. */
async function createPart(part: Part, identity: FileIdentity): Promise<OpenedPart> {
  const { folder, stem } = part.place;
  for (let count = 1; ; count += 1) {
    const path = `${join(folder, numberedName(stem, count))}.part`;
    if (await exists(path)) continue;
    await part.savePart({ path, ...identity });
    try {
      const file = await open(path, 'wx');
      part.record = { path, ...identity };
      return { path, file };
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
async function reopenPart(part: Part, record: PartRecord, fromByte: number): Promise<OpenedPart> {
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
    if (fromByte === 0) {
      part.record = record;
      await part.savePart(record);
    }
    return { path, file };
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
