import { basename, dirname } from 'node:path';

import send from 'send';

import type { Exchange } from './exchange.ts';

export interface FileDetails {
  file: string;
  contentType: string;
  /** Without quotes; the same bytes always have the same one. */
  tag: string;
  /** Offered as a download under this name. */
  saveAs?: string;
}

/** Sends a file the way a CDN does: ranges, validators, HEAD (RFC 9110 §13 and §14). */
export async function sendFile({ request, response }: Exchange, details: FileDetails) {
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
