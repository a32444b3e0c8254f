import type { StudioContext } from './context.ts';
import { editByOperations, type EditOutcome, type Understood } from '../cutter/editor.ts';
import { placeUploads } from '../cutter/operations/clips.ts';
import type { Operation } from '../cutter/operations/operation.ts';
import { SHAPES } from '../cutter/operations/picture.ts';
import type { VideoWish } from '../cutter/phrases/wish.ts';
import { measureTimeline, type StudioTimeline } from '../cutter/timeline.ts';
import { say } from '../cutter/wording/say.ts';
import type { Hold } from './ledger.ts';
import { describeMedia } from './media.ts';
import { describeEdit, listUploads, pause, runTool, type Turn } from './turn.ts';
import { listGenerated, type MediaRecord, type Session } from './records.ts';

/** The tool the reference names for generation (contract 3.1). */
const GENERATE_TOOL = 'generate_video_with_seedance';
/** Generated clips are 720p class. */
const SHARE_OF_1080 = 2 / 3;
const LATE_MUSIC_VOLUME = 0.35;
const LATE_FADE_MS = 500;

interface Generation {
  wish: VideoWish;
  /** What the message asks for besides. */
  request: Understood;
  hold: Hold;
}

/**
 * Makes a video in two stages, as the backend does (contract 6.7): first the raw clip, then a
 * title nobody asked for, unless the message has edits of its own. The picture is a test pattern.
 */
export async function generateVideo(
  turn: Turn,
  context: StudioContext,
  { wish, request: { operations, language }, hold }: Generation,
): Promise<EditOutcome> {
  const { session } = turn;
  const { subject, durationMs } = wish;
  const { earlier, timeline: before } = session;
  await runTool(turn, context, {
    name: GENERATE_TOOL,
    args: { prompt: subject, duration: durationMs / 1000 },
    async work() {
      const clip = await makeClip(turn, context, wish);
      session.media.push(clip);
      session.timeline = placeUploads(session.timeline, [clip]);
      session.earlier = [...earlier, before];
      hold.charge();
      return { status: 'success', video: describeMedia(clip, context) };
    },
  });
  await pause(context);
  const asked: Operation[] = operations.length > 0 ? operations : [{ op: 'title', text: subject }];
  const edited = editByOperations(asked, session, listUploads(session, context));
  // One message is taken back as one.
  const outcome = { ...edited, earlier: [...earlier, before], language };
  if (context.options.streamBreak !== 'lost') {
    await runTool(turn, context, describeEdit(turn, outcome));
  }
  const made = say({ did: 'generated', subject, lengthMs: durationMs });
  return { ...outcome, changes: [made, ...outcome.changes] };
}

async function makeClip(
  { session }: Turn,
  { engine, media }: StudioContext,
  { subject, ratio, durationMs }: VideoWish,
): Promise<MediaRecord> {
  const incoming = media.reserve(session);
  const [width, height] = [SHAPES[ratio].width, SHAPES[ratio].height].map(
    (side) => 2 * Math.round((side * SHARE_OF_1080) / 2),
  ) as [number, number];
  await engine.makeClip({ file: incoming.file, width, height, durationMs, withSound: true });
  const clip = await media.admit(incoming, subject);
  return { ...clip, generated: true };
}

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
    clips: timeline.clips.map((clip) => ({ ...clip, fadeInMs: LATE_FADE_MS })),
    music: [
      ...timeline.music,
      {
        mediaId,
        name: 'Lo-fi',
        startMs: 0,
        durationMs: measureTimeline(timeline),
        volume: LATE_MUSIC_VOLUME,
        fadeInMs: 0,
        fadeOutMs: 0,
      },
    ],
  };
}
