import type { Text } from './text.ts';

type TrackKind = 'video' | 'audio' | 'title' | 'other';

const KINDS: Record<TrackKind, Text> = {
  video: { en: 'Video', zh: '视频' },
  audio: { en: 'BGM', zh: '背景音乐' },
  title: { en: 'Title', zh: '标题' },
  other: { en: 'Effect', zh: '特效' },
};

interface Change {
  kind: TrackKind;
  from: string;
  to: string;
}

/** How a timeline is told, and what changed in it. */
export const timelineWords = {
  empty: (): Text => ({ en: 'Timeline: empty', zh: '时间线：空' }),
  timeline: (count: number, tracks: Text): Text => ({
    en: `Timeline (${count === 1 ? '1 track' : `${count} tracks`}): ${tracks.en}`,
    zh: `时间线（${count} 条轨道）：${tracks.zh}`,
  }),
  track: (kind: TrackKind, segments: readonly Text[]): Text => ({
    en: `${KINDS[kind].en}: ${segments.map(({ en }) => en).join(', ')}`,
    zh: `${KINDS[kind].zh}：${segments.map(({ zh }) => zh).join('、')}`,
  }),
  /** A segment that the draft gives no name. */
  clip: (position: number): Text => ({ en: `clip ${position}`, zh: `片段 ${position}` }),
  trimmed: (from: string, to: string): Text => ({ en: `Video trimmed ${from} → ${to}`, zh: `视频已剪短 ${from} → ${to}` }),
  extended: (from: string, to: string): Text => ({ en: `Video extended ${from} → ${to}`, zh: `视频已延长 ${from} → ${to}` }),
  added: (kind: TrackKind, segment: Text): Text => ({ en: `${KINDS[kind].en} added: ${segment.en}`, zh: `已添加${KINDS[kind].zh}：${segment.zh}` }),
  removed: (kind: TrackKind, segment: Text): Text => ({ en: `${KINDS[kind].en} removed: ${segment.en}`, zh: `已删除${KINDS[kind].zh}：${segment.zh}` }),
  renamed: (kind: TrackKind, { from, to }: { from: Text; to: Text }): Text => ({
    en: `${KINDS[kind].en} changed: ${from.en} → ${to.en}`,
    zh: `${KINDS[kind].zh}已更改：${from.zh} → ${to.zh}`,
  }),
  timing: ({ kind, from, to }: Change): Text => ({ en: `${KINDS[kind].en} timing ${from} → ${to}`, zh: `${KINDS[kind].zh}时间 ${from} → ${to}` }),
  volume: ({ kind, from, to }: Change): Text => ({ en: `${KINDS[kind].en} volume ${from} → ${to}`, zh: `${KINDS[kind].zh}音量 ${from} → ${to}` }),
  /** A change that the timeline cannot show, such as a colour. */
  details: (): Text => ({ en: 'Details of the project changed', zh: '项目细节已更改' }),
  pictureSize: (from: string, to: string): Text => ({ en: `Picture size ${from} → ${to}`, zh: `画面尺寸 ${from} → ${to}` }),
};
