import { drawTimeline } from '../core/timeline-picture.ts';
import type { Timeline } from '../core/timeline.ts';
import { pictureWords } from '../core/words/picture.ts';
import { writePicture } from '../ports/picture-file.ts';
import type { Context } from './context.ts';

/** Draws the timeline where `--picture` says; nothing where it does not. Returns the field of the document. */
export async function drawPicture(
  { reporter, speech, picture }: Context,
  timeline: Timeline,
): Promise<{ picture?: string }> {
  if (picture === undefined) return {};
  await writePicture(picture, drawTimeline(timeline, speech.language));
  reporter.say(pictureWords.drawn(picture));
  return { picture };
}
