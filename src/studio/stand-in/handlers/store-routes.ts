import type { StudioContext } from '../context.ts';
import type { Exchange, Route } from '../exchange.ts';
import { sendFile } from '../file-reply.ts';
import { describeFile, nameResult } from '../render-view.ts';

/**
 * Finished videos in a store of their own, on another origin, which behaves like S3: a link is signed for GET alone, so that HEAD
 * is refused, errors are XML, and a token beside the signature is an error.
 */
export function createStoreRoutes(context: StudioContext): Route[] {
  const path = '/render-result/:name';
  return [
    { method: 'GET', path, open: true, handle: (exchange) => sendResult(exchange, context) },
    {
      method: 'HEAD',
      path,
      open: true,
      handle: async (exchange) => refuse(exchange, 403, 'Forbidden'),
    },
  ];
}

async function sendResult(exchange: Exchange, { links, renders }: StudioContext): Promise<void> {
  const { request, url, params } = exchange;
  if (request.headers.authorization !== undefined) return refuse(exchange, 400, 'InvalidArgument');
  if (!links.isValid(url)) return refuse(exchange, 403, 'AccessDenied');
  const name = params['name'] ?? '';
  const job = renders.find(name.replace(/\.\w+$/, ''));
  if (job?.status !== 'completed' || nameResult(job) !== name) {
    return refuse(exchange, 404, 'NoSuchKey');
  }
  await sendFile(exchange, { ...describeFile(job), contentType: 'binary/octet-stream' });
}

function refuse({ response }: Exchange, status: number, code: string): void {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code></Error>`;
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(xml);
}
