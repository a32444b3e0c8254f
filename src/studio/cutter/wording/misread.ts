/** What is said when a message was not understood: which words, and what could be said instead. */
import type { Phrase } from './figures.ts';

type Misread = 'question' | 'negation' | 'words' | 'step' | 'too-long' | 'operations';

interface Topic {
  /** Classes of words that tell that this is what a message is about. */
  words: string;
  en: string;
  zh: string;
}

/** Things to say, by what they are about; the tests say each. */
export const TOPICS: Topic[] = [
  {
    words: 'MUSIC SONG',
    en: 'add background music at 30%; set the music volume to 20%; fade out the music; remove the music',
    zh: '添加背景音乐，音量30%；背景音乐音量20%；音乐淡出；去掉背景音乐',
  },
  {
    words: 'TITLE TITLES SUBTITLE SUBTITLES TEXT',
    en: 'add the title "Hello" at the top for 3 seconds; make the title red; remove the title',
    zh: '在顶部加标题“你好”，显示3秒；把标题改成红色；去掉标题',
  },
  {
    words: 'SOUND VOLUME MUTE LOUDER QUIETER',
    en: 'mute the video; set the volume to 50%; make it louder',
    zh: '静音；音量调到50%；声音大一点',
  },
  {
    words: 'FADE CROSSFADE',
    en: 'fade in and out; fade out over 2 seconds; cross-fade the clips',
    zh: '淡入淡出；淡出2秒；片段之间加1秒转场',
  },
  {
    words: 'SPEED FASTER SLOWER X SLOWMO',
    en: 'play it at double speed; slow it down to 0.5x',
    zh: '2倍速；慢放',
  },
  {
    words: 'RATIO ASPECT RESOLUTION PICTURE ROTATE BARS FILL',
    en: 'make it vertical; set the resolution to 720p; rotate it 90 degrees; fill the screen',
    zh: '改成竖屏；分辨率改为720p；顺时针旋转90度；铺满画面',
  },
  {
    words: 'CLIPS REF ORDER PICTURES',
    en: 'put clip 2 first; remove the last clip; use only clip 1; show each photo for 3 seconds',
    zh: '把第二段放到最前面；删除最后一段；只用第一段；每张照片显示3秒',
  },
  {
    words: 'TIME CUT TRIM LONGER SHORTER LENGTH',
    en: 'trim it to 5 seconds; cut the first 2 seconds; remove everything after 5 seconds; keep from 2s to 5s',
    zh: '剪到5秒；去掉前2秒；删掉5秒以后的内容；只保留2秒到5秒',
  },
];

const ABILITIES: Phrase = {
  en: 'I can do: generate a video of something; place, join, order and remove clips; trim; show photos for some seconds; speed; titles (text, place, size, colour, time, fade) and subtitles from a pasted SRT; background music from an uploaded audio file (volume, loop, fade); volume and mute; fades and cross-fades; aspect ratio (16:9, 9:16, 1:1), fit or fill, resolution, rotate; undo; start over',
  zh: '我可以：生成视频；放置、拼接、排序和删除片段；剪辑长度；设置照片显示几秒；变速；标题（文字、位置、大小、颜色、时间、淡入淡出）和粘贴的 SRT 字幕；用上传的音频做背景音乐（音量、循环、淡入淡出）；调音量和静音；淡入淡出和转场；画面比例（16:9、9:16、1:1）、铺满或完整显示、分辨率、旋转；撤销；重新开始',
};

const REASONS: Record<Misread, (said: Phrase) => [en: string, zh: string]> = {
  question: ({ en, zh }) => [
    `That reads like a question, and I only edit: ${en}. Nothing was changed`,
    `这像是一个问题，而我只会剪辑：${zh}。没有做任何改动`,
  ],
  negation: ({ en, zh }) => [
    `That says what is not to be done: ${en}. Nothing was changed`,
    `这是说不要做什么：${zh}。没有做任何改动`,
  ],
  words: ({ en, zh }) => [
    `I do not understand ${en}, so nothing was changed`,
    `我不明白${zh}，所以没有做任何改动`,
  ],
  step: ({ en, zh }) => [
    `I do not know how to do this: ${en}. Nothing was changed`,
    `我不知道怎么做：${zh}。没有做任何改动`,
  ],
  'too-long': () => [
    'That message is too long for me to read, please say it in fewer words',
    '这条消息太长了，请用简短的话说明',
  ],
  operations: ({ en }) => [
    `These operations are not valid: ${en}. Nothing was changed`,
    `这些操作无效：${en}。没有做任何改动`,
  ],
};

/** Names the words that were not understood, and what could be said instead. */
export function sayMisread(
  why: Misread,
  { words, topics }: { words: string[]; topics: string[] },
): Phrase[] {
  const said = {
    en: words.map((word) => `"${word}"`).join(', '),
    zh: words.map((word) => `“${word}”`).join('、'),
  };
  const [en, zh] = REASONS[why](said);
  if (why === 'too-long' || why === 'operations') return [{ en, zh }];
  const near = TOPICS.filter((topic) =>
    topic.words.split(' ').some((word) => topics.includes(word)),
  );
  const reason = { en, zh };
  const examples = near.slice(0, 2);
  if (examples.length === 0) return [reason, ABILITIES];
  return [
    reason,
    {
      en: `I can do: ${examples.map((topic) => topic.en).join('; ')}`,
      zh: `我可以：${examples.map((topic) => topic.zh).join('；')}`,
    },
  ];
}
