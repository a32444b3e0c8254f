import { createEmptyTimeline } from './place.ts';
import { coverMatches, type EditRule } from './rule.ts';

const START_OVER =
  /\bstart(?:ing)?\s+(?:all\s+)?over\b|\bstart\s+(?:again|afresh|from\s+scratch)\b|\b(?:clear|empty|reset|wipe)\s+(?:the\s+(?:whole\s+)?|my\s+)?(?:timeline|project|everything)\b(?!\s+(?:after|before|from|between|except|but|else))|\b(?:remove|delete)\s+(?:all\s+(?:of\s+)?(?:the\s+|my\s+)?clips|everything)\b(?!\s+(?:after|before|from|between|except|but|else))|(?:删除|删掉|清除)(?:所有|全部)(?:的)?(?:片段|视频|素材|内容)|重新开始|从头(?:开始|再来)|清空(?:时间线|项目|全部|所有)?|重置(?:时间线|项目)?|全部重来/iu;

/** Empties the timeline; what was uploaded stays. */
export const startOverRule: EditRule = {
  name: 'start over',
  examples: { en: ['start over', 'clear the timeline'], zh: ['重新开始', '清空时间线'] },
  needsClip: false,
  read({ text }) {
    const match = START_OVER.exec(text);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply({ timeline }) {
        if (timeline.clips.length === 0)
          return { refusal: { en: 'The timeline is empty already', zh: '时间线本来就是空的' } };
        return {
          timeline: createEmptyTimeline(),
          change: {
            en: 'Emptied the timeline to start over (the uploads are still there)',
            zh: '已清空时间线，可以重新开始（上传的素材都还在）',
          },
        };
      },
    };
  },
};
