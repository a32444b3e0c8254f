import { FILE, LINK, QUOTED } from './mask.ts';
import { withoutEnding } from './korean.ts';
import { letterOf, type Letters, type Role } from './role.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A word, a known phrase or a mark, with the part it plays in a wish. */
export interface Token {
  /** Usually one; none for a mark that means nothing. */
  letters: Letters;
  text: string;
  start: number;
  end: number;
}

/** Marks and placeholders, then words; letters of scripts without spaces come one by one. */
const PIECE =
  /\ue001+|\ue002+|\ue003+|\d{3,4}\s*[x×*]\s*\d{3,4}(?![\p{L}\p{N}])|\d+(?:[.:×x*]\d+)*(?:p|k|fps|s|sec|hz)?(?![a-z-])|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+(?:['-](?![\p{Script=Han}])[a-z\d\p{Script=Hangul}]+)*'?|[^\s\p{L}\p{N}]/gu;

export const isRole = (token: Token | undefined, ...roles: Role[]): boolean =>
  token !== undefined && roles.some((role) => letterOf(role) === token.letters);

const MARKS: Readonly<Record<string, Role>> = {
  [QUOTED]: 'quoted',
  [LINK]: 'address',
  [FILE]: 'file',
};

/** The most words a phrase of the tables has. */
const LONGEST_PHRASE = 7;
/** The same where letters come one by one. */
const LONGEST_WORD = 13;

interface Known {
  length: number;
  letters: Letters;
}

interface Piece {
  text: string;
  start: number;
  end: number;
}

/** Reads a masked text with a language's words, the longest known phrase first. */
export function tokenize(text: string, vocabulary: Vocabulary): Token[] {
  const pieces = Array.from(text.matchAll(PIECE), ({ 0: piece, index }) => ({
    text: piece,
    start: index,
    end: index + piece.length,
  }));
  const tokens: Token[] = [];
  for (let at = 0; at < pieces.length;) {
    const { length, letters } = longestKnown(pieces.slice(at, at + LONGEST_WORD), vocabulary);
    const first = pieces[at];
    const last = pieces[at + length - 1];
    if (!first || !last) break;
    const { start } = first;
    tokens.push({ letters, text: text.slice(start, last.end), start, end: last.end });
    at += length;
  }
  return tokens;
}

function longestKnown(pieces: Piece[], vocabulary: Vocabulary): Known {
  const joined: string[] = [];
  let phrase = '';
  for (const [index, { text, start }] of pieces.entries()) {
    const previous = pieces[index - 1];
    const gap = previous && start > previous.end ? ' ' : '';
    if (gap !== '' && joined.length >= LONGEST_PHRASE && !isSpaceless(text)) break;
    phrase += (isSpaceless(text) ? '' : gap) + text;
    joined.push(phrase);
  }
  for (let length = joined.length; length > 0; length -= 1) {
    const letters = vocabulary.get(joined[length - 1] ?? '');
    if (letters !== undefined) return { length, letters };
  }
  const word = pieces[0]?.text ?? '';
  return { length: 1, letters: ofStem(word, vocabulary) ?? guess(word) };
}

function ofStem(word: string, vocabulary: Vocabulary): Letters | undefined {
  if (!/\p{Script=Hangul}/u.test(word)) return undefined;
  const stem = withoutEnding(word).find((candidate) => vocabulary.has(candidate));
  return stem === undefined ? undefined : vocabulary.get(stem);
}

export const isSpaceless = (text: string): boolean =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);

function guess(text: string): Letters {
  const role = guessRole(text);
  return role === undefined ? '' : letterOf(role);
}

function guessRole(text: string): Role | undefined {
  const mark = MARKS[text.charAt(0)];
  if (mark !== undefined) return mark;
  if (/^[.!?;。…]/.test(text)) return 'stop';
  if (/^[,、·()[\]–—|+-]/.test(text)) return 'comma';
  if (text === ':') return 'topic';
  if (/^\d/.test(text)) return IS_SIZE.test(text) ? 'quality' : 'number';
  return /[\p{L}\p{N}]/u.test(text) ? 'unknown' : undefined;
}

const IS_SIZE = /^\d{3,4}(?:p|\s*[x×*]\s*\d{3,4})$|^\d+(?:fps|k)$|^(?:9:16|16:9|1:1)$/;
