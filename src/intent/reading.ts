import { findAction } from './actions.ts';
import type { Clause } from './clauses.ts';
import { has, isAside, isLoose, isVerb, type Found } from './kinds.ts';
import { mendTypo } from './typo.ts';
import type { Word } from './words.ts';

/** What one clause of a message is. */
export type Meaning =
  | { kind: 'action'; found: Found; words: Word[] }
  /** Asked not to be done, not now, or before or after something else. */
  | { kind: 'refused' }
  /** Politeness, praise, or nothing but the video's name. */
  | { kind: 'aside' }
  | { kind: 'denial' }
  /** A size, a place or files that belong to the request before. */
  | { kind: 'attributes'; words: Word[] }
  /** The pieces of the message that are its words: two where a condition was cut out between them. */
  | { kind: 'edit'; pieces: Piece[]; isCut: boolean };

export type Piece = [from: number, to: number];

const isNaming = (word: Word): boolean =>
  isAside(word) || /^(?:it|the|video|is|in|a|to|after|before)$/.test(word.kind);

export function readClause(clause: Clause): Meaning {
  let words = clause.words.filter(({ kind }) => kind !== 'mark');
  const lead = words.findIndex(
    (word) => word.kind === 'only' || (!isAside(word) && word.text !== 'first'),
  );
  if (lead > 0 && !isVerb(words[lead - 1])) words = words.slice(lead);
  const edit: Meaning = { kind: 'edit', pieces: [[clause.from, clause.to]], isCut: false };
  const isQuestion = words[0]?.kind === 'is' || words[0]?.kind === 'ask';
  if (words.length === 0 || (!isQuestion && words.every((word) => isNaming(word))))
    return { kind: 'aside' };
  if (
    clause.words.some(({ kind }) => kind === 'praise') &&
    clause.words.find(({ kind }) => kind !== 'polite')?.kind === 'praise' &&
    !has(words, 'export')
  )
    return { kind: 'aside' };
  if (
    !isQuestion &&
    words.every((word) => isNaming(word) || word.kind === 'not' || word.kind === 'later')
  )
    return { kind: 'denial' };
  if (isRefused(words)) return { kind: 'refused' };
  // "don't change anything, just export"
  if (words[0]?.kind === 'not' && /^(?:anything|nothing|else)$/.test(words.at(-1)?.text ?? ''))
    return { kind: 'aside' };
  const found = findAction(words, clause.isAsked);
  if (found) return { kind: 'action', found, words };
  const condition = findCondition(words);
  if (condition) return withoutCondition(clause, words, condition);
  if (words.every(isLoose) && has(words, 'size', 'format', 'place', 'file'))
    return { kind: 'attributes', words };
  const mended = mendTypo(words);
  const meant = mended && findAction(mended, clause.isAsked);
  if (mended && meant?.length === mended.length) return { kind: 'action', found: meant, words };
  return edit;
}

/** "don't export yet", "I'll download it later", 先别导出, "exportiere es noch nicht". */
function isRefused(words: Word[]): boolean {
  const asked = words.filter(({ kind }) => kind !== 'not' && kind !== 'later');
  if (asked.length === words.length) return false;
  const found = findAction(asked);
  if (found?.action === 'export' && found.length === asked.length) return true;
  const verb = words.findIndex(({ kind }) => kind === 'export');
  if (verb === -1 || words[verb + 1]?.kind === 'screen') return false;
  if (has(words.slice(0, verb), 'later')) return true;
  const not = words.slice(0, verb).findLastIndex(({ kind }) => kind === 'not');
  return (
    not !== -1 && words.slice(not, verb).every((word) => word.kind === 'not' || isNaming(word))
  );
}

/** "before you export", "without exporting", 在导出前: the words of a clause that only say when. */
function findCondition(words: Word[]): Piece | undefined {
  for (const [at, { kind, text }] of words.entries()) {
    if (kind === 'pre' && words[at + 1]?.kind !== 'number') {
      const verb = words.slice(0, at).findLastIndex(isVerb);
      if (verb === -1 || !words.slice(verb + 1, at).every(isLoose)) continue;
      let from = verb;
      while (from > 0 && isLoose(words[from - 1] as Word)) from -= 1;
      return [from, at + 1];
    }
    if (
      kind !== 'before' &&
      kind !== 'after' &&
      !(kind === 'with' && /^(?:without|sin|sem|sans|ohne)$/.test(text))
    )
      continue;
    let to = at + 1;
    while (to < words.length && !isVerb(words[to]) && isLoose(words[to] as Word)) to += 1;
    if (!isVerb(words[to]) || words[to + 1]?.kind === 'screen') continue;
    const verb = words[to] as Word;
    to += 1;
    while (to < words.length && isLoose(words[to] as Word)) to += 1;
    // What is exported has words of its own: "before you export the first clip".
    if (
      /^(?:the|a|in|to)$/.test(words[to - 1]?.kind ?? '') ||
      has(words.slice(to, to + 1), 'with', 'piece')
    )
      to = words.length;
    if (verb.kind === 'export' || to === words.length) return [at, to];
  }
  return undefined;
}

/** Cuts the condition out. What only names the video beside it goes with it, so that no fragment is sent. */
function withoutCondition(clause: Clause, words: Word[], [from, to]: Piece): Meaning {
  const left = words.slice(0, from);
  const right = words.slice(to);
  const pieces: Piece[] = [];
  if (!left.every(isLoose)) pieces.push([clause.from, words[from]?.start ?? clause.to]);
  if (!right.every(isLoose)) pieces.push([words[to - 1]?.end ?? clause.from, clause.to]);
  return pieces.length === 0 ? { kind: 'refused' } : { kind: 'edit', pieces, isCut: true };
}

/** What only looks like a request is one more word of the edit beside it: "add upload, download and export buttons". */
export function isListed(
  own: Clause,
  before: Clause | undefined,
  after: Clause | undefined,
): boolean {
  const words = own.words.filter((word) => !isAside(word));
  const isNoun = words.every(({ kind }) => kind === 'credits' || kind === 'state');
  const isBare = words.length === 1;
  const last = before?.words.findLast((word) => !isAside(word));
  const isWeak = own.seam === 'comma' || own.seam === 'and';
  if (before && isWeak) {
    if (isNoun && isBare) return true;
    if (isKeyVerb(last) && !has(words, 'it', 'the', 'size')) return true;
    if (words.every(({ kind }) => kind === 'link')) return true;
  }
  if (!after || !isBare || after.seam === 'then' || (own.seam !== 'start' && !isWeak)) return false;
  if (isKeyVerb(after.words[0]) || after.words[0]?.kind === 'state') return true;
  return isNoun && after.seam === 'and' && !has(after.words, 'edit', 'can', 'show');
}

const isKeyVerb = (word: Word | undefined): boolean =>
  word !== undefined && /^(?:export|save|upload)$/.test(word.kind);
