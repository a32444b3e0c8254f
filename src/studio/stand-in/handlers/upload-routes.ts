import { rm } from 'node:fs/promises';

import { ApiError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import { placeUploads } from '../../cutter/operations/clips.ts';
import { type AuthorizedExchange, readJson, type Route, succeed } from '../exchange.ts';
import { describeMedia, describeSubtitles } from '../media-info.ts';
import { type ReceivedFile, receiveFiles } from '../multipart.ts';
import { importUrl } from '../url-import.ts';
import { requireSession } from './session-routes.ts';
import type { MediaRecord, SubtitleRecord } from '../records.ts';

const MAX_URLS = 20;
const URL_TIMEOUT_MS = 120_000;

/** Uploads, as files or by URL (contract 2.4). */
export function createUploadRoutes(context: StudioContext): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/upload-video/nemo_agent/:user/:session',
      async handle(exchange) {
        const session = requireSession(context, exchange);
        const received = await receive(exchange, context);
        if (received.length === 0) throw new ApiError(400, 'No files in the upload');
        const admitted = await admitAll(received, context, session.userId);
        for (const upload of admitted) {
          if (isMedia(upload)) session.media.push(upload);
          else session.subtitles.push(upload);
        }
        if (context.options.uploadMakesDraft) {
          session.timeline = placeUploads(session.timeline, session.media) ?? session.timeline;
        }
        context.sessions.save(session);
        const files = admitted.map((upload) =>
          isMedia(upload) ? describeMedia(upload, context) : describeSubtitles(upload, context),
        );
        return succeed({ files, session_state_applied: true });
      },
    },
  ];
}

async function receive(
  exchange: AuthorizedExchange,
  { options, media }: StudioContext,
): Promise<ReceivedFile[]> {
  const limits = { maxBytes: options.maxUploadBytes, reserveFile: () => media.reserveFile() };
  const type = exchange.request.headers['content-type'] ?? '';
  if (type.startsWith('multipart/form-data')) return receiveFiles(exchange, limits);
  const { urls, source_type: sourceType } = await readJson(exchange);
  if (!Array.isArray(urls) || sourceType !== 'url' || urls.length > MAX_URLS) {
    throw new ApiError(400, 'Expected multipart files, or urls with source_type "url"');
  }
  const received: ReceivedFile[] = [];
  for (const url of urls) {
    received.push(
      await importUrl(url, {
        ...limits,
        timeoutMs: URL_TIMEOUT_MS,
        allowLoopback: options.allowLoopbackUrls,
      }),
    );
  }
  return received;
}

type Upload = MediaRecord | SubtitleRecord;

function isMedia(upload: Upload): upload is MediaRecord {
  return 'facts' in upload;
}

/** All or nothing: one bad file refuses the whole upload. */
async function admitAll(
  received: ReceivedFile[],
  { media, subtitles }: StudioContext,
  userId: string,
): Promise<Upload[]> {
  const admitted: Upload[] = [];
  try {
    for (const each of received) {
      const upload = { ...each, userId };
      admitted.push((await subtitles.admit(upload)) ?? (await media.admit(upload)));
    }
    return admitted;
  } catch (error) {
    await Promise.all(received.map(({ file }) => rm(file, { force: true })));
    throw error;
  }
}
