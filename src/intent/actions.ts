import type { Action } from './plan-step.ts';
import type { Kind, Word } from './words.ts';

/** A request for something other than an edit. */
export interface Found {
  action: Exclude<Action, 'chat'>;
  name: string;
  /** How many of the words ask for it; the rest is a wish that goes before it: "export it | with subtitles". */
  length: number;
}

const setOf = (kinds: string): Set<Kind> => new Set(kinds.split(' ') as Kind[]);
/** What may stand beside an action word. */
const LOOSE = setOf(
  'polite praise can only video it the a size format place in to file quoted number tie',
);
const ASIDE = setOf('polite praise can only tie');
const VERB = setOf('export save give make');
const BESIDE_CREDITS = setOf(
  'show ask is left give export save video it the a in to can only polite number piece place tie',
);
const BESIDE_STATE = setOf(
  'show ask is left give export save upload media video it the a in to can only polite number with tie',
);
/** Between these and the video no adjective stands. */
const BREAK = setOf('in to with is edit topic not screen and before after show');
const A_FILE = /^(?:mp4s?|links?|url|copy|链接|下载链接|地址|enlace.*|link.*|lien.*|リンク|링크)$/;

export const isLoose = ({ kind }: Word): boolean => LOOSE.has(kind);
export const isAside = ({ kind }: Word): boolean => ASIDE.has(kind);
export const isVerb = (word: Word | undefined): boolean =>
  word !== undefined && VERB.has(word.kind);
const has = (words: Word[], ...kinds: Kind[]): boolean =>
  words.some(({ kind }) => kinds.includes(kind));

/** The action that heads a clause, when nothing else is in it. */
export const findAction = (words: Word[], isAsked = false): Found | undefined =>
  findCredits(words) ??
  findState(words) ??
  findExport(words) ??
  findUpload(words) ??
  findQuestion(words, isAsked);

/** "my balance", "how many credits are left", but not "balance the audio". */
function findCredits(words: Word[]): Found | undefined {
  const asks = { action: 'credits', name: 'asks for the balance', length: words.length } as const;
  const first = words.find((word) => !isAside(word));
  const isQuestion = first?.kind === 'ask' || first?.kind === 'is';
  if (has(words, 'cost') && !has(words, 'edit')) {
    const others = words.filter(
      ({ kind }) => kind !== 'cost' && kind !== 'credits' && kind !== 'state',
    );
    if (isQuestion || others.every(({ kind }) => BESIDE_CREDITS.has(kind)))
      return { ...asks, name: 'asks what it costs' };
  }
  if (!has(words, 'credits')) return undefined;
  if (isQuestion && !has(words, 'can', 'edit')) return asks;
  return standsAlone(words, 'credits', BESIDE_CREDITS) ? asks : undefined;
}

/** "status", "show me the tracks", but not "track the ball". */
const findState = (words: Word[]): Found | undefined =>
  standsAlone(words, 'state', BESIDE_STATE)
    ? { action: 'state', name: 'asks where things stand', length: words.length }
    : undefined;

/** A noun among words that only ask for it; one that takes an object is a verb. */
function standsAlone(words: Word[], noun: Kind, beside: Set<Kind>): boolean {
  const at = words.findLastIndex(({ kind }) => kind === noun);
  const after = words[at + 1]?.kind;
  return (
    at !== -1 &&
    !(
      after === 'it' ||
      after === 'the' ||
      after === 'a' ||
      (noun === 'credits' && after === 'video')
    ) &&
    words.every(({ kind }) => kind === noun || beside.has(kind))
  );
}

/** What is asked about the video is answered without the editor. */
function findQuestion(words: Word[], isAsked: boolean): Found | undefined {
  const asks = { action: 'state', name: 'asks about the video', length: words.length } as const;
  const first = words.find((word) => !isAside(word));
  const isSigns = /^\p{Lo}/u.test(first?.text ?? '');
  if (first?.kind === 'is') return asks;
  if (has(words, 'can')) return undefined;
  const isAskedSoftly = /^[吗么か]$/.test(words.at(-1)?.text ?? '') && !has(words, 'edit');
  if ((isSigns && has(words, 'is')) || isAskedSoftly) return asks;
  // "the export failed", "the download didn't work"
  const subject = words.findIndex(({ kind }) => kind === 'export');
  const next = words.slice(subject + 1).find(({ kind }) => kind !== 'video')?.kind;
  if (words.slice(0, subject).every(isLoose) && subject > 0 && (next === 'is' || next === 'not'))
    return asks;
  const isQuestion = first?.kind === 'ask' || (has(words, 'ask') && (isSigns || isAsked));
  const isAboutVideo = has(words, 'video', 'it', 'state', 'export', 'save');
  return isQuestion && isAboutVideo && !has(words, 'edit', 'topic') ? asks : undefined;
}

function findUpload(words: Word[]): Found | undefined {
  const found = { action: 'upload', name: 'asks to upload', length: words.length } as const;
  const core = words.filter((word) => !isAside(word));
  if (core.length > 0 && core.every(({ kind }) => kind === 'link'))
    return { ...found, name: 'a link alone' };
  const verb = words.findIndex(({ kind }) => kind === 'upload');
  if (verb === -1) return undefined;
  for (let at = 0; at < words.length; at += 1) {
    const { kind, text } = words[at] as Word;
    if (kind === 'place' && text !== 'here') return undefined;
    if (
      LOOSE.has(kind) ||
      kind === 'media' ||
      kind === 'link' ||
      kind === 'upload' ||
      kind === 'give'
    )
      continue;
    const thing = at > verb ? nextThing(words, at, 6) : -1;
    if (thing === -1) return undefined;
    at = thing;
  }
  return found;
}

/** The video or file behind up to `most` words that may be anything but other requests. */
function nextThing(words: Word[], from: number, most: number): number {
  for (let at = from; at < Math.min(words.length, from + most); at += 1) {
    const { kind } = words[at] as Word;
    if (
      kind === 'video' ||
      kind === 'format' ||
      kind === 'file' ||
      (kind === 'media' && most === 6)
    )
      return at;
    if (BREAK.has(kind) || VERB.has(kind)) return -1;
  }
  return -1;
}

/** "export", "download the holiday video to my phone", "send me the file", 把视频导出成mp4. */
function findExport(words: Word[]): Found | undefined {
  const verb = words.findIndex(isVerb);
  const head = words[verb];
  if (!head || !namesOnlyVideo(words.slice(0, verb))) return undefined;
  const isStrong = head.kind === 'export';
  let thing = words.slice(0, verb).findIndex(({ kind }) => kind === 'video' || kind === 'it');
  let at = verb + 1;
  for (; at < words.length; at += 1) {
    const word = words[at] as Word;
    if (word.kind === 'video' || word.kind === 'it' || word.kind === 'format')
      thing = thing === -1 ? at : thing;
    if (
      LOOSE.has(word.kind) ||
      word.kind === 'export' ||
      word.kind === 'save' ||
      word.kind === 'give' ||
      word.kind === 'show'
    )
      continue;
    if (word.kind === 'is' && has(words, 'can')) continue;
    const before = words[at - 1] as Word;
    if (
      word.kind === 'media' &&
      isStrong &&
      (before.kind === 'the' || before.kind === 'it' || has(words.slice(0, verb), 'only')) &&
      !has(words.slice(verb, at), 'only')
    )
      continue;
    // Adjectives: any for a verb that means nothing else, few and behind "the" for the others.
    const next =
      isStrong || head.kind === 'make'
        ? nextThing(words, at, 12)
        : before.kind === 'the'
          ? nextThing(words, at, 4)
          : -1;
    if (word.kind !== 'with' && word.kind !== 'pre' && word.kind !== 'piece' && next !== -1) {
      thing = thing === -1 ? next : thing;
      at = next;
    } else break;
  }
  if (at < words.length && isStrong && isPlace(words, verb, at)) at = words.length;
  if (at < words.length) at = findWish(words, verb, at);
  if (at === -1 || !hasObject(words.slice(verb, at), thing)) return undefined;
  return { action: 'export', name: 'asks for the file', length: at };
}

/** Before its verb stands nothing but the video: 把猫咪视频导出, "das lange Video exportieren". */
function namesOnlyVideo(before: Word[]): boolean {
  if (before.every(isLoose)) return true;
  if (/^[を을를]$/.test(before.at(-1)?.text ?? '') && before.length < 16)
    return before.every(
      ({ kind }) => kind === 'unknown' || kind === 'media' || (kind !== 'tie' && LOOSE.has(kind)),
    );
  const [first] = before.filter((word) => !isAside(word));
  const isObject = first?.kind === 'the' || first?.text === '把' || first?.text === '将';
  return (
    isObject &&
    before.length < 16 &&
    before.every((word) => isLoose(word) || word.kind === 'unknown') &&
    before.findLast(({ kind }) => kind !== 'in' && kind !== 'polite')?.kind === 'video'
  );
}

/** "for my grandmother": a few words behind "to" or "for", and nothing after them. */
function isPlace(words: Word[], verb: number, at: number): boolean {
  const rest = words.slice(at);
  const lead = words.slice(verb + 1, at).findLast(({ kind }) => kind !== 'the' && kind !== 'a');
  return (
    lead?.kind === 'to' &&
    rest.length <= 3 &&
    rest.every((word) => isLoose(word) || word.kind === 'unknown')
  );
}

/** Where the wish begins that follows an export: "with subtitles", "only the first clip", "in black and white". */
function findWish(words: Word[], verb: number, at: number): number {
  const isStrong = words[verb]?.kind === 'export';
  let from = at;
  while (from > verb + 1 && /^(?:in|the|a|only|number)$/.test(words[from - 1]?.kind ?? ''))
    from -= 1;
  const { kind } = words[from] as Word;
  const rest = words.slice(at);
  if (words[at]?.kind === 'with' && rest.slice(1).every(isAside)) return words.length;
  if (words[at]?.kind === 'with' || words[at]?.kind === 'after') return from;
  if (!isStrong || has(rest, 'screen')) return -1;
  const isPiece =
    words[at]?.kind === 'piece' || (words[at]?.kind === 'pre' && words[at + 1]?.kind === 'number');
  if (kind === 'in' || kind === 'only' || isPiece) return from;
  return kind === 'the' && /^re?-?export|^export|^导出/.test(words[verb]?.text ?? '') ? from : -1;
}

/** Verbs of many uses need the video at hand behind them; "give me a video" wants another one. */
function hasObject([verb, ...rest]: Word[], thing: number): boolean {
  if (verb?.kind === 'export') return true;
  if (verb?.kind === 'save') return true;
  if (verb?.kind === 'make')
    return rest.some(({ kind, text }) => kind === 'format' || text.startsWith('mp4'));
  if (rest.some(({ kind, text }) => kind === 'export' || A_FILE.test(text))) return true;
  const named = rest.findIndex(({ kind }) => kind === 'video' || kind === 'it');
  const isAnother =
    rest[named]?.kind === 'video' && rest.slice(0, named).some(({ kind }) => kind === 'a');
  return thing !== -1 && !isAnother;
}

/** One letter too many, too few, wrong, or two of them swapped. */
const TYPED_WRONG = [
  'export',
  'download',
  'upload',
  'render',
  'credits',
  'balance',
  'status',
  'timeline',
] as const;
const KIND_OF: Readonly<Record<(typeof TYPED_WRONG)[number], Kind>> = {
  export: 'export',
  download: 'export',
  upload: 'upload',
  render: 'save',
  credits: 'credits',
  balance: 'credits',
  status: 'state',
  timeline: 'state',
};

/** "exprot it", "downlaod": where nothing else stands in the clause. */
export function mendTypo(words: Word[]): Word[] | undefined {
  const [odd, ...more] = words.filter(({ kind }) => kind === 'unknown');
  if (!odd || more.length > 0 || !/^[a-z]{5,10}$/.test(odd.text)) return undefined;
  const meant = TYPED_WRONG.find((word) => isOneOff(odd.text, word));
  return meant && words.map((word) => (word === odd ? { ...word, kind: KIND_OF[meant] } : word));
}

function isOneOff(typed: string, meant: string): boolean {
  if (Math.abs(typed.length - meant.length) > 1) return false;
  let at = 0;
  while (at < meant.length && typed[at] === meant[at]) at += 1;
  const rests = [
    typed.slice(at + 1) === meant.slice(at),
    typed.slice(at) === meant.slice(at + 1),
    typed.slice(at + 1) === meant.slice(at + 1),
  ];
  const isSwapped =
    typed[at] === meant[at + 1] &&
    typed[at + 1] === meant[at] &&
    typed.slice(at + 2) === meant.slice(at + 2);
  return rests.includes(true) || isSwapped;
}
