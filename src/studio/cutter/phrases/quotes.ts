/** Texts that are to be shown: taken out of a message before its words are read for what to do. */
import { cutSubtitles } from '../subtitles.ts';

/** Private-use characters that stand for a quoted text while the rest is read. */
const OPEN = '\uE000';
const CLOSE = '\uE001';

export interface Masked {
  text: string;
  /** The quoted texts of the whole message, by the number of their marks. */
  quotes: string[];
}

/** Matches a mark; its group is the number of the quoted text. */
export const QUOTE_MARK = `${OPEN}(\\d+)${CLOSE}`;

/** Quotation marks in the order they are looked for; apostrophes inside words do not count. */
const QUOTED =
  /“([^”]*)”|「([^」]*)」|『([^』]*)』|《([^》]*)》|"([^"]*)"|‘([^’]*)’|(?<![\p{L}\p{N}])'(.+?)'(?![\p{L}\p{N}])/gu;

const FILE_NAME =
  /^[^\n]{1,100}\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac|srt|vtt)$/iu;

const NOUN = '(?:titles?|captions?|subtitles?|headlines?|text|heading)';
const VERB =
  '(?:trim|cut|add|set|mute|speed|slow|fade|remove|make|change|export|delete|put|place|crop|shorten|rotate|move|play|turn|cross|start|keep|undo|drop|use|loop)';
/** Where a text without quotation marks ends: before its place, time or colour, the next step, or the sentence's end. */
const END = `(?=\\s+(?:for\\s+(?:the\\s|\\d|\\w+\\s+sec)|(?:at|in|on)\\s+the\\s+(?:very\\s+)?(?:top|bottom|center|centre|middle|left|right|upper|lower|start|beginning|end)\\b|from\\s+\\d|in\\s+(?:white|yellow|red|blue|green|black|orange|purple|pink|cyan|gold|gr[ae]y|#|big|small|large|huge)|(?:and|then)\\s+(?:then\\s+)?${VERB}\\b)|\\s*(?:[\\n;,!，。；]|\\.(?=\\s|$))|\\s*$)`;
const WORDS = '((?:[^\\n.;,!，。；\\uE000]|\\.(?=\\S))+?)';
const NAMED = [
  // "title: Our trip", 添加标题：夏天的风
  new RegExp(`((?:\\b${NOUN}|标题|字幕|文字|文本)\\s*[:：]\\s*)${WORDS}${END}`, 'giu'),
  // "add the title that says Hello"
  new RegExp(
    `(\\b${NOUN}\\s+(?:(?:that\\s+)?(?:says?|saying|reads?|reading)|called)\\s+)${WORDS}${END}`,
    'giu',
  ),
  new RegExp(`((?:标题|字幕|文字|文本)(?:写着?|内容[是为]|叫)[:：]?\\s*)${WORDS}${END}`, 'giu'),
];
/** "add the title Salt and Pepper": without a word that introduces it, only a text with a capital is told from an instruction. */
const CAPITAL = new RegExp(
  `(\\b(?:[Aa]dd|[Pp]ut|[Ii]nsert|[Cc]reate|[Ww]rite|[Ss]how)\\s+(?:(?:a|an|the|another)\\s+)?${NOUN}\\s+)(?=\\p{Lu}|\\d+\\s+\\p{Lu})${WORDS.replaceAll('\\n', '\\n')}${END}`,
  'gu',
);

/** Replaces quoted texts by marks, so that their words are not taken for instructions. */
export function maskQuotes(message: string): Masked {
  const quotes: string[] = [];
  const keep = (text: string) => `${OPEN}${quotes.push(text) - 1}${CLOSE}`;
  const keepRest = (whole: string, lead: string, rest: string) =>
    FILE_NAME.test(rest.trim()) ? whole : lead + keep(rest.trim());
  const plain = message.replaceAll(/[\uE000\uE001]/g, '');
  const file = cutSubtitles(plain);
  const whole = file ? `${file.before.trimEnd()} ${keep(file.file)}\n${file.after}` : plain;
  let text = whole.replace(QUOTED, (_whole, ...groups) => {
    const inner = String(groups.slice(0, 7).find((group) => typeof group === 'string'));
    // A file's name is part of the instruction, not a text to show.
    return FILE_NAME.test(inner) ? ` ${inner} ` : keep(inner);
  });
  for (const pattern of [...NAMED, CAPITAL]) text = text.replace(pattern, keepRest);
  return { text: toPlainForms(text), quotes };
}

/** Full-width letters, digits and signs as their plain selves: `剪到１５秒`. */
function toPlainForms(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .replaceAll(/[’]/g, "'");
}

/** Puts the quoted texts back. */
export function unmaskQuotes({ text, quotes }: Masked): string {
  const marks = new RegExp(QUOTE_MARK, 'g');
  return text.replace(marks, (_mark, index: string) => `“${quotes[Number(index)] ?? ''}”`);
}
