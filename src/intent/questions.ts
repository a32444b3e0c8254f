import { firstOf, has, is, isLoose, isVerb, type Found } from './kinds.ts';
import { isSign, type Kind, type Word } from './words.ts';

/** "my balance", "how many credits are left", "what does it cost", but not "balance the audio". */
export function findCredits(words: Word[]): Found | undefined {
  const first = firstOf(words);
  const isHan = isSign(first?.text ?? '');
  // 加字幕要多少积分, but not 加几个积分图标
  const asksHowMuch = isHan && words.some(({ text }) => /多少|够/.test(text));
  const asks = is(first, 'ask', 'is') || (isHan && has(words, 'ask'));
  const isAboutCredits =
    has(words, 'credits') && !has(words, 'topic') && (asksHowMuch || (asks && !has(words, 'edit')));
  return isAboutCredits || standsAlone(words, 'credits')
    ? { action: 'credits', name: 'asks for credits or costs', length: words.length }
    : undefined;
}

/** "ready to export?", "done?" */
export const asksIfReady = (words: Word[]): boolean =>
  READY.test(firstOf(words)?.text ?? '') && words.every((word) => isLoose(word) || isVerb(word));
const READY =
  /^(?:ready|done|finished|completed?|list[oa]|pront[oa]|prete?|fertig|bereit|rendered|exported)$/;

/** "status", "show me the tracks", "let me see it", but not "track the ball". */
export function findState(words: Word[], isAsked: boolean): Found | undefined {
  const first = firstOf(words);
  const asksToSee =
    (is(first, 'show') || first?.text === 'preview') &&
    has(words, 'it', 'video') &&
    !has(words, 'number');
  return (isAsked && asksIfReady(words)) ||
    standsAlone(words, 'state', 'media', 'upload') ||
    (asksToSee && words.every((word) => isLoose(word) || is(word, 'show') || word === first))
    ? { action: 'state', name: 'asks where things stand', length: words.length }
    : undefined;
}

/** A noun among words that only ask for it; one that takes an object is a verb. */
function standsAlone(words: Word[], noun: Kind, ...beside: Kind[]): boolean {
  const at = words.findLastIndex(({ kind }) => kind === noun);
  if (at === -1 || is(words[at + 1], 'it', 'the', 'a')) return false;
  return words.every(
    (word) =>
      isLoose(word) || is(word, noun, 'with', 'show', 'ask', 'is', 'export', 'give', ...beside),
  );
}

/** What is asked about the video is answered without the editor. */
export function findQuestion(words: Word[], isAsked: boolean): Found | undefined {
  const asks: Found = { action: 'state', name: 'asks about the video', length: words.length };
  // "tell me how long it is"
  const first = firstOf(words.filter((word) => !is(word, 'show')));
  // "check if the render is done"
  const asksWhether =
    has(words, 'export', 'give') &&
    words.some(({ text }, at) => text === 'if' && is(words[at - 1], 'show'));
  if (is(first, 'is') || asksWhether) return asks;
  if (has(words, 'can') && !(has(words, 'export') && has(words, 'ask', 'is'))) return undefined;
  // "the export failed", "the download didn't work"
  const subject = words.findIndex((word) => is(word, 'export'));
  const next = words.slice(subject + 1).find((word) => !is(word, 'video'));
  if (subject >= 0 && words.slice(0, subject).every(isLoose) && is(next, 'is', 'not')) return asks;
  if (!isSign(first?.text ?? '')) {
    const isAboutVideo = has(words, 'video', 'it', 'state', 'export', 'give');
    return is(first, 'ask') && (isAsked || isAboutVideo) ? asks : undefined;
  }
  // Scripts without spaces ask anywhere, 字幕加上了吗, and where something is changed only by what is done: 改成什么样好看.
  const isWeak = has(words, 'ask') || /^[吗么か]$/.test(words.at(-1)?.text ?? '');
  return has(words, 'is') || (isWeak && !has(words, 'edit', 'topic')) ? asks : undefined;
}
