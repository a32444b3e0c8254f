import { classify, EDIT, findRule } from './classify.ts';
import { isContent } from './content.ts';
import type { Language } from './languages.ts';
import type { Part } from './part.ts';
import { roles } from './role-pattern.ts';
import { lettersOf, segment, type Segment } from './segments.ts';
import { isRole, isSpaceless, type Token } from './tokens.ts';
import { isWordStart } from './word-start.ts';

/** Reads the parts of a message; what only looks like a request becomes part of the edit beside it. */
export function readParts(tokens: Token[], { rules }: Language, text: string): Part[] {
  const parts = segment(tokens)
    .flatMap((part) => splitUnmarked(part, rules, text))
    .map((part): Part => ({ ...part, meaning: classify(part.tokens, rules) }));
  const read: Part[] = [];
  for (const [index, part] of parts.entries()) {
    read.push(belongsToEdit(part, read, parts[index + 1]) ? { ...part, meaning: EDIT } : part);
  }
  return read;
}

function belongsToEdit(part: Part, read: Part[], after: Part | undefined): boolean {
  const { kind } = part.meaning;
  // What stands before is only looked at where it can matter: a long message has many parts.
  if (kind === 'action') return isContent(part, withEarlier(read), after);
  return kind === 'refused' && isSubordinate(part, withEarlier(read));
}

/** "what happens when I export": what stands before it asks for no edit of its own. */
const isSubordinate = (part: Part, before: Part | undefined): boolean =>
  part.seam === 'none' &&
  isRole(part.tokens[0], 'after') &&
  before?.meaning.kind === 'edit' &&
  !before.tokens.some((token) => isRole(token, 'editVerb'));

/** An edit of more parts than this is read from here back only, so that a long message costs no more than its length. */
const MOST_PARTS = 50;

/** The edit that ends here, with all of its parts. */
function withEarlier(read: Part[]): Part | undefined {
  const last = read.at(-1);
  if (last?.meaning.kind !== 'edit') return last;
  let from = read.length - 1;
  const first = Math.max(0, from - MOST_PARTS);
  while (from > first && read[from]?.seam !== 'strong' && read[from - 1]?.meaning.kind === 'edit')
    from -= 1;
  return { ...last, tokens: read.slice(from).flatMap(({ tokens }) => tokens) };
}

/** Longer parts without any mark are texts; looking for a seam in them costs their square. */
const MOST_WORDS = 60;
const ASKS = roles`(exportVerb|downloadVerb|renderVerb|saveVerb|giveVerb)`;
const EDITS = roles`^ ((?! topic) .)* editVerb ((?! topic) .)* $`;
/** Ends in a word that needs another. */
const IS_OPEN = roles`(editVerb|a|not|with|the) $`;

/** "加个标题导出": scripts without spaces may join two requests without any mark. */
function splitUnmarked(part: Segment, rules: Language['rules'], text: string): Segment[] {
  const { tokens } = part;
  if (tokens.length > MOST_WORDS || !tokens.some(({ text: word }) => isJoined(word))) return [part];
  const isOneRequest = findRule(lettersOf(tokens), rules) !== undefined;
  for (const [at, { letters, start }] of tokens.entries()) {
    if (at < 1 || !ASKS.test(letters)) continue;
    const left = lettersOf(tokens.slice(0, at));
    // "查一下积分再导出" is two requests, "积分够导出吗" one.
    const isTied = tokens[at]?.text.startsWith('再') || tokens[at - 1]?.text === '再';
    if (isOneRequest && !isTied) continue;
    if (!EDITS.test(left) && !(isTied && findRule(left, rules))) continue;
    // "添加导出" adds a text, unless the verb's own ending joins: 追加して書き出し, 추가하고 내보내기
    if (IS_OPEN.test(left) && !/(?:[てで고]|完了?)$/.test(tokens[at - 1]?.text ?? '')) continue;
    if (
      findRule(lettersOf(tokens.slice(at)), rules) &&
      (!isRole(tokens[at - 1], 'unknown') || isWordStart(text, start))
    ) {
      return [
        { ...part, tokens: withoutPadding(tokens.slice(0, at)) },
        { tokens: tokens.slice(at), seam: 'weak' },
      ];
    }
  }
  return [part];
}

const isJoined = (text: string): boolean => isSpaceless(text) || /\p{Script=Hangul}/u.test(text);

/** 再 and 就 tie the two requests together and belong to neither. */
function withoutPadding(tokens: Token[]): Token[] {
  const last = tokens.findLastIndex((token) => !isRole(token, 'filler'));
  return tokens.slice(0, last + 1);
}
