/** Private-use characters that stand for a quoted text while the rest is read. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

/** One step of a message, its quoted texts replaced by placeholders. */
export interface Clause {
  text: string;
  /** The quoted texts of the whole message, by placeholder number. */
  quotes: string[];
}

/** Matches a placeholder; its group is the number of the quoted text. */
export const QUOTE_MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/** Quotation marks in the order they are looked for; apostrophes inside words do not count. */
const QUOTED =
  /“([^”]*)”|「([^」]*)」|『([^』]*)』|"([^"]*)"|‘([^’]*)’|(?<![\p{L}\p{N}])'(.+?)'(?![\p{L}\p{N}])/gu;

/** `title: Hello` without quotes: up to the end of the sentence or the next step. */
const AFTER_COLON =
  /((?:title|caption|subtitle|headline|text|标题|字幕|文字|文本)[^\n:：。.;；,，]{0,20}[:：]\s*)([^\n。;；\uE000]+?)(?=\s*(?:$|[\n。;；]|[,，]\s*(?:and|then|然后|再|并|接着)|\s(?:for the|at the|in the)\s))/giu;

/** Replaces quoted texts by placeholders, so that their words are not taken for instructions. */
export function maskQuotes(message: string): Clause {
  const quotes: string[] = [];
  const keep = (text: string) => `${OPEN}${quotes.push(text) - 1}${CLOSE}`;
  const text = message
    .replace(QUOTED, (_whole, ...groups) => {
      const inner = groups.slice(0, 6).find((group) => typeof group === 'string');
      return keep(String(inner));
    })
    .replace(AFTER_COLON, (_whole, lead: string, rest: string) => `${lead}${keep(rest.trim())}`);
  return { text, quotes };
}

/** Where one step ends and the next begins, in both languages. */
const STEP_BREAK =
  /[\n;；。，、！!?？]|,|\.(?=\s|$)|\b(?:and then|then|and|also)\b|然后|接着|并且|同时|再把|再(?=[加添剪静设去删改变])|并(?=[加添剪静设去删改变])|[和且](?=[加添剪静设去删改])/giu;

/**
 * Splits a masked message into steps. Pieces for which `isStep` is false ("in yellow", "out" of
 * "fade in and out") belong to the step before them.
 */
export function splitSteps(masked: Clause, isStep: (clause: Clause) => boolean): Clause[] {
  const { text, quotes } = masked;
  const steps: Clause[] = [];
  let position = 0;
  const ends = [...text.matchAll(STEP_BREAK)].map((match) => match.index + match[0].length);
  for (const end of [...ends, text.length]) {
    const piece = text.slice(position, end);
    position = end;
    const last = steps.at(-1);
    if (last && !isStep({ text: piece, quotes })) last.text += piece;
    else if (piece !== '') steps.push({ text: piece, quotes });
  }
  return steps;
}

/** The quoted text of the first placeholder in a clause, and where it stands. */
export function findQuote({
  text,
  quotes,
}: Clause): { quoted: string; mark: RegExpExecArray } | null {
  const mark = QUOTE_MARK.exec(text);
  if (!mark) return null;
  return { quoted: quotes[Number(mark[1])] ?? '', mark };
}
