/** From a message to its words: the values first (times, shares, colours, clips), then the two lists of words. */
import { CHINESE_WORDS } from './words/chinese.ts';
import { ENGLISH_WORDS } from './words/english.ts';
import type { Masked } from './quotes.ts';
import type { Token } from './row.ts';
import { findFileName, VALUES } from './values.ts';

interface Found {
  /** Words that say nothing ("please") have no tokens. */
  tokens: Token[];
  length: number;
}

/** `{ CUT: 'cut|chop off' }` as a list from words to names; a name of two words is two tokens. */
const index = (table: Record<string, string>): Map<string, string> =>
  new Map(
    Object.entries(table).flatMap(([name, list]) => list.split('|').map((word) => [word, name])),
  );
const ENGLISH = index(ENGLISH_WORDS);
const CHINESE = index(CHINESE_WORDS);
/** The most words, and the most characters, that stand in a list as one. */
const MOST_WORDS = 6;
const MOST_CHARACTERS = Math.max(...[...CHINESE.keys()].map((word) => word.length));

/** Reads a masked message into tokens; `files` are the names that may be mentioned. */
export function listTokens({ text, quotes }: Masked, files: string[]): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const found = readAt(text, at, { quotes, files });
    for (const token of found.tokens) {
      const last = tokens.at(-1);
      // Chinese characters that nobody knows are one word.
      const joins = last?.name === '' && token.name === '' && /^\p{Script=Han}$/u.test(token.text);
      if (joins && text[at - 1] !== ' ') last.text += token.text;
      else tokens.push(token);
    }
    at += found.length;
  }
  return tokens;
}

function readAt(text: string, at: number, given: { quotes: string[]; files: string[] }): Found {
  const blank = matchAt(/\s+/y, text, at);
  if (blank && !blank[0].includes('\n')) return { tokens: [], length: blank[0].length };
  const file = findFileName(text, at, given.files);
  if (file) return { tokens: [file], length: file.text.length };
  for (const { pattern, read } of VALUES) {
    const match = matchAt(pattern, text, at);
    const token = match && read(match, given.quotes);
    if (token) return { tokens: [{ text: match[0], at, ...token }], length: match[0].length };
  }
  const listed = findEnglish(text, at) ?? findChinese(text, at);
  if (!listed) return readUnknown(text, at);
  const names = listed.name.split(' ').filter((each) => each !== 'FILLER');
  return {
    tokens: names.map((name) => ({ name, text: text.slice(at, at + listed.length), at })),
    length: listed.length,
  };
}

interface Listed {
  name: string;
  length: number;
}

/** The longest run of words that is in the list; an article or a hyphen may stand within. */
function findEnglish(text: string, at: number): Listed | null {
  if (/[a-z]/i.test(text[at - 1] ?? '')) return null;
  const words: string[] = [];
  let found: Listed | null = null;
  let end = at;
  while (words.length < MOST_WORDS) {
    const next = matchAt(/[\s-]*(?:&|[a-z\d'/]+)/iuy, text, end);
    if (!next || (words.length === 0 && /^\s/.test(next[0])) || next[0].includes('\n')) break;
    end += next[0].length;
    const word = next[0].replace(/^[\s-]+/, '').toLowerCase();
    words.push(word);
    const name = ENGLISH.get(words.join(' ')) ?? ENGLISH.get(withoutArticles(words));
    if (name !== undefined && !/^[a-z\d'-]/i.test(joinsOn(text, end))) {
      found = { name, length: end - at };
    }
  }
  return found;
}

/** A hyphen that another letter follows is within a word: "gently-ish" is not "gently". */
function joinsOn(text: string, end: number): string {
  return /^-?[\p{L}\d']/u.exec(text.slice(end, end + 2))?.[0].replace(/^\p{Script=Han}/u, '') ?? '';
}

const withoutArticles = (words: string[]): string =>
  words
    .filter((word, at) => [0, words.length - 1].includes(at) || !/^(?:the|a|my)$/.test(word))
    .join(' ');

function findChinese(text: string, at: number): Listed | null {
  for (let length = MOST_CHARACTERS; length > 0; length -= 1) {
    const name = CHINESE.get(text.slice(at, at + length).toLowerCase());
    if (name !== undefined) return { name, length };
  }
  return null;
}

function readUnknown(text: string, at: number): Found {
  const word = matchAt(
    /[\p{Script=Latin}\p{N}'-]+|\p{L}|[\uD800-\uDBFF][\uDC00-\uDFFF]/uy,
    text,
    at,
  )?.[0];
  const sign = word ?? String.fromCodePoint(text.codePointAt(at) ?? 32);
  // Brackets, dashes and hearts say nothing by themselves; letters, figures and arithmetic do.
  const isWord = word !== undefined || /[\p{L}\p{N}+<>=%]/u.test(sign);
  return {
    tokens: isWord ? [{ name: '', text: sign, at }] : [],
    length: sign.length,
  };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}
