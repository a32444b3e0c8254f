import { parseFigure } from './numbers.ts';
import type { Phrase } from './phrase.ts';
import { placeUploads } from './place.ts';
import { coverMatches, type EditorMedia, type EditRule, findFirst } from './rule.ts';

const ORDINALS = ['first', 'second', 'third', 'fourth', 'fifth'];
const ORDINAL = `(last|${ORDINALS.join('|')}|\\d+(?:st|nd|rd|th))`;
const NOUN = '(?:clip|video|file|upload|image|photo)';
const NOUN_ZH = '(?:片段|视频|素材|文件|图片|照片)';

const ONLY = [
  new RegExp(
    `\\b(?:use|keep|show|take)\\s+only\\s+(?:the\\s+)?${ORDINAL}\\s+(?:uploaded\\s+)?${NOUN}\\b`,
    'iu',
  ),
  new RegExp(
    `\\bonly\\s+(?:use|keep)\\s+(?:the\\s+)?${ORDINAL}\\s+(?:uploaded\\s+)?${NOUN}\\b`,
    'iu',
  ),
  new RegExp(`(?:只用|只保留|只要|仅用)第?([一二两三四五\\d]+|最后一)个${NOUN_ZH}`, 'u'),
];
const REMOVE = [
  new RegExp(`\\b(?:remove|delete|drop)\\s+(?:the\\s+)?${ORDINAL}\\s+${NOUN}\\b`, 'iu'),
  new RegExp(`(?:去掉|删掉|删除|移除)第?([一二两三四五\\d]+|最后一)个${NOUN_ZH}`, 'u'),
];

/** Starts over from one of the uploads; titles and music stay. */
export const onlyClipRule: EditRule = {
  name: 'use only',
  examples: { en: ['use only the first clip'], zh: ['只用第一个视频'] },
  needsClip: false,
  read({ text }) {
    const match = findFirst(text, ONLY);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline, media }) {
        const chosen = pick(media.filter(isVisual), match[1] ?? '');
        const changed = chosen && placeUploads({ ...timeline, clips: [] }, [chosen]);
        if (!changed) return { refusal: NO_SUCH_CLIP };
        const { name } = chosen;
        return { timeline: changed, change: { en: `Using only ${name}`, zh: `只使用 ${name}` } };
      },
    };
  },
};

/** Takes one clip off the timeline. */
export const removeClipRule: EditRule = {
  name: 'remove clip',
  examples: { en: ['remove the last clip'], zh: ['删除第一个片段'] },
  needsClip: true,
  read({ text }) {
    const match = findFirst(text, REMOVE);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        const chosen = pick(timeline.clips, match[1] ?? '');
        if (!chosen) return { refusal: NO_SUCH_CLIP };
        if (timeline.clips.length === 1) return { refusal: LAST_CLIP };
        return {
          timeline: { ...timeline, clips: timeline.clips.filter((clip) => clip !== chosen) },
          change: { en: `Removed ${chosen.name}`, zh: `已去掉 ${chosen.name}` },
        };
      },
    };
  },
};

const NO_SUCH_CLIP: Phrase = { en: 'There is no such clip', zh: '没有这个片段' };
const LAST_CLIP: Phrase = {
  en: 'That is the only clip, so it stays',
  zh: '只有这一个片段，所以保留了',
};

function pick<Item>(items: Item[], word: string): Item | undefined {
  if (/^(?:last|最后一)$/iu.test(word)) return items.at(-1);
  const named = ORDINALS.indexOf(word.toLowerCase());
  const place = named >= 0 ? named + 1 : parseFigure(word.replace(/(?:st|nd|rd|th)$/iu, ''));
  return items[place - 1];
}

function isVisual({ facts }: EditorMedia): boolean {
  return facts.type !== 'audio';
}
