import { findAction, isRefused, saysNothing } from './actions.ts';
import { isSign, type Kind, type Word } from './words.ts';
import { firstOf, has, is, isLoose, isVerb } from './kinds.ts';

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
  return clauses.flatMap(splitLink).flatMap(splitRefusal).flatMap(splitUnmarked);
}

/** Two clauses of one. Words between `left` and `right` belong to neither. */
const split = (clause: Clause, [left, right]: [Word[], Word[]]): [Clause, Clause] => [
  { ...clause, words: left, to: left.at(-1)?.end ?? clause.from, isAsked: false },
  { ...clause, words: right, from: right[0]?.start ?? clause.to, seam: 'then' },
];

/** "LINK | add captions": a link with a request behind it was sent to be uploaded. */
function splitLink(clause: Clause): Clause[] {
  const { words } = clause;
  const other = words.findIndex(
    (word) => !isLoose(word) && !is(word, 'link', 'upload', 'media', 'the'),
  );
  const at = 1 + words.slice(0, Math.max(0, other)).findLastIndex((word) => is(word, 'link'));
  const head = words[at];
  const isRequest = head && !is(head, 'is', 'with') && (at === other || isSign(head.text));
  return at > 0 && isRequest ? split(clause, [words.slice(0, at), words.slice(at)]) : [clause];
}

/** "don't export yet | just add captions", "don't export before | adding the logo", 别导出 | 先加字幕, しないで | 字幕を追加して */
function splitRefusal(clause: Clause): Clause[] {
  const { words } = clause;
  const not = words.findIndex((word) => is(word, 'not'));
  const at = words.findIndex((_, index) => index > not && beginsEdit(words, index));
  if (not === -1 || at === -1 || !isRefused(words.slice(0, at))) return [clause];
  const from = is(words[at], 'before') ? at + 1 : at;
  return split(clause, [words.slice(0, at), words.slice(from)]);
}

/** "before adding the logo", but not "before asking me" or "before Friday morning". */
const IS_DOING = /(?:ing|[aei]r|re)$/;

function beginsEdit(words: Word[], at: number): boolean {
  const [word, next] = [words[at] as Word, words[at + 1]];
  if (/(?:말고|않고|ないで|ずに)$/.test(words[at - 1]?.text ?? '')) return true;
  if (is(word, 'before'))
    return (
      is(next, 'unknown') &&
      IS_DOING.test(next?.text ?? '') &&
      words.length > at + 2 &&
      !words.slice(at).some(({ text }) => /^(?:me|us|i)$/.test(text))
    );
  return (
    /^(?:just|instead|first|先|只|直接|把|将)$/.test(word.text) &&
    (isSign(word.text) ? !isVerb(next) : is(next, 'unknown', 'edit'))
  );
}

/** How far back from its end a clause is searched, so that a long one costs no more than its length. */
const REACH = 40;

/** 加个标题导出, 字幕を追加して書き出して, 查一下积分再加标题: scripts without spaces join two requests without a mark. */
function splitUnmarked(clause: Clause): Clause[] {
  const { words } = clause;
  if (!words.some(({ text }) => isSign(text))) return splitAfter(clause);
  // 花了多少积分
  if (has(words, 'ask') && findAction(words)?.length === words.length) return [clause];
  for (let at = Math.max(1, words.length - REACH); at < words.length; at += 1) {
    const [last, head] = [words[at - 1] as Word, words[at] as Word];
    const isTied = isTie(last);
    const isHead = isTied || isVerb(head) || is(head, 'not') || /^[把将]$/.test(head.text);
    if (!isHead || is(head, 'tie') || is(last, 'not')) continue;
    const left = withoutTies(words.slice(0, at));
    const right = words.slice(at);
    const isRequest = isTied && left.length < REACH && findAction(left) !== undefined;
    // 字幕没问题就 | 导出: what is no edit before 就 is a condition.
    const isCondition = last.text === '就' && !has(left, 'edit', 'topic');
    if (!isRequest && !isCondition && !standsForEdit(words.slice(0, at), isTied)) continue;
    const tail = findAction(right);
    const isTail = tail?.length === right.length && (isTied || tail.action === 'export');
    const isNotYet = is(head, 'not') && !has(left, 'not') && isRefused(right);
    if (!isTail && !isNotYet && (!isRequest || JOINS_NOUNS.test(last.text))) continue;
    const [first, second] = split(clause, [left, right]);
    return [...(isCondition && !isRequest ? [] : [first]), ...splitUnmarked(second)];
  }
  return [clause];
}

/** "after adding the logo | export it" */
function splitAfter(clause: Clause): Clause[] {
  const { words } = clause;
  const at = words.findLastIndex(({ kind }) => kind === 'export');
  const [first, right] = [words.slice(0, at), words.slice(at)];
  const isAfter = is(firstOf(words), 'after') && !first.every(saysNothing);
  return isAfter && findAction(right)?.length === right.length
    ? split(clause, [first, right])
    : [clause];
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
  // 把片头删掉 has its object, 删掉 and 把标题改成 wait for one.
  const hasObject =
    last.kind !== 'edit' ||
    (/[^成为]{2}/.test(last.text) && words.some(({ text }) => text === '把'));
  return isChange && !isTopic && hasObject && last.text !== '的';
}

/** 再, 后 and 之前 tie two requests together and belong to neither; て and 고 belong to the first. */
function withoutTies(words: Word[]): Word[] {
  const end = words.findLastIndex(
    ({ kind, text }) =>
      (kind !== 'tie' && kind !== 'before' && text !== '先') ||
      !/^(?![了完好])\p{Script=Han}/u.test(text),
  );
  return words.slice(0, Math.max(1, end + 1));
}
