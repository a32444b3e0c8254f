import { ApiError } from '../api-error.ts';
import type { StudioContext } from '../context.ts';
import { type AuthorizedExchange, readJson, type Routes, succeed } from '../exchange.ts';
import { describeMedia } from '../media.ts';
import { describeCanvas } from '../drafts.ts';
import { listGenerated, type Session } from '../records.ts';

/** Creating a session and reading its state (contract 2.2, 2.6). */
export function createSessionRoutes(context: StudioContext): Routes {
  return {
    own: {
      'POST /api/tasks/:user/with-session/nemo_agent': async (exchange) => {
        const body = await readJson(exchange);
        const { userId } = exchange.account;
        const asked = body['task_name'];
        const taskName = typeof asked === 'string' && asked !== '' ? asked : 'project';
        const session = context.sessions.create({ userId, taskName });
        return succeed({ task_id: session.taskId, session_id: session.id, user_id: userId });
      },
      'GET /api/state/nemo_agent/:user/:session/latest': (exchange) =>
        succeed(readState(requireSession(context, exchange), context)),
    },
  };
}

/** The session a path names, if it is the caller's. */
export function requireSession(
  { sessions }: StudioContext,
  { account, params }: AuthorizedExchange,
): Session {
  const { user = '' } = params;
  if (user !== 'me' && user !== account.userId) throw new ApiError(1002, 'Session not found');
  return sessions.require(account, params['session'] ?? '');
}

function readState(session: Session, context: StudioContext) {
  const isEmpty = session.timeline === null && session.media.length === 0;
  if (isEmpty && context.options.stateBeforeWork === 'missing') {
    throw new ApiError(404, 'No state yet');
  }
  return {
    session_id: session.id,
    task_id: session.taskId,
    task_name: session.taskName,
    user_id: session.userId,
    state: {
      video_infos: session.media.map((media) => describeMedia(media, context)),
      draft: context.drafts.handOut(session),
      canvas_config: describeCanvas(session),
      video_analyses: {},
      generated_media: listGenerated(session).map((media) => describeMedia(media, context)),
    },
  };
}
