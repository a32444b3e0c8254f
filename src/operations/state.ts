import type { Api, SessionState } from '../client/api.ts';
import { readDraft } from '../core/draft.ts';
import { SkillError } from '../core/errors.ts';
import { describeMedia, type MediaFacts } from '../core/media.ts';
import {
  isExportable,
  summarizeTimeline,
  trackSpan,
  type Timeline,
  type TrackKind,
} from '../core/timeline.ts';
import { noticeLateLanding } from './instruction.ts';
import { openProject, type Connection } from './project.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';

export interface StateFields {
  timeline: string;
  tracks: TrackFields[];
  exportable: boolean;
  media: MediaFacts[];
}

interface TrackFields {
  kind: TrackKind;
  label: string;
  start_ms: number;
  end_ms: number;
  volume?: number;
}

/** A session's state with its draft read. */
export interface ReadState extends SessionState {
  timeline: Timeline;
}

/** Shows the timeline as it is now. */
export async function showState(context: Context): Promise<Outcome<StateFields>> {
  const { api, project } = await openProject(context);
  const state = await readProjectState(context, { api, project });
  const { timeline, media } = state;
  await noticeLateLanding(context, project.session_id, state);
  const line = summarizeTimeline(timeline);
  context.reporter.say(line);
  const known = media.map(describeMedia);
  if (!isExportable(timeline) && known.length > 0) {
    context.reporter.say(`Uploaded so far: ${known.map(({ name }) => name).join(', ')}.`);
  }
  return {
    status: 'done',
    fields: {
      timeline: line,
      tracks: timeline.tracks.map((track) => {
        const { startMs, endMs } = trackSpan(track);
        const volume = track.segments.find((segment) => segment.volume !== undefined)?.volume;
        return {
          kind: track.kind,
          label: track.segments.map(({ label }) => label).join(', '),
          start_ms: startMs,
          end_ms: endMs,
          ...(volume !== undefined && { volume }),
        };
      }),
      exportable: isExportable(timeline),
      media: known,
    },
  };
}

/** The project's state. A session that was worked in and is gone is an error, not an empty timeline (1002). */
export function readProjectState(
  context: Context,
  { api, project }: Pick<Connection, 'api' | 'project'>,
): Promise<ReadState> {
  const read = project.used ? readState : readStateIfAny;
  return read(api, project.session_id, context.signal);
}

async function readState(api: Api, sessionId: string, signal: AbortSignal): Promise<ReadState> {
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
      timeline: readDraft(undefined),
    };
  }
}
