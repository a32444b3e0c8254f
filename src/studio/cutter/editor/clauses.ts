import { cutSubtitles } from './subtitles.ts';

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
const QUOTE_MARK = new RegExp(`${OPEN}(\\d+)${CLOSE}`);

/** Quotation marks in the order they are looked for; apostrophes inside words do not count. */
const QUOTED =
  /“([^”]*)”|「([^」]*)」|『([^』]*)』|《([^》]*)》|"([^"]*)"|‘([^’]*)’|(?<![\p{L}\p{N}])'(.+?)'(?![\p{L}\p{N}])/gu;

const FILE_NAME = /^[^\n]{1,100}\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)$/iu;

/** `title: Hello` without quotes: up to the end of the sentence or the next step. */
const AFTER_COLON =
  /((?:title|caption|subtitle|headline|text|标题|字幕|文字|文本)[^\n:：。.;；,，\uE000]{0,20}[:：]\s*)([^\n。;；\uE000]+?)(?=\s*(?:$|[\n。;；]|[,，]\s*(?:and|then|然后|再|并|接着)|\s(?:for the|at the|in the)\s))/giu;

/** `add the title Hello World`: what follows is the text, unless it tells where or when. */
const BARE_TITLE =
  /(\b(?:add|put|insert|create|write)\s+(?:(?:a|an|the|another)\s+)?(?:title|caption|subtitle|headline|text)\s+(?:(?:that\s+)?(?:says?|saying|reads?|reading)\s+)?)(?!(?:at|for|in|on|to|from|over|overlays?|saying|that)\b)((?:[^\n.;,!\uE000]|\.(?=\S))+?)(?=\s+(?:for\s+(?:the\s|\d|\w+\s+sec)|at the\s|from\s+\d|over the\s|in (?:white|yellow|red|blue|green|black|orange|purple|pink|cyan|gold|gr[ae]y|#)|(?:and|then)\s+(?:then\s+)?(?:trim|cut|add|set|mute|speed|slow|fade|remove|make|change|export|delete|put|place|crop|shorten)\b)|\s*(?:[\n;,!]|\.(?=\s|$))|\s*$)/giu;
const BARE_TITLE_ZH =
  /((?:添加|加上|加个|加入|加)(?:一个|个)?(?:标题|字幕|文字)\s*)(?!在|到|于)([^\s，。；,;\n\uE000][^，。；,;\n\uE000]*)(?=[，。；,;\n]|$)/gu;

/** No instruction is this long; reading one word by word would take seconds. */
const MAX_LENGTH = 2000;

/** Whether a message, a pasted subtitle file apart, is too long to be read. */
export function isTooLong(message: string): boolean {
  const file = cutSubtitles(message);
  return (file ? file.before.length + file.after.length : message.length) > MAX_LENGTH;
}

/** Replaces quoted texts by placeholders, so that their words are not taken for instructions. */
export function maskQuotes(message: string): Clause {
  const quotes: string[] = [];
  const keep = (text: string) => `${OPEN}${quotes.push(text) - 1}${CLOSE}`;
  const keepRest = (_whole: string, lead: string, rest: string) => lead + keep(rest.trim());
  const file = cutSubtitles(message);
  const whole = file ? `${file.before.trimEnd()} ${keep(file.file)}\n${file.after}` : message;
  const text = whole
    .replace(QUOTED, (_whole, ...groups) => {
      const inner = groups.slice(0, 7).find((group) => typeof group === 'string');
      // A file's name is part of the instruction, not a text to show.
      return FILE_NAME.test(String(inner)) ? ` ${inner} ` : keep(String(inner));
    })
    .replace(AFTER_COLON, keepRest)
    .replace(BARE_TITLE, keepRest)
    .replace(BARE_TITLE_ZH, keepRest);
  return { text: normalizeText(text), quotes };
}

/** Full-width letters, digits and signs as their plain selves; no space beside Chinese: `剪到 １５ 秒`. */
function normalizeText(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll(/(?<=\p{Script=Han}) +(?=[\p{Script=Han}\w])|(?<=[\w%]) +(?=\p{Script=Han})/gu, '');
}

/** Puts the quoted texts back. */
export function unmaskQuotes({ text, quotes }: Clause): string {
  const marks = new RegExp(QUOTE_MARK, 'g');
  return text.replace(marks, (_mark, index: string) => `“${quotes[Number(index)] ?? ''}”`);
}

/** Where one step ends and the next begins, in both languages. */
const STEP_BREAK =
  /[\n;；。，、！!?？]|,|\.(?=\s|$)|\b(?:and then|then|and|also|but)\b|不过|但是?|然后|接着|并且|同时|再把|(?<!别|不要)再(?=[加添剪静设去删改变])|并(?=[加添剪静设去删改变])|[和且](?=[加添剪静设去删改])|(?<=秒)(?=淡出|渐隐)/giu;

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
    const isEmpty = piece.replace(STEP_BREAK, '').trim() === '';
    if (last && (isEmpty || !isStep({ text: piece, quotes }))) last.text += piece;
    else if (!isEmpty) steps.push({ text: piece, quotes });
  }
  return steps;
}

/** A quoted text and the words of its clause that are about it. */
export interface Quoted {
  words: string;
  about: string;
}

/**
 * The quoted texts of a clause. The words before the first are about the first; all others belong
 * to the text they follow.
 */
export function findQuoted({ text, quotes }: Clause): Quoted[] {
  const marks = [...text.matchAll(new RegExp(QUOTE_MARK, 'g'))];
  return marks.map((mark, index) => ({
    words: quotes[Number(mark[1])] ?? '',
    about: text.slice(index === 0 ? 0 : mark.index, marks[index + 1]?.index ?? text.length),
  }));
}
