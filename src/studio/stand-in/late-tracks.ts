import type { StudioTimeline } from '../cutter/timeline.ts';
import { measureTimeline } from '../cutter/timeline-length.ts';
import type { StudioContext } from './context.ts';
import { listGenerated, type Session } from './records.ts';

const MUSIC_VOLUME = 0.35;
const FADE_MS = 500;

/**
 * Generation goes on after its stream has ended: a while later music and an effect lie on the timeline, whoever asked for them
 * (contract 6.7). The music is the sound of the generated clip.
 */
export async function addLateTracks(
  session: Session,
  { options, clock, sessions }: StudioContext,
): Promise<void> {
  await clock.sleep(options.lateTracksMs);
  const [clip] = listGenerated(session).slice(-1);
  if (!session.timeline || !clip) return;
  session.timeline = dress(session.timeline, clip.id);
  sessions.save(session);
}

function dress(timeline: StudioTimeline, mediaId: string): StudioTimeline {
  return {
    ...timeline,
    clips: timeline.clips.map((clip) => ({ ...clip, fadeInMs: FADE_MS })),
    music: [
      ...timeline.music,
      {
        mediaId,
        name: 'Lo-fi',
        startMs: 0,
        durationMs: measureTimeline(timeline),
        volume: MUSIC_VOLUME,
        fadeInMs: 0,
        fadeOutMs: 0,
      },
    ],
  };
}
