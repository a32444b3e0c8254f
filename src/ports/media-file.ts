import { open, stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { MAX_UPLOAD_BYTES, SUPPORTED_FORMATS } from '../core/backend-error.ts';
import { SkillError, findErrorCode } from '../core/errors.ts';
import { formatBytes } from '../core/format.ts';
import { findMediaFormat, type MediaFormat } from '../core/media-format.ts';
import { fileTypeFromFile } from '../vendor/file-type.ts';

/** A local file that has been found fit for upload. */
export interface MediaFile extends MediaFormat {
  path: string;
  name: string;
  bytes: number;
}

/** Large reads: 64 KiB ones cost twice the processor time (measurements.md 2.3). */
const CHUNK_BYTES = 1024 * 1024;

/** Looks at a file before anything is sent. Throws a `file` error that says what was given and what is expected. */
export async function inspectMediaFile(given: string): Promise<MediaFile> {
  const path = resolve(given);
  const bytes = await measureFile(path, given);
  const format = await recognizeFormat(path, given);
  return { ...format, path, name: basename(path), bytes };
}

async function measureFile(path: string, given: string): Promise<number> {
  const stats = await stat(path).catch((error: unknown) => {
    throw unreadable(given, error);
  });
  if (stats.isDirectory()) throw refuse(`${given} is a folder`, 'Name the file itself.');
  if (!stats.isFile()) throw refuse(`${given} is not a regular file`, 'Name a media file.');
  if (stats.size === 0) throw refuse(`${given} is empty`, 'Check that it was saved completely.');
  if (stats.size > MAX_UPLOAD_BYTES) {
    throw refuse(
      `${given} has ${formatBytes(stats.size)}, and 500 MB is the limit`,
      'Compress or trim it first.',
      4002,
    );
  }
  return stats.size;
}

/** By content, never by name: a playlist or a page named `.mp4` is not a video. */
async function recognizeFormat(path: string, given: string): Promise<MediaFormat> {
  const found = await fileTypeFromFile(path).catch((error: unknown) => {
    // Too short to be any format, or not readable.
    if (findErrorCode(error) !== undefined) throw unreadable(given, error);
    return undefined;
  });
  const format = found && findMediaFormat(found.ext);
  if (format) return format;
  const what = found ? `is ${found.ext} (${found.mime})` : 'holds no known media';
  throw refuse(
    `${given} ${what}, which cannot be uploaded`,
    `Use one of: ${SUPPORTED_FORMATS}.`,
    4001,
  );
}

const refuse = (message: string, advice: string, code?: number): SkillError =>
  new SkillError('file', message, { advice, code });

function unreadable(given: string, error: unknown): SkillError {
  const code = findErrorCode(error) ?? 'unknown reason';
  const message =
    code === 'ENOENT' || code === 'ENOTDIR'
      ? `${given} does not exist`
      : `${given} cannot be read (${code})`;
  return new SkillError('file', message, {
    advice: 'Check the path; quote it if it holds spaces.',
    cause: error,
  });
}

/** The file's bytes in large pieces, exactly as many as were announced; a file that changes meanwhile is an error. */
export async function* readMediaFile({ path, bytes }: MediaFile): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  try {
    let left = bytes;
    while (left > 0) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, left));
      const { bytesRead } = await file.read(buffer, 0, buffer.length);
      if (bytesRead === 0) throw changed(path);
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
    if ((await file.stat()).size !== bytes) throw changed(path);
  } finally {
    await file.close();
  }
}

const changed = (path: string): SkillError =>
  refuse(
    `${path} changed while it was being uploaded`,
    'Wait until it is complete, then upload it again.',
  );
