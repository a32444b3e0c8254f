import type { Text } from './text.ts';

/** What is said of a message to the editor, and of what came of it. */
export const editingWords = {
  sent: (): Text => ({
    en: 'Sent to the editor. This may take a few minutes.',
    zh: '已发送给编辑器，可能需要几分钟。',
  }),
  stillWorking: (): Text => ({
    en: '⏳ Still working...',
    zh: '⏳ 仍在处理中……',
  }),
  /** A line of the editor's own words. */
  relayed: (line: string): Text => ({
    en: `Editor: ${line}`,
    zh: `编辑器：${line}`,
  }),
  rawVideo: (): Text => ({
    en: '🎬 The raw video is there. Music, titles and effects may still be added.',
    zh: '🎬 原始视频已经生成，音乐、标题和特效可能还会陆续加上。',
  }),
  changed: (change: Text): Text => ({
    en: `✅ ${change.en}`,
    zh: `✅ ${change.zh}`,
  }),
  nothingCame: (): Text => ({
    en: 'The editor gave no answer and the timeline is unchanged. Say it in other words, or try again.',
    zh: '编辑器没有回答，时间线也没有变化。请换个说法，或再试一次。',
  }),
  alsoFailed: (message: string): Text => ({
    en: `The editor also reported an error: ${message}`,
    zh: `编辑器还报告了一个错误：${message}`,
  }),
  failed: (message: string): Text => ({
    en: `The editor reported an error: ${message}`,
    zh: `编辑器报告了一个错误：${message}`,
  }),
  nothingChanged: (): Text => ({
    en: 'Nothing was changed. Say it in other words, or try again later.',
    zh: '没有做任何改动。请换个说法，或稍后再试。',
  }),
  notSentYet: (): Text => ({
    en: 'The editor is still busy with another command; this one has sent nothing yet.',
    zh: '编辑器还在处理另一个命令，这条消息尚未发送。',
  }),
  stillAtWork: (): Text => ({
    en: 'The editor is still at work; the command that goes on asks for the outcome and sends nothing twice.',
    zh: '编辑器还在处理；继续运行的命令只会查询结果，不会重复发送。',
  }),
  stillAtWorkUnkept: (): Text => ({
    en: 'The editor is still at work. Its outcome cannot be asked for later, since nothing can be kept on this machine; look at the timeline before sending anything again.',
    zh: '编辑器还在处理。由于本机无法保存记录，之后不能再查询结果；再次发送之前，请先查看时间线。',
  }),
  sentBefore: (): Text => ({
    en: 'This message was sent before; it is not sent again. Add --again to send it once more.',
    zh: '这条消息之前已经发送过，不会重复发送。如需再发一次，请加上 --again。',
  }),
  connectionBroke: (): Text => ({
    en: 'The connection to the editor broke; the message is not sent again.',
    zh: '与编辑器的连接中断，这条消息不会重复发送。',
  }),
  nothingHeard: (): Text => ({
    en: 'Nothing was heard from the editor for ten minutes; the message is not sent again.',
    zh: '编辑器已有十分钟没有回应，这条消息不会重复发送。',
  }),
  noEnd: (): Text => ({
    en: 'The editor has worked for 15 minutes without coming to an end; the message is not sent again.',
    zh: '编辑器处理了 15 分钟仍未结束，这条消息不会重复发送。',
  }),
  lookingIn: (seconds: number): Text => ({
    en: `⏳ Looking at the timeline in ${seconds} s…`,
    zh: `⏳ ${seconds} 秒后查看时间线…`,
  }),
  unheard: (reason: Text): Text => ({
    en: `The outcome of the message was not heard, and ${reason.en}`,
    zh: `没有收到这条消息的处理结果，${reason.zh}`,
  }),
  overtaken: (): Text => ({
    en: 'another was sent after it',
    zh: '而且之后又发送了另一条消息',
  }),
  noChangeSince: (): Text => ({
    en: 'the timeline shows no change since',
    zh: '时间线至今也没有变化',
  }),
  mayStillLand: (): Text => ({
    en: 'It cannot be told whether the edit will still land. Look at the timeline later, or add --again to send the message once more; that may use credits twice.',
    zh: '无法确定这次编辑是否还会生效。请稍后查看时间线，或加上 --again 再发送一次（可能会重复消耗积分）。',
  }),
  lookInAMinute: (): Text => ({
    en: 'It is not certain whether the message arrived. Look at the timeline in a minute, before sending anything again.',
    zh: '不确定这条消息是否已送达。请过一分钟查看时间线，然后再决定是否重新发送。',
  }),
  goOnInAMinute: (): Text => ({
    en: 'It is not certain whether the message arrived. Run the command under "next" in a minute: it looks first and sends nothing twice.',
    zh: '不确定这条消息是否已送达。请过一分钟运行“next”中的命令：它会先查看结果，不会重复发送。',
  }),
  earlierSilent: (message: string): Text => ({
    en: `Your earlier message "${message}" has shown no effect so far.`,
    zh: `你之前的消息“${message}”目前还没有生效。`,
  }),
  earlierLanded: (message: string, changes: readonly Text[]): Text => ({
    en: `Your earlier message "${message}" has landed: ${changes.map(({ en }) => en).join('; ')}.`,
    zh: `你之前的消息“${message}”已经生效：${changes.map(({ zh }) => zh).join('；')}。`,
  }),
  noLook: (): Text => ({
    en: 'A recovery ended without a look',
    zh: '恢复过程没有查看时间线就结束了',
  }),
  reportThis: (): Text => ({
    en: 'Please report this.',
    zh: '请反馈这个问题。',
  }),
};
