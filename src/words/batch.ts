import { joinTexts, type Text } from './text.ts';

/** What `batch` says. */
export const batchWords = {
  otherCommandGoesOn: (): Text => ({
    en: 'Another command is still working through this manifest.',
    zh: '另一个命令还在处理这份清单。',
  }),
  noItems: (): Text => ({
    en: 'The manifest holds no items',
    zh: '清单里没有任何条目',
  }),
  tooManyItems: (count: number, most: number): Text => ({
    en: `The manifest holds ${count} items, and ${most} is the limit`,
    zh: `清单里有 ${count} 个条目，最多只能有 ${most} 个`,
  }),
  notJson: (line: number): Text => ({
    en: `The manifest is neither JSON nor JSON lines: line ${line} cannot be read`,
    zh: `清单既不是 JSON 也不是 JSON Lines：第 ${line} 行无法读取`,
  }),
  badItem: (number: number, field: string | undefined): Text =>
    field === undefined
      ? {
          en: `Item ${number} of the manifest is not an object`,
          zh: `清单的第 ${number} 个条目不是一个对象`,
        }
      : {
          en: `Item ${number} of the manifest: "${field}" is unknown or has a value that does not fit`,
          zh: `清单的第 ${number} 个条目：“${field}”不是已知字段，或者它的值不合适`,
        },
  blankField: (number: number): Text => ({
    en: `Item ${number} of the manifest has an empty file, out or resolution`,
    zh: `清单的第 ${number} 个条目里，file、out 或 resolution 是空的`,
  }),
  emptyItem: (number: number): Text => ({
    en: `Item ${number} of the manifest names neither a file nor what to make`,
    zh: `清单的第 ${number} 个条目既没有文件，也没有说明要做什么`,
  }),
  manifestForm: (): Text => ({
    en: 'Write one object per video, in a JSON array or one a line: {"file": "a.mp4", "text": "trim to 10 seconds", "out": "a-short.mp4"}; "out" and "resolution" are optional. Nothing was sent.',
    zh: '每个视频写一个对象，放在 JSON 数组里，或者每行一个：{"file": "a.mp4", "text": "剪到 10 秒", "out": "a-short.mp4"}；“out”和“resolution”可以省略。没有发送任何内容。',
  }),
  manifestTooLarge: (path: string): Text => ({
    en: `${path} is too large for a manifest`,
    zh: `${path} 太大了，不像是一份清单`,
  }),
  manifestUnreadable: (path: string, code: string): Text => ({
    en: `The manifest ${path} cannot be read (${code})`,
    zh: `清单 ${path} 无法读取（${code}）`,
  }),
  checkManifestPath: (): Text => ({
    en: 'Check the path; quote it if it holds spaces.',
    zh: '请检查路径；如果路径里有空格，请加上引号。',
  }),
  recordUnusable: (path: string, code: string): Text => ({
    en: `The batch's record ${path} cannot be used (${code})`,
    zh: `批处理的进度记录 ${path} 无法使用（${code}）`,
  }),
  moveManifest: (): Text => ({
    en: 'Put the manifest into a folder that can be written to: without its record, a second run would do and pay for everything again.',
    zh: '请把清单放到可以写入的文件夹里：没有进度记录，再次运行会把所有内容重做一遍并再次扣除积分。',
  }),
  removeRecord: (path: string): Text => ({
    en: `It is not readable: restore ${path}, or move it away to do everything anew, which uses credits again.`,
    zh: `文件内容已损坏：请恢复 ${path}，或者把它移走以便全部重做（会再次消耗积分）。`,
  }),
  oneOutForMany: (out: string, count: number): Text => ({
    en: `--out ${out} names one file, but the manifest holds ${count} items`,
    zh: `--out ${out} 指定的是一个文件，但清单里有 ${count} 个条目`,
  }),
  giveFolder: (): Text => ({
    en: 'Give a folder with --out, and a name for each item with "out".',
    zh: '请用 --out 指定一个文件夹，并用“out”给每个条目命名。',
  }),
  nothingChanged: (answer: string): Text =>
    answer === ''
      ? {
          en: 'The editor changed nothing and gave no answer: the video is as it was before.',
          zh: '编辑器没有做任何改动，也没有回答：视频保持原样。',
        }
      : {
          en: `The editor changed nothing; it says: ${answer}`,
          zh: `编辑器没有做任何改动，它的回答是：${answer}`,
        },
  doneBefore: (count: number): Text => ({
    en: count === 1 ? 'Done before: 1 video.' : `Done before: ${count} videos.`,
    zh: `之前已完成 ${count} 个视频。`,
  }),
  fetchedAgain: (): Text => ({
    en: 'Its file is no longer there: fetching it again, which is free.',
    zh: '文件已不在原处，正在重新获取（免费）。',
  }),
  /** One line of progress, of one item among others. */
  progress: (place: string, line: string): Text => ({
    en: `[${place}] ${line}`,
    zh: `[${place}] ${line}`,
  }),
  summary: ({ total, done, failed, running, waiting }: BatchCounts): Text => ({
    en: `Batch: ${[
      `${done} of ${total} done`,
      ...(failed > 0 ? [`${failed} failed`] : []),
      ...(running > 0 ? [`${running} under way`] : []),
      ...(waiting > 0 ? [`${waiting} not started`] : []),
    ].join(', ')}.`,
    zh: `批处理：共 ${total} 个，${[
      `完成 ${done} 个`,
      ...(failed > 0 ? [`失败 ${failed} 个`] : []),
      ...(running > 0 ? [`进行中 ${running} 个`] : []),
      ...(waiting > 0 ? [`未开始 ${waiting} 个`] : []),
    ].join('，')}。`,
  }),
  /** A row of the table at the end. */
  row: (number: number, file: string, result: Text): Text =>
    joinTexts([`${number}. ${file}: `, result]),
  made: (path: string, facts: Text): Text => ({
    en: `✅ ${path} (${facts.en})`,
    zh: `✅ ${path}（${facts.zh}）`,
  }),
  underWay: (): Text => ({ en: '⏳ under way', zh: '⏳ 进行中' }),
  notStarted: (): Text => ({ en: '⏸ not started', zh: '⏸ 未开始' }),
  someFailed: ({ failed, total }: BatchCounts, first: Text): Text => ({
    en: `${failed} of ${total} videos could not be made; the first: ${first.en}`,
    zh: `${total} 个视频中有 ${failed} 个未能完成，第一个原因：${first.zh}`,
  }),
  mendAndRunAgain: (): Text => ({
    en: 'Mend what the table names and run the same batch again: what is done is not repeated.',
    zh: '请按表中的说明修正后再次运行同一批处理：已完成的不会重做。',
  }),
  /** What ends the whole batch early. */
  stopped: (reason: Text, { done, total, waiting }: BatchCounts): Text => ({
    en: `${reason.en}; ${done} of ${total} videos are done, ${waiting} were not started`,
    zh: `${reason.zh}；${total} 个视频已完成 ${done} 个，还有 ${waiting} 个没有开始`,
  }),
  thenRunAgain: (advice: Text): Text => ({
    en: `${advice.en} Then run the same batch again: what is done is not repeated.`,
    zh: `${advice.zh}之后再次运行同一批处理即可，已完成的不会重做。`,
  }),
};

export interface BatchCounts {
  total: number;
  done: number;
  failed: number;
  running: number;
  waiting: number;
}
