import type { Text } from './text.ts';

/** What is said of the file that `--timeline` asks for. */
export const savedTimelineWords = {
  noForm: (path: string): Text => ({ en: `--timeline ${path} does not end in .svg or .json`, zh: `--timeline ${path} 不是以 .svg 或 .json 结尾` }),
  giveForm: (): Text => ({
    en: 'The timeline is written as a picture (.svg) or as data (.json): give a name with one of these endings.',
    zh: '时间线可以保存为图片（.svg）或数据（.json）：请使用其中一种扩展名。',
  }),
  notOurs: (path: string): Text => ({ en: `${path} exists and is not a timeline that was saved here`, zh: `${path} 已存在，而且不是之前保存的时间线` }),
  otherName: (): Text => ({ en: 'Nothing was overwritten: give another name with --timeline.', zh: '没有覆盖任何文件：请用 --timeline 换一个名字。' }),
  notWritable: (path: string, code: string | undefined): Text => ({
    en: `${path} cannot be written (${code ?? 'unknown reason'})`,
    zh: `无法写入 ${path}（${code ?? '原因不明'}）`,
  }),
};
