import type { MediaFacts } from '../media/media.ts';
import { listMedia } from '../media/session-media.ts';
import type { Backend, Credits } from '../backend/backend.ts';
import {
  isExportable,
  summarizeTimeline,
  trackSpan,
  type TrackKind,
} from '../timeline/timeline.ts';
import { creditWords } from '../words/credits.ts';
import { mediaWords } from '../words/media.ts';
import type { Text } from '../words/text.ts';
import type { Context } from './context.ts';
import type { SessionRecord } from './record.ts';
import { readState, type ReadState } from './session-state.ts';

export interface StateFields {
  timeline: string;
  tracks: TrackFields[];
  exportable: boolean;
  media: (MediaFacts & { generated: boolean; downloadable: boolean })[];
}

interface TrackFields {
  kind: TrackKind;
  label: string;
  start_ms: number;
  end_ms: number;
  volume?: number;
}

/** What a question was answered with: the fields of its document, and the lines to relay. */
export interface Answer<Fields extends object> {
  fields: Fields;
  lines: Text[];
}

/** The balance. `frozen` is reserved by work in progress. */
export async function lookAtCredits(
  backend: Pick<Backend, 'readCredits'>,
  signal: AbortSignal,
): Promise<Answer<Credits>> {
  const credits = await backend.readCredits(signal);
  return { fields: credits, lines: [creditWords.balance(credits)] };
}

/** The timeline as it is now, and what the session holds. */
export async function lookAtState(
  { reporter, signal }: Pick<Context, 'reporter' | 'signal'>,
  backend: Pick<Backend, 'readState' | 'mayOpen'>,
  session: SessionRecord,
): Promise<Answer<StateFields> & { state: ReadState }> {
  const state = await readState(backend, session, signal);
  const { timeline } = state;
  const media = await Promise.all(
    listMedia(state.lists, timeline).map(async ({ address, ...facts }) => ({
      ...facts,
      downloadable: address !== undefined && (await backend.mayOpen(address)),
    })),
  );
  const line = summarizeTimeline(timeline);
  return {
    state,
    lines: [line, ...(media.length > 0 ? [mediaWords.list(media)] : [])],
    fields: {
      timeline: reporter.word(line),
      tracks: timeline.tracks.map((track) => {
        const { startMs, endMs } = trackSpan(track);
        const volume = track.segments.find((segment) => segment.volume !== undefined)?.volume;
        return {
          kind: track.kind,
          label: track.segments.map(({ label }) => reporter.word(label)).join(', '),
          start_ms: startMs,
          end_ms: endMs,
          ...(volume !== undefined && { volume }),
        };
      }),
      exportable: isExportable(timeline),
      media,
    },
  };
}
