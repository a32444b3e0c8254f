import { measureTimeline } from '../timeline-length.ts';
import type { StudioTimeline } from '../timeline.ts';
import { pickNamed } from './clip-references.ts';
import { DURATION, parseDuration } from './numbers.ts';
import { type Phrase, showSeconds } from './phrase.ts';
import { coverMatches, type EditRule } from './rule.ts';
import { settleTimeline } from './settle.ts';

const DEFAULT_MS = 1000;
const MAX_MS = 5000;

const CROSS_FADE =
  /\b(?:cross[\s-]?(?:fad(?:e|es|ed|ing)|dissolv(?:e|es|ed))|dissolves?|transitions?|fade\s+between)\b(?:\s+(?:between|on|for|to)\s+(?:(?:all|the|my)\s+)*clips\b)?|交叉(?:淡入淡出|淡化|叠化|溶解)|叠化|溶解|(?:淡入淡出)?(?:转场|过渡)(?:效果)?/iu;
const REMOVE = /\b(?:remove|delete|drop|clear|no|without)\b|去掉|删除|删掉|取消|不要|移除/iu;
const LENGTH = new RegExp(DURATION, 'iu');

/** Lets each clip fade into the next, which makes the video shorter by each overlap. */
export const crossFadeRule: EditRule = {
  name: 'cross-fade',
  examples: {
    en: ['cross-fade the clips', 'add a 2 second transition between the clips'],
    zh: ['片段之间加1秒转场', '交叉淡化2秒'],
  },
  needsClip: true,
  read(clause) {
    const match = CROSS_FADE.exec(clause.text);
    if (!match) return null;
    const length = LENGTH.exec(clause.text);
    const remove = REMOVE.exec(clause.text);
    const asked = length ? parseDuration(length[0]) : DEFAULT_MS;
    const fadeMs = remove ? 0 : Math.min(asked, MAX_MS);
    return {
      ...coverMatches([match, length, remove]),
      apply({ timeline }) {
        if (timeline.clips.length < 2) return { refusal: ONE_CLIP };
        const named = pickNamed(timeline.clips, clause);
        const changed = setCrossFades(timeline, {
          fadeMs,
          joints: listJoints(named.map((clip) => timeline.clips.indexOf(clip))),
        });
        const lengths = [timeline, changed].map((each) => measureTimeline(each));
        if (lengths[0] === lengths[1]) return { refusal: remove ? NO_CROSS_FADE : SAME_CROSS_FADE };
        return {
          timeline: changed,
          change: describe(fadeMs, lengths.map(showSeconds).join(' → ')),
        };
      },
    };
  },
};

/** "between clip 1 and clip 2" is one joint, told by the clip after it; null is all of them. */
function listJoints(named: number[]): number[] | null {
  return named.length < 2 ? null : named.filter((index) => index > Math.min(...named));
}

function setCrossFades(
  timeline: StudioTimeline,
  { fadeMs, joints }: { fadeMs: number; joints: number[] | null },
): StudioTimeline {
  const clips = timeline.clips.map((clip, index) => {
    const before = timeline.clips[index - 1];
    if (!before || (joints && !joints.includes(index))) return clip;
    const half = Math.floor(Math.min(before.durationMs, clip.durationMs) / 2);
    return { ...clip, crossFadeMs: Math.min(fadeMs, half) };
  });
  return settleTimeline({ ...timeline, clips });
}

const ONE_CLIP: Phrase = {
  en: 'A cross-fade needs two clips on the timeline',
  zh: '至少要有两个片段才能加转场',
};
const NO_CROSS_FADE: Phrase = { en: 'There is no cross-fade yet', zh: '现在还没有转场' };
const SAME_CROSS_FADE: Phrase = {
  en: 'The clips cross-fade like that already',
  zh: '已经有这样的转场',
};

function describe(fadeMs: number, lengths: string): Phrase {
  if (fadeMs === 0)
    return { en: `Removed the cross-fades (${lengths})`, zh: `已去掉转场（${lengths}）` };
  const length = showSeconds(fadeMs);
  return {
    en: `Cross-faded the clips over ${length} (${lengths})`,
    zh: `片段之间已加 ${length} 交叉淡化（${lengths}）`,
  };
}
