import { KEYWORDS } from './keywords.ts';
import { FILE, LINK, QUOTED } from './mask.ts';
import { SMALL_WORDS } from './small-words.ts';

/** What a word is to the router: a row of the tables, or what it looks like. */
export type Kind =
  | ('export' | 'save' | 'give' | 'make' | 'credits' | 'cost' | 'state' | 'upload')
  | ('video' | 'media' | 'format' | 'it' | 'the' | 'a' | 'size' | 'place' | 'in' | 'to' | 'piece')
  | ('polite' | 'praise' | 'can' | 'show' | 'ask' | 'is' | 'left' | 'only' | 'with' | 'screen')
  | ('not' | 'later' | 'before' | 'after' | 'pre' | 'edit' | 'topic' | 'tie' | 'and' | 'then')
  | ('comma' | 'stop' | 'quoted' | 'link' | 'file' | 'number' | 'mark' | 'unknown');

/** A word, or a phrase that the tables know as one. */
export interface Word {
  kind: Kind;
  text: string;
  start: number;
  end: number;
}

type Language = keyof typeof KEYWORDS;
const LATIN = ['en', 'es', 'pt', 'fr', 'de'] as const;

/** The words of a language by what they are, and the first words of its phrases. */
interface Dictionary {
  kinds: Map<string, Kind>;
  starts: Set<string>;
}

const dictionaries = new Map<Language, Dictionary>();

/** Built when the language is first met. */
function dictionaryOf(language: Language): Dictionary {
  const known = dictionaries.get(language);
  if (known) return known;
  const [kinds, starts] = [new Map<string, Kind>(), new Set<string>()];
  for (const row of `${SMALL_WORDS[language]}\n${KEYWORDS[language]}`.split(/[;\n]/)) {
    const at = row.indexOf(':');
    const kind = row.slice(0, at).trim() as Kind;
    // What stands in the keyword table comes last and wins.
    if (at > 0)
      for (const word of row
        .slice(at + 1)
        .trim()
        .split(',')) {
        kinds.set(word, kind);
        if (word.length > 1 && isSpaceless(word)) starts.add(word.charAt(0));
        else if (/[ ']/.test(word))
          starts.add(/^(?:(?:[ldnsjmtc]|qu)'|[^ ]+)/.exec(word)?.[0] ?? '');
      }
  }
  const dictionary = { kinds, starts };
  dictionaries.set(language, dictionary);
  return dictionary;
}

/** English, and the message's own language before it: by its script, or as the one that knows most of the first words. */
function dictionariesFor(text: string): Dictionary[] {
  const english = dictionaryOf('en');
  if (/\p{Script=Hangul}/u.test(text)) return [dictionaryOf('ko'), english];
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return [dictionaryOf('ja'), english];
  if (/\p{Script=Han}/u.test(text)) return [dictionaryOf('zh'), english];
  const words = (text.slice(0, 400).match(PIECE) ?? [])
    .slice(0, 60)
    .filter((w) => /\p{L}/u.test(w));
  const unknown = (known: Dictionary): number =>
    words.filter((word) => lookUp(word, [known]) === undefined).length;
  let [best, least] = [english, unknown(english)];
  for (const language of least === 0 ? [] : LATIN) {
    const count = unknown(dictionaryOf(language));
    if (count < least) [best, least] = [dictionaryOf(language), count];
  }
  return best === english ? [english] : [best, english];
}

const SPACELESS = '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー々';
/** Masked text, numbers and sizes, signs of scripts without spaces one by one, words, lines and marks. */
const PIECE = new RegExp(
  `\\ue001+|\\ue002+|\\ue003+|\\d{3,4}\\s?[x×*]\\s?\\d{3,4}(?!\\d)|\\d+(?:[.:,]\\d+)*(?:p|k|fps|s|sec|hz|x|%)?(?![a-z\\d-])|[${SPACELESS}]` +
    `|(?:[ldnsjmtc]|qu)'(?=\\p{L}{2})|(?:(?![${SPACELESS}])[\\p{L}\\p{N}])+(?:['-](?:(?![${SPACELESS}])[\\p{L}\\p{N}])+)*(?:\\.(?:com|net|org|io|tv|app|co|cn|ai)(?!\\p{L}))?|\\n| [-–—]+ |[^\\s\\p{L}\\p{N}]`,
  'gu',
);
const STARTS_SPACELESS = new RegExp(`^[${SPACELESS}]`, 'u');
const isSpaceless = (text: string): boolean => STARTS_SPACELESS.test(text);

interface Piece {
  piece: string;
  index: number;
}

/** The most pieces a phrase has: words, or signs. */
const LONGEST = 8;

export function readWords(text: string): Word[] {
  const known = dictionariesFor(text);
  const pieces: Piece[] = Array.from(text.matchAll(PIECE), ({ 0: piece, index }) => ({
    piece,
    index,
  }));
  const words: Word[] = [];
  for (let at = 0; at < pieces.length;) {
    const { piece, index: start } = pieces[at] as Piece;
    let [phrase, kind, length, end] = [piece, lookUp(piece, known), 1, start + piece.length];
    // Most words begin no phrase.
    const most = known.some(({ starts }) => starts.has(piece)) ? LONGEST : 1;
    for (let next = at + 1, last = end; next < Math.min(at + most, pieces.length); next += 1) {
      const { piece: more, index } = pieces[next] as Piece;
      phrase += index > last && !isSpaceless(more) ? ` ${more}` : more;
      last = index + more.length;
      const longer = lookUp(phrase, known);
      if (longer) [kind, length, end] = [longer, next - at + 1, last];
    }
    words.push({ kind: kind ?? kindOfPiece(piece), text: text.slice(start, end), start, end });
    at += length;
  }
  return words;
}

/** expórtalo, descargarlo, envoie-la-moi: a verb that holds its "it", and asks for the file like `export`. */
const WITH_IT = /^(.{3,}?)(?:-?(?:me|nos|moi))?-?(?:l[oae]s?|o|a)(?:-moi)?$/;

function lookUp(word: string, known: Dictionary[]): Kind | undefined {
  for (const dictionary of known) {
    const kind = dictionary.kinds.get(word);
    if (kind) return kind;
  }
  if (known[0] === dictionaries.get('en') || word.length > 20 || /[^a-z-]/.test(word))
    return undefined;
  const [, verb = ''] = WITH_IT.exec(word) ?? [];
  const kind = known[0]?.kinds.get(verb) ?? known[0]?.kinds.get(word.replace(/-(?:moi|me)$/, ''));
  return kind === 'save' || (kind === 'give' && verb !== '') ? 'export' : kind;
}

const MARKS: Readonly<Record<string, Kind>> = {
  [QUOTED]: 'quoted',
  [LINK]: 'link',
  [FILE]: 'file',
};

function kindOfPiece(piece: string): Kind {
  const marked = MARKS[piece.charAt(0)];
  if (marked) return marked;
  if (/^\d/.test(piece))
    return /^\d{3,4}(?:p|\s?[x×*]\s?\d{3,4})$|^\d+(?:fps|k)$|^(?:9:16|16:9|1:1)$/.test(piece)
      ? 'size'
      : 'number';
  if (/[\p{L}\p{N}]/u.test(piece)) return 'unknown';
  if (/^[.!?;。…\n]/.test(piece)) return 'stop';
  return /^[,、]|^ [-–—]/.test(piece) ? 'comma' : 'mark';
}
