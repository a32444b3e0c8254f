import { has, is, isAside, isLoose, isVerb, type Found } from './kinds.ts';
import { findCredits, findQuestion, findState } from './questions.ts';
import type { Word } from './words.ts';

/** The action that heads a clause, when nothing else is in it. */
export const findAction = (words: Word[], isAsked = false): Found | undefined =>
  findCredits(words) ??
  findState(words) ??
  findExport(words) ??
  findUpload(words) ??
  findQuestion(words, isAsked);

/** "upload my holiday photos", "here is a.mp4", a link alone. */
function findUpload(words: Word[]): Found | undefined {
  const found: Found = { action: 'upload', name: 'asks to upload', length: words.length };
  const core = words.filter((word) => !isAside(word));
  if (core.length > 0 && core.every((word) => is(word, 'link')))
    return { ...found, name: 'a link alone' };
  const verb = words.findIndex((word) => is(word, 'upload'));
  if (verb === -1) return undefined;
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    // "upload it to YouTube" is nothing we do.
    if (is(word, 'place') && word.text !== 'here') return undefined;
    if (isLoose(word) || is(word, 'media', 'link', 'upload', 'give')) continue;
    at = at > verb ? findThing(words, at, 6) : words.length;
    if (at === words.length) return undefined;
  }
  return found;
}

/** The video or file behind up to `most` words that may be anything but other requests. */
function findThing(words: Word[], from: number, most: number): number {
  const end = words.findIndex(
    (word, at) =>
      at >= from &&
      (is(word, 'video', 'format', 'file', 'media') ||
        isVerb(word) ||
        is(word, 'in', 'to', 'with', 'is', 'edit', 'topic', 'not', 'screen', 'before', 'show')),
  );
  const isThing =
    is(words[end], 'video', 'format', 'file') || (is(words[end], 'media') && most === 6);
  return isThing && end < from + most ? end : words.length;
}

/** "export", "download the holiday video to my phone", "send me the file", 把视频导出成mp4. */
function findExport(words: Word[]): Found | undefined {
  const verb = words.findIndex(isVerb);
  const before = words.slice(0, Math.max(0, verb));
  if (verb === -1 || !namesOnlyVideo(before)) return undefined;
  const length = findEnd(words, verb);
  if (length === -1 || !hasObject(words[verb] as Word, before, words.slice(verb + 1, length)))
    return undefined;
  return { action: 'export', name: 'asks for the file', length };
}

/** How many words belong to the export; -1 where the others make it an edit. */
function findEnd(words: Word[], verb: number): number {
  const isStrong = is(words[verb], 'export');
  const isOnly = has(words.slice(0, verb), 'only');
  for (let at = verb + 1; at < words.length; at += 1) {
    const word = words[at] as Word;
    const last = words[at - 1] as Word;
    if (isLoose(word) || is(word, 'export', 'save', 'give', 'show')) continue;
    if (is(word, 'is') && has(words, 'can')) continue;
    const isWhole = !has(words.slice(verb, at), 'only') && (isOnly || is(last, 'the', 'it'));
    if (is(word, 'media') && isStrong && isWhole) continue;
    // Adjectives: any for a verb that means nothing else, few and behind "the" for the others.
    const most = isStrong || is(words[verb], 'make') ? 12 : is(last, 'the') ? 4 : 0;
    const thing = is(word, 'with', 'pre', 'piece') ? words.length : findThing(words, at, most);
    if (thing === words.length)
      return isStrong && isPlace(words, verb, at) ? words.length : findWish(words, verb, at);
    at = thing;
  }
  return words.length;
}

const isUnknown = (word: Word): boolean => isLoose(word) || is(word, 'unknown');

/** Before its verb stands nothing but the video: 把猫咪视频导出, "das lange Video exportieren". */
function namesOnlyVideo(before: Word[]): boolean {
  if (before.every(isLoose)) return true;
  if (before.length > 15) return false;
  if (/^[を을를]$/.test(before.at(-1)?.text ?? ''))
    return before.every((word) => (isUnknown(word) || is(word, 'media')) && !is(word, 'tie'));
  const first = before.find((word) => !isAside(word));
  if (!is(first, 'the') && first?.text !== '把' && first?.text !== '将') return false;
  return (
    before.every(isUnknown) &&
    is(
      before.findLast((word) => !is(word, 'in', 'polite')),
      'video',
    )
  );
}

/** "for my grandmother": a few words behind "to" or "for", and nothing after them. */
function isPlace(words: Word[], verb: number, at: number): boolean {
  const lead = words.slice(verb + 1, at).findLast((word) => !is(word, 'the', 'a'));
  return is(lead, 'to') && words.length - at <= 3 && words.slice(at).every(isUnknown);
}

/** Where the wish begins that follows an export: "with subtitles", "only the first clip", "in black and white". */
function findWish(words: Word[], verb: number, at: number): number {
  let from = at;
  while (from > verb + 1 && is(words[from - 1], 'in', 'the', 'a', 'only', 'number')) from -= 1;
  if (is(words[at], 'with') && words.slice(at + 1).every(isAside)) return words.length;
  if (is(words[at], 'with', 'after')) return from;
  // "export it if you like it", "export the video named trip"
  const isStrong = is(words[verb], 'export');
  if (isStrong && (is(words[at], 'before') || /^(?:named|called)$/.test(words[at - 1]?.text ?? '')))
    return words.length;
  if (!isStrong || has(words.slice(at), 'screen')) return -1;
  const isPiece = is(words[at], 'piece') || (is(words[at], 'pre') && is(words[at + 1], 'number'));
  if (isPiece || is(words[from], 'in', 'only')) return from;
  return is(words[from], 'the') && /export|^导出/.test(words[verb]?.text ?? '') ? from : -1;
}

const A_FILE = /^(?:mp4s?|links?|url|copy|链接|地址|enlace|lien|リンク|링크)$/;

/** Verbs of many uses need the video at hand beside them; "give me a video" wants another one. */
function hasObject(verb: Word, before: Word[], after: Word[]): boolean {
  if (is(verb, 'export', 'save')) return true;
  if (is(verb, 'make'))
    return after.some((word) => is(word, 'format') || word.text.startsWith('mp4'));
  if (after.some((word) => is(word, 'export', 'format') || A_FILE.test(word.text))) return true;
  const named = after.findIndex((word) => is(word, 'video', 'it'));
  const isAnother = is(after[named], 'video') && has(after.slice(0, named), 'a');
  return !isAnother && (named !== -1 || has(before, 'video', 'it'));
}
