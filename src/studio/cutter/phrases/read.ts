/**
 * From a message to operations. It is understood only if every word of it was read: by a value, a list of words, and
 * then, step by step, by a whole row of a table. What is not wholly understood is not understood at all.
 */
import type { Operation } from '../operations/operation.ts';
import { GOING_ON } from './going-on.ts';
import { GROUPS } from './groups.ts';
import { stripPoliteness } from './guards.ts';
import { listTokens } from './lexer.ts';
import { type Masked, unmaskQuotes } from './quotes.ts';
import { createCompiler, matches, type Meaning, Reading, type Token } from './row.ts';
import { CLIPS } from './rows/clips.ts';
import { PICTURE, TITLES } from './rows/looks.ts';
import { FADES, MUSIC } from './rows/music.ts';
import { SOUNDS, SPEEDS } from './rows/sounds.ts';

/** What a message means, or which of its words were not understood. */
export type Understanding =
  | { operations: Operation[]; wantsExport: boolean }
  | { misread: 'question' | 'negation' | 'words' | 'step'; words: string[]; topics: string[] };

const compile = createCompiler(GROUPS);
const ROWS = [CLIPS, SPEEDS, SOUNDS, FADES, MUSIC, PICTURE, TITLES].flat();
const compileAll = (language: 'en' | 'zh') =>
  ROWS.flatMap((row) => {
    const say = row[language];
    return say === undefined ? [] : [{ pattern: compile(say), means: row.means }];
  });
const ENGLISH = compileAll('en');
/** For steps with a Chinese word alone: 剪2秒到5秒 keeps these, "cut from 2 to 5" may mean either. */
const CHINESE = compileAll('zh');
const MORE = GOING_ON.map(({ after, say, means }) => ({ after, pattern: compile(say), means }));

const SEPARATORS = new Set(['AND', 'COMMA']);
/** A step may begin with these without a word before it: 静音加标题. */
const OPENERS = new Set('ADD REMOVE MUTE FADE CUT KEEP PUT_TO FASTER SLOWER'.split(' '));
/** … where the step before is over with one of these; in 音乐加速 the first word is what the second is about. */
const CLOSERS = new Set(
  'TIME PCT TEXT RATIO MUTE X DEG LINES PIXELS SONG SPEED IN OUT SLOWMO'.split(' '),
);
const DANGLING =
  /^(?:and|&|then|and then|plus|but|next|和|再|并|且|并且|而且|然后|接着|跟|与|及|以及)$/iu;
/** No step has more words, and none joins more pieces. */
const MAX_WORDS = 40;
const MAX_TOKENS = 600;

/** Reads a masked message; `files` are the names of the uploads. */
export function understand(masked: Masked, files: string[]): Understanding {
  const text = stripPoliteness(masked.text);
  if (text === null) return misread('question', [unmaskQuotes(masked).trim()], []);
  const tokens = listTokens({ ...masked, text }, files);
  const unknown = tokens.filter(({ name }) => name === '').map((token) => token.text);
  if (unknown.length > 0) return misread('words', unknown, tokens);
  if (tokens.length > MAX_TOKENS) return misread('step', [text.slice(0, 80)], tokens);
  // "and then some": something was to follow that says nothing.
  if (DANGLING.test(tokens.at(-1)?.text ?? '')) return misread('step', [text.trim()], tokens);
  const reader = createReader(tokens);
  const found = reader.read(0, null);
  if (found) {
    const operations = found.filter((each) => each.op !== 'export');
    return { operations, wantsExport: operations.length < found.length };
  }
  const step = reader.findUnread();
  const from = step[0]?.at ?? 0;
  const words = text.slice(from, (step.at(-1)?.at ?? from) + (step.at(-1)?.text.length ?? 0));
  const said = unmaskQuotes({ ...masked, text: words }).slice(0, 80);
  const isNegated = step.some(({ name }) => name === 'NOT' || name === 'NO');
  return misread(isNegated ? 'negation' : 'step', [said], tokens);
}

function misread(
  why: 'question' | 'negation' | 'words' | 'step',
  words: string[],
  tokens: Token[],
): Understanding {
  return { misread: why, words: [...new Set(words)], topics: tokens.map(({ name }) => name) };
}

function createReader(tokens: Token[]) {
  const failed = new Set<string>();
  let furthest = 0;
  const isSeparator = (at: number) => SEPARATORS.has(tokens[at]?.name ?? '');
  const skip = (at: number): number => {
    let next = at;
    while (isSeparator(next)) next += 1;
    return next;
  };
  /** Where the step that begins at `from` may end, the furthest first. */
  const listEnds = (from: number): number[] => {
    const ends: number[] = [];
    for (let end = from + 1; end <= Math.min(tokens.length, from + MAX_WORDS); end += 1) {
      const next = tokens[end]?.name;
      const isOver = CLOSERS.has(tokens[end - 1]?.name ?? '') && OPENERS.has(next ?? '');
      if (next === undefined || isSeparator(end) || next === 'WITH' || isOver) ends.unshift(end);
    }
    return ends;
  };
  /** Reads all that is left, after what was read before; null when it cannot be done. */
  function read(from: number, before: Meaning | null): Meaning[] | null {
    const at = skip(from);
    furthest = Math.max(furthest, at);
    if (at >= tokens.length) return before === null ? null : [];
    const key = `${at} ${before?.op ?? ''}`;
    if (failed.has(key)) return null;
    for (const end of listEnds(at)) {
      const reading = new Reading(tokens.slice(at, end));
      for (const meant of listMeanings(reading, before)) {
        const isOfSame = reading.has('IT') || reading.tokens.length === 1;
        const found = isOfSame ? meant.map((each) => goOnWithClip(each, before)) : meant;
        const rest = read(end, found.at(-1) ?? null);
        if (!rest) continue;
        return [...found, ...rest];
      }
    }
    failed.add(key);
    return null;
  }
  return {
    read(from: number, before: Meaning | null) {
      const found = read(from, before);
      return found && orderCuts(dropReplaced(found));
    },
    /** The step that stopped the reading. */
    findUnread(): Token[] {
      let end = furthest + 1;
      while (end < tokens.length && !isSeparator(end)) end += 1;
      return tokens.slice(furthest, end);
    },
  };
}

/** Marks an operation that took the place of the one before it. */
const REPLACED = Symbol('replaced');

function* listMeanings(reading: Reading, before: Meaning | null): Generator<Meaning[]> {
  if (before && before.op !== 'export') {
    for (const { after, pattern, means } of MORE) {
      if (!after.includes(before.op) || !matches(pattern, reading)) continue;
      const [replaced, ...more] = [means(reading, before) ?? []].flat();
      if (replaced) yield [Object.assign({ ...replaced }, { [REPLACED]: true }), ...more];
    }
  }
  const isChinese = reading.tokens.some(({ text }) => /\p{Script=Han}/u.test(text));
  for (const { pattern, means } of isChinese ? [...CHINESE, ...ENGLISH] : ENGLISH) {
    if (matches(pattern, reading)) {
      const meanings = [means(reading) ?? []].flat();
      if (meanings.length > 0) yield meanings;
    }
  }
}

/** An operation that goes on with the one before stands in its place. */
function dropReplaced(meanings: Meaning[]): Meaning[] {
  return meanings.filter((_each, at) => !(meanings[at + 1] && REPLACED in meanings[at + 1]!));
}

/** What can be done to one clip. */
const OF_CLIPS = new Set('trim cut speed volume louder rotate fade'.split(' '));

/** "trim clip 2 to 3 seconds and mute it", 第二段放慢到0.5倍并静音: that clip, not the video. */
function goOnWithClip(meant: Meaning, before: Meaning | null): Meaning {
  const clip = before && OF_CLIPS.has(before.op) && 'of' in before ? before.of : undefined;
  if (clip === undefined || !OF_CLIPS.has(meant.op) || 'of' in meant) return meant;
  return { ...meant, of: clip } as Meaning;
}

/** "cut 2s to 4s, then cut 6s to 8s" means times of the video as it is: the later part is cut first, so that they stay true. */
function orderCuts(meanings: Meaning[]): Meaning[] {
  const ordered: Meaning[] = [];
  for (const each of meanings) {
    let at = ordered.length;
    while (at > 0 && startsBefore(ordered[at - 1]!, each)) at -= 1;
    ordered.splice(at, 0, each);
  }
  return ordered;
}

/** Of two cuts, each from one time to another in the same clip. */
function startsBefore(one: Meaning, other: Meaning): boolean {
  if (one.op !== 'cut' || other.op !== 'cut' || one.of !== other.of) return false;
  if (one.to === undefined || other.to === undefined) return false;
  const [start, next] = [one.from ?? -1, other.from ?? -1];
  return start >= 0 && start < next;
}
