import type { Action } from './plan-step.ts';
import type { Kind, Word } from './words.ts';

/** A request for something other than an edit. */
export interface Found {
  action: Exclude<Action, 'chat'>;
  name: string;
  /** How many of the words ask for it; the rest is a wish that goes before it: "export it | with subtitles". */
  length: number;
}

export const is = (word: Word | undefined, ...kinds: Kind[]): boolean =>
  word !== undefined && kinds.includes(word.kind);

export const has = (words: Word[], ...kinds: Kind[]): boolean =>
  words.some(({ kind }) => kinds.includes(kind));

const LOOSE = new Set<Kind>(
  'video it size the a small can quoted file number tie'.split(' ') as Kind[],
);

/** What may stand beside an action word: the video, a place, a size, politeness. */
export const isLoose = ({ kind }: Word): boolean => LOOSE.has(kind);

/** Politeness, and words that tie clauses together. */
export const isAside = (word: Word): boolean => is(word, 'small', 'can', 'tie');

/** A verb that may ask for the file. */
export const isVerb = (word: Word | undefined): boolean => is(word, 'export', 'give', 'make');

/** The first word that says something. */
export const firstOf = (words: Word[]): Word | undefined => words.find((word) => !isAside(word));
