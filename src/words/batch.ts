import { joinTexts, type Text } from './text.ts';

/** What `batch` says. */
export const batchWords = {
  noItems: (): Text => ({ en: 'The manifest holds no items', zh: '清单里没有任何条目' }),
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
      ? { en: `Item ${number} of the manifest is not an object`, zh: `清单的第 ${number} 个条目不是一个对象` }
      : {
          en: `Item ${number} of the manifest: "${field}" is unknown or has a value that does not fit`,
          zh: `清单的第 ${number} 个条目：“${field}”不是已知字段，或者它的值不合适`,
        },
  blankField: (number: number): Text => ({
    en: `Item ${number} of the manifest has no file, or an empty file, edit, out or resolution`,
    zh: `清单的第 ${number} 个条目里，没有 file，或 file、edit、out、resolution 是空的`,
  }),
  textAndEdit: (number: number): Text => ({
    en: `Item ${number} of the manifest has both "text" and "edit"`,
    zh: `清单的第 ${number} 个条目同时有“text”和“edit”`,
  }),
  manifestForm: (): Text => ({
    en: 'Write one object per video, in a JSON array or one a line: {"file": "a.mp4", "text": "trim to 10 seconds", "out": "a-short.mp4"}. "edit" instead of "text" is sent word for word; all but "file" is optional. Nothing was sent.',
    zh: '每个视频写一个对象，放在 JSON 数组里，或者每行一个：{"file": "a.mp4", "text": "剪到 10 秒", "out": "a-short.mp4"}。用“edit”代替“text”会原样发送；除“file”外都可以省略。没有发送任何内容。',
  }),
  manifestTooLarge: (path: string): Text => ({ en: `${path} is too large for a manifest`, zh: `${path} 太大了，不像是一份清单` }),
  manifestUnreadable: (path: string, code: string): Text => ({ en: `The manifest ${path} cannot be read (${code})`, zh: `清单 ${path} 无法读取（${code}）` }),
  checkManifestPath: (): Text => ({ en: 'Check the path; quote it if it holds spaces.', zh: '请检查路径；如果路径里有空格，请加上引号。' }),
  oneOutForMany: (out: string, count: number): Text => ({
    en: `--out ${out} names one file, but the manifest holds ${count} items`,
    zh: `--out ${out} 指定的是一个文件，但清单里有 ${count} 个条目`,
  }),
  giveFolder: (): Text => ({
    en: 'Give a folder with --out, and a name for each item with "out".',
    zh: '请用 --out 指定一个文件夹，并用“out”给每个条目命名。',
  }),
  doneBefore: (count: number): Text => ({ en: count === 1 ? 'Done before: 1 video.' : `Done before: ${count} videos.`, zh: `之前已完成 ${count} 个视频。` }),
  /** One line of progress, of one item among others. */
  progress: (place: string, line: Text): Text => joinTexts([`[${place}] `, line]),
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
  row: (number: number, file: string, result: Text): Text => joinTexts([`${number}. ${file}: `, result]),
  made: (path: string, facts: Text): Text => ({ en: `✅ ${path} (${facts.en})`, zh: `✅ ${path}（${facts.zh}）` }),
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
    en: `${reason.en}; ${done} of ${total} videos are done, ${waiting} not started`,
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
