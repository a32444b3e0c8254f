import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';

import { ApiError } from './api-error.ts';
import { beginsLikeSubtitles, parseSubtitles } from '../cutter/subtitles.ts';
import type { SubtitleRecord } from './records.ts';
import type { Storage } from './storage.ts';

/** A whole film has some 100 KB. */
const MAX_BYTES = 1024 * 1024;
const HEAD_BYTES = 4096;

/** Uploaded subtitle files: plain text, which no media engine ever sees. */
export interface SubtitleStore {
  /** Knows a written file for subtitles by its content; null when it is something else. */
  admit(upload: { file: string; name: string; userId: string }): Promise<SubtitleRecord | null>;
  find(id: string): SubtitleRecord | undefined;
}

export function createSubtitleStore({ kept }: Storage): SubtitleStore {
  const records = kept.sessions.flatMap(({ subtitles }) => subtitles);
  const byId = new Map(records.map((record) => [record.id, record]));
  return {
    async admit({ file, name, userId }) {
      if (!beginsLikeSubtitles(await readHead(file))) return null;
      if ((await stat(file)).size > MAX_BYTES) {
        throw new ApiError(4002, 'Subtitle file too large');
      }
      const bytes = await readFile(file);
      const text = decode(bytes);
      if (text === null) throw new ApiError(4001, 'Subtitles must be UTF-8 text');
      if (parseSubtitles(text).length === 0) throw new ApiError(4001, 'No subtitle in the file');
      const hash = createHash('sha256').update(bytes).digest('hex');
      const id = `media_${randomUUID()}`;
      const record = { id, userId, name, file, bytes: bytes.length, hash };
      byId.set(id, record);
      return record;
    },
    find: (id) => byId.get(id),
  };
}

/** What an edit reads of it, should it need it. */
export const openSubtitles = ({ name, file }: SubtitleRecord) => ({
  name,
  readText: () => decode(readFileSync(file)) ?? '',
});

/** Its last character may be cut through. */
async function readHead(file: string): Promise<string> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return new TextDecoder().decode(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** Without its byte order mark; null when it is no UTF-8. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
