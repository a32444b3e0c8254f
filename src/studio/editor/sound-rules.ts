import type { StudioTimeline } from '../timeline.ts';
import { findPercent } from './numbers.ts';
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
];
const VOLUME = /\bvolume\b|\bloudness\b|音量|原声/iu;

/** Silences the clips' own sound; music stays. */
export const muteRule: EditRule = {
  name: 'mute',
  examples: { en: ['mute the video', 'remove the original sound'], zh: ['静音', '去掉原声'] },
  needsClip: true,
  read({ text }) {
    const match = findFirst(text, MUTE);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply: ({ timeline }) =>
        setVolume(timeline, 0, { en: 'Muted the original sound', zh: '已将原声静音' }),
    };
  },
};

export const unmuteRule: EditRule = {
  name: 'unmute',
  examples: { en: ['unmute the video'], zh: ['取消静音', '恢复原声'] },
  needsClip: true,
  read({ text }) {
    const match = findFirst(text, UNMUTE);
    if (!match) return null;
    return {
      ...coverMatches([match]),
      apply: ({ timeline }) =>
        setVolume(timeline, 1, { en: 'Restored the original sound', zh: '已恢复原声' }),
    };
  },
};

/** Sets how loud the clips' own sound is. */
export const videoVolumeRule: EditRule = {
  name: 'video volume',
  examples: { en: ['set the video volume to 50%'], zh: ['原声音量50%', '把视频音量调到50%'] },
  needsClip: true,
  read({ text }) {
    const noun = VOLUME.exec(text);
    const percent = findPercent(text);
    if (!noun || !percent) return null;
    const volume = Math.min(MAX_VOLUME, percent.share);
    const share = showPercent(volume);
    return {
      ...coverMatches([noun, percent.match]),
      apply: ({ timeline }) =>
        setVolume(timeline, volume, {
          en: `Set the volume of the original sound to ${share}`,
          zh: `原声音量已设为 ${share}`,
        }),
    };
  },
};

function setVolume(timeline: StudioTimeline, volume: number, change: Phrase): EditResult {
  if (timeline.clips.every((clip) => clip.volume === volume))
    return { refusal: describeSame(volume) };
  const clips = timeline.clips.map((clip) => ({ ...clip, volume }));
  return { timeline: { ...timeline, clips }, change };
}

function describeSame(volume: number): Phrase {
  const share = showPercent(volume);
  return {
    en: `The original sound is at ${share} already`,
    zh: `原声音量已经是 ${share}`,
  };
}
