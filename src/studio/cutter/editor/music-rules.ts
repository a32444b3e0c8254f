import {
  composeMusic,
  describeMusic,
  describePresent,
  NO_AUDIO,
  NO_MUSIC,
  setMusicLoop,
  setMusicVolume,
} from './music.ts';
import { pickNamed } from './clip-references.ts';
import { findChange, findPercent } from './numbers.ts';
import { coverMatches, coverWord, type EditRule, findFirst } from './rule.ts';

const DEFAULT_VOLUME = 0.3;

/** What music is called. */
export const MUSIC_NOUN =
  /\b(?:background\s+)?(?:music|bgm|soundtrack|song)\b|背景音乐|音乐|配乐|bgm|背景音/iu;

const SOUND_FILE = '[^\\s,，。]{1,80}\\.(?:mp3|wav|m4a|aac)\\b';

const ADD = [
  /\b(?:add|put|use|insert|include|lay|play|set|change|replace|switch)\b(?:\s+\S+){0,4}?\s+(?:background\s+)?(?:music|bgm|soundtrack|song|audio(?:\s+(?:file|track))?)\b/iu,
  new RegExp(
    `\\b(?:add|put|use|insert|include|lay|play)\\b(?:\\s+\\S+){0,3}?\\s+${SOUND_FILE}`,
    'iu',
  ),
  new RegExp(`(?:加|配|用|放|插入).{0,6}?${SOUND_FILE}`, 'iu'),
  /\bwith\s+(?:\w+\s+){0,2}?(?:music|bgm)\b/iu,
  /(?:加|添加|配|用|放|插入|加入|加上|使用).{0,10}?(?:背景音乐|音乐|配乐|bgm|音频)|(?:音乐|配乐|bgm)换成/iu,
  /(?:把|将).{0,10}?(?:音频|音乐|歌).{0,6}?(?:作为|当作?|做成?|设为)(?:背景音乐|配乐|bgm)/iu,
];
const REMOVE = [
  /\b(?:remove|delete|drop|clear|get rid of|take (?:out|off|away)|no)\b(?:\s+\S+){0,3}?\s+(?:music|bgm|soundtrack|song)\b/iu,
  /\btake\b(?:\s+\S+){0,3}?\s+(?:music|bgm|soundtrack|song)\s+(?:out|off|away)\b/iu,
  /(?:去掉|删除|删掉|移除|清除|取消|不要).{0,4}?(?:背景音乐|音乐|配乐|bgm)|(?:背景音乐|音乐|配乐|bgm)(?:都)?(?:去掉|删除|删掉|移除)/iu,
];
/** Words that leave the music of a clause to be added, whatever else the clause says of it. */
export const ADDING = /\b(?:add|with|put|use|insert)\b|加|配|用/iu;
/** Words for a volume, when no percent is told. */
const NAMED_VOLUMES: Array<[RegExp, number]> = [
  [
    /\b(?:soft|softly|quiet|quietly|gentle|subtle|low)\b|轻柔|柔和|小声|轻轻|音量[小低]一?[点些]/iu,
    0.15,
  ],
  [/\b(?:loud|loudly)\b|大声|响亮/iu, 0.6],
];
const ONCE =
  /\b(?:(?:don't|do\s+not|never|no|without|stop)\s+(?:loop|repeat)(?:ing)?|(?:only|just)\s+once|play(?:s|ed)?\s+(?:\S+\s+){0,3}?once|once\s+only|one\s+time)\b|(?:不要|不|别|取消)(?:再)?(?:循环|重复)|(?:一次|一遍)/iu;
const LOOP = /\b(?:loop|repeat)(?:s|ed|ing)?\b|循环|重复/iu;
const SILENT =
  /\bmute\s+(?:the\s+)?(?:background\s+)?(?:music|bgm|soundtrack|song)\b|(?:音乐|配乐|bgm).{0,2}静音|静音.{0,2}(?:音乐|配乐|bgm)/iu;

export const removeMusicRule: EditRule = {
  name: 'remove music',
  examples: {
    en: ['remove the music', 'delete the background music'],
    zh: ['去掉背景音乐', '把音乐删掉'],
  },
  needsClip: true,
  read({ text }) {
    const match = findFirst(text, REMOVE);
    if (!match) return null;
    return {
      ...coverWord(match, MUSIC_NOUN),
      apply({ timeline }) {
        if (timeline.music.length === 0) return { refusal: NO_MUSIC };
        const change = { en: 'Removed the background music', zh: '已去掉背景音乐' };
        return { timeline: { ...timeline, music: [] }, change };
      },
    };
  },
};

/** Changes how loud the music is: to a share, up, down, or to nothing. */
export const musicVolumeRule: EditRule = {
  name: 'music volume',
  examples: {
    en: ['set the music volume to 35%', 'turn the music down', 'mute the music'],
    zh: ['背景音乐音量35%', '把音乐声音调小一点', '音乐音量百分之三十五'],
  },
  needsClip: true,
  read({ text }) {
    const noun = MUSIC_NOUN.exec(text);
    if (!noun || findFirst(text, ADD.slice(1)) || isAdding(text)) return null;
    const percent = findPercent(text);
    const word = SILENT.exec(text) ?? findChange(text, true)?.match ?? null;
    if (!percent && !word) return null;
    return {
      ...coverMatches([noun, percent?.match ?? null, word]),
      apply({ timeline }) {
        const [music] = timeline.music;
        if (!music) return { refusal: NO_MUSIC };
        const factor = SILENT.test(text) ? 0 : (findChange(text, true)?.factor ?? 1);
        return setMusicVolume(timeline, percent?.share ?? music.volume * factor);
      },
    };
  },
};

/** Puts the newest uploaded audio file under the video; louder or softer if it is there already. */
export const addMusicRule: EditRule = {
  name: 'add music',
  examples: {
    en: [
      'add soft background music',
      'add background music at 35%',
      'use the uploaded song as background music',
    ],
    zh: ['添加背景音乐，音量35%', '用上传的音频做背景音乐'],
  },
  needsClip: true,
  read(clause) {
    const { text } = clause;
    const match = findFirst(text, ADD);
    if (!match) return null;
    const percent = findPercent(text);
    const named = NAMED_VOLUMES.find(([word]) => word.test(text));
    const volume = percent?.share ?? named?.[1];
    return {
      ...coverMatches([match, percent?.match ?? named?.[0].exec(text) ?? null]),
      apply({ timeline, media }) {
        const songs = media.filter(({ facts }) => facts.type === 'audio');
        const song = pickNamed(songs, clause)[0] ?? songs.at(-1);
        if (!song) return { refusal: NO_AUDIO };
        const [current] = timeline.music;
        if (current?.mediaId === song.id) {
          if (volume === undefined) return { refusal: describePresent(current) };
          return setMusicVolume(timeline, volume);
        }
        const music = composeMusic(song, { timeline, volume: volume ?? DEFAULT_VOLUME });
        return { timeline: { ...timeline, music: [music] }, change: describeMusic(music) };
      },
    };
  },
};

/** Repeats the music up to the end of the video, or plays it once. */
export const loopMusicRule: EditRule = {
  name: 'loop music',
  examples: {
    en: ['loop the music', "don't loop the music", 'play the music once'],
    zh: ['音乐循环播放', '音乐只播放一次'],
  },
  needsClip: true,
  read({ text }) {
    const noun = MUSIC_NOUN.exec(text);
    const once = ONCE.exec(text);
    const match = once ?? LOOP.exec(text);
    if (!noun || !match) return null;
    return {
      ...coverMatches(ADDING.test(text) ? [match] : [match, noun]),
      apply: ({ timeline, media }) => setMusicLoop(timeline, { once: once !== null, media }),
    };
  },
};

/** "put the music at half its volume" changes it; "add music at half its volume" and "put in some music" add it. */
function isAdding(text: string): boolean {
  if (/\b(?:add|insert|include|lay)\b/iu.test(text)) return true;
  return /\b(?:put|use|play)\b/iu.test(text) && !/\bvolume\b/iu.test(text);
}
