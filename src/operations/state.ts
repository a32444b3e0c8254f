import { describeMedia, type MediaFacts } from '../media/media.ts';
import { isExportable, summarizeTimeline, trackSpan, type TrackKind } from '../timeline/timeline.ts';
import { uploadWords } from '../words/uploads.ts';
import { findOpenInstructions, noticeLateLandings } from './chat/instruction.ts';
import { openProject } from './project.ts';
import { drawPicture } from './picture.ts';
import { readProjectState } from './session-state.ts';
import type { Outcome } from '../core/outcome.ts';
import type { Context } from './context.ts';

export interface StateFields {
  timeline: string;
  /** Where it was drawn. */
  picture?: string;
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

/** Shows the timeline as it is now. */
export async function showState(context: Context): Promise<Outcome<StateFields>> {
  const { api, project } = await openProject(context);
  const state = await readProjectState(context, { api, project });
  const { timeline, media } = state;
  await noticeLateLandings(context, state, await findOpenInstructions(context, project.session_id));
  const { word } = context.reporter;
  const line = summarizeTimeline(timeline);
  context.reporter.say(line);
  const known = media.map(describeMedia);
  if (!isExportable(timeline) && known.length > 0)
    context.reporter.say(uploadWords.soFar(known.map(({ name }) => name)));
  const drawn = await drawPicture(context, timeline);
  return {
    status: 'done',
    fields: {
      timeline: word(line),
      ...drawn,
      tracks: timeline.tracks.map((track) => {
        const { startMs, endMs } = trackSpan(track);
        const volume = track.segments.find((segment) => segment.volume !== undefined)?.volume;
        return {
          kind: track.kind,
          label: track.segments.map(({ label }) => word(label)).join(', '),
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
