import { findAction, isRefused, saysNothing } from './actions.ts';
import type { Clause } from './clauses.ts';
import { firstOf, has, is, isAside, isLoose, isVerb, type Found } from './kinds.ts';
import { asksIfReady } from './questions.ts';
import { isSign, type Word } from './words.ts';
import { mendTypo } from './typo.ts';

/** What one clause of a message is. */
export type Meaning =
  /** The words that ask; a wish may follow that goes before it: "export it | with subtitles". */
  | { kind: 'action'; action: Found['action']; name: string; words: Word[]; wish: boolean }
  /** Asked not to be done, not now, or before something else. */
  | { kind: 'refused' }
  /** Politeness, praise, the video's name; a size or file that may belong to the request before. */
  | { kind: 'aside'; words: Word[] }
  | { kind: 'edit' }
  /** An edit that a condition was cut out of: what is left of the message. */
  | { kind: 'cut'; pieces: [from: number, to: number][] };

export function readClauses(clauses: Clause[]): Meaning[] {
  const meanings = clauses.map(readClause);
  const isAsked = meanings.some(({ kind }) => kind === 'action');
  const editAt = (at: number): Clause | undefined =>
    meanings[at]?.kind === 'edit' ? clauses[at] : undefined;
  const isNext = (at: number): boolean => meanings[at + 1]?.kind === 'action';
  for (const [at, clause] of clauses.entries())
    if (isMoreMedia(clause, meanings[at - 1]))
      meanings[at] = { ...(meanings[at - 1] as Meaning & { kind: 'action' }), words: clause.words };
  for (const [at, clause] of clauses.entries())
    if (meanings[at]?.kind === 'action' && isListed(clause, editAt(at - 1), editAt(at + 1)))
      meanings[at] = { kind: 'edit' };
    else if (isApproval(clause) && editAt(at) && !editAt(at - 1) && isNext(at))
      meanings[at] = { kind: 'refused' };
    else if (isAsked && asksForNothing(clause) && !editAt(at - 1) && !editAt(at + 1))
      meanings[at] = { kind: 'refused' };
  return meanings;
}

/** "if the captions are fine, | export it", but not "if it is too dark brighten it" */
const isApproval = ({ words }: Clause): boolean =>
  is(firstOf(words), 'before') && is(words.at(-1), 'small', 'the');

/** "download the video and | the music" */
const isMoreMedia = ({ words, seam }: Clause, before: Meaning | undefined): boolean =>
  before?.kind === 'action' &&
  before.action === 'export' &&
  !before.wish &&
  seam !== 'then' &&
  has(words, 'media') &&
  words.every((word) => (isLoose(word) && !is(word, 'a')) || is(word, 'media'));

/** "don't add captions", 别加字幕: limits the edit beside it; where there is none, only an export, nothing is to be done. */
const asksForNothing = ({ words }: Clause): boolean =>
  !has(words, 'number', 'with', 'small', 'before', 'after') &&
  is(firstOf(words), 'not') &&
  /^(?:add|加|添加|加上|加入|加个)$/.test(
    words[words.findIndex((word) => is(word, 'not')) + 1]?.text ?? '',
  );

function readClause(clause: Clause): Meaning {
  const { words } = clause;
  const first = firstOf(words);
  const saysLittle = words.every((word) => saysNothing(word) || is(word, 'size', 'file'));
  const isQuestion = is(first, 'is', 'ask') || (clause.isAsked && asksIfReady(words));
  if (saysLittle && !isQuestion) return { kind: 'aside', words };
  // "First, add captions. Second, export."
  if (words.length === 1 && /^(?:first|second|third)$/.test(first?.text ?? ''))
    return { kind: 'aside', words: [] };
  if (isRefused(words)) return { kind: 'refused' };
  // "don't change anything, just export", "I love the colors"
  const changesNothing =
    is(first, 'not') && /^(?:anything|nothing|else|changes)$/.test(words.at(-1)?.text ?? '');
  if (changesNothing || (is(first, 'praise') && !has(words, 'export')))
    return { kind: 'aside', words: [] };
  const found = findAction(words, clause.isAsked);
  if (found) return meaningOf(found, words);
  const condition = findCondition(words);
  if (condition) return withoutCondition(clause, words, condition);
  const mended = mendTypo(words);
  const meant = mended && findAction(mended, clause.isAsked);
  return meant?.length === words.length ? meaningOf(meant, words) : { kind: 'edit' };
}

const meaningOf = ({ action, name, length }: Found, words: Word[]): Meaning => ({
  kind: 'action',
  action,
  name,
  words: words.slice(0, length),
  wish: length < words.length,
});

/** "before you export", "without exporting", 在导出前: the words of a clause that only say when. */
function findCondition(words: Word[]): [from: number, to: number] | undefined {
  for (const [at, word] of words.entries()) {
    if (!is(word, 'before', 'after') && !/^(?:without|sin|sem|sans|ohne)$/.test(word.text))
      continue;
    if (is(word, 'before') && isSign(word.text)) {
      const verb = words.slice(0, at).findLastIndex(isVerb);
      if (verb === -1 || !words.slice(verb + 1, at).every(isLoose)) continue;
      const from = words.slice(0, verb).findLastIndex((left) => !isLoose(left)) + 1;
      return [from, at + 1];
    }
    const verb = at + 1 + words.slice(at + 1).findIndex((next) => isVerb(next) || !isLoose(next));
    if (!isVerb(words[verb]) || is(words[verb + 1], 'edit', 'unknown')) continue;
    const rest = words.slice(verb + 1).findIndex((next) => !isLoose(next));
    const to = rest === -1 ? words.length : verb + 1 + rest;
    // What is exported has words of its own: "before you export the first clip".
    const isOpen = is(words[to - 1], 'the', 'a', 'small') || is(words[to], 'with');
    if (is(words[verb], 'export') || to === words.length) return [at, isOpen ? words.length : to];
  }
  return undefined;
}

/** Cuts the condition out. What only names the video beside it goes with it, so that no fragment is sent. */
function withoutCondition(
  clause: Clause,
  words: Word[],
  [from, to]: [from: number, to: number],
): Meaning {
  const rest = [...words.slice(0, from), ...words.slice(to)];
  const found = findAction(rest, clause.isAsked);
  if (found?.length === rest.length) return meaningOf(found, rest);
  const pieces: [from: number, to: number][] = [];
  if (!words.slice(0, from).every(isLoose))
    pieces.push([clause.from, words[from]?.start ?? clause.to]);
  if (!words.slice(to).every(isLoose)) pieces.push([words[to - 1]?.end ?? clause.from, clause.to]);
  return pieces.length === 0 ? { kind: 'refused' } : { kind: 'cut', pieces };
}

/** What only looks like a request is one more word of the edit beside it: "add upload, download and export buttons". */
function isListed(own: Clause, before: Clause | undefined, after: Clause | undefined): boolean {
  const words = own.words.filter((word) => !isAside(word) && !is(word, 'number'));
  const isBare = words.length === 1;
  const isNoun = isBare && has(words, 'credits', 'state');
  if (before && own.seam !== 'then') {
    if (isNoun || words.every((word) => is(word, 'link'))) return true;
    const last = before.words.findLast((word) => !isAside(word));
    if (is(last, 'export', 'upload') && !has(words, 'it', 'the', 'size')) return true;
  }
  // "get the audio and | the video in sync"
  if (after?.seam === 'and' && has(own.words, 'media') && is(after.words[0], 'the')) return true;
  const isNext = own.seam === 'then' && own.from > 0;
  if (!after || !isBare || isNext || after.seam === 'then') return false;
  const isKeyword = is(after.words[0], 'export', 'upload', 'state');
  return isKeyword || (isNoun && after.seam === 'and');
}
