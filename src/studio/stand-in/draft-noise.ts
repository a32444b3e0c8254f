import type { Draft } from './draft.ts';

/**
 * What a newer backend could add to a draft: an unknown track type, an empty track, a track
 * without `sg`, and extra keys (contract 4.3). Clients must pass all of it back untouched.
 */
export function addDraftNoise(draft: Draft): Record<string, unknown> {
  const tracks = draft.t.map((track, index) => ({
    ...track,
    id: `track_${index + 1}`,
    sg: track.sg.map((segment) => ({ ...segment, ext: { ai: true, tags: [] } })),
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
    ext: { grade: 'warm', revision: 3 },
  };
}
