import { extname } from 'node:path';

import { ApiError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import type { Exchange, Route } from '../exchange.ts';
import { sendFile } from '../file-reply.ts';
import { isMediaId, locateMedia } from '../media-folder.ts';
import { describeFile } from '../render-view.ts';

/**
 * Finished videos and uploads, for whoever holds their link. An upload's link does not expire: it
 * stands in the state, which must not change by itself.
 */
export function createFileRoutes(context: StudioContext): Route[] {
  return [
    ...serveFile('/render-result/:name', (exchange) => sendResult(exchange, context)),
    ...serveFile('/media/:id', (exchange) => sendMedia(exchange, context)),
  ];
}

function serveFile(path: string, handle: (exchange: Exchange) => Promise<void>): Route[] {
  return ['GET', 'HEAD'].map((method) => ({ method, path, open: true, handle }));
}

/** Wrong and expired links look the same, as on a CDN. */
async function sendResult(exchange: Exchange, context: StudioContext): Promise<void> {
  if (!context.links.isValid(exchange.url)) {
    throw new ApiError(403, 'Link is invalid or has expired');
  }
  const name = exchange.params['name'] ?? '';
  const job = context.renders.find(name.slice(0, -extname(name).length));
  if (job?.status !== 'completed') throw new ApiError(404, 'File not found');
  await sendFile(exchange, describeFile(job));
}

async function sendMedia(exchange: Exchange, { storage }: StudioContext): Promise<void> {
  const id = exchange.params['id'] ?? '';
  if (!isMediaId(id)) throw new ApiError(404, 'File not found');
  const file = locateMedia(storage.mediaFolder, id);
  await sendFile(exchange, { file, contentType: 'application/octet-stream', tag: id });
}
