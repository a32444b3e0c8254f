import type { Text } from './text.ts';

/** What stands in the picture of a timeline. */
export const pictureWords = {
  head: (): Text => ({ en: 'Timeline', zh: '时间线' }),
  empty: (): Text => ({ en: 'The timeline is empty', zh: '时间线还是空的' }),
  track: (kind: 'video' | 'audio' | 'title' | 'other'): Text => TRACKS[kind],
  drawn: (path: string): Text => ({
    en: `🖼️ Picture of the timeline: ${path}`,
    zh: `🖼️ 时间线图片：${path}`,
  }),
  notSvg: (path: string): Text => ({
    en: `--picture ${path} does not end in .svg`,
    zh: `--picture ${path} 不是以 .svg 结尾`,
  }),
  drawnAsSvg: (): Text => ({
    en: 'The timeline is drawn as an SVG: give a name ending in .svg.',
    zh: '时间线会画成 SVG：请给一个以 .svg 结尾的文件名。',
  }),
  notOurs: (path: string): Text => ({
    en: `${path} exists and is not a picture of a timeline`,
    zh: `${path} 已存在，而且不是时间线图片`,
  }),
  otherName: (): Text => ({
    en: 'Nothing was overwritten: give another name with --picture.',
    zh: '没有覆盖任何文件：请用 --picture 换一个名字。',
  }),
  notWritable: (path: string, code: string): Text => ({
    en: `${path} cannot be written (${code})`,
    zh: `无法写入 ${path}（${code}）`,
  }),
};

const TRACKS: Record<'video' | 'audio' | 'title' | 'other', Text> = {
  video: { en: 'Video', zh: '视频' },
  audio: { en: 'Music and sound', zh: '音乐与声音' },
  title: { en: 'Titles', zh: '标题' },
  other: { en: 'Effects', zh: '特效' },
};
