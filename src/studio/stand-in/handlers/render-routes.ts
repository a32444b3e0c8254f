import { randomUUID } from 'node:crypto';

import { findNodeAtLocation, parseTree, type Node } from 'jsonc-parser';

import { ApiError, type Reply } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import type { RenderMedia } from '../../cutter/engine-port.ts';
import { type AuthorizedExchange, readJsonText, type Routes } from '../exchange.ts';
import { chooseRenderSize } from '../../cutter/render-size.ts';
import { describeRender, describeSubmitted } from '../render-view.ts';
import { nameResult, type RenderWork } from '../renders.ts';
import type { StudioTimeline } from '../../cutter/timeline.ts';
import type { RenderJob, Session } from '../records.ts';
import { sendResult } from './file-routes.ts';

const QUALITIES: unknown[] = ['best', 'high', 'medium', 'low'];
const RENDER_ID = /^[\w.-]{1,128}$/;

/** Submitting, polling, cancelling and downloading renders (contract 2.7 to 2.10). */
export function createRenderRoutes(context: StudioContext): Routes {
  const base = '/api/render/proxy';
  return {
    own: {
      [`POST ${base}/lambda`]: (exchange) => submit(exchange, context),
      [`GET ${base}/lambda/:id`]: (exchange) => ({
        body: describeRender(requireJob(exchange, context), context),
      }),
      [`POST ${base}/lambda/:id/cancel`]: (exchange) => {
        const job = requireJob(exchange, context);
        if (!context.renders.cancel(job)) {
          throw new ApiError(409, `Render is already ${job.status}`);
        }
        return { body: describeRender(job, context) };
      },
      [`GET ${base}/:id/download`]: (exchange) => download(exchange, context),
    },
  };
}

/** 402 here is about the plan, not about credits (contract 5). */
function checkPlan({ options }: StudioContext): void {
  if (!options.exportPlanBlocked) return;
  throw new ApiError(402, 'Your plan does not include export, register or upgrade to unlock it');
}

async function submit(exchange: AuthorizedExchange, context: StudioContext): Promise<Reply> {
  checkPlan(context);
  const { account } = exchange;
  const { body, text } = await readJsonText(exchange);
  const named = body['id'];
  if (typeof named !== 'string' || !RENDER_ID.test(named)) {
    throw new ApiError(400, 'Invalid render id');
  }
  const id = context.options.ownRenderIds ? `own_${randomUUID()}` : named;
  const session = context.sessions.require(account, String(body['sessionId']));
  const timeline = requireDraft(session, text, context);
  const work = planWork(timeline, (body['output'] ?? {}) as Record<string, unknown>, context);
  const job = context.renders.submit({ id, userId: account.userId, work });
  if (!job) throw new ApiError(409, `Render id already exists: ${id}`);
  // Described before it gets to start, so that it is pending still.
  return { body: describeSubmitted(job, context) };
}

/** The timeline behind the characters of the submitted draft, which must be those that were handed out. */
function requireDraft(session: Session, body: string, { drafts }: StudioContext): StudioTimeline {
  const node = findNodeAtLocation(parseTree(body) as Node, ['draft']);
  const text = node ? body.slice(node.offset, node.offset + node.length) : 'null';
  const timeline = drafts.find(session, text);
  if (!timeline) throw new ApiError(400, 'The draft is not the one that the state holds');
  if (timeline.clips.length === 0) throw new ApiError(400, 'Draft has no segments to render');
  return timeline;
}

function planWork(
  timeline: StudioTimeline,
  wanted: Record<string, unknown>,
  context: StudioContext,
): RenderWork {
  const media = collectMedia(timeline, context);
  checkOutput(wanted);
  return { timeline, media, output: chooseRenderSize(timeline.canvas, wanted['resolution']) };
}

function collectMedia(
  { clips, music }: StudioTimeline,
  { sessions }: StudioContext,
): Record<string, RenderMedia> {
  const used: Record<string, RenderMedia> = {};
  for (const { mediaId } of [...clips, ...music]) {
    const record = sessions.findMedia(mediaId);
    if (!record) throw new ApiError(400, `Draft names unknown media: ${mediaId}`);
    used[mediaId] = record;
  }
  return used;
}

function requireJob(exchange: AuthorizedExchange, context: StudioContext): RenderJob {
  checkPlan(context);
  const job = context.renders.find(exchange.params['id'] ?? '');
  if (job?.userId !== exchange.account.userId) throw new ApiError(404, 'Render not found');
  return job;
}

async function download(exchange: AuthorizedExchange, context: StudioContext) {
  const job = requireJob(exchange, context);
  if (job.status !== 'completed') throw new ApiError(409, `Render is ${job.status}`);
  return sendResult(exchange, job, { saveAs: nameResult(job) });
}

/** Checks the format and quality a client asks for: only MP4 is made, and always as good as `high`. */
function checkOutput({ format = 'mp4', quality = 'high' }: Record<string, unknown>): void {
  if (typeof format !== 'string' || format.toLowerCase() !== 'mp4') {
    throw new ApiError(400, 'Unknown output format; mp4 is the only one');
  }
  if (!QUALITIES.includes(quality)) {
    throw new ApiError(400, `Unknown output quality; known are ${QUALITIES.join(', ')}`);
  }
}
