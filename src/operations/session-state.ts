import type { Api, SessionState } from '../backend/api.ts';
import { isSessionGone } from '../backend/backend-error.ts';
import { readDraft } from '../timeline/draft.ts';
import type { Timeline } from '../timeline/timeline.ts';
import type { Context } from './context.ts';
import type { Connection } from './project.ts';

/** A session's state with its draft read. */
export interface ReadState extends SessionState {
  timeline: Timeline;
}

/** The project's state. A session that was worked in and is gone is an error, not an empty timeline (1002). */
export function readProjectState(
  context: Context,
  { api, project }: Pick<Connection, 'api' | 'project'>,
): Promise<ReadState> {
  return readState(api, {
    sessionId: project.session_id,
    mustExist: project.used === true,
    signal: context.signal,
  });
}

export interface StateQuery {
  sessionId: string;
  /** Something was in the session. Before the first work a backend may answer 404 instead of an empty draft (wire-contract.md section 9, item 10). */
  mustExist: boolean;
  signal: AbortSignal;
}

export async function readState(
  api: Api,
  { sessionId, mustExist, signal }: StateQuery,
): Promise<ReadState> {
  try {
    const state = await api.readState(sessionId, signal);
    return { ...state, timeline: readDraft(state.draft) };
  } catch (error) {
    if (mustExist || !isSessionGone(error)) throw error;
    return {
      draft: undefined,
      draftText: undefined,
      media: [],
      generated: null,
      canvas: null,
      timeline: readDraft(undefined),
    };
  }
}
