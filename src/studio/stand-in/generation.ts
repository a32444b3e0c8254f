import type { StudioContext } from './context.ts';
import { openDesk } from './desk.ts';
import { editDrawable } from '../cutter/drawable.ts';
import { type EditOutcome, editTimeline } from '../cutter/editor/editor.ts';
import { describeGenerated, type VideoWish } from '../cutter/editor/generation.ts';
import { placeUploads } from '../cutter/editor/place.ts';
import type { Hold } from './ledger.ts';
import { describeMedia } from './media-info.ts';
import { describeEdit, pause, runTool, type Turn } from './turn.ts';
import type { MediaRecord } from './records.ts';

/** The tool the reference names for generation (contract 3.1). */
const GENERATE_TOOL = 'generate_video_with_seedance';

/**
 * Makes a video in two stages, as the backend does (contract 6.7): first the raw clip, then a
 * title nobody asked for, unless the message has edits of its own. The picture is a test pattern.
 */
export async function generateVideo(
  turn: Turn,
  context: StudioContext,
  { wish, hold }: { wish: VideoWish; hold: Hold },
): Promise<EditOutcome> {
  const { session } = turn;
  await runTool(turn, context, {
    name: GENERATE_TOOL,
    args: { prompt: wish.subject, duration: wish.durationMs / 1000 },
    async work() {
      const clip = await makeClip(turn, context, wish);
      session.media.push(clip);
      session.timeline = placeUploads(session.timeline, [clip]);
      hold.charge();
      return { status: 'success', video: describeMedia(clip, context) };
    },
  });
  await pause(context);
  const outcome = finish(turn, context, wish);
  if (context.options.streamBreak !== 'lost') {
    await runTool(
      turn,
      context,
      describeEdit(turn, outcome, () => undefined),
    );
  }
  return { ...outcome, changes: [describeGenerated(wish), ...outcome.changes] };
}

function finish(
  { session, text }: Turn,
  { engine }: StudioContext,
  { subject, rest }: VideoWish,
): EditOutcome {
  const desk = openDesk(session);
  const asked = editDrawable({ message: rest, ...desk }, engine);
  if (asked.changes.length > 0) return asked;
  const titled = editDrawable({ message: `title “${subject}”`, ...desk }, engine);
  // The language is that of the whole message, not of the title added here.
  return { ...titled, language: editTimeline({ message: text, ...desk }).language };
}

async function makeClip(
  { session }: Turn,
  { engine, media }: StudioContext,
  { subject, width, height, durationMs }: VideoWish,
): Promise<MediaRecord> {
  const incoming = media.reserve(session);
  await engine.makeClip({ file: incoming.file, width, height, durationMs, withSound: true });
  const clip = await media.admit(incoming, { name: subject, userId: session.userId });
  return { ...clip, generated: true };
}
