import type { Already, Refusal } from '../operations/change.ts';
import { LOOP, type Sayings, showSeconds, showShare } from './figures.ts';

/** Why something was not done. */
export const REFUSALS: Sayings<Refusal, 'why'> = {
  'no-video': () => ['There is no video yet, please upload one first', '还没有视频，请先上传'],
  'no-image': () => ['There is no still image, please upload one first', '还没有图片，请先上传'],
  'no-music': () => ['There is no background music yet', '现在还没有背景音乐'],
  'no-audio': () => [
    'There is no audio file yet, please upload the music first',
    '还没有音频文件，请先上传音乐',
  ],
  'no-title': () => ['There is no title yet', '现在还没有标题'],
  'no-such-clip': ({ name }) => [`There is no such clip: ${name}`, `没有这个片段：${name}`],
  'no-such-file': ({ name }) => [`There is no such file: ${name}`, `没有这个文件：${name}`],
  'last-clip': () => ['That is the only clip, so it stays', '只有这一个片段，所以保留了'],
  'two-clips': () => ['A cross-fade needs two clips on the timeline', '至少要有两个片段才能加转场'],
  'nothing-left': () => ['That would leave nothing of the video', '这样视频就什么都不剩了'],
  'nothing-to-undo': () => ['There is no edit to take back', '没有可以撤销的操作'],
  'quarter-turns': () => [
    'The picture can be rotated by 90, 180 or 270 degrees',
    '画面可以旋转 90、180 或 270 度',
  ],
  'no-cues': () => [
    'I found no subtitle with a text in that: paste the SRT text into the message',
    '没有找到有文字的字幕：请把 SRT 字幕的内容粘贴到消息里',
  ],
  'late-cues': () => [
    'All of these subtitles begin after the end of the video',
    '这些字幕都在视频结束之后',
  ],
  'too-many-cues': () => [
    'That is more than 200 subtitles, which is the most I can show',
    '字幕太多，最多 200 条',
  ],
  resolution: () => [
    'The resolution can be up to 1080p (1920x1080 or 1080x1920)',
    '分辨率最高为 1080p（1920x1080 或 1080x1920）',
  ],
  'past-the-end': ({ lengthMs }) => [
    `That begins after the end: it is only ${showSeconds(lengthMs)} long`,
    `时间超出了结尾：总长只有 ${showSeconds(lengthMs)}`,
  ],
  speed: ({ least, most }) => [
    `The speed can be ${least}x-${most}x`,
    `速度可以是 ${least}x-${most}x`,
  ],
  volume: ({ least, most }) => [
    `The volume can be ${showShare(least)}-${showShare(most)}`,
    `音量可以是 ${showShare(least)}-${showShare(most)}`,
  ],
  undrawable: ({ characters }) => [
    `No font here has these characters, please write the text without them: ${characters.join(' ')}`,
    `我的字体里没有这些字符，请换一种写法：${characters.join(' ')}`,
  ],
  canvas: ({ name, width, height }) => [
    `${name} would make a picture of ${width}x${height}, which is too narrow to render`,
    `${name} 的画面是 ${width}x${height}，太窄，无法渲染`,
  ],
};

/** What is so already. */
export const ALREADY: Sayings<Already, 'already'> = {
  placed: () => ['The uploaded clips are on the timeline already', '上传的素材已经在时间线上了'],
  empty: () => ['The timeline is empty already', '时间线本来就是空的'],
  'no-cross-fade': () => ['There is no cross-fade yet', '现在还没有转场'],
  'cross-fade': () => ['The clips cross-fade like that already', '已经有这样的转场'],
  title: () => ['The title is like that already', '标题已经是这样了'],
  length: ({ lengthMs }) => [
    `The video is only ${showSeconds(lengthMs)} long, so there is nothing to cut`,
    `视频只有 ${showSeconds(lengthMs)}，没有可剪的部分`,
  ],
  ordered: ({ names }) => [
    `The order is ${names.join(', ')} already`,
    `顺序已经是 ${names.join(', ')}`,
  ],
  speed: ({ factor }) => [`The speed is ${factor}x already`, `速度已经是 ${factor}x`],
  volume: ({ share }) => [
    `The original sound is at ${showShare(share)} already`,
    `原声音量已经是 ${showShare(share)}`,
  ],
  music: ({ name, share }) => [
    `The background music is ${name} at ${showShare(share)} already`,
    `背景音乐已经是 ${name}，音量 ${showShare(share)}`,
  ],
  loop: ({ loop }) => [
    `${LOOP[String(loop) as 'true' | 'false'][0]} already`,
    LOOP[String(loop) as 'true' | 'false'][1],
  ],
  shape: ({ ratio }) => [`The aspect ratio is ${ratio} already`, `画面比例已经是 ${ratio}`],
  resolution: ({ width, height }) => [
    `The resolution is ${width}x${height} already`,
    `分辨率已经是 ${width}x${height}`,
  ],
  fill: ({ fill }) =>
    fill
      ? ['The picture fills the frame already', '画面已经是铺满的']
      : ['The whole picture is shown already', '画面已经是完整显示的'],
};
