import { randomUUID } from 'node:crypto';

import type { Draft, DraftSegment, DraftTrack } from './draft.ts';

/**
 * Where a draft says what its segments are, and how its JSON is written; only `t`, `tt`, `sg`, `d` and `m` are documented
 * (contract 4.1, 4.3).
 */
export type DraftSpelling = 'metadata' | 'python' | 'flat' | 'newer';

/** Writes a draft as JSON text. None but the first survives being parsed and written again. */
export function spellDraft(draft: Draft, spelling: DraftSpelling): string {
  switch (spelling) {
    case 'metadata':
      return JSON.stringify(draft);
    case 'python':
      return writeAsPython({ ...draft, t: draft.t.map(dropStarts) });
    case 'flat':
      return `${JSON.stringify({ ...draft, t: draft.t.map(flatten) }).slice(0, -1)},"rev":5529798706024415233}`;
    case 'newer':
      return JSON.stringify(addUnknown(draft), null, 1)
        .replaceAll(/\n */g, ' ')
        .replaceAll('/', String.raw`\/`);
  }
}

/** Clips follow each other without saying so; everything else says on the segment where it starts. */
function dropStarts({ tt, sg, ...track }: DraftTrack): object {
  const segments = sg.map(({ d, m: { start, ...m } }) => ({
    d,
    m,
    ...(tt !== 0 && { st: start }),
  }));
  return { ...track, tt, sg: segments };
}

/** Numbers that are floats in Python keep their point, and letters beyond ASCII are escaped, as `json.dumps` does. */
function writeAsPython(draft: object): string {
  return JSON.stringify(draft)
    .replaceAll(/("(?:volume|speed)":\d+)(?=[,}])/g, '$1.0')
    .replaceAll(/[\u0080-\uffff]/g, (unit) => {
      const code = unit.charCodeAt(0).toString(16).padStart(4, '0');
      return String.raw`\u${code}`;
    });
}

/** Everything on the segment itself: its text, volume from 0 to 100, and a path instead of a name. */
function flatten({ sg, ...track }: DraftTrack): object {
  return { ...track, sg: sg.map(flattenSegment) };
}

function flattenSegment({ d, m: { start, text, volume, name, media_id, ...m } }: DraftSegment) {
  return {
    d,
    s: start,
    ...(text !== undefined && { text }),
    ...(volume !== undefined && { v: Math.round(Number(volume) * 100) }),
    ...(media_id !== undefined && { src: `/mnt/userdata/${media_id}/${name}` }),
    m,
  };
}

/** A link to a preview, signed at each look at the state: no two drafts are the same text. */
const signAnew = (): string =>
  `https://cdn.example.com/preview.mp4?X-Amz-Signature=${randomUUID()}`;

/** What a newer backend could add: an unknown track type, an empty track, a track without `sg`, and extra keys. */
function addUnknown(draft: Draft): object {
  const tracks = draft.t.map((track, index) => ({
    ...track,
    id: `track_${index + 1}`,
    sg: track.sg.map((segment) => ({ ...segment, src: signAnew(), ext: { ai: true, tags: [] } })),
  }));
  return {
    v: '2.4',
    ...draft,
    t: [
      ...tracks,
      { tt: 99, sg: [{ d: draft.d, m: { effect: 'glow', strength: 0.5 } }], locked: null },
      { tt: 1, sg: [] },
      { tt: 7 },
    ],
    ext: { grade: 'warm/soft', revision: 3 },
  };
}
