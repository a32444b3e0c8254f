import type { Session } from './records.ts';

/** What the editor works on: the timeline so far, and what was uploaded. */
export const openDesk = ({ timeline, media }: Session) => ({
  timeline,
  media,
  subtitles: [],
});
