import type { StudioClip } from '../timeline.ts';
import { BARE_ORDINAL, CLIP, NO_SUCH_CLIP, pickItem } from './clip-references.ts';
import { reorderClips } from './cuts.ts';
import { placeUploads } from './place.ts';
import { coverMatches, type EditRule } from './rule.ts';

/** Where clips go: groups 1 and 2 of the pattern are the clips it names, if any. */
interface Move {
  pattern: RegExp;
  arrange(clips: StudioClip[], named: Array<StudioClip | undefined>): StudioClip[] | null;
}

const MOVE = '\\b(?:put|place|move|play|show|bring|drag|use|insert|add)';
const MOVE_ZH = '(?:放|移|挪|调|排|拖|接|拼|连|加|插)(?:动|整)?(?:到|在|至)?';
const PUT_ZH = '(?:插入|插|放入|放上?|加入|加上?|添加|接上?)';
const SWAP_ZH = '(?:交换|对调|互换|调换)';

const MOVES: Move[] = [
  move(`${MOVE}\\s+(${CLIP})\\s+(?:in\\s+front\\s+of|before|ahead\\s+of)\\s+(${CLIP})`, 'before'),
  move(`${MOVE}\\s+(${CLIP})\\s+(?:after|behind)\\s+(${CLIP})`, 'after'),
  move(`(${CLIP})${MOVE_ZH}(${CLIP})的?之?前[面边]?`, 'before'),
  move(`(${CLIP})${MOVE_ZH}(${CLIP})的?之?后[面边]?`, 'after'),
  move(
    `${MOVE}\\s+(${CLIP})\\s+(?:(?:to|at)\\s+)?(?:the\\s+)?(?:very\\s+)?(?:first|start|beginning|front)\\b|\\b(?:start|begin)\\s+with\\s+(${CLIP})`,
    'first',
  ),
  move(
    `${MOVE}\\s+(${CLIP})\\s+(?:(?:to|at)\\s+)?(?:the\\s+)?(?:very\\s+)?(?:last|end|back)\\b|\\bend\\s+with\\s+(${CLIP})`,
    'last',
  ),
  move(`(?:最?开头|片头|最前[面边]?)(?:再|也)?${PUT_ZH}(${CLIP})`, 'first'),
  move(`(?:最后[面边]?|末尾|结尾|片尾)(?:再|也)?${PUT_ZH}(${CLIP})`, 'last'),
  move(`(${CLIP})${MOVE_ZH}(?:时间线|视频)?的?(?:最?前[面边]?|最?开头|第一[个位段])`, 'first'),
  move(`(${CLIP})${MOVE_ZH}(?:时间线|视频)?的?(?:最后[面边]?|末尾|结尾|后[面边])`, 'last'),
  move(
    `\\b(?:swap|exchange|switch)\\s+(${CLIP}|${BARE_ORDINAL})\\s+(?:and|with)\\s+(${CLIP})`,
    'swap',
  ),
  move(`${SWAP_ZH}(?:一下)?(${CLIP})[和与跟](${CLIP})`, 'swap'),
  move(
    `(${CLIP})[和与跟](${CLIP})的?(?:(?:位置|顺序)?${SWAP_ZH}|换(?:个|一下)?(?:位置|顺序))`,
    'swap',
  ),
  {
    pattern: new RegExp(
      `\\b(?:swap|reverse|flip|invert)\\s+(?:the\\s+)?(?:(?:two\\s+|2\\s+)?(?:clips|videos|photos)|(?:clip\\s+)?order)\\b|\\bin\\s+reverse(?:d)?\\s+order\\b|(?:倒序|反序|颠倒|反转|${SWAP_ZH})(?:一下)?(?:这?两[个段])?(?:片段|视频|素材|照片)?的?(?:顺序|排列|位置|播放顺序)`,
      'iu',
    ),
    arrange: (clips) => clips.toReversed(),
  },
];

/** Puts clips in another order. */
export const orderRule: EditRule = {
  name: 'order clips',
  examples: {
    en: [
      'put city.mp4 before beach.mp4',
      'move the second clip to the front',
      'swap the clips',
      'swap the first and the second clip',
      'reverse the order of the clips',
    ],
    zh: [
      '把第二段放到最前面',
      '把beach.mp4放到city.mp4后面',
      '交换第一段和第二段',
      '颠倒片段的顺序',
    ],
  },
  needsClip: true,
  read(clause) {
    for (const { pattern, arrange } of MOVES) {
      const match = pattern.exec(clause.text);
      if (!match) continue;
      const references = match.slice(1).filter((group) => group !== undefined);
      return {
        ...coverMatches([match]),
        apply({ timeline: before, media }) {
          const missing = references.filter((text) => !pickItem(before.clips, text));
          const fresh = missing.flatMap((text) => pickItem(media, text) ?? []);
          const timeline = (fresh.length > 0 && placeUploads(before, fresh)) || before;
          const named = references.map((text) => pickItem(timeline.clips, text));
          const clips = arrange(timeline.clips, named);
          if (!clips) return { refusal: NO_SUCH_CLIP };
          const order = clips.map(({ name }) => name).join(', ');
          if (timeline === before && clips.every((clip, index) => clip === before.clips[index])) {
            const zh = `顺序已经是 ${order}`;
            return { refusal: { en: `The order is ${order} already`, zh } };
          }
          return {
            timeline: reorderClips(timeline, clips),
            change: { en: `Changed the order to ${order}`, zh: `顺序已改为 ${order}` },
          };
        },
      };
    }
    return null;
  },
};

function move(pattern: string, where: 'before' | 'after' | 'first' | 'last' | 'swap'): Move {
  const isPair = where !== 'first' && where !== 'last';
  return {
    pattern: new RegExp(pattern, 'iu'),
    arrange(clips, [one, other]) {
      if (!one || (isPair && !other)) return null;
      if (where === 'swap') return clips.map((clip) => swap(clip, one, other ?? one));
      const rest = clips.filter((clip) => clip !== one);
      const places = { first: 0, last: rest.length, before: 0, after: 1 };
      const beside = isPair ? rest.findIndex((clip) => clip === other) : 0;
      return beside < 0 ? clips : rest.toSpliced(beside + places[where], 0, one);
    },
  };
}

function swap(clip: StudioClip, one: StudioClip, other: StudioClip): StudioClip {
  if (clip === one) return other;
  return clip === other ? one : clip;
}
