import { SkillError } from '../system/errors.ts';
import { drawTimeline } from '../timeline/picture.ts';
import type { Timeline } from '../timeline/timeline.ts';
import { commonWords } from '../words/common.ts';
import { pictureWords } from '../words/picture.ts';
import { writePicture } from '../ports/picture-file.ts';
import type { Context } from './context.ts';

/** Draws the timeline where `--picture` says; nothing where it does not. Returns the field of the document. */
export async function drawPicture(
  { reporter, speech, picture }: Context,
  timeline: Timeline,
): Promise<{ picture?: string }> {
  if (picture === undefined) return {};
  try {
    await writePicture(picture, drawTimeline(timeline, speech.language));
  } catch (error) {
    // What was done for it is done, and paid for: a picture that cannot be kept is no reason to call that a failure.
    if (!(error instanceof SkillError)) throw error;
    reporter.notice(commonWords.failure(error));
    return {};
  }
  reporter.say(pictureWords.drawn(picture));
  return { picture };
}
