import { KEYWORDS } from './keywords.ts';
import { SMALL_WORDS } from './small-words.ts';

/** What a word is to the router: the row of the tables it stands in, or what it looks like. */
export type Kind =
  | ('export' | 'give' | 'make' | 'credits' | 'state' | 'upload')
  | ('video' | 'it' | 'media' | 'size' | 'the' | 'a' | 'small' | 'can' | 'show' | 'ask' | 'is')
  | ('not' | 'later' | 'before' | 'after' | 'with' | 'edit' | 'topic' | 'praise')
  | ('tie' | 'and' | 'then' | 'comma')
  | ('quoted' | 'link' | 'file' | 'number' | 'unknown');

/** A word, or a phrase that the tables know as one. */
export interface Word {
  kind: Kind;
  /** As it is compared: one width, one case, no accents. */
  text: string;
  /** Where it stands in the message. */
  start: number;
  end: number;
}

/** Signs of scripts without spaces. Written as ranges: an engine needs milliseconds to build `\p{Script=…}`. */
const HAN = String.raw`\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{323af}`;
const SIGNS = String.raw`${HAN}\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f\u1100-\u11ff\uac00-\ud7af`;
const LATIN = String.raw`a-z\u00c0-\u024f`;

/**
 * What a message, in small letters, is cut into. Quoted text, addresses and file names come first: what is in them never
 * decides.
 */
export const TOKENS: [Kind | undefined, string][] = [
  // No opening mark inside: one that is never closed would be looked after from each of many.
  [
    'quoted',
    String.raw`["＂][^"＂\n]{0,1000}["＂]|“[^“”\n]{0,1000}”|„[^“”\n]{0,1000}[“”]|«[^«»\n]{0,1000}»|「[^「」\n]{0,1000}」|『[^『』\n]{0,1000}』|《[^《》\n]{0,1000}》|(?<![${LATIN}\d])['‘＇][^'‘’＇\n]{0,1000}['’＇](?![${LATIN}\d])`,
  ],
  // A sentence's own punctuation is no part of the address before it, nor what Chinese writes on without a space.
  [
    'link',
    String.raw`https?:\/\/(?:(?!(?:[,;:!?)]|(?<=\.(?:mp[34]|mov|webm|jpe?g|png|wav)))[${SIGNS}])[^\s"“'<>。、，；：！？）」』》])*(?<![.,;:!?)\]])`,
  ],
  // Chinese writes a file name right behind these.
  [
    undefined,
    String.raw`(?:导出|保存|下载|另?存)(?:[为到]|成(?=\w))(?=[\w\p{L}./\\:~-]{1,100}\.[a-z\d]{3,4}(?!\w))|上传|导入|导出|下载|[把将]`,
  ],
  // Media the seed accepts, named by their ending; where a name begins with a sign, not many signs before it.
  [
    'file',
    String.raw`(?=[\w./\\~]|[^\s.]{0,40}\.)(?:(?!上传|导入|导出|保存|下载|[把将])[\w\p{L}./\\:~-]){0,100}[\w\p{L}-]\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)(?![\w${LATIN}])`,
  ],
  // Sizes and numbers.
  [undefined, String.raw`\d{3,4}\s?[x×*]\s?\d{3,4}(?!\d)`],
  [undefined, String.raw`\d+(?:[.:,]\d+)*(?:p|k|fps|s|sec|hz|x|%)?(?![\p{L}\d-])`],
  // Signs of scripts without spaces one by one; French l' and d'; words.
  [undefined, `[${SIGNS}]`],
  [undefined, String.raw`(?:[ldnsjmtc]|qu)['’](?=\p{L}{2})`],
  [
    undefined,
    String.raw`(?:(?![${SIGNS}])[\p{L}\p{N}\p{M}\p{Cf}])+(?:['’${'`'}´ʼ＇-](?![${HAN}])[\p{L}\p{N}\p{M}]+)*(?:\.(?:com|net|org|io|tv|app|cn)(?!\p{L}))?`,
  ],
  ['comma', ' [-–—]+ '],
  [undefined, String.raw`[^\s]|\n`],
];
const TOKEN = new RegExp(TOKENS.map(([, pattern]) => `(${pattern})`).join('|'), 'gu');

/** One width, one case, no accents, straight apostrophes. The tables are written so. */
export const fold = (text: string): string =>
  /^[!-~]*$/.test(text)
    ? text.toLowerCase()
    : text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f\p{Cf}]/gu, '')
        .normalize('NFC')
        .toLowerCase()
        .replace(/[‘’ʼ`´]/g, "'");

const SIGN = new RegExp(`^[${SIGNS}]`, 'u');
/** Of a script that writes words without spaces. */
export const isSign = (text: string): boolean => text.charCodeAt(0) > 0xff && SIGN.test(text);

/** The words and phrases of a language by their kind. */
type Dictionary = Map<string, Kind>;
type Language = keyof typeof KEYWORDS;
const dictionaries = new Map<Language, Dictionary>();

/** Read when the language is first met. What stands in the keyword table comes last and wins. */
function dictionaryOf(language: Language): Dictionary {
  const known = dictionaries.get(language);
  if (known) return known;
  const dictionary: Dictionary = new Map();
  const rows = `${SMALL_WORDS[language]}\n${KEYWORDS[language]}`;
  for (const [, kind, words = ''] of rows.matchAll(/(\w+): ([^;\n]+)/g))
    for (const word of words.split(',')) dictionary.set(word, kind as Kind);
  dictionaries.set(language, dictionary);
  return dictionary;
}

type Token = Omit<Word, 'kind'> & { kind: Kind | undefined };

/** English, and before it the message's own language: by its script, or as the one that knows most of its first words. */
function dictionariesFor(tokens: { text: string }[]): Dictionary[] {
  const first = tokens.slice(0, 60).map(({ text }) => text);
  const english = dictionaryOf('en');
  const all = first.filter(isSign).join('');
  if (/\p{Script=Hangul}/u.test(all)) return [dictionaryOf('ko'), english];
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(all)) return [dictionaryOf('ja'), english];
  if (/\p{Script=Han}/u.test(all)) return [dictionaryOf('zh'), english];
  const knows = (dictionary: Dictionary): number =>
    first.filter((word) => lookUp(word, [dictionary]) !== undefined).length;
  let best = english;
  if (knows(english) < first.filter((text) => /^\p{L}/u.test(text)).length)
    for (const language of ['es', 'pt', 'fr', 'de'] as const)
      if (knows(dictionaryOf(language)) > knows(best)) best = dictionaryOf(language);
  return [...new Set([best, english])];
}

/** expórtalo, descargarlo, envoie-la-moi: a verb that holds its "it". */
const LONGEST_VERB = 30;
const WITH_IT = /(?:-(?:moi|me|l[oae]s?|[oa])|l[oae]s?)+$/;

function lookUp(word: string, known: Dictionary[]): Kind | undefined {
  for (const dictionary of known) if (dictionary.has(word)) return dictionary.get(word);
  const isEnglish = known[0] === dictionaries.get('en');
  return isEnglish || isSign(word) || word.length > LONGEST_VERB
    ? undefined
    : known[0]?.get(word.replace(WITH_IT, ''));
}

/** The most tokens of a phrase. */
const LONGEST = 8;

export function readWords(message: string): Word[] {
  // The same length, so that every word stands where it stood.
  const small = message.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  const tokens = Array.from(small.matchAll(TOKEN), (match): Token => {
    const [found] = match;
    const alternative = match.findIndex((text, group) => group > 0 && text !== undefined) - 1;
    const [start, end] = [match.index, match.index + found.length];
    return { kind: TOKENS[alternative]?.[0], text: fold(found), start, end };
  });
  const known = dictionariesFor(tokens);
  const words: Word[] = [];
  for (let at = 0; at < tokens.length;) {
    const first = tokens[at] as Token;
    const word = { ...first, kind: first.kind ?? lookUp(first.text, known) ?? kindOf(first.text) };
    let next = at + 1;
    let [phrase, last] = [first.text, first.end];
    for (const { text, start, end } of tokens.slice(next, at + LONGEST)) {
      phrase += start > last && !isSign(text) ? ` ${text}` : text;
      last = end;
      const kind = lookUp(phrase, known);
      if (kind) Object.assign(word, { kind, text: phrase, end });
    }
    while ((tokens[next]?.end ?? Infinity) <= word.end) next += 1;
    if (word.kind) words.push(word as Word);
    at = next;
  }
  return words;
}

/** A mark that ends nothing is no word. */
function kindOf(text: string): Kind | undefined {
  if (/^(?:\d{3,4}(?:p|\s?[x×*]\s?\d{3,4})|\d+(?:fps|k)|9:16|16:9|1:1)$/.test(text)) return 'size';
  if (/^\d/.test(text)) return 'number';
  if (/[\p{L}\p{N}]/u.test(text)) return 'unknown';
  if (/^[.!?;。…\n]/.test(text)) return 'then';
  return /^[,、]/.test(text) ? 'comma' : undefined;
}
