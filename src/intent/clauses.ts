import { findAction } from './actions.ts';
import { isAside, isLoose, isVerb } from './kinds.ts';
import type { Kind, Word } from './words.ts';

/** A part of a message between two seams. */
export interface Clause {
  words: Word[];
  /** Where its text begins and ends in the message. */
  from: number;
  to: number;
  /** What joins it to the one before: a full stop or "then", a comma, "and". */
  seam: 'start' | 'then' | 'comma' | 'and';
  /** Ends in a question mark. */
  isAsked: boolean;
}

const SEAMS = new Map<Kind, Clause['seam']>([
  ['stop', 'then'],
  ['then', 'then'],
  ['comma', 'comma'],
  ['and', 'and'],
]);

/** Cuts at every mark and joining word; edits that stand side by side are put together again. */
export function cutClauses(words: Word[], length: number): Clause[] {
  const clauses: Clause[] = [];
  let open: Clause = { words: [], from: 0, to: length, seam: 'start', isAsked: false };
  for (const [index, word] of words.entries()) {
    // 最后5秒: the last five seconds
    const isLast =
      word.text === '最后' && /^[\d一二两三四五六七八九十几]/.test(words[index + 1]?.text ?? '');
    const seam = isLast ? undefined : SEAMS.get(word.kind);
    if (!seam) {
      open.words.push(word);
      continue;
    }
    if (open.words.length > 0) {
      clauses.push({ ...open, to: word.start, isAsked: word.text === '?' });
      open = { words: [], from: word.end, to: length, seam, isAsked: false };
    } else {
      // ", and then" is as strong as its strongest word.
      open.from = word.end;
      if (open.seam !== 'start' && open.seam !== 'then')
        open.seam = seam === 'and' && open.seam === 'comma' ? 'and' : seam;
    }
  }
  if (open.words.length > 0) clauses.push(open);
  return clauses.flatMap(splitUnmarked);
}

/** How far back from its end a clause is searched, so that a long one costs no more than its length. */
const REACH = 40;
const SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

const JOINS_NOUNS = /^[和跟与及]$/;

/** 加个标题导出, 字幕を追加して書き出して: scripts without spaces join two requests without a mark. */
function splitUnmarked(clause: Clause): Clause[] {
  const { words } = clause;
  if (!words.some(({ text }) => SIGN.test(text))) return [clause];
  for (let at = Math.max(1, words.length - REACH); at < words.length; at += 1) {
    const head = words[at] as Word;
    const last = words[at - 1] as Word;
    const isTied = last.kind === 'tie' || /[てで고서]$/.test(last.text);
    if (!isTied && !isVerb(head) && head.text !== '把' && head.text !== '将') continue;
    if (head.kind === 'tie') continue;
    const left = words.slice(0, at);
    const isRequest = isTied && left.length < REACH && findAction(withoutTies(left)) !== undefined;
    if (!isRequest && !isEdit(left, isTied)) continue;
    const tail = findAction(words.slice(at));
    const isSequel = isRequest && !JOINS_NOUNS.test(last.text) && !words.slice(at).every(isLoose);
    const isTail = tail?.length === words.length - at && (isTied || tail.action === 'export');
    if (!isTail && !isSequel) continue;
    const kept = withoutTies(left);
    const first = { ...clause, words: kept, to: kept.at(-1)?.end ?? clause.from, isAsked: false };
    return [
      first,
      ...splitUnmarked({
        ...clause,
        words: words.slice(at),
        from: head.start,
        seam: isTied ? 'then' : 'and',
      }),
    ];
  }
  return [clause];
}

/** What is done to something by its grammar, whatever the verb: 把…, …を, …하고. */
const OBJECT = /^(?:を|을|를|把|将|하고|해서|して)$/;

/** Something is changed, and no text or topic that may hold the words behind it. */
function isEdit(words: Word[], isTied: boolean): boolean {
  const last = words.at(-1)?.text ?? '';
  const isTopic = words.some(({ kind }) => kind === 'topic');
  const isChange = words.some(
    ({ kind, text }) => kind === 'edit' || (kind === 'make' && SIGN.test(text)),
  );
  if (isTied && !(isTopic && JOINS_NOUNS.test(last)))
    return isChange || words.some(({ text }) => OBJECT.test(text));
  const isOpen = words.every((word) => word.kind === 'edit' || isAside(word));
  return isChange && !isTopic && !isOpen && words.at(-1)?.kind !== 'edit' && last !== '的';
}

/** 再 and 后 tie two requests together and belong to neither; て and 고 belong to the first. */
function withoutTies(words: Word[]): Word[] {
  let end = words.length;
  while (
    end > 1 &&
    words[end - 1]?.kind === 'tie' &&
    /^(?!了|完|好)\p{Script=Han}/u.test(words[end - 1]?.text ?? '')
  )
    end -= 1;
  return words.slice(0, end);
}
