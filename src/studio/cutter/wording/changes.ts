import type { Change } from '../operations/change.ts';
import {
  listLooks,
  LOOP,
  ofEn,
  ofZh,
  type Sayings,
  showFade,
  showLengths,
  showSeconds,
  showShare,
  showSpan,
  showTitle,
} from './figures.ts';

/** What was done. */
export const CHANGES: Sayings<Change, 'did'> = {
  placed: ({ names, ...span }) => [
    `Placed ${names.join(', ')} on the timeline (${showSpan(span)})`,
    `已把 ${names.join(', ')} 放到时间线上（${showSpan(span)}）`,
  ],
  'kept-only': ({ name }) => [`Using only ${name}`, `只使用 ${name}`],
  removed: ({ name }) => [`Removed ${name}`, `已去掉 ${name}`],
  ordered: ({ names }) => [
    `Changed the order to ${names.join(', ')}`,
    `顺序已改为 ${names.join(', ')}`,
  ],
  slides: ({ names, eachMs, totalMs }) => [
    `Showing ${names.join(', ')} for ${showSeconds(eachMs)}${names.length > 1 ? ' each' : ''} (the video is ${showSeconds(totalMs)} long)`,
    `${names.join(', ')} ${names.length > 1 ? '各' : ''}显示 ${showSeconds(eachMs)}（视频共 ${showSeconds(totalMs)}）`,
  ],
  trimmed: ({ of, span, ...lengths }) => [
    `Trimmed ${of ?? 'the video'} to ${showSpan(span)} (${showLengths(lengths)})`,
    `${of ? `${of} ` : ''}已剪到 ${showSpan(span)}（${showLengths(lengths)}）`,
  ],
  cut: ({ of, span, ...lengths }) => [
    `Cut out ${showSpan(span)}${of ? ` of ${of}` : ''} (${showLengths(lengths)})`,
    `${of ? `${of} ` : ''}已剪掉 ${showSpan(span)}（${showLengths(lengths)}）`,
  ],
  speed: ({ of, factor, ...lengths }) => [
    `Set the speed${ofEn(of)} to ${factor}x (${showLengths(lengths)})`,
    `${ofZh(of)}速度已设为 ${factor}x（${showLengths(lengths)}）`,
  ],
  volume: ({ of, share }) => {
    if (share === 0) return [`Muted the original sound${ofEn(of)}`, `已将${ofZh(of)}原声静音`];
    if (share === 1) return [`Restored the original sound${ofEn(of)}`, `已恢复${ofZh(of)}原声`];
    return [
      `Set the volume of the original sound${ofEn(of)} to ${showShare(share)}`,
      `${ofZh(of)}原声音量已设为 ${showShare(share)}`,
    ];
  },
  louder: ({ of, shares }) => [
    `Set the volume of the original sound${ofEn(of)} to ${shares.map(showShare).join(', ')}`,
    `${ofZh(of)}原声音量已设为 ${shares.map(showShare).join('、')}`,
  ],
  music: ({ name, share, once, ...fade }) => [
    `Added background music ${name} at ${showShare(share)}${once ? ', played once' : ''}${showFade(fade, { start: ', fading ', joint: ' and ' }).en}`,
    `已添加背景音乐 ${name}，音量 ${showShare(share)}${once ? '，只播放一次' : ''}${showFade(fade, { start: '，', joint: '，' }).zh}`,
  ],
  'music-volume': ({ share, before }) => [
    `Set the music volume to ${showShare(share)} (was ${showShare(before)})`,
    `背景音乐音量已设为 ${showShare(share)}（原来 ${showShare(before)}）`,
  ],
  'music-loop': ({ loop }) => LOOP[String(loop) as 'true' | 'false'],
  'music-fade': (fade) => [
    `Faded the music ${showFade(fade, { start: '', joint: ' and ' }).en}`,
    `音乐已${showFade(fade, { start: '', joint: '并' }).zh}`,
  ],
  'music-removed': () => ['Removed the background music', '已去掉背景音乐'],
  title: ({ title }) => [
    `Added the title ${showTitle(title).en}`,
    `已添加标题${showTitle(title).zh}`,
  ],
  'title-changed': ({ title }) => [
    `Changed the title to ${showTitle(title).en}`,
    `标题已改为${showTitle(title).zh}`,
  ],
  'subtitles-changed': ({ count, looks }) => [
    `Changed ${count} subtitles (${listLooks(looks).join(', ')})`,
    `已修改 ${count} 条字幕（${listLooks(looks).join('，')}）`,
  ],
  'titles-removed': ({ texts: { length: count } }) => [
    count === 1 ? 'Removed the title' : `Removed ${count} titles`,
    count === 1 ? '已去掉标题' : `已去掉 ${count} 个标题`,
  ],
  subtitles: ({ count, late, looks, ...span }) => [
    `Added ${count} ${count === 1 ? 'subtitle' : 'subtitles'} (${[...listLooks(looks), showSpan(span)].join(', ')})${late ? `; ${late} more begin after the end and were left out` : ''}`,
    `已添加 ${count} 条字幕（${[...listLooks(looks), showSpan(span)].join('，')}）${late ? `；另有 ${late} 条在视频结束之后，未添加` : ''}`,
  ],
  faded: ({ of, ...fade }) => [
    `Faded ${of ?? 'the video'} ${showFade(fade, { start: '', joint: ' and ' }).en}`,
    `${of ? `${of} ` : '视频'}已${showFade(fade, { start: '', joint: '并' }).zh}`,
  ],
  'cross-fade': ({ lengthsMs, ...lengths }) => {
    const each = lengthsMs.map(showSeconds).join(', ');
    if (each === '')
      return [
        `Removed the cross-fades (${showLengths(lengths)})`,
        `已去掉转场（${showLengths(lengths)}）`,
      ];
    return [
      `Cross-faded the clips over ${each} (${showLengths(lengths)})`,
      `片段之间已加 ${each} 交叉淡化（${showLengths(lengths)}）`,
    ];
  },
  shape: ({ ratio, width, height }) => [
    `Changed the aspect ratio to ${ratio} (${width}x${height})`,
    `画面比例已改为 ${ratio}（${width}x${height}）`,
  ],
  resolution: ({ width, height }) => [
    `Changed the resolution to ${width}x${height}`,
    `分辨率已改为 ${width}x${height}`,
  ],
  fill: ({ fill }) =>
    fill
      ? ['The picture fills the frame, its edges are cut off', '画面已铺满，边缘被裁切']
      : ['The whole picture is shown, with bars where needed', '已完整显示画面，必要时加黑边'],
  rotated: ({ of, degrees, width, height }) => [
    `Rotated the picture${ofEn(of)} by ${degrees} degrees clockwise (${width}x${height})`,
    `${ofZh(of)}画面已顺时针旋转 ${degrees} 度（${width}x${height}）`,
  ],
  'started-over': () => [
    'Emptied the timeline to start over (the uploads are still there)',
    '已清空时间线，可以重新开始（上传的素材都还在）',
  ],
  undone: ({ isEmpty, lengthMs }) =>
    isEmpty
      ? ['Took the last edit back (the timeline is empty)', '已撤销上一步（时间线是空的）']
      : [
          `Took the last edit back (the video is ${showSeconds(lengthMs)} long)`,
          `已撤销上一步（视频长 ${showSeconds(lengthMs)}）`,
        ],
  generated: ({ subject, lengthMs }) => [
    `Generated "${subject}" (${showSeconds(lengthMs)}, a test picture)`,
    `已生成“${subject}”（${showSeconds(lengthMs)}，测试画面）`,
  ],
};
