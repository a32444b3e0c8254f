import type { MediaFacts, StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import type { Phrase } from './phrase.ts';

/** An upload as the editor sees it. */
export interface EditorMedia {
  id: string;
  name: string;
  facts: MediaFacts;
}

/** An uploaded subtitle file as the editor sees it. */
export interface EditorSubtitles {
  name: string;
  /** The SRT text. */
  readText(): string;
}

/** What an instruction works on. */
export interface Desk {
  timeline: StudioTimeline;
  /** Uploads, oldest first. */
  media: EditorMedia[];
  /** Uploads, oldest first. */
  subtitles: EditorSubtitles[];
}

/** What came of an instruction: a changed timeline, or the reason why not. */
export type EditResult = { timeline: StudioTimeline; change: Phrase } | { refusal: Phrase };

/** A rule's reading of a clause. */
export interface Instruction {
  /** Where in the clause its words are; later rules do not see them. */
  start: number;
  end: number;
  apply(desk: Desk): EditResult;
}

/** One thing the editor can do. */
export interface EditRule {
  name: string;
  /** Messages it answers to; the tests try each of them. */
  examples: { en: string[]; zh: string[] };
  /** True when it makes no sense without a clip on the timeline. */
  needsClip: boolean;
  read(clause: Clause): Instruction | null;
}

/** Finds the first of several patterns, as a span to consume. */
export function findFirst(text: string, patterns: RegExp[]): RegExpExecArray | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text);
    if (match) return match;
  }
  return null;
}

/** The span of a match, widened to cover others of the same instruction. */
export function coverMatches(matches: Array<RegExpExecArray | null>): {
  start: number;
  end: number;
} {
  const found = matches.filter((match) => match !== null);
  return {
    start: Math.min(...found.map((match) => match.index)),
    end: Math.max(...found.map((match) => match.index + match[0].length)),
  };
}

/**
 * Only the span of one word in a match, so that "remove the music and the title" is both: the verb
 * stays for the next rule.
 */
export function coverWord(match: RegExpExecArray, word: RegExp): { start: number; end: number } {
  const found = word.exec(match[0]);
  const start = match.index + (found?.index ?? 0);
  return { start, end: start + (found?.[0] ?? match[0]).length };
}
