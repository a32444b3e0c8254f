import { findAction } from './actions.ts';
import { isSign, type Kind, type Word } from './words.ts';
import { firstOf, is, isLoose, isVerb } from './kinds.ts';

/** A part of a message between two seams. */
export interface Clause {
  words: Word[];
  /** Where its text begins and ends in the message. */
  from: number;
  to: number;
  /** What joins it to the one before: a full stop or "then", a comma, "and". */
  seam: Kind;
  /** Ends in a question mark. */
  isAsked: boolean;
}

/** The weakest first: ", and then" is as strong as its strongest word. */
const SEAMS: Kind[] = ['comma', 'and', 'then'];

/** Cuts at every mark and joining word; edits that stand side by side are put together again. */
export function cutClauses(words: Word[], length: number): Clause[] {
  const clauses: Clause[] = [];
  let open: Clause = { words: [], from: 0, to: length, seam: 'then', isAsked: false };
  for (const word of words) {
    if (!SEAMS.includes(word.kind)) open.words.push(word);
    else if (open.words.length > 0) {
      clauses.push({ ...open, to: word.start, isAsked: word.text === '?' });
      open = { words: [], from: word.end, to: length, seam: word.kind, isAsked: false };
    } else {
      open.from = word.end;
      if (SEAMS.indexOf(word.kind) > SEAMS.indexOf(open.seam)) open.seam = word.kind;
    }
  }
  if (open.words.length > 0) clauses.push(open);
  return clauses.flatMap(splitUnmarked);
}

/** How far back from its end a clause is searched, so that a long one costs no more than its length. */
const REACH = 40;

/** 加个标题导出, 字幕を追加して書き出して, 查一下积分再加标题: scripts without spaces join two requests without a mark. */
function splitUnmarked(clause: Clause): Clause[] {
  const { words } = clause;
  if (!words.some(({ text }) => isSign(text))) return splitAfter(clause);
  for (let at = Math.max(1, words.length - REACH); at < words.length; at += 1) {
    const [last, head] = [words[at - 1] as Word, words[at] as Word];
    const isTied = isTie(last);
    if (head.kind === 'tie' || (!isTied && !isVerb(head) && !/^[把将]$/.test(head.text))) continue;
    const left = withoutTies(words.slice(0, at));
    const right = words.slice(at);
    const isRequest = isTied && left.length < REACH && findAction(left) !== undefined;
    if (!isRequest && !standsForEdit(words.slice(0, at), isTied)) continue;
    const tail = findAction(right);
    const isTail = tail?.length === right.length && (isTied || tail.action === 'export');
    if (!isTail && (!isRequest || JOINS_NOUNS.test(last.text) || right.every(isLoose))) continue;
    const first = { ...clause, words: left, to: left.at(-1)?.end ?? clause.from, isAsked: false };
    const seam = isTied ? 'then' : 'and';
    return [first, ...splitUnmarked({ ...clause, words: right, from: head.start, seam })];
  }
  return [clause];
}

/** "after adding the logo | export it" */
function splitAfter(clause: Clause): Clause[] {
  const { words } = clause;
  const at = words.findLastIndex(({ kind }) => kind === 'export');
  const [first, right] = [words.slice(0, at), words.slice(at)];
  const isSplit =
    is(firstOf(words), 'after') &&
    first.some((word) => !isLoose(word) && !is(word, 'after')) &&
    findAction(right)?.length === right.length;
  if (!isSplit) return [clause];
  const from = right[0]?.start ?? clause.from;
  const left = { ...clause, words: first, to: from, isAsked: false };
  return [left, { ...clause, words: right, from, seam: 'and' }];
}

const JOINS_NOUNS = /^[和跟与及]$/;
const isTie = ({ kind, text }: Word): boolean => kind === 'tie' || /[てで고서]$/.test(text);

/** Something is done to something, 把…, …を, …하고, and no text or topic is open that may hold the words behind it. */
function standsForEdit(words: Word[], isTied: boolean): boolean {
  const last = words.at(-1) as Word;
  const isTopic = words.some(({ kind }) => kind === 'topic');
  const isChange = words.some(
    ({ kind, text }) => kind === 'edit' || (kind === 'make' && isSign(text)),
  );
  if (isTied && !(isTopic && JOINS_NOUNS.test(last.text)))
    return isChange || words.some(({ text }) => /^(?:を|을|를|把|将|하고|해서|して)$/.test(text));
  const isOpen = words.every(({ kind }) => /^(?:edit|small|can)$/.test(kind));
  return isChange && !isTopic && !isOpen && last.kind !== 'edit' && last.text !== '的';
}

/** 再 and 后 tie two requests together and belong to neither; て and 고 belong to the first. */
function withoutTies(words: Word[]): Word[] {
  const end = words.findLastIndex(
    ({ kind, text }) => kind !== 'tie' || !/^(?![了完好])\p{Script=Han}/u.test(text),
  );
  return words.slice(0, Math.max(1, end + 1));
}
