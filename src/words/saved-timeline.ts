import type { Text } from './text.ts';

/** What is said of the file that `--timeline` asks for. */
export const savedTimelineWords = {
  noForm: (path: string): Text => ({
    en: `--timeline ${path} has none of the endings .svg, .otio, .srt, .vtt, .json`,
    zh: `--timeline ${path} 的扩展名不是 .svg、.otio、.srt、.vtt 或 .json`,
  }),
  giveForm: (): Text => ({
    en: 'The timeline is written as a picture (.svg), for other editors (.otio), as subtitles (.srt, .vtt) or as data (.json): give a name with one of these endings.',
    zh: '时间线可以保存为图片（.svg）、供其他剪辑软件使用的工程（.otio）、字幕（.srt、.vtt）或数据（.json）：请使用其中一种扩展名。',
  }),
  notOurs: (path: string): Text => ({ en: `${path} exists and is not a timeline that was saved here`, zh: `${path} 已存在，而且不是之前保存的时间线` }),
  otherName: (): Text => ({ en: 'Nothing was overwritten: give another name with --timeline.', zh: '没有覆盖任何文件：请用 --timeline 换一个名字。' }),
  nothingToWrite: (path: string): Text => ({ en: `The timeline holds nothing that ${path} could hold`, zh: `时间线上没有可以写入 ${path} 的内容` }),
  addFirst: (): Text => ({
    en: 'Subtitles are made of titles, .otio of any clip: add one first. Nothing was written.',
    zh: '字幕由标题组成，.otio 至少需要一个片段：请先添加。没有写入任何文件。',
  }),
  otioLacks: (): Text => ({
    en: 'The .otio file holds clips, titles, their times and speeds; looks and volumes stand in its metadata, other effects are not in it.',
    zh: '.otio 文件包含片段、标题及其时间和速度；样式和音量写在元数据中，不含其他特效。',
  }),
  srtLacks: (): Text => ({
    en: 'The .srt file holds the titles and their times, without place and colour; clips and sound are not in it.',
    zh: '.srt 文件包含标题及其时间，不含位置和颜色，也不含片段和声音。',
  }),
  vttLacks: (): Text => ({
    en: 'The .vtt file holds the titles with times, place and plain colours; clips and sound are not in it.',
    zh: '.vtt 文件包含标题及其时间、位置和基本颜色，不含片段和声音。',
  }),
  notWritable: (path: string, code: string | undefined): Text => ({
    en: `${path} cannot be written (${code ?? 'unknown reason'})`,
    zh: `无法写入 ${path}（${code ?? '原因不明'}）`,
  }),
};
