import { basename, dirname } from 'node:path';

import send from 'send';

import { ApiError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import type { Exchange, Routes } from '../exchange.ts';
import { isMediaId, locateMedia } from '../media-folder.ts';
import type { RenderJob } from '../records.ts';
import { nameResult } from '../renders.ts';

const RESULT_PATH = '/render-result/:name';

/**
 * Finished videos and uploads, for whoever holds their link. An upload's link does not expire: it
 * stands in the state, which must not change by itself.
 */
export function createFileRoutes(context: StudioContext): Routes {
  return {
    open: {
      ...serveFile(RESULT_PATH, async (exchange) => {
        // Wrong and expired links look the same, as on a CDN.
        if (!context.links.isValid(exchange.url)) {
          throw new ApiError(403, 'Link is invalid or has expired');
        }
        const job = findResult(exchange, context);
        if (!job) throw new ApiError(404, 'File not found');
        await sendResult(exchange, job);
      }),
      ...serveFile('/media/:id', async (exchange) => {
        const id = exchange.params['id'] ?? '';
        if (!isMediaId(id)) throw new ApiError(404, 'File not found');
        const file = locateMedia(context.storage.mediaFolder, id);
        await sendFile(exchange, { file, contentType: 'application/octet-stream', tag: id });
      }),
    },
  };
}

/**
 * Finished videos in a store of their own, on another origin, which behaves like S3: a link is signed for GET alone, so that HEAD
 * is refused, errors are XML, and a token beside the signature is an error.
 */
export function createStoreRoutes(context: StudioContext): Routes {
  const open = serveFile(RESULT_PATH, async (exchange) => {
    const { request, response, url } = exchange;
    const refuse = (status: number, code: string): void => {
      const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
      response.writeHead(status, { 'Content-Type': 'application/xml' }).end(xml);
    };
    if (request.method === 'HEAD') return refuse(403, 'Forbidden');
    if (request.headers.authorization !== undefined) return refuse(400, 'InvalidArgument');
    if (!context.links.isValid(url)) return refuse(403, 'AccessDenied');
    const job = findResult(exchange, context);
    if (!job) return refuse(404, 'NoSuchKey');
    await sendResult(exchange, job, { contentType: 'binary/octet-stream' });
  });
  return { open };
}

function serveFile(path: string, handle: (exchange: Exchange) => Promise<void>) {
  return { [`GET ${path}`]: handle, [`HEAD ${path}`]: handle };
}

function findResult({ params }: Exchange, { renders }: StudioContext): RenderJob | undefined {
  const name = params['name'] ?? '';
  const job = renders.find(name.replace(/\.\w+$/, ''));
  return job?.status === 'completed' && nameResult(job) === name ? job : undefined;
}

interface FileDetails {
  file: string;
  contentType: string;
  /** Without quotes; the same bytes always have the same one. */
  tag: string;
  /** Offered as a download under this name. */
  saveAs?: string;
}

export function sendResult(
  exchange: Exchange,
  { file, completedAt, bytes }: RenderJob,
  details: Partial<FileDetails> = {},
): Promise<void> {
  const tag = `${completedAt}-${bytes}`;
  return sendFile(exchange, { file, contentType: 'video/mp4', tag, ...details });
}

/** Sends a file the way a CDN does: ranges, validators, HEAD (RFC 9110 §13 and §14). */
async function sendFile({ request, response }: Exchange, details: FileDetails): Promise<void> {
  const { file, contentType, tag, saveAs } = details;
  response.setHeader('Content-Type', contentType);
  // Strong, unlike the one made of size and date: only such a one lets a download go on (RFC 9110 §13.1.5).
  response.setHeader('ETag', `"${tag}"`);
  if (saveAs !== undefined) {
    const name = encodeURIComponent(saveAs);
    response.setHeader('Content-Disposition', `attachment; filename*=UTF-8''${name}`);
  }
  await new Promise<void>((resolve) => {
    response.once('close', resolve);
    const name = encodeURIComponent(basename(file));
    send(request, name, { root: dirname(file), cacheControl: false }).pipe(response);
  });
}
