import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { MAX_UPLOAD_BYTES, SUPPORTED_FORMATS } from '../backend/errors.ts';
import { SkillError, findErrorCode } from '../system/errors.ts';
import { fileTypeFromFile } from '../vendor/file-type.ts';
import { backendWords } from '../words/backend.ts';
import { fileWords } from '../words/files.ts';
import { sizeText } from '../words/format.ts';
import type { Text } from '../words/text.ts';
import { findMediaFormat, type MediaFormat } from './media.ts';
import { readFully } from './read-fully.ts';

/** A local file that can be uploaded. */
export interface MediaFile extends MediaFormat {
  path: string;
  name: string;
  bytes: number;
  /** When it was last written, in milliseconds since the epoch: tells a file that was rewritten in place. */
  modifiedMs: number;
}

/** Large reads: 64 KiB ones cost twice the processor time (measurements.md 2.3). */
const PIECE_BYTES = 1024 * 1024;

/** Checks a file before anything is sent. Throws a `file` error that says what was given and what is expected. */
export async function inspectMediaFile(given: string): Promise<MediaFile> {
  const path = resolve(given);
  const { size: bytes, mtimeMs: modifiedMs } = await measureFile(path, given);
  const format = await recognizeFormat(path, given);
  return { ...format, path, name: basename(path), bytes, modifiedMs };
}

async function measureFile(path: string, given: string): Promise<Stats> {
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(given, error);
  });
  if (stats.isDirectory()) throw refuse(fileWords.isFolder(given), fileWords.nameFile());
  if (!stats.isFile()) throw refuse(fileWords.notRegular(given), fileWords.nameMedia());
  if (stats.size === 0) throw refuse(fileWords.isEmpty(given), fileWords.checkSaved());
  if (stats.size > MAX_UPLOAD_BYTES) {
    throw refuse(fileWords.tooLarge(given, sizeText(stats.size)), fileWords.compressFirst(), 4002);
  }
  return stats;
}

/** Recognises a file by its content, never by its name: a playlist or a page named `.mp4` is no video. */
async function recognizeFormat(path: string, given: string): Promise<MediaFormat> {
  const found = await fileTypeFromFile(path).catch((error: unknown) => {
    // Too short to be any format, or not readable.
    if (findErrorCode(error) !== undefined) throw unreadable(given, error);
    return undefined;
  });
  const format = found && findMediaFormat(found.ext);
  if (format) return format;
  throw refuse(
    found ? fileWords.wrongType(given, found.ext, found.mime) : fileWords.noMedia(given),
    /\.(?:srt|vtt)$/i.test(path)
      ? fileWords.pasteSubtitles()
      : backendWords.useFormats(SUPPORTED_FORMATS),
    4001,
  );
}

const refuse = (message: Text, advice: Text, code?: number): SkillError =>
  new SkillError('file', message, { advice, code });

function unreadable(given: string, error: unknown): SkillError {
  const code = findErrorCode(error);
  const message =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? fileWords.missing(given)
      : fileWords.unreadable(given, code);
  return new SkillError('file', message, {
    advice: fileWords.checkPath(),
    cause: error,
  });
}

/**
 * The file's bytes in pieces of 1 MiB, the last one shorter, exactly as many as were announced. Its end comes only when it
 * is still the file that was inspected: one that changed or vanished meanwhile is an error, and the request stays incomplete.
 *
 * All pieces of a file lie in one buffer, so a piece is good until the next one is asked for. undici asks only when the
 * socket has drained a piece of more than its high-water mark (16 KiB, from Node 22 on 64 KiB), which all but the last are;
 * a short last piece may still wait in the socket while the next file is read, hence a buffer of its own for each file.
 */
export async function* readMediaFile(media: MediaFile): AsyncGenerator<Uint8Array> {
  const file = await open(media.path).catch((error: unknown) => {
    throw findErrorCode(error) === 'ENOENT'
      ? changed(media.path, 'vanished')
      : unreadable(media.path, error);
  });
  try {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, media.bytes));
    for (let left = media.bytes; left > 0;) {
      const piece = buffer.subarray(0, Math.min(buffer.length, left));
      const filled = await readFully(file, piece, null).catch((error: unknown) => {
        throw unreadable(media.path, error);
      });
      if (filled < piece.length) throw changed(media.path);
      left -= piece.length;
      if (left === 0) await checkUnchanged(media);
      yield piece;
    }
  } finally {
    await file.close();
  }
}

/** Looks the file up by its name: one that was removed or replaced while it was open is noticed as well. */
async function checkUnchanged({ path, bytes, modifiedMs }: MediaFile): Promise<void> {
  const stats = await stat(path).catch(() => {
    throw changed(path, 'vanished');
  });
  if (stats.size !== bytes || stats.mtimeMs !== modifiedMs) throw changed(path);
}

const changed = (path: string, how: 'changed' | 'vanished' = 'changed'): SkillError =>
  refuse(fileWords[how](path), fileWords.waitComplete());
