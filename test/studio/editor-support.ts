import { type EditOutcome, editTimeline, type Project } from '../../src/studio/cutter/editor.ts';
import type { EditorMedia } from '../../src/studio/cutter/operations/operation.ts';

const FACTS = { rotation: 0, hasAudio: true };

/** A 12 s beach video, an 8 s city video and a 4 s song. */
export const UPLOADS: EditorMedia[] = [
  {
    id: 'beach',
    name: 'beach.mp4',
    facts: { ...FACTS, type: 'video', durationMs: 12_000, width: 1280, height: 720 },
  },
  {
    id: 'city',
    name: 'city.mp4',
    facts: { ...FACTS, type: 'video', durationMs: 8000, width: 1080, height: 1920 },
  },
  { id: 'song', name: 'song.mp3', facts: { ...FACTS, type: 'audio', durationMs: 4000 } },
];

export const NEW: Project = { timeline: null, earlier: [] };

/** Both videos, a title in the first 4 s, music at 50 %, the sound at 80 %. */
export const EDITED: Project = edit(
  'place the clips; add the title "Old" for 4 seconds; add music at 50%; set the video volume to 80%',
  NEW,
);

export function edit(message: string, project: Project = EDITED): EditOutcome {
  return editTimeline(message, project, { media: UPLOADS });
}
