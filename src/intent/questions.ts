import { firstOf, has, is, isLoose, setOf, type Found } from './kinds.ts';
import type { Kind, Word } from './words.ts';

const BESIDE = 'show ask is left give export save video it the a in to can only polite number tie';
const BESIDE_CREDITS = setOf(`${BESIDE} piece place`);
const BESIDE_STATE = setOf(`${BESIDE} upload media with`);

/** "my balance", "how many credits are left", "what does it cost", but not "balance the audio". */
export function findCredits(words: Word[]): Found | undefined {
  const asks: Found = { action: 'credits', name: 'asks for the balance', length: words.length };
  const isQuestion = is(firstOf(words), 'ask', 'is');
  if (has(words, 'cost') && !has(words, 'edit')) {
    const others = words.filter((word) => !is(word, 'cost', 'credits', 'state'));
    if (isQuestion || others.every(({ kind }) => BESIDE_CREDITS.has(kind)))
      return { ...asks, name: 'asks what it costs' };
  }
  const isAboutCredits = isQuestion && has(words, 'credits') && !has(words, 'can', 'edit');
  return isAboutCredits || standsAlone(words, 'credits', BESIDE_CREDITS) ? asks : undefined;
}

/** "status", "show me the tracks", but not "track the ball". */
export const findState = (words: Word[]): Found | undefined =>
  standsAlone(words, 'state', BESIDE_STATE) || asksToSee(words)
    ? { action: 'state', name: 'asks where things stand', length: words.length }
    : undefined;

/** "let me see it" */
const asksToSee = (words: Word[]): boolean =>
  is(firstOf(words), 'show') &&
  has(words, 'it', 'video') &&
  words.every((word) => isLoose(word) || is(word, 'show'));

/** A noun among words that only ask for it; one that takes an object is a verb. */
function standsAlone(words: Word[], noun: Kind, beside: Set<Kind>): boolean {
  const at = words.findLastIndex(({ kind }) => kind === noun);
  if (at === -1 || is(words[at + 1], 'it', 'the', 'a')) return false;
  if (noun === 'credits' && is(words[at + 1], 'video')) return false;
  return words.every(({ kind }) => kind === noun || beside.has(kind));
}

/** What is asked about the video is answered without the editor. */
export function findQuestion(words: Word[], isAsked: boolean): Found | undefined {
  const asks: Found = { action: 'state', name: 'asks about the video', length: words.length };
  // "tell me how long it is"
  const first = firstOf(words.filter((word) => !is(word, 'show')));
  if (is(first, 'is')) return asks;
  if (has(words, 'can')) return undefined;
  // Scripts without spaces ask at the end: 字幕加上了吗.
  const isSigns = /^\p{Lo}/u.test(first?.text ?? '');
  const endsAsking = /^[吗么か]$/.test(words.at(-1)?.text ?? '') && !has(words, 'edit');
  if ((isSigns && has(words, 'is')) || endsAsking) return asks;
  // "the export failed", "the download didn't work"
  const subject = words.findIndex((word) => is(word, 'export'));
  const next = words.slice(subject + 1).find((word) => !is(word, 'video'));
  if (subject > 0 && words.slice(0, subject).every(isLoose) && is(next, 'is', 'not')) return asks;
  const isQuestion = is(first, 'ask') || (has(words, 'ask') && (isSigns || isAsked));
  const isAboutVideo = has(words, 'video', 'it', 'state', 'export', 'save');
  return isQuestion && isAboutVideo && !has(words, 'edit', 'topic') ? asks : undefined;
}
