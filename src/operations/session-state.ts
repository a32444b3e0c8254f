import type { Api, SessionState } from '../client/api.ts';
import { readDraft } from '../core/draft.ts';
import { SkillError } from '../core/errors.ts';
import type { Timeline } from '../core/timeline.ts';
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
  const read = project.used ? readState : readStateIfAny;
  return read(api, project.session_id, context.signal);
}

export async function readState(
  api: Api,
  sessionId: string,
  signal: AbortSignal,
): Promise<ReadState> {
  const state = await api.readState(sessionId, signal);
  return { ...state, timeline: readDraft(state.draft) };
}

/** Before the first work a backend may answer 404 instead of an empty draft (wire-contract.md section 9, item 10). */
export async function readStateIfAny(
  api: Api,
  sessionId: string,
  signal: AbortSignal,
): Promise<ReadState> {
  try {
    return await readState(api, sessionId, signal);
  } catch (error) {
    if (!(error instanceof SkillError) || error.code !== 1002) throw error;
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
