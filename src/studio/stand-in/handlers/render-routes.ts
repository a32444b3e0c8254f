import { randomUUID } from 'node:crypto';

import { ApiError, type Reply } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import { readDraft } from '../draft-reader.ts';
import type { SourceMedia } from '../../cutter/engine-port.ts';
import { type AuthorizedExchange, readJson, type Route } from '../exchange.ts';
import { sendFile } from '../file-reply.ts';
import { checkOutput } from '../render-output.ts';
import { chooseRenderSize } from '../../cutter/render-size.ts';
import { describeFile, describeRender, nameResult } from '../render-view.ts';
import type { RenderWork } from '../renders.ts';
import type { StudioTimeline } from '../../cutter/timeline.ts';
import type { RenderJob } from '../records.ts';

const OUTPUT_FPS = 30;
const ATTRIBUTION_HEADERS = ['x-skill-source', 'x-skill-version', 'x-skill-platform'];
const RENDER_ID = /^[\w.-]{1,128}$/;

/** Submitting, polling, cancelling and downloading renders (contract 2.7 to 2.10). */
export function createRenderRoutes(context: StudioContext): Route[] {
  const { renders } = context;
  return [
    {
      method: 'POST',
      path: '/api/render/proxy/lambda',
      handle: (exchange) => submit(exchange, context),
    },
    {
      method: 'GET',
      path: '/api/render/proxy/lambda/:id',
      handle: (exchange) => ({ body: describeRender(requireJob(exchange, context), context) }),
    },
    {
      method: 'POST',
      path: '/api/render/proxy/lambda/:id/cancel',
      handle(exchange) {
        const job = requireJob(exchange, context);
        if (!renders.cancel(job)) throw new ApiError(409, `Render is already ${job.status}`);
        return { body: describeRender(job, context) };
      },
    },
    {
      method: 'GET',
      path: '/api/render/proxy/:id/download',
      handle: (exchange) => download(exchange, context),
    },
  ];
}

/** Both refusals are 402 and neither is about credits (contract 5). */
function checkPlan({ request }: AuthorizedExchange, { options }: StudioContext): void {
  const missing = ATTRIBUTION_HEADERS.filter((name) => !request.headers[name]);
  if (missing.length > 0) {
    throw new ApiError(402, `Export is not available: missing ${missing.join(', ')}`);
  }
  if (options.exportPlanBlocked) {
    throw new ApiError(402, 'Your plan does not include export, register or upgrade to unlock it');
  }
}

async function submit(exchange: AuthorizedExchange, context: StudioContext): Promise<Reply> {
  checkPlan(exchange, context);
  const { account } = exchange;
  const body = await readJson(exchange);
  const named = body['id'];
  if (typeof named !== 'string' || !RENDER_ID.test(named)) {
    throw new ApiError(400, 'Invalid render id');
  }
  const id = context.options.ownRenderIds ? `own_${randomUUID()}` : named;
  context.sessions.require(account, String(body['sessionId']));
  const work = planWork(body, { context, userId: account.userId });
  const job = context.renders.submit({ id, userId: account.userId, work });
  if (!job) throw new ApiError(409, `Render id already exists: ${id}`);
  // Described before it gets to start, so that it is pending still.
  return { body: describeRender(job, context) };
}

function planWork(
  { draft, output }: Record<string, unknown>,
  { context, userId }: { context: StudioContext; userId: string },
): RenderWork {
  const timeline = parseDraft(draft);
  const wanted = (output ?? {}) as Record<string, unknown>;
  const media = collectMedia(timeline, { context, userId });
  checkOutput(wanted);
  const size = chooseRenderSize(timeline.canvas, {
    resolution: wanted['resolution'],
    scale: context.options.previewScale,
  });
  return { timeline, media, output: { ...size, fps: OUTPUT_FPS } };
}

function parseDraft(draft: unknown): StudioTimeline {
  let timeline: StudioTimeline;
  try {
    timeline = readDraft(draft);
  } catch {
    throw new ApiError(400, 'Invalid draft');
  }
  if (timeline.clips.length === 0) throw new ApiError(400, 'Draft has no segments to render');
  return timeline;
}

/** The files a draft names; only the user's own count. */
function collectMedia(
  { clips, music }: StudioTimeline,
  { context, userId }: { context: StudioContext; userId: string },
): Record<string, SourceMedia> {
  const used: Record<string, SourceMedia> = {};
  for (const { mediaId } of [...clips, ...music]) {
    const record = context.media.find(mediaId);
    if (record?.userId !== userId) throw new ApiError(400, `Draft names unknown media: ${mediaId}`);
    used[mediaId] = { file: record.file, demuxer: record.demuxer, facts: record.facts };
  }
  return used;
}

function requireJob(exchange: AuthorizedExchange, context: StudioContext): RenderJob {
  checkPlan(exchange, context);
  const job = context.renders.find(exchange.params['id'] ?? '');
  if (job?.userId !== exchange.account.userId) throw new ApiError(404, 'Render not found');
  return job;
}

async function download(exchange: AuthorizedExchange, context: StudioContext) {
  const job = requireJob(exchange, context);
  if (job.status !== 'completed') throw new ApiError(409, `Render is ${job.status}`);
  return sendFile(exchange, { ...describeFile(job), saveAs: nameResult(job) });
}
