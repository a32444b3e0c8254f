import type { Project } from '../cutter/editor.ts';
import type { Uploads } from '../cutter/operations/operation.ts';
import type { Session } from './records.ts';
import { openSubtitles } from './subtitle-store.ts';

/** What the editor changes. */
export const openProject = ({ timeline, earlier = [] }: Session): Project => ({
  timeline,
  earlier,
});

/** What the editor works with. */
export const openUploads = ({ media, subtitles }: Session): Uploads => ({
  media,
  subtitles: subtitles.map(openSubtitles),
});
