import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { ApiError } from './api-error.ts';
import type { StudioEngine } from '../cutter/engine-port.ts';
import type { Storage } from './storage.ts';
import type { MediaRecord } from './records.ts';

const HEAD_BYTES = 4096;

export interface MediaStore {
  /** A fresh path to write an upload to. */
  reserveFile(): string;
  /** Checks a written file by its content and keeps it, or deletes it and answers 4001. */
  admit(upload: { file: string; name: string; userId: string }): Promise<MediaRecord>;
  find(id: string): MediaRecord | undefined;
}

/** Knows uploaded files by their ids; the sessions they belong to store what is known of them. */
export function createMediaStore({ mediaFolder, kept }: Storage, engine: StudioEngine): MediaStore {
  const media = kept.sessions.flatMap((session) => session.media);
  const byId = new Map(media.map((record) => [record.id, record]));
  return {
    reserveFile: () => join(mediaFolder, randomUUID()),
    async admit({ file, name, userId }) {
      try {
        const checked = await inspect(file, engine);
        const record = { id: `media_${randomUUID()}`, userId, name, file, ...checked };
        byId.set(record.id, record);
        return record;
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    find: (id) => byId.get(id),
  };
}

/** Extension and Content-Type are ignored: only the bytes count (video engine notes, 5.1). */
async function inspect(file: string, engine: StudioEngine) {
  const sniffed = await engine.sniff(await readHead(file));
  if (!sniffed) throw new ApiError(4001, 'Unsupported file type');
  const facts = await engine.probe(file, sniffed.demuxer).catch((error: unknown) => {
    throw new ApiError(4001, `Unreadable ${sniffed.format} file: ${describe(error)}`);
  });
  const { size } = await stat(file);
  const { format, demuxer } = sniffed;
  return { bytes: size, hash: await hashFile(file), format, demuxer, facts };
}

async function readHead(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function hashFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
