import type { Backend, SessionState } from '../backend/backend.ts';
import { isSessionGone } from '../backend/errors.ts';
import { readDraft } from '../timeline/draft.ts';
import type { Timeline } from '../timeline/timeline.ts';

/** A session's state with its draft read. */
export interface ReadState extends SessionState {
  timeline: Timeline;
}

const NOTHING: SessionState = {
  draft: undefined,
  draftText: undefined,
  media: [],
  lists: {},
  generated: null,
  canvas: null,
};

/**
 * Reads a session's state. A session that was used and is not known any more is an error (1002); before the first work a
 * backend may answer 404 instead of an empty draft (wire-contract.md section 9, item 10).
 */
export async function readState(
  backend: Pick<Backend, 'readState'>,
  session: { id: string; isUsed: boolean },
  signal: AbortSignal,
): Promise<ReadState> {
  const state = await backend.readState(session.id, signal).catch((error: unknown) => {
    if (session.isUsed || !isSessionGone(error)) throw error;
    return NOTHING;
  });
  return { ...state, timeline: readDraft(state.draft) };
}
