import type { StudioClip, StudioTimeline } from '../timeline.ts';
import type { Clause } from './clauses.ts';
import { changeClips, findReference } from './clip-references.ts';
import { findChange, findPercent } from './numbers.ts';
import { type Phrase, showPercent } from './phrase.ts';
import { coverMatches, type EditResult, type EditRule, findFirst } from './rule.ts';

const MAX_VOLUME = 2;
const UNMUTE = [
  /\bunmute\b|\b(?:restore|bring back)\b.*\b(?:sound|audio)\b/iu,
  /取消静音|恢复(?:原声|声音)|打开声音/u,
];
const MUTE = [
  /\bmute\b/iu,
  /\b(?:remove|delete|turn off|silence|drop|strip|no)\b(?:\s+\S+){0,3}?\s+(?:sound|audio|voice)\b/iu,
  /\bsilence\s+(?:the\s+)?(?:video|clip)\b/iu,
  /静音|(?:去掉|关闭|删除|消除|去除|不要)(?:视频)?(?:的)?(?:原声|声音|音轨)|消音/u,
  /(?:原声|声音|音轨)(?:都|给)?(?:关掉|关闭|关了|去掉|删掉|消掉)/u,
];
const VOLUME = /\bvolume\b|\bloudness\b|\bsound\b|音量|原声|声音/iu;

/** Silences the clips' own sound; music stays. */
export const muteRule: EditRule = {
  name: 'mute',
  examples: {
    en: ['mute the video', 'remove the original sound', 'mute the second clip'],
    zh: ['静音', '去掉原声', '第一段静音'],
  },
  needsClip: true,
  read(clause) {
    const match = findFirst(clause.text, MUTE);
    if (!match) return null;
    return {
      ...coverMatches([match, findReference(clause)]),
      apply: ({ timeline }) => setVolume(timeline, () => 0, clause),
    };
  },
};

export const unmuteRule: EditRule = {
  name: 'unmute',
  examples: { en: ['unmute the video'], zh: ['取消静音', '恢复原声'] },
  needsClip: true,
  read(clause) {
    const match = findFirst(clause.text, UNMUTE);
    if (!match) return null;
    return {
      ...coverMatches([match, findReference(clause)]),
      apply: ({ timeline }) => setVolume(timeline, () => 1, clause),
    };
  },
};

/** Sets how loud the clips' own sound is. */
export const videoVolumeRule: EditRule = {
  name: 'video volume',
  examples: {
    en: ['set the video volume to 50%', 'turn the volume down', 'make the second clip louder'],
    zh: ['原声音量50%', '把视频音量调到50%', '声音大一点'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const percent = VOLUME.test(text) ? findPercent(text) : null;
    const change = findChange(text, VOLUME.test(text));
    if (!percent && !change) return null;
    const volumeOf = percent ? () => percent.share : volumeAfter(change?.factor ?? 1);
    const words = [VOLUME.exec(text), percent?.match ?? change?.match ?? null];
    return {
      ...coverMatches([...words, findReference(clause)]),
      apply: ({ timeline }) => setVolume(timeline, volumeOf, clause),
    };
  },
};

function volumeAfter(factor: number) {
  return ({ volume }: StudioClip) => Math.round(volume * factor * 100) / 100;
}

function setVolume(
  timeline: StudioTimeline,
  volumeOf: (clip: StudioClip) => number,
  clause: Clause,
): EditResult {
  const changed = changeClips(timeline, clause, (clip) => ({
    ...clip,
    volume: Math.min(MAX_VOLUME, volumeOf(clip)),
  }));
  if ('refusal' in changed) return changed;
  const { clips, first, of } = changed;
  if (clips.every(({ volume }, index) => volume === timeline.clips[index]?.volume))
    return { refusal: describeSame(first.volume) };
  return { timeline: { ...timeline, clips }, change: describeVolume(first.volume, of) };
}

function describeVolume(volume: number, of: Phrase): Phrase {
  const share = showPercent(volume);
  if (volume === 0) return { en: `Muted the original sound${of.en}`, zh: `已将${of.zh}原声静音` };
  if (volume === 1) return { en: `Restored the original sound${of.en}`, zh: `已恢复${of.zh}原声` };
  return {
    en: `Set the volume of the original sound${of.en} to ${share}`,
    zh: `${of.zh}原声音量已设为 ${share}`,
  };
}

function describeSame(volume: number): Phrase {
  const share = showPercent(volume);
  return {
    en: `The original sound is at ${share} already`,
    zh: `原声音量已经是 ${share}`,
  };
}
