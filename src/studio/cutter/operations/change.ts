import type { StudioTimeline, StudioTitle } from '../timeline.ts';
import type { Ratio } from './operation.ts';

/** One clip by its name, or null for the whole video. */
type Of = string | null;
export interface Span {
  startMs: number;
  endMs: number;
}
/** Lengths of the video, or of the clip that was meant. */
interface Lengths {
  beforeMs: number;
  afterMs: number;
}
interface Fade {
  inMs?: number | undefined;
  outMs?: number | undefined;
}

/** What an operation did. `wording/` says it. */
export type Change =
  | ({ did: 'placed'; names: string[] } & Span)
  | { did: 'kept-only'; name: string }
  | { did: 'removed'; name: string }
  | { did: 'ordered'; names: string[] }
  | { did: 'slides'; names: string[]; eachMs: number; totalMs: number }
  | ({ did: 'trimmed' | 'cut'; of: Of; span: Span } & Lengths)
  | ({ did: 'speed'; of: Of; factor: number } & Lengths)
  | { did: 'volume'; of: Of; share: number | null }
  | { did: 'louder'; of: Of; by: number; shares: number[] }
  | ({ did: 'music'; name: string; share: number; once: boolean } & Fade)
  | { did: 'music-volume'; share: number; before: number }
  | { did: 'music-loop'; loop: boolean }
  | ({ did: 'music-fade' } & Fade)
  | { did: 'music-removed' }
  | { did: 'title' | 'title-changed'; title: StudioTitle }
  | { did: 'subtitles-changed'; count: number; looks: Partial<StudioTitle> }
  | { did: 'titles-removed'; texts: string[] }
  | ({ did: 'subtitles'; count: number; late: number; looks: StudioTitle } & Span)
  | ({ did: 'faded'; of: Of } & Fade)
  | ({ did: 'cross-fade'; lengthsMs: number[] } & Lengths)
  | { did: 'shape'; ratio: Ratio; width: number; height: number }
  | { did: 'resolution'; width: number; height: number }
  | { did: 'fill'; fill: boolean }
  | { did: 'rotated'; of: Of; degrees: number; width: number; height: number }
  | { did: 'started-over' }
  | { did: 'undone'; isEmpty: boolean; lengthMs: number }
  /** Made, not edited; see `phrases/wish.ts`. */
  | { did: 'generated'; subject: string; lengthMs: number };

/** Why an operation was not done. */
export type Refusal =
  | { why: 'no-video' | 'no-image' | 'no-music' | 'no-audio' | 'no-title' }
  | { why: 'no-such-clip' | 'no-such-file'; name: string }
  | { why: 'last-clip' | 'two-clips' | 'nothing-left' | 'nothing-to-undo' | 'quarter-turns' }
  | { why: 'no-cues' | 'late-cues' | 'too-many-cues' | 'resolution' }
  | { why: 'past-the-end'; lengthMs: number }
  | { why: 'speed' | 'volume'; least: number; most: number }
  | { why: 'undrawable'; characters: string[] }
  | { why: 'canvas'; name: string; width: number; height: number };

/** It is so already: of several operations, the others are done all the same. */
export type Already =
  | { already: 'placed' | 'empty' | 'no-cross-fade' | 'cross-fade' | 'title' }
  | { already: 'length'; lengthMs: number }
  | { already: 'ordered'; names: string[] }
  | { already: 'speed'; factor: number }
  | { already: 'volume'; share: number }
  | { already: 'music'; name: string; share: number }
  | { already: 'loop'; loop: boolean }
  | { already: 'shape'; ratio: Ratio }
  | { already: 'resolution'; width: number; height: number }
  | { already: 'fill'; fill: boolean };

/** What came of an operation. */
export type Result = { timeline: StudioTimeline; change: Change } | Refusal | Already;
