import type { Text } from './text.ts';

/** What stands in the picture of a timeline. */
export const pictureWords = {
  head: (): Text => ({ en: 'Timeline', zh: '时间线' }),
  empty: (): Text => ({ en: 'The timeline is empty', zh: '时间线还是空的' }),
  track: (kind: 'video' | 'audio' | 'title' | 'other'): Text => TRACKS[kind],
};

const TRACKS: Record<'video' | 'audio' | 'title' | 'other', Text> = {
  video: { en: 'Video', zh: '视频' },
  audio: { en: 'Music and sound', zh: '音乐与声音' },
  title: { en: 'Titles', zh: '标题' },
  other: { en: 'Effects', zh: '特效' },
};
