import type { Text } from './text.ts';

/** What is said of a render, of its file, and of bringing that home. */
export const exportWords = {
  nothingToExport: (): Text => ({ en: 'There is nothing on the timeline to export yet', zh: '时间线上还没有可以导出的内容' }),
  fillTimeline: (): Text => ({ en: 'Upload a clip or describe the video first, then export.', zh: '请先上传素材，或描述你想要的视频，然后再导出。' }),
  started: (renderId: string): Text => ({ en: `⏳ Rendering ~30s (${renderId})`, zh: `⏳ 正在渲染，约 30 秒（${renderId}）` }),
  notConfirmed: (renderId: string): Text => ({
    en: `⏳ The export was not confirmed; looking for it (${renderId})`,
    zh: `⏳ 导出请求未得到确认，正在查找（${renderId}）`,
  }),
  rendering: (): Text => ({ en: '⏳ Rendering…', zh: '⏳ 正在渲染…' }),
  renderingAt: (percent: number): Text => ({ en: `⏳ Rendering… ${percent}%`, zh: `⏳ 正在渲染… ${percent}%` }),
  refusedOnce: (): Text => ({ en: 'The export was refused; trying once more.', zh: '导出请求被拒绝，正在重试一次。' }),
  failedOnce: (): Text => ({ en: 'The render failed; trying once more.', zh: '渲染失败，正在重试一次。' }),
  failed: (): Text => ({ en: 'The render failed', zh: '渲染失败' }),
  failedFor: (reason: Text): Text => ({ en: `The render failed: ${reason.en}`, zh: `渲染失败：${reason.zh}` }),
  unknownRender: (): Text => ({ en: 'the service does not know this render', zh: '服务中没有这次渲染的记录' }),
  tryLater: (): Text => ({ en: 'Export failed, please try again later.', zh: '导出失败，请稍后再试。' }),
  downloadStarts: (): Text => ({ en: 'Downloading…', zh: '正在下载…' }),
  /** Stands before how far it is. */
  downloading: (): Text => ({ en: 'Downloading', zh: '正在下载' }),
  ready: (name: string, facts: Text): Text => ({ en: `✅ Video ready: ${name} (${facts.en})`, zh: `✅ 视频已生成：${name}（${facts.zh}）` }),
  savedTo: (path: string): Text => ({ en: `Saved to ${path}`, zh: `已保存到 ${path}` }),
  mismatch: (mismatch: Text): Text => ({ en: `⚠️ ${mismatch.en}`, zh: `⚠️ ${mismatch.zh}` }),
  stillRunning: (): Text => ({ en: '⏳ Still on its way; nothing is lost.', zh: '⏳ 还在进行中，已有进度不会丢失。' }),
  notFetched: (reason: Text): Text => ({ en: `The file could not be fetched: ${reason.en}`, zh: `无法下载文件：${reason.zh}` }),
  fetchAgain: (): Text => ({
    en: 'The render is kept: run the command under "next" to fetch it again.',
    zh: '渲染结果仍然保留：请运行“next”中的命令重新下载。',
  }),
  incomplete: (reason: Text): Text => ({ en: `What was downloaded is not the whole file: ${reason.en}`, zh: `下载到的不是完整的文件：${reason.zh}` }),
  nothingSaved: (): Text => ({
    en: 'Nothing was saved. The render is kept: run the command under "next" to fetch it again.',
    zh: '没有保存任何文件。渲染结果仍然保留：请运行“next”中的命令重新下载。',
  }),
  namesNoFile: (): Text => ({ en: 'the answer names no file', zh: '返回的内容里没有文件地址' }),
  onlyPiece: (): Text => ({ en: 'the server sent only a piece of it', zh: '服务器只发来了其中一部分' }),
  tooLarge: (): Text => ({ en: 'it is larger than any export', zh: '它比任何导出的视频都大' }),
  tooLong: (): Text => ({ en: 'it is longer than it should be', zh: '它超出了应有的大小' }),
  notUnpacked: (encoding: string): Text => ({ en: `it cannot be unpacked from ${encoding}`, zh: `无法解压 ${encoding} 格式的内容` }),
};
