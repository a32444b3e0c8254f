import type { StudioClip, StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import { DURATION, LOOSE_DURATION, parseFigure } from './numbers.ts';
import type { Phrase } from './phrase.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'];
const ORDINAL = `(?:last|${ORDINALS.join('|')}|\\d{1,2}(?:st|nd|rd|th))`;
const NOUN = '(?:clip|video|file|upload|image|photo|picture|segment|shot)';
const NOUN_ZH = '(?:片段|视频|素材|文件|图片|照片)';
const FILE =
  '[^\\s,，。;；:：、"!?\uE000]{1,80}?\\.(?:mp4|mov|avi|webm|mkv|jpe?g|png|gif|webp|mp3|wav|m4a|aac)\\b';

/** Source of a pattern for one clip: `the second clip`, `clip 2`, `b.mp4`, `第二段`; no group. */
export const CLIP = `(?:(?:the\\s+)?(?:\\b${ORDINAL}\\s+(?:uploaded\\s+)?${NOUN}\\b|\\b${NOUN}\\s+#?\\d{1,2}(?![\\d.:%°]|\\s*(?:°|(?:[sxp]|ms|sec\\w*|min\\w*|deg\\w*|times|percent)\\b)))|(?:第[一二两三四五六七八九十\\d]{1,2}|最后一)[个段张条](?:的?${NOUN_ZH})?|${FILE})`;
/** The same in a pair that shares its noun: the `first` of `the first and the second clip`. */
export const BARE_ORDINAL = `(?:the\\s+)?${ORDINAL}`;

const CLIP_PATTERN = new RegExp(CLIP, 'iu');
const ALL_CLIPS = new RegExp(CLIP, 'giu');

export const NO_SUCH_CLIP: Phrase = { en: 'There is no such clip', zh: '没有这个片段' };

/** The place where a clause names a clip, if it does. */
export function findReference({ text }: Clause): RegExpExecArray | null {
  return CLIP_PATTERN.exec(text);
}

/** All of `items` a clause names, in its order. */
export function pickNamed<Item extends { name: string }>(items: Item[], { text }: Clause): Item[] {
  return (text.match(ALL_CLIPS) ?? []).flatMap((each) => pickItem(items, each) ?? []);
}

/** The item a reference (what `CLIP` matched) means: by its place in the list, or by its name. */
export function pickItem<Item extends { name: string }>(
  items: Item[],
  reference: string,
): Item | undefined {
  const words = reference.trim().toLowerCase();
  if (/\.\w{3,4}$/u.test(words)) return findByName(items, words);
  if (/\blast\b|^最后一/u.test(words)) return items.at(-1);
  const ordinal = ORDINALS.findIndex((each) => new RegExp(`\\b${each}\\b`, 'u').test(words));
  if (ordinal >= 0) return items[ordinal];
  const figure = /\d+|[一二两三四五六七八九十]+/u.exec(words)?.[0];
  return figure === undefined ? undefined : items[parseFigure(figure) - 1];
}

/** A name written with words stuck to it (`把b.mp4`), or only its last word (`trip.mp4`), will do. */
export function findByName<Item extends { name: string }>(items: Item[], words: string) {
  const names = items.map((item) => ({ item, name: item.name.toLowerCase() }));
  return (
    names.find(({ name }) => name === words) ??
    names.find(({ name }) => words.endsWith(name)) ??
    names.find(({ name }) => name.endsWith(words))
  )?.item;
}

/** The clips an instruction is about, and how to say whose they are. */
export interface Target {
  clips: StudioClip[];
  /** Empty for all of them. */
  of: Phrase;
}

/** The clip a clause names, or all; null when it names one that is not there. */
export function chooseTarget(clips: StudioClip[], clause: Clause): Target | null {
  const reference = findReference(clause);
  if (!reference) return { clips, of: { en: '', zh: '' } };
  const chosen = pickItem(clips, reference[0]);
  if (!chosen) return null;
  return { clips: [chosen], of: { en: ` of ${chosen.name}`, zh: `${chosen.name} 的` } };
}

/** Some seconds of the video, where whole clips only can be changed. */
const PART = new RegExp(
  `\\b(?:intro|outro|opening|ending|beginning|middle)\\b|片头|片尾|开头|结尾|中间|\\b(?:first|last|from|between|after|until)\\s+(?:the\\s+)?${LOOSE_DURATION}|(?:前|最后|开头|结尾|从第?|第)${LOOSE_DURATION}|${LOOSE_DURATION}(?:到|至)第?${DURATION}`,
  'iu',
);

const WHOLE_CLIPS_ONLY: Phrase = {
  en: 'I can do that for the whole video or a whole clip, not for some seconds of it',
  zh: '这只能用于整个视频或整个片段，不能只用于其中几秒',
};

/** What became of the clips; `first` is the first of those that were meant, afterwards. */
interface ClipChange {
  clips: StudioClip[];
  first: StudioClip;
  of: Phrase;
  isAll: boolean;
}

/** Changes the clip a clause names, or all of them. */
export function changeClips(
  { clips }: StudioTimeline,
  clause: Clause,
  change: (clip: StudioClip) => StudioClip,
): ClipChange | { refusal: Phrase } {
  if (PART.test(clause.text)) return { refusal: WHOLE_CLIPS_ONLY };
  const target = chooseTarget(clips, clause);
  const [first] = target?.clips ?? [];
  if (!target || !first) return { refusal: NO_SUCH_CLIP };
  return {
    clips: clips.map((clip) => (target.clips.includes(clip) ? change(clip) : clip)),
    first: change(first),
    of: target.of,
    isAll: target.clips.length === clips.length,
  };
}
