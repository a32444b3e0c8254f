import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { StudioEngine } from '../cutter/engine-port.ts';
import { ApiError } from './api-error.ts';
import { locateMedia, removeMedia } from './media-folder.ts';
import { syncPath } from './own-folder.ts';
import type { MediaRecord, Session } from './records.ts';
import type { Sessions } from './sessions.ts';
import type { Storage } from './storage.ts';

/** Enough to know any of the accepted formats by. */
const HEAD_BYTES = 4096;

/** A file on its way into a session. */
export interface IncomingFile {
  id: string;
  file: string;
}

interface MediaStoreParts {
  storage: Storage;
  sessions: Sessions;
  engine: StudioEngine;
}

export function createMediaStore({ storage, sessions, engine }: MediaStoreParts) {
  const { mediaFolder } = storage;
  return {
    /** A place to write a file to; the session's record names it first, and so may have it removed. */
    reserve(session: Session): IncomingFile {
      const id = `media_${randomUUID()}`;
      session.unfinished.push(id);
      sessions.save(session);
      const file = locateMedia(mediaFolder, id);
      mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
      return { id, file };
    },
    /** Checks a written file by its content, or refuses it with 4001. What it returns belongs into the session. */
    async admit({ id, file }: IncomingFile, name: string): Promise<MediaRecord> {
      const checked = await inspect(file, engine);
      for (const place of [file, dirname(file), mediaFolder]) syncPath(place);
      return { id, name, file, ...checked };
    },
    /** Removes files that did not make it. */
    discard(session: Session, incoming: IncomingFile[]): void {
      for (const { id } of incoming) removeMedia(mediaFolder, id);
      session.unfinished = session.unfinished.filter((id) =>
        incoming.every((one) => one.id !== id),
      );
      sessions.save(session);
    },
  };
}

/** Extension and Content-Type are ignored: only the bytes count (video engine notes, 5.1). */
async function inspect(file: string, engine: StudioEngine) {
  const sniffed = await engine.sniff(await readHead(file));
  if (!sniffed) throw new ApiError(4001, 'Unsupported file type');
  const { format, demuxer } = sniffed;
  const facts = await engine.probe(file, demuxer).catch((error: unknown) => {
    throw new ApiError(4001, `Unreadable ${format} file: ${(error as Error).message}`);
  });
  const { size } = await stat(file);
  return { bytes: size, hash: await hashFile(file), demuxer, facts };
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

/** An upload as the API shows it; `duration` is in seconds here (contract 2.4). */
export function describeMedia(media: MediaRecord, { origin }: { origin: () => string }) {
  const { facts } = media;
  return {
    filename: media.name,
    file_type: facts.type,
    cdn_url: `${origin()}/media/${media.id}`,
    media_id: media.id,
    duration: facts.type === 'image' ? 0 : facts.durationMs / 1000,
    ...(facts.width !== undefined && { width: facts.width }),
    ...(facts.height !== undefined && { height: facts.height }),
    ...(facts.fps !== undefined && { fps: facts.fps }),
    size: media.bytes,
    hash: media.hash,
  };
}
