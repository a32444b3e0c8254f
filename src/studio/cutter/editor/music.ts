import type { StudioMusic, StudioTimeline } from '../timeline.ts';
import { type Phrase, showPercent } from './phrase.ts';
import type { EditorMedia, EditResult } from './rule.ts';
import { measureTimeline } from '../timeline-length.ts';

const MAX_VOLUME = 2;

/** Sets how loud the music is; 1 is as recorded. */
export function setMusicVolume(timeline: StudioTimeline, volume: number) {
  const rounded = Math.min(MAX_VOLUME, Math.round(volume * 100) / 100);
  const music = timeline.music.map((entry) => ({ ...entry, volume: rounded }));
  const before = showPercent(timeline.music[0]?.volume ?? 0);
  const after = showPercent(music[0]?.volume ?? 0);
  return {
    timeline: { ...timeline, music },
    change: {
      en: `Set the music volume to ${after} (was ${before})`,
      zh: `背景音乐音量已设为 ${after}（原来 ${before}）`,
    },
  };
}

/** Repeats the music to the end of the video, or plays it once. */
export function setMusicLoop(
  timeline: StudioTimeline,
  { once, media }: { once: boolean; media: EditorMedia[] },
): EditResult {
  if (timeline.music.length === 0) return { refusal: NO_MUSIC };
  const said = once ? ONCE : LOOPED;
  if (timeline.music.every(({ onceMs }) => (onceMs !== undefined) === once)) {
    return { refusal: { en: `${said.en} already`, zh: said.zh } };
  }
  const music = timeline.music.map(({ onceMs: _once, ...entry }) => {
    const source = media.find(({ id }) => id === entry.mediaId);
    return once ? { ...entry, onceMs: source?.facts.durationMs ?? entry.durationMs } : entry;
  });
  return { timeline: { ...timeline, music }, change: said };
}

const ONCE: Phrase = { en: 'The music plays once', zh: '音乐只播放一次' };
const LOOPED: Phrase = { en: 'The music repeats to the end', zh: '音乐循环播放到结尾' };

/** An audio upload as music under the whole video. */
export function composeMusic(
  { id, name }: EditorMedia,
  { timeline, volume }: { timeline: StudioTimeline; volume: number },
): StudioMusic {
  return {
    mediaId: id,
    name,
    startMs: 0,
    durationMs: measureTimeline(timeline),
    volume: Math.min(MAX_VOLUME, volume),
    fadeInMs: 0,
    fadeOutMs: 0,
  };
}

export function describeMusic({ name, volume }: StudioMusic): Phrase {
  const share = showPercent(volume);
  return {
    en: `Added background music ${name} at ${share}`,
    zh: `已添加背景音乐 ${name}，音量 ${share}`,
  };
}

export function describePresent({ name, volume }: StudioMusic): Phrase {
  const share = showPercent(volume);
  return {
    en: `The background music is ${name} at ${share} already`,
    zh: `背景音乐已经是 ${name}，音量 ${share}`,
  };
}

export const NO_MUSIC: Phrase = {
  en: 'There is no background music yet',
  zh: '现在还没有背景音乐',
};
export const NO_AUDIO: Phrase = {
  en: 'There is no audio file yet, please upload the music first',
  zh: '还没有音频文件，请先上传音乐',
};
