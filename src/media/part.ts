import { constants, lstat, open, rm, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { whileBusy } from '../system/busy-file.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileWords } from '../words/files.ts';
import { sizeText } from '../words/format.ts';
import { UNKNOWN_FILE, type FileIdentity } from './download-plan.ts';
import { numberedName } from './file-name.ts';
import type { OutputPlace } from './output.ts';

/** What proves that the rest of a file is the rest of the same file; kept with the job. */
export interface PartRecord extends FileIdentity {
  path: string;
}

/** A download that is not finished: the file `<name>.mp4.part` beside its target. */
export interface Part {
  /** Where it is and of what; undefined while there is no such file. */
  record: PartRecord | undefined;
  /** How many bytes are there. */
  bytes: number;
}

/** Where a part may lie, and how its record is kept. */
export interface PartKeeping {
  place: OutputPlace;
  /** Has the record on disk when it returns; undefined: there is no part any more. */
  savePart: (part: PartRecord | undefined) => Promise<void>;
}

/** Looks for the part that an earlier command has recorded. */
export async function findPart(record: PartRecord | undefined): Promise<Part> {
  const stats = record && (await lstat(record.path).catch(() => undefined));
  return stats?.isFile() ? { record, bytes: stats.size } : { record: undefined, bytes: 0 };
}

/** Removes the part and its record. A part that cannot be removed stays on record as one that is to be begun anew. */
export async function removePart(
  part: Part,
  { savePart }: Pick<PartKeeping, 'savePart'>,
): Promise<void> {
  if (!part.record) return;
  const { path } = part.record;
  part.record = await whileBusy(() => rm(path, { force: true })).then(
    () => undefined,
    () => ({ path, ...UNKNOWN_FILE }),
  );
  part.bytes = 0;
  await savePart(part.record);
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

/** Opens the part for writing from a byte on: byte 0 begins it anew, and creates it where there is none. */
export async function writePart(
  part: Part,
  { fromByte, identity, ...keeping }: PartKeeping & { fromByte: number; identity: FileIdentity },
): Promise<PartWriter> {
  const file = part.record
    ? await reopenPart(part, part.record.path, { fromByte, identity, ...keeping })
    : await createPart(part, { identity, ...keeping });
  const path = part.record?.path ?? '';
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

/** Takes the first name that no file has. Its record is on disk before the file exists: no part is ever without one. */
async function createPart(
  part: Part,
  { place, savePart, identity }: PartKeeping & { identity: FileIdentity },
): Promise<FileHandle> {
  for (let count = 1; ; count += 1) {
    const path = `${join(place.folder, numberedName(place.stem, count))}.part`;
    if (await isTaken(path)) continue;
    const record = { path, ...identity };
    await savePart(record);
    try {
      const file = await open(path, 'wx');
      Object.assign(part, { record, bytes: 0 });
      return file;
    } catch (error) {
      // Another command has taken the name in between.
      if (findErrorCode(error) === 'EEXIST') continue;
      await savePart(undefined);
      throw new SkillError('file', fileWords.noWriting(place.folder, findErrorCode(error)), {
        advice: fileWords.otherOut(),
        cause: error,
      });
    }
  }
}

const isTaken = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => findErrorCode(error) !== 'ENOENT',
  );

/** Drops what lies behind the byte before the record names another file: old bytes must never count as the new file's. */
async function reopenPart(
  part: Part,
  path: string,
  { savePart, fromByte, identity }: PartKeeping & { fromByte: number; identity: FileIdentity },
): Promise<FileHandle> {
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
      part.record = { path, ...identity };
      await savePart(part.record);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
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
