import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import type { Exchange } from './exchange.ts';
import { type ByteRange, isFresh, planRange } from './ranges.ts';

export interface FileDetails {
  file: string;
  contentType: string;
  /** Without quotes; the same bytes always have the same one. */
  tag: string;
  /** Offered as a download under this name. */
  saveAs?: string;
}

/** Sends a file the way a CDN does: ranges, validators, HEAD (RFC 9110 §13 and §14). */
export async function sendFile(exchange: Exchange, details: FileDetails): Promise<void> {
  const { request, response } = exchange;
  const { size, mtime } = await stat(details.file);
  const validators = { etag: `"${details.tag}"`, lastModified: mtime };
  const headers = describeFile(details, validators);
  if (isFresh(request.headers, validators)) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = planRange(request.headers, { ...validators, size });
  if (range === 'unsatisfiable') {
    response.writeHead(416, { ...headers, 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const part = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    ...headers,
    'Content-Length': part.end - part.start + 1,
    ...(range && { 'Content-Range': `bytes ${part.start}-${part.end}/${size}` }),
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else await sendPart(details.file, part, exchange);
}

function describeFile(
  { contentType, saveAs }: FileDetails,
  { etag, lastModified }: { etag: string; lastModified: Date },
): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Accept-Ranges': 'bytes',
    ETag: etag,
    'Last-Modified': lastModified.toUTCString(),
    ...(saveAs !== undefined && {
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(saveAs)}`,
    }),
  };
}

async function sendPart(file: string, part: ByteRange, { response }: Exchange): Promise<void> {
  try {
    await pipeline(createReadStream(file, { start: part.start, end: part.end }), response);
  } catch {
    // The client left, or a fault cut the answer: either way there is nobody left to tell.
    response.destroy();
  }
}
