import type { Text } from './text.ts';

/** What is said of a message to the editor, and of what came of it. */
export const editingWords = {
  sent: (): Text => ({ en: 'Sent to the editor. This may take a few minutes.', zh: '已发送给编辑器，可能需要几分钟。' }),
  stillWorking: (): Text => ({ en: '⏳ Still working...', zh: '⏳ 仍在处理中……' }),
  /** A line of the editor's own words. */
  relayed: (line: string): Text => ({ en: `Editor: ${line}`, zh: `编辑器：${line}` }),
  /** In place of an answer that was nothing but instructions to use a screen. */
  suggested: (action: keyof typeof SUGGESTED): Text => SUGGESTED[action],
  rawVideo: (): Text => ({
    en: '🎬 The raw video is there. Music, titles and effects may still be added.',
    zh: '🎬 原始视频已经生成，音乐、标题和特效可能还会陆续加上。',
  }),
  lateTracks: (seconds: number): Text => ({
    en: `Music, titles and effects may still be added: the export waits ${seconds} s for them.`,
    zh: `音乐、标题和特效可能还会陆续加上：导出前先等待 ${seconds} 秒。`,
  }),
  changed: (change: Text): Text => ({ en: `✅ ${change.en}`, zh: `✅ ${change.zh}` }),
  nothingCame: (): Text => ({
    en: 'The editor gave no answer and the timeline is unchanged. Say it in other words, or try again.',
    zh: '编辑器没有回答，时间线也没有变化。请换个说法，或再试一次。',
  }),
  /** Told with the questions that stand after it. */
  asks: (): Text => ({
    en: 'The editor asks before it goes on; nothing was finished yet:',
    zh: '编辑器需要先确认以下问题，目前还没有完成任何改动：',
  }),
  answered: (): Text => ({ en: "The editor's question was answered.", zh: '编辑器的问题已经得到回答。' }),
  question: (prompt: string): Text => ({ en: `❓ ${prompt}`, zh: `❓ ${prompt}` }),
  option: (number: number, option: string): Text => ({ en: `${number}. ${option}`, zh: `${number}. ${option}` }),
  answerBy: (): Text => ({
    en: 'Ask the user, and send the answer as a message with "chat".',
    zh: '请询问用户，并用 chat 把回答作为消息发送。',
  }),
  /** In a batch nobody is there to answer. */
  batchAsks: (prompt: string): Text => ({ en: `The editor asks: ${prompt}`, zh: `编辑器提问：${prompt}` }),
  answerInBatch: (): Text => ({
    en: "Put the answer into the item's own words; a changed item is edited anew.",
    zh: '请把回答写进该条目的文字里；修改过的条目会重新编辑。',
  }),
  spent: (spent: number, available: number): Text => ({
    en: `This used ${spent} ${spent === 1 ? 'credit' : 'credits'}; ${available} left.`,
    zh: `本次消耗 ${spent} 积分，剩余 ${available}。`,
  }),
  alsoFailed: (message: string): Text => ({ en: `The editor also reported an error: ${message}`, zh: `编辑器还报告了一个错误：${message}` }),
  failed: (message: string): Text => ({ en: `The editor reported an error: ${message}`, zh: `编辑器报告了一个错误：${message}` }),
  nothingChanged: (): Text => ({ en: 'Nothing was changed. Say it in other words, or try again later.', zh: '没有做任何改动。请换个说法，或稍后再试。' }),
  stillAtWork: (): Text => ({
    en: 'The editor is still at work; the command that goes on asks for the outcome and sends nothing twice.',
    zh: '编辑器还在处理；继续运行的命令只会查询结果，不会重复发送。',
  }),
  /** Told in place of a long answer, which stands in its own field. */
  standsInText: (characters: number): Text => ({
    en: `The editor answered with ${characters} characters; they stand in "text".`,
    zh: `编辑器的回答共 ${characters} 个字符，见“text”。`,
  }),
  /** Told after the beginning of an answer that is too long to be shown. */
  allOfIt: (path: string): Text => ({ en: `The answer is longer; all of it is in ${path}`, zh: `回答未完，全文见 ${path}` }),
  emptyRoom: (): Text => ({
    en: 'The editing session no longer existed; a new one was opened, and it is empty. The message was not sent',
    zh: '之前的编辑会话已不存在；新建的会话是空的，消息没有发送',
  }),
  fillRoom: (): Text => ({ en: 'Upload the files again first, or start over with "connect --new".', zh: '请先重新上传素材，或用“connect --new”重新开始。' }),
  /** Why the end of a turn was not heard. */
  lost: (how: 'broken' | 'silent' | 'endless'): Text => LOST[how],
  lookingIn: (seconds: number): Text => ({ en: `⏳ Looking at the timeline in ${seconds} s…`, zh: `⏳ ${seconds} 秒后查看时间线…` }),
  unheard: (reason: Text): Text => ({ en: `The outcome of the message was not heard, and ${reason.en}`, zh: `没有收到这条消息的处理结果，${reason.zh}` }),
  overtaken: (): Text => ({ en: 'another was sent after it', zh: '而且之后又发送了另一条消息' }),
  noChangeSince: (): Text => ({ en: 'the timeline shows no change since', zh: '时间线至今也没有变化' }),
  mayStillLand: (): Text => ({
    en: 'It cannot be told whether the edit will still land. Run the command under "next" later: it looks again and sends nothing. Adding --again to the message sends it once more, which may use credits twice.',
    zh: '无法确定这次编辑是否还会生效。请稍后运行“next”中的命令：它会再次查看，不会发送任何内容。加上 --again 会再发送一次，可能会重复消耗积分。',
  }),
  earlierSilent: (message: string): Text => ({
    en: `Your earlier message "${message}" has shown no effect so far.`,
    zh: `你之前的消息“${message}”目前还没有生效。`,
  }),
  earlierLanded: (message: string, changes: readonly Text[]): Text => ({
    en: `Your earlier message "${message}" has landed: ${changes.map(({ en }) => en).join('; ')}.`,
    zh: `你之前的消息“${message}”已经生效：${changes.map(({ zh }) => zh).join('；')}。`,
  }),
};

const LOST: Record<'broken' | 'silent' | 'endless', Text> = {
  broken: { en: 'The connection to the editor broke; the message is not sent again.', zh: '与编辑器的连接中断，这条消息不会重复发送。' },
  silent: { en: 'Nothing was heard from the editor for ten minutes; the message is not sent again.', zh: '编辑器已有十分钟没有回应，这条消息不会重复发送。' },
  endless: {
    en: 'The editor has worked for 15 minutes without coming to an end; the message is not sent again.',
    zh: '编辑器处理了 15 分钟仍未结束，这条消息不会重复发送。',
  },
};

const SUGGESTED: Record<'export' | 'state' | 'credits' | 'chat' | 'none', Text> = {
  export: { en: 'You can export the video now.', zh: '现在可以导出视频了。' },
  state: { en: 'You can look at the timeline now.', zh: '现在可以查看时间线了。' },
  credits: { en: 'You can check the credits of the account.', zh: '可以查看账户积分。' },
  chat: { en: 'You can go on editing: say what to change.', zh: '可以继续编辑，请说要改什么。' },
  none: {
    en: 'It only named buttons of a screen. Say what you want instead.',
    zh: '只提到了界面上的按钮，请直接说想要什么。',
  },
};
