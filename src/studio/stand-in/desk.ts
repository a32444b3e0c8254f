import type { Session } from './records.ts';
import { openSubtitles } from './subtitle-store.ts';

/** What the editor works on: the timeline so far, and what was uploaded. */
export const openDesk = ({ timeline, media, subtitles }: Session) => ({
  timeline,
  media,
  subtitles: subtitles.map(openSubtitles),
});
