import type { MediaFacts, StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import { DURATION, LOOSE_DURATION } from './numbers.ts';
import type { Phrase } from './phrase.ts';

/** An upload as the editor sees it. */
export interface EditorMedia {
  id: string;
  name: string;
  facts: MediaFacts;
}

/** What an instruction works on. */
export interface Desk {
  timeline: StudioTimeline;
  /** Uploads, oldest first. */
  media: EditorMedia[];
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

const PART = new RegExp(
  `\\b(?:intro|outro|opening|ending|beginning|middle)\\b|片头|片尾|开头|结尾|中间|\\b(?:first|last|from|between|after|until)\\s+(?:the\\s+)?${LOOSE_DURATION}|(?:前|最后|开头|结尾|从第?|第)${LOOSE_DURATION}|${LOOSE_DURATION}(?:到|至)第?${DURATION}`,
  'iu',
);

/** Whether a text speaks of some seconds of the video, where a rule knows whole clips only. */
export function namesPart(text: string): boolean {
  return PART.test(text);
}

export const WHOLE_CLIPS_ONLY: Phrase = {
  en: 'I can do that for the whole video or a whole clip, not for some seconds of it',
  zh: '这只能用于整个视频或整个片段，不能只用于其中几秒',
};

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
