import { setMaxListeners } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { Busboy, type BusboyFileStream, type BusboyInstance } from '@fastify/busboy';

import { ApiError } from './api-error.ts';
import { type Exchange, readChunks } from './exchange.ts';

/** The field the contract names (2.4). */
const FILE_FIELD = 'files';

export interface MultipartLimits {
  maxBytes: number;
  maxFiles: number;
}

/** Streams the files of a multipart upload to the places that `reserve` names; one too many or too large refuses them all. */
export async function receiveFiles(
  exchange: Exchange,
  limits: MultipartLimits,
  reserve: (name: string) => string,
): Promise<void> {
  const writes: Array<Promise<void>> = [];
  // A parser that stops in the middle of a file never ends that file by itself.
  const stop = new AbortController();
  // Every file listens; Node suspects a leak from the eleventh on.
  setMaxListeners(limits.maxFiles, stop.signal);
  const parser = createParser(exchange, limits);
  parser.on('filesLimit', () =>
    parser.destroy(new ApiError(400, `At most ${limits.maxFiles} files in one upload`)),
  );
  parser.on('file', (field, stream, name) => {
    if (field !== FILE_FIELD) {
      stream.resume();
      return;
    }
    const write = writeFile(stream, reserve(decodeName(name)), stop.signal);
    // The failure is told by Promise.all below; until then nobody may call it unhandled.
    write.catch(() => undefined);
    writes.push(write);
  });
  try {
    await pipeline(Readable.from(readChunks(exchange)), parser);
    await Promise.all(writes);
  } catch (error) {
    stop.abort();
    await Promise.allSettled(writes);
    throw error instanceof ApiError ? error : refuseMalformed(error);
  }
}

function createParser(
  { request }: Exchange,
  { maxBytes, maxFiles }: MultipartLimits,
): BusboyInstance {
  const contentType = request.headers['content-type'] ?? '';
  try {
    const headers = { ...request.headers, 'content-type': contentType };
    return new Busboy({ headers, limits: { fileSize: maxBytes, files: maxFiles } });
  } catch (error) {
    throw refuseMalformed(error);
  }
}

/** Browsers and curl write these three characters of a name as escapes (HTML, multipart encoding). */
function decodeName(name: string): string {
  return name.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}

async function writeFile(stream: BusboyFileStream, file: string, signal: AbortSignal) {
  await pipeline(stream, createWriteStream(file, { mode: 0o600 }), { signal });
  if (stream.truncated) throw new ApiError(4002, 'File too large');
}

function refuseMalformed(error: unknown): ApiError {
  return new ApiError(400, `Malformed upload: ${(error as Error).message}`);
}
