import { has, is, isAside, isLoose, isVerb, type Found } from './kinds.ts';
import { findCredits, findQuestion, findState } from './questions.ts';
import { isSign, type Word } from './words.ts';

/** The action that heads a clause, when nothing else is in it. */
export const findAction = (words: Word[], isAsked = false): Found | undefined =>
  findCredits(words) ??
  findState(words, isAsked) ??
  findExport(words) ??
  findUpload(words) ??
  findQuestion(words, isAsked);

/** "upload my holiday photos", "here is a.mp4", a link alone. */
function findUpload(words: Word[]): Found | undefined {
  const found: Found = { action: 'upload', name: 'asks to upload', length: words.length };
  if (has(words, 'link') && words.every((word) => isLoose(word) || is(word, 'link')))
    return { ...found, name: 'a link alone' };
  const verb = words.findIndex((word) => is(word, 'upload'));
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (isLoose(word) || is(word, 'media', 'link', 'upload', 'give')) continue;
    at = at > verb ? findThing(words, at, 6) : words.length;
    if (at === words.length) return undefined;
  }
  return verb === -1 ? undefined : found;
}

/** The video or file behind up to `most` words that nothing is known of: "download the | holiday | video". */
function findThing(words: Word[], from: number, most: number): number {
  const end = words.findIndex(
    (word, at) => at >= from && !is(word, 'unknown', 'number', 'the', 'tie'),
  );
  const isThing =
    is(words[end], 'video', 'file', 'size') || (most === 6 && is(words[end], 'media'));
  return isThing && end < from + most ? end : words.length;
}

/** "export", "download the holiday video to my phone", "send me the file", 把视频导出成mp4. */
function findExport(words: Word[]): Found | undefined {
  const verb = words.findIndex(isVerb);
  const before = words.slice(0, Math.max(0, verb));
  if (verb === -1 || !namesOnlyVideo(before, words[verb] as Word)) return undefined;
  const length = findEnd(words, verb);
  if (length === -1 || !hasObject(words[verb] as Word, words.slice(verb + 1, length)))
    return undefined;
  return { action: 'export', name: 'asks for the file', length };
}

/** Before its verb stands nothing but the video: 把猫咪视频导出, "das lange Video exportieren", "first export". */
function namesOnlyVideo(before: Word[], verb: Word): boolean {
  if (before.every((word) => isLoose(word) || word.text === 'first')) return true;
  const [head, object] = [before.find((word) => !isAside(word)), before.findLast(isObject)];
  const isNamed =
    /^[を을를]$/.test(before.at(-1)?.text ?? '') ||
    ((is(head, 'the') || /^[把将]$/.test(before[0]?.text ?? '')) &&
      (is(object, 'video') || (is(object, 'media') && !is(verb, 'make'))));
  return isNamed && before.every((word) => isLoose(word) || is(word, 'unknown', 'media'));
}

const isObject = (word: Word): boolean => !is(word, 'small');

/** How many words belong to the export; -1 where the others make it an edit. */
function findEnd(words: Word[], verb: number): number {
  const isStrong = is(words[verb], 'export');
  for (let at = verb + 1; at < words.length; at += 1) {
    const [last, word] = [words[at - 1] as Word, words[at] as Word];
    if (isLoose(word) || is(word, 'export', 'give', 'show')) continue;
    // "download the music", but not "download some music and add it"
    const isOwn = is(last, 'the', 'it') ? !is(words[verb], 'make') : isStrong && isSign(word.text);
    if (is(word, 'media') && isOwn) continue;
    // "when it's ready", "once it is done", "if you like it"
    const isWhen = is(word, 'before') && !isSign(word.text);
    const isThat = is(word, 'after') || word.text === 'with';
    if (isWhen || (isThat && words.slice(at + 1).every(saysNothing))) return words.length;
    // Adjectives: any for a verb that means nothing else, behind "the" for the others.
    at = findThing(words, at, isStrong || is(last, 'the') ? 12 : 0);
    if (at === words.length) return findWish(words, verb);
  }
  return words.length;
}

/** Nothing but the video's name, and when or how it is. */
export const saysNothing = (word: Word): boolean =>
  isAside(word) || is(word, 'it', 'the', 'a', 'video', 'is', 'before', 'after', 'not', 'later');

/** Where the wish begins that follows an export: "with subtitles", "the first clip", "in black and white". */
function findWish(words: Word[], verb: number): number {
  if (!is(words[verb], 'export') || /^[吗么]$/.test(words.at(-1)?.text ?? '')) return -1;
  const at = words.findIndex((word, index) => index > verb && !isLoose(word));
  let from = at;
  while (is(words[from - 1], 'small', 'the', 'number')) from -= 1;
  const text = words[from]?.text ?? '';
  // "for my grandmother"
  if (/^(?:to|for|named|called)$/.test(text) && words.length - at <= 3) return words.length;
  const isPart =
    is(words[at], 'with', 'after') || (is(words[at], 'before') && is(words[at + 1], 'number'));
  const isStrong = /export|导出/.test(words[verb]?.text ?? '') || !is(words[from], 'the');
  return isPart || (from < at && isStrong && !has(words, 'edit')) ? from : -1;
}

/** "don't export yet", "I'll download it later", 先别导出, "exportiere es noch nicht". */
export function isRefused(words: Word[]): boolean {
  const asked = words.filter((word) => !is(word, 'not', 'later'));
  if (asked.length === words.length) return false;
  const found = findAction(asked);
  if (found?.action === 'export' && found.length === asked.length) return true;
  const verb = words.findIndex((word) => is(word, 'export'));
  const before = words.slice(0, Math.max(0, verb));
  if (has(before, 'later')) return true;
  // "remove no export button"
  const not = before.findLastIndex((word) => is(word, 'not'));
  const isName = is(words[verb + 1], 'edit', 'unknown');
  return not !== -1 && !isName && before.slice(not).every(saysNothing);
}

/** Formats and sizes that no export has (interface.md, `--format`). */
export const UNAVAILABLE =
  /(?<![a-z\d])(?:gif|mov|webm|mkv|avi|mp3|wav|m4a|aac|png|jpe?g|webp|[248]k|uhd)(?![a-z\d])|动图/;
const A_FILE = /^(?:mp4s?|links?|url|copy|链接|地址|enlace|lien|リンク|링크)$/;

/** "give me a video" wants another one; to make it something else than a file is an edit. */
function hasObject(verb: Word, after: Word[]): boolean {
  const isFile = after.some(({ text }) => A_FILE.test(text) || UNAVAILABLE.test(text));
  if (is(verb, 'make')) return isFile;
  return is(verb, 'export') || isFile || !has(after, 'a');
}
