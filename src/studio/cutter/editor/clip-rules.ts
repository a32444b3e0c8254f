import { CLIP, NO_SUCH_CLIP, pickItem } from './clip-references.ts';
import { dropClip } from './cuts.ts';
import type { Phrase } from './phrase.ts';
import { isVisual, placeUploads } from './place.ts';
import { coverMatches, type EditRule, findFirst } from './rule.ts';

const ONLY = [
  new RegExp(
    `\\b(?:(?:use|keep|show|take)\\s+only|only\\s+(?:use|keep|show|take))\\s+(${CLIP})`,
    'iu',
  ),
  new RegExp(`(?:只用|只保留|只要|仅用)(${CLIP})(?!的?[前后])`, 'iu'),
];
const REMOVE = [
  new RegExp(`\\b(?:remove|delete|drop|take\\s+out)\\s+(${CLIP})(?!'s|\\s+from\\s+\\d)`, 'iu'),
  new RegExp(`(?:去掉|删掉|删除|移除)(${CLIP})(?!的)`, 'iu'),
  new RegExp(`(?:把|将)(${CLIP})(?:都|给)?(?:去掉|删掉|删除|移除)`, 'iu'),
];

/** Starts over from one of the uploads; titles and music stay. */
export const onlyClipRule: EditRule = {
  name: 'use only',
  examples: {
    en: ['use only the first clip', 'only keep city.mp4'],
    zh: ['只用第一个视频', '只保留city.mp4'],
  },
  needsClip: false,
  read(clause) {
    const match = findFirst(clause.text, ONLY);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline, media }) {
        const chosen = pickItem(media.filter(isVisual), match[1] ?? '');
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
  examples: {
    en: ['remove the last clip', 'delete clip 2', 'remove city.mp4'],
    zh: ['删除第一个片段', '把第二段删掉', '去掉city.mp4'],
  },
  needsClip: true,
  read(clause) {
    const match = findFirst(clause.text, REMOVE);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        const chosen = pickItem(timeline.clips, match[1] ?? '');
        if (!chosen) return { refusal: NO_SUCH_CLIP };
        if (timeline.clips.length === 1) return { refusal: LAST_CLIP };
        return {
          timeline: dropClip(timeline, chosen),
          change: { en: `Removed ${chosen.name}`, zh: `已去掉 ${chosen.name}` },
        };
      },
    };
  },
};

const LAST_CLIP: Phrase = {
  en: 'That is the only clip, so it stays',
  zh: '只有这一个片段，所以保留了',
};
