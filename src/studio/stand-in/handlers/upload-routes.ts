import { placeUploads } from '../../cutter/operations/clips.ts';
import { ApiError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import {
  type Answer,
  type AuthorizedExchange,
  readJson,
  type Routes,
  succeed,
} from '../exchange.ts';
import { describeMedia, type IncomingFile } from '../media.ts';
import { receiveFiles } from '../multipart.ts';
import type { MediaRecord, Session } from '../records.ts';
import { importUrl } from '../url-import.ts';
import { requireSession } from './session-routes.ts';

const MAX_FILES = 20;
const URL_TIMEOUT_MS = 120_000;

/** Uploads, as files or by URL (contract 2.4). */
export function createUploadRoutes(context: StudioContext): Routes {
  return {
    own: {
      'POST /api/upload-video/nemo_agent/:user/:session': async (exchange) => {
        const session = requireSession(context, exchange);
        const type = exchange.request.headers['content-type'] ?? '';
        if (type.startsWith('multipart/form-data')) {
          const limits = { maxBytes: context.options.maxUploadBytes, maxFiles: MAX_FILES };
          return takeIn(session, context, (reserve) => receiveFiles(exchange, limits, reserve));
        }
        const urls = await readUrls(exchange);
        const applied = takeIn(session, context, (reserve) => importUrls(urls, context, reserve));
        if (context.options.urlUploads === 'fetched') return applied;
        // What cannot be fetched is not heard of again.
        applied.catch(() => undefined);
        return succeed({ files: [], session_state_applied: false });
      },
    },
  };
}

/** Names a file on its way, and the place for it. */
type Reserve = (name: string) => string;

/** Puts what `receive` writes into the session. All or nothing: one bad file refuses the whole upload. */
async function takeIn(
  session: Session,
  context: StudioContext,
  receive: (reserve: Reserve) => Promise<void>,
): Promise<Answer> {
  const { media, sessions, options } = context;
  const received: Array<IncomingFile & { name: string }> = [];
  const admitted: MediaRecord[] = [];
  try {
    await receive((name) => {
      received.push({ ...media.reserve(session), name });
      return received.at(-1)!.file;
    });
    if (received.length === 0) throw new ApiError(400, 'No files in the upload');
    for (const { name, ...incoming } of received) {
      admitted.push(await media.admit(incoming, name));
    }
  } catch (error) {
    media.discard(session, received);
    throw error;
  }
  session.media.push(...admitted);
  sessions.save(session);
  if (options.uploadMakesDraft) await placeOnTimeline(session, context);
  const files = admitted.map((one) => describeMedia(one, context));
  return succeed({ files, session_state_applied: true });
}

async function readUrls(exchange: AuthorizedExchange): Promise<unknown[]> {
  const { urls, source_type: sourceType } = await readJson(exchange);
  if (!Array.isArray(urls) || sourceType !== 'url' || urls.length > MAX_FILES) {
    throw new ApiError(400, 'Expected multipart files, or urls with source_type "url"');
  }
  return urls;
}

async function importUrls(urls: unknown[], { options }: StudioContext, reserve: Reserve) {
  const { maxUploadBytes: maxBytes, allowLoopbackUrls: allowLoopback } = options;
  const how = { maxBytes, allowLoopback, timeoutMs: URL_TIMEOUT_MS };
  for (const url of urls) await importUrl(url, how, reserve);
}

/** Between turns: one that is running has begun with the timeline before, and would put it back without these clips. */
async function placeOnTimeline(session: Session, { sessions }: StudioContext): Promise<void> {
  await session.turns.run(async () => {
    session.timeline = placeUploads(session.timeline, session.media) ?? session.timeline;
    sessions.save(session);
  });
}
